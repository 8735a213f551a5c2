import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What PagedAttention changes", zh: "PagedAttention 改变了什么" },
  topic: "inference",
  difficulty: "medium",
  asked: 3,
  choices: [
    {
      id: "blocks-and-table",
      right: true,
      text: {
        en: "The cache is divided into blocks of fixed size that may lie anywhere; a table says which block holds which positions.",
        zh: "缓存分成固定大小的块，可以在显存的任何地方，由一张表记录哪些位置在哪一块。",
      },
      why: {
        en: "This is the idea of virtual memory. The kernel looks up the block of each position instead of counting on from the start of the sequence.",
        zh: "这就是虚拟内存的思想。内核按表找到每个位置所在的块，而不是从序列开头顺着往下数。",
      },
    },
    {
      id: "last-block",
      right: true,
      text: {
        en: "Memory that is allocated but unused is at most the rest of each sequence's last block.",
        zh: "已分配却没用上的显存，每条序列最多是最后一块剩下的部分。",
      },
      why: {
        en: "A new block is taken only when the last one is full. Reserving the maximum length in advance leaves everything beyond the actual length unused.",
        zh: "最后一块满了才取新块。如果预先按最大长度预留，超出实际长度的部分全都闲着。",
      },
    },
    {
      id: "fewer-bytes",
      right: false,
      text: {
        en: "Each token takes fewer bytes of cache, because a block stores what its tokens have in common only once.",
        zh: "每个 token 占的缓存变少了，因为块内各 token 相同的内容只存一次。",
      },
      why: {
        en: "Every token still has its keys and values in full. Nothing is compressed; what is saved are the gaps. Fewer bytes per token need fewer key/value heads or fewer bits.",
        zh: "每个 token 的 key 和 value 仍完整存着，没有任何压缩，省下的是空隙。要让每个 token 占得更少，得减少 KV 头或位数。",
      },
    },
    {
      id: "approximation",
      right: false,
      text: {
        en: "It approximates attention: when the table is read, blocks that would get little weight are skipped to save time.",
        zh: "它是注意力的近似：查表时会跳过权重很小的块，以节省时间。",
      },
      why: {
        en: "All blocks of a sequence are read and the softmax runs over all positions. The result is that of a contiguous cache, up to rounding. Skipping blocks is another technique.",
        zh: "一条序列的所有块都会读，softmax 也包括所有位置，结果与连续存放的缓存相同，只差舍入。跳过某些块是另一类方法。",
      },
    },
    {
      id: "shared-blocks",
      right: true,
      text: {
        en: "Sequences with a common beginning can point to the same blocks, and a block is copied when one of them writes to it.",
        zh: "开头相同的序列可以指向同一些块，其中一条要写入时才复制那一块。",
      },
      why: {
        en: "Blocks have reference counts. Several samples of one prompt, or the beams of a beam search, share the prompt's blocks and copy only the last one, on write.",
        zh: "每一块都有引用计数。同一 prompt 的多个采样，或束搜索的各条路径，共用 prompt 的块，只在写入时复制最后一块。",
      },
    },
  ],
  sources: [
    {
      title: "Kwon et al., Efficient Memory Management for Large Language Model Serving with PagedAttention (2023)",
      url: "https://arxiv.org/abs/2309.06180",
    },
  ],
  practise: ["paged-attention"],
} satisfies Question;
