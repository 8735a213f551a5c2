import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "A tree of drafts", zh: "用一棵树验证多个草稿" },
  topic: "decoding",
  difficulty: "medium",
  asked: 1,
  choices: [
    {
      id: "ancestors-only",
      right: true,
      text: {
        en: "A node attends to the prefix, to its ancestors and to itself, and to nothing else.",
        zh: "一个节点只关注前缀、自己的祖先和自己。",
      },
      why: {
        en: "The path from the root to the node is the text that it continues. Other branches are other texts, and their tokens must not enter.",
        zh: "从根到该节点的路径，就是它所接续的文本。其他分支是另外的文本，不能混进来。",
      },
    },
    {
      id: "plain-causal-mask",
      right: false,
      text: {
        en: "A plain causal mask over the flattened tree is enough, as every ancestor comes before its descendants.",
        zh: "把树展平之后用普通的因果掩码就够了，因为祖先总排在后代前面。",
      },
      why: {
        en: "Ancestors are then visible, but so are earlier nodes of other branches. A token would be predicted from words that are not in its text.",
        zh: "祖先固然看得见，其他分支里排在前面的节点也看得见了。预测一个 token 时会用到不属于它那段文本的词。",
      },
    },
    {
      id: "place-in-the-list",
      right: false,
      text: {
        en: "The position of a node is its place in the flattened list, added to the length of the prefix.",
        zh: "节点的位置等于前缀长度加上它在展平列表中的序号。",
      },
      why: {
        en: "Two children of one node would then be at different distances from it. In the text, both would be the next token: the position is prefix length plus depth.",
        zh: "那样同一节点的两个孩子离它的距离就不同了。而在文本里，两者都是紧接着的下一个 token：位置应为前缀长度加深度。",
      },
    },
    {
      id: "cache-for-each-branch",
      right: false,
      text: {
        en: "Each branch needs a copy of the cache of the prefix, so b branches read b times as much.",
        zh: "每个分支都需要一份前缀缓存的副本，所以 b 个分支要读 b 倍的数据。",
      },
      why: {
        en: "All nodes are queries of the same pass and share one cache of the prefix. Avoiding these copies is the point of a tree in one pass.",
        zh: "所有节点都是同一次前向里的 query，共用一份前缀缓存。把树放进一次前向，正是为了省掉这些副本。",
      },
    },
    {
      id: "compact-the-cache",
      right: true,
      text: {
        en: "After the choice, cache entries of rejected nodes are dropped and those of the accepted path put together.",
        zh: "选定之后，丢掉被拒绝节点的缓存，把被接受路径的缓存并到一起。",
      },
      why: {
        en: "The accepted path usually is not contiguous in the flattened list. Its keys already have the right positions, so they can be moved, or merely referred to, without computing anything again.",
        zh: "被接受的路径在展平的列表里通常不连续。它的 key 位置已经正确，直接搬动或改索引即可，不必重算。",
      },
    },
  ],
  sources: [
    {
      title:
        "Miao et al., SpecInfer: Accelerating Generative Large Language Model Serving with Tree-based Speculative Inference and Verification (2023)",
      url: "https://arxiv.org/abs/2305.09781",
    },
    {
      title: "Cai et al., Medusa: Simple LLM Inference Acceleration Framework with Multiple Decoding Heads (2024)",
      url: "https://arxiv.org/abs/2401.10774",
    },
  ],
  practise: ["tree-mask", "accept-draft"],
} satisfies Question;
