import type { Buffer } from "../../../lab/tiles/fast-memory.js";
import type { TileMask, TileOrder } from "../../../lab/tiles/tile-plan.js";
import type { GrowthOption } from "../../../lab/tiles/tile-prediction.js";
import type { Locale } from "../../shared/locale.js";

/** Numbers come as they are to be read. */
type Said = string;

/** Positions side by side, as they are to be read, and whether it is only one. */
export interface SaidSpan {
  readonly text: Said;
  readonly isOne: boolean;
}

const queries = ({ text, isOne }: SaidSpan) => `${isOne ? "query" : "queries"} ${text}`;
const keys = ({ text, isOne }: SaidSpan) => `${isOne ? "key" : "keys"} ${text}`;

const en = {
  // Settings.
  length: "Length n",
  headDim: "Head dimension d",
  blockQ: "Queries in a block, Br",
  blockK: "Keys in a block, Bc",
  memory: "Fast memory",
  windowSize: "Window, keys",
  bytesOfNumber: "Bytes of a number",
  bytesChoice: { 2: "2 (half)", 4: "4 (float32)" } as Readonly<Record<number, string>>,
  mask: "Mask",
  masks: { none: "none", causal: "causal", window: "sliding window" } satisfies Record<TileMask, string>,
  maskSaid: (mask: TileMask, window: Said) =>
    ({ none: "no mask", causal: "a causal mask", window: `a sliding window of ${window} keys` })[mask],
  order: "Outer loop",
  orders: {
    flash2: "over queries (FlashAttention-2)",
    flash1: "over keys (FlashAttention, 2022)",
  } satisfies Record<TileOrder, string>,
  settingsSmall: "Settings of the figure",
  settingsLarge: "Settings of the count",

  // The prediction.
  question: (length: Said, twice: Said, dim: Said, blockQ: Said, blockK: Said, mask: Said) =>
    `one head has ${length} positions of ${dim} features, tiles of ${blockQ} × ${blockK}, ${mask}. Now the length doubles to ${twice}, and the tiles stay as they are. By what factors do the bytes grow that move between slow and fast memory: in plain attention, and with tiles?`,
  options: {
    "4-2": "Plain attention × 4, tiles × 2: no matrix, no square",
    "4-4": "Plain attention × 4, tiles × 4: both grow with the square",
    "4-1": "Plain attention × 4, tiles × 1: everything stays in fast memory",
    "2-2": "Plain attention × 2, tiles × 2: q, k and v double",
  } satisfies Record<GrowthOption, string>,
  outcome: (plain: Said, plainTwice: Said, plainFactor: Said, tiles: Said, tilesTwice: Said, tilesFactor: Said) =>
    `Counted: plain attention from ${plain} to ${plainTwice}, × ${plainFactor}. Tiles from ${tiles} to ${tilesTwice}, × ${tilesFactor}.`,
  predictedRight: "You predicted that.",
  predictedOther: (nearest: GrowthOption) => {
    const [plain, tiles] = nearest.split("-");
    return `The nearest answer was: plain × ${plain}, tiles × ${tiles}.`;
  },
  whySquare:
    "k and v are read again for every block of queries: twice as many blocks, and each reads twice as many keys. Tiles make the factor before the square smaller; the square stays. What no longer grows with the square is the memory that is held.",
  whyBetween:
    "At this length, what is read only once still counts. The longer the sequence, the nearer the factor comes to 4.",
  whyWindow:
    "A block of queries reads only the keys of its window, however long the sequence is: twice as many blocks, each as expensive as before.",
  whyWindowShort: "The window is not short beside the length: with a longer sequence the factor comes nearer to 2.",
  hiddenUntilPredicted: "The bytes come after your prediction.",

  // The figure.
  figure: "Step by step, in small",
  slowMemory: "slow memory",
  fastMemory: "Fast memory",
  holds: (used: Said, memory: Said, need: Said) => `holds ${used} of ${memory}; a set of tiles needs ${need}`,
  nothingHeld: "empty",
  mapLabel: (rows: Said, columns: Said, done: Said, skipped: Said, waiting: Said) =>
    `The matrix of scores as ${rows} by ${columns} tiles: ${done} done, ${skipped} skipped, ${waiting} not yet.`,
  mapNow: (of: SaidSpan, against: SaidSpan) => `Now: ${queries(of)} with ${keys(against)}.`,
  waits: "not yet",
  now: "in fast memory now",
  done: "done, not kept",
  skip: "masked; whole tiles are skipped",
  held: "copy in fast memory",
  queries: "queries",
  keys: "keys",
  toStart: "To the start",
  back: "Step back",
  forward: "Step forward",
  toEnd: "To the end",
  play: "Play",
  pause: "Pause",
  step: "Step",
  stepOf: (step: Said, last: Said) => `Step ${step} of ${last}`,
  stepKeys: "Arrow keys step, Home and End go to the ends.",
  movedSoFar: (loaded: Said, stored: Said, plain: Said) =>
    `Moved so far: ${loaded} loaded, ${stored} stored. Plain attention moves ${plain} in all.`,

  buffers: {
    q: "q",
    k: "k",
    v: "v",
    scores: "p",
    out: "o",
    m: "m",
    l: "l",
  } satisfies Record<Buffer, string>,
  bufferNames: {
    q: "queries",
    k: "keys",
    v: "values",
    scores: "weights exp(s − m)",
    out: "output",
    m: "maximum",
    l: "sum",
  } satisfies Record<Buffer, string>,
  notDivided: "output, not divided",
  absent: "not in fast memory",
  maskedNumber: "masked",

  // What a step does.
  startFlash2: "q, k and v are in slow memory. Fast memory is empty.",
  startFlash1:
    "q, k and v are in slow memory. The output and l are set to 0 there, and m to −∞: they will be read and written again for each block of keys.",
  outerFlash2: (rows: SaidSpan) =>
    `The outer loop comes to ${queries(rows)}: the tile of q is loaded. m = −∞, l = 0 and o = 0 begin in fast memory.`,
  outerFlash1: (rows: SaidSpan) =>
    `The outer loop comes to ${keys(rows)}: the tiles of k and v are loaded, and stay until the next block of keys.`,
  tileFlash2: (of: SaidSpan, against: SaidSpan) =>
    `Tile of ${queries(of)} and ${keys(against)}: k and v are loaded, the scores are computed, and m, l and o are corrected.`,
  tileFlash1: (of: SaidSpan, against: SaidSpan) =>
    `Tile of ${queries(of)} and ${keys(against)}: q, o, m and l are loaded; o, m and l are corrected and written back.`,
  tileEdge: (masked: Said, all: Said) => `The mask takes ${masked} of the ${all} scores.`,
  skipFuture: (tiles: Said, against: SaidSpan, last: Said) =>
    `Skipped, ${tiles} with ${keys(against)}. Query ${last} is the last one here, and it sees no key after itself. Nothing is loaded.`,
  skipPast: (tiles: Said, against: SaidSpan, first: Said, start: Said) =>
    `Skipped, ${tiles} with ${keys(against)}. Query ${first} is the first one here, and its window begins at key ${start}. Nothing is loaded.`,
  tileCount: (count: number) => (count === 1 ? "1 tile" : `${count} tiles`),
  finish: (rows: SaidSpan) =>
    `The keys of ${queries(rows)} are done: o is divided by l, and the output goes to slow memory with the log-sum-exp m + log l.`,
  end: (difference: Said) =>
    `All is written. One softmax over each whole row gives the same output: the largest difference is ${difference}. Tiles are exact.`,
  toAndFro: (loads: Said, stores: Said) => `Loads ${loads}, stores ${stores}.`,
  movesNothing: "Nothing moves.",

  // One query.
  row: (query: Said) => `Query ${query}: maximum, sum and output`,
  rowToFollow: "Query to follow",
  rowBefore: (query: Said) => `Query ${query} has not met a key yet: m = −∞, l = 0, o = 0.`,
  rowAt: (step: Said, against: SaidSpan) => `Step ${step}, ${keys(against)}`,
  rowFinished: (step: Said) => `Step ${step}, after the last key`,
  rowEarlier: "This step is about other queries. Below: what happened to this one last.",
  rowHere: (query: Said) => `Follow query ${query}, which is in this step`,
  rowMasked: "Every key of this tile is masked for this query: m, l and o stay.",
  rowFirst: "Nothing was collected before, so the correction is 0.",
  rowNoCorrection: "The maximum stays, so the correction is 1: nothing collected so far changes.",
  rowCorrected: (factor: Said) => `A larger score came: all that was collected so far is multiplied by ${factor}.`,
  history: "All tiles of this query",
  historyKeys: "keys",
  historyLargest: "largest s",
  historyCorrection: "correction α",
  historyPending: "not yet",
  arithmetic: {
    scores: "scaled scores",
    m: "maximum",
    correction: "correction",
    weights: "weights",
    l: "sum",
    out: "output",
    lse: "log-sum-exp",
  },

  // What does not fit.
  notFit: (need: Said, memory: Said) =>
    `These tiles do not fit: together they need ${need}, and fast memory holds ${memory}.`,
  needPart: (buffer: Said, rows: Said, columns: Said, bytes: Said) => `${buffer} ${rows} × ${columns}: ${bytes}`,
  notFitSmallest: (block: Said, need: Said) => `Even blocks of ${block} × ${block} need ${need}.`,
  takeBlocks: (block: Said) => `Take blocks of ${block} × ${block}`,
  takeMemory: (memory: Said) => `Take ${memory} of fast memory`,
  smallerHead: "Make the head dimension smaller.",

  // The count.
  count: "Bytes, counted at the size of a model",
  countNote: "One head, forward. The same loops as above, and the same counter. The mask is the one chosen above.",
  ways: {
    plain: "Plain attention",
    flash1: "FlashAttention (2022)",
    flash2: "FlashAttention-2",
    least: "Least possible",
  },
  wayNotes: {
    plain: "scores and weights go to slow memory and come back",
    flash1: "outer loop over keys",
    flash2: "outer loop over queries",
    least: "q, k, v once in, the output once out",
  },
  groups: { q: "q", kv: "k and v", matrices: "scores and weights", out: "output, m, l" },
  bytesMoved: "bytes moved",
  againstPlain: "of plain",
  intensity: "FLOPs per byte",
  way: "way",
  total: "together",
  barsLabel: "Bytes that move between slow and fast memory",
  doesNotFit: "does not fit",
  reading: "What was counted",
  readLess: (blockQ: Said, blockK: Said, dim: Said, tiles: Said, plain: Said, factor: Said) =>
    `With ${blockQ} × ${blockK} tiles of ${dim} features, tiles (FlashAttention-2) move ${tiles} where plain attention moves ${plain}: ${factor} times less.`,
  readMore: (blockQ: Said, blockK: Said, dim: Said, tiles: Said, plain: Said) =>
    `With ${blockQ} × ${blockK} tiles of ${dim} features, tiles (FlashAttention-2) move ${tiles} where plain attention moves ${plain}: not less. Blocks of so few queries read k and v too often.`,
  readShare: (share: Said, blocks: Said, isMasked: boolean) =>
    `${share} of that is k and v, which are read for each of the ${blocks} blocks of queries${isMasked ? ", as far as the mask lets them see" : ""}.`,
  readOnce: (share: Said) => `${share} of that is k and v: one block holds all queries, so they are read once.`,
  readTwiceQ: (block: Said, bytes: Said, need: Said, fits: boolean) =>
    fits
      ? `Blocks of ${block} queries would move ${bytes}; they need ${need} of fast memory, which is there.`
      : `Blocks of ${block} queries would move ${bytes}, but need ${need} of fast memory, which is not there.`,
  readTwiceK: (block: Said, bytes: Said) =>
    `Blocks of ${block} keys instead would move ${bytes}: how often k and v are read depends on Br alone.`,
  readTwiceKMask: (block: Said, bytes: Said) =>
    `Blocks of ${block} keys instead would move ${bytes}: how often k and v are read depends on Br, and larger tiles only fit the edge of the mask less closely.`,
  readFlash1: (bytes: Said, blocks: Said, isMasked: boolean) =>
    `The first FlashAttention moves ${bytes}. It reads k and v once. But for each of the ${blocks} blocks of keys it reads q, the output, m and l again${isMasked ? " where the mask leaves something to see" : ""}, and writes all but q back.`,
  readSkipped: (skipped: Said, all: Said) =>
    `The mask leaves nothing to do in ${skipped} of ${all} tiles: they are never loaded. Plain attention computes and moves every score.`,
  readHeld: (matrices: Said) =>
    `Plain attention also holds two matrices in slow memory, ${matrices} together. Tiles never write them: that memory grows with the length, not with its square.`,
  readIntensity: (plain: Said, tiles: Said) =>
    `Plain attention computes ${plain} FLOPs for each byte that it moves, tiles ${tiles}.`,
  readMachine:
    "An A100 computes up to 312 TFLOP/s in 16 bits and reads 1.5 to 2.0 TB/s (Dao et al. 2022, section 2.1; Dao 2023, section 3.1). It takes 156 to 208 FLOPs per byte to keep it busy; with fewer it waits for memory.",
  memoryTable: "What more fast memory buys",
  memoryTableNote: (few: Said) =>
    `FlashAttention-2 without a mask, with ${few} keys in a block and as many queries as fit, in steps of 16. Theorem 2 of Dao et al. (2022) says that tiles move on the order of N² d² / M numbers, for M between d and N d: the last column should stay in one range there.`,
  memoryColumns: {
    memory: "fast memory M",
    block: "Br that fits",
    moved: "bytes moved",
    bound: "numbers moved / (N² d² / M)",
  },
  fitsNone: "16 queries do not fit",
  model: "How it is counted",
  modelText: [
    "Two memories, as in the papers: a number is in fast memory or must be loaded. A real GPU has caches in between, which catch a part of the repeated reads of k and v.",
    "Plain attention is counted in its favour: each of its products reads its inputs once, and its mask costs nothing.",
    "Every number takes the same bytes. Real kernels keep m, l and the output in float32 while they are in fast memory.",
    "FLOPs are those of the two products, in whole tiles. The exponentials are not counted.",
  ],

  // What comes next.
  exercises: "Write it yourself",
  exerciseNames: {
    "online-states": "Online softmax: running maximum and sum",
    "tiled-attention": "Attention by tiles (FlashAttention, forward)",
    "merge-attention": "Merging partial attentions",
    "sliding-window-attention": "Sliding-window attention",
  },
  space: " ",
};

const zh: typeof en = {
  length: "长度 n",
  headDim: "头维度 d",
  blockQ: "每块 query 数 Br",
  blockK: "每块 key 数 Bc",
  memory: "快速内存",
  windowSize: "窗口（key 数）",
  bytesOfNumber: "每个数的字节数",
  bytesChoice: { 2: "2（半精度）", 4: "4（float32）" },
  mask: "掩码",
  masks: { none: "无", causal: "因果", window: "滑动窗口" },
  maskSaid: (mask, window) => ({ none: "无掩码", causal: "因果掩码", window: `窗口为 ${window} 个 key` })[mask],
  order: "外层循环",
  orders: { flash2: "遍历 query（FlashAttention-2）", flash1: "遍历 key（FlashAttention，2022）" },
  settingsSmall: "图的设置",
  settingsLarge: "计数的设置",

  question: (length, twice, dim, blockQ, blockK, mask) =>
    `一个头有 ${length} 个位置，每个 ${dim} 维特征，块大小 ${blockQ} × ${blockK}，${mask}。长度翻倍到 ${twice}，块大小不变。慢速内存与快速内存之间搬运的字节数，标准注意力和分块计算各变成几倍？`,
  options: {
    "4-2": "标准注意力 4 倍，分块 2 倍：不存矩阵，就没有平方",
    "4-4": "标准注意力 4 倍，分块 4 倍：两者都按平方增长",
    "4-1": "标准注意力 4 倍，分块 1 倍：数据都留在快速内存里",
    "2-2": "标准注意力 2 倍，分块 2 倍：q、k、v 翻倍",
  },
  outcome: (plain, plainTwice, plainFactor, tiles, tilesTwice, tilesFactor) =>
    `计数结果：标准注意力从 ${plain} 变为 ${plainTwice}，${plainFactor} 倍；分块从 ${tiles} 变为 ${tilesTwice}，${tilesFactor} 倍。`,
  predictedRight: "与你的预测一致。",
  predictedOther: (nearest) => {
    const [plain, tiles] = nearest.split("-");
    return `最接近的选项是：标准注意力 ${plain} 倍，分块 ${tiles} 倍。`;
  },
  whySquare:
    "每一块 query 都要把 k、v 重新读一遍：块数翻倍，每块要读的 key 也翻倍。分块只缩小平方项的系数，平方仍在。不再按平方增长的是占用的内存。",
  whyBetween: "在这个长度上，只读一次的部分还占一定比例；序列越长，倍数越接近 4。",
  whyWindow: "无论序列多长，一块 query 只读窗口内的 key：块数翻倍，每块的开销不变。",
  whyWindowShort: "窗口与长度相比还不算小，序列更长时倍数会更接近 2。",
  hiddenUntilPredicted: "做出预测后再显示字节数。",

  figure: "小规模逐步演示",
  slowMemory: "慢速内存",
  fastMemory: "快速内存",
  holds: (used, memory, need) => `已用 ${used}，共 ${memory}；一组块需要 ${need}`,
  nothingHeld: "空",
  mapLabel: (rows, columns, done, skipped, waiting) =>
    `分数矩阵分成 ${rows} × ${columns} 块：已完成 ${done} 块，跳过 ${skipped} 块，未处理 ${waiting} 块。`,
  mapNow: (of, against) => `当前：query ${of.text} 与 key ${against.text}。`,
  waits: "未处理",
  now: "正在快速内存中",
  done: "已完成，不保留",
  skip: "被屏蔽（整块则跳过）",
  held: "快速内存中有副本",
  queries: "query",
  keys: "key",
  toStart: "回到开头",
  back: "后退一步",
  forward: "前进一步",
  toEnd: "跳到结尾",
  play: "播放",
  pause: "暂停",
  step: "步骤",
  stepOf: (step, last) => `第 ${step} 步，共 ${last} 步`,
  stepKeys: "方向键逐步移动，Home 和 End 跳到两端。",
  movedSoFar: (loaded, stored, plain) => `到目前为止：读入 ${loaded}，写出 ${stored}。标准注意力一共要搬运 ${plain}。`,

  buffers: { q: "q", k: "k", v: "v", scores: "p", out: "o", m: "m", l: "l" },
  bufferNames: {
    q: "query",
    k: "key",
    v: "value",
    scores: "权重 exp(s − m)",
    out: "输出",
    m: "最大值",
    l: "和",
  },
  notDivided: "输出，尚未除以 l",
  absent: "不在快速内存中",
  maskedNumber: "已屏蔽",

  startFlash2: "q、k、v 在慢速内存中，快速内存是空的。",
  startFlash1: "q、k、v 在慢速内存中。那里的输出和 l 先置 0，m 置 −∞：之后每处理一块 key 都要读写一遍。",
  outerFlash2: (rows) => `外层循环到 query ${rows.text}：读入这一块 q。快速内存中 m = −∞、l = 0、o = 0。`,
  outerFlash1: (rows) => `外层循环到 key ${rows.text}：读入这一块 k 和 v，保留到下一块 key。`,
  tileFlash2: (of, against) => `query ${of.text} 与 key ${against.text} 的块：读入 k 和 v，计算分数，修正 m、l 和 o。`,
  tileFlash1: (of, against) => `query ${of.text} 与 key ${against.text} 的块：读入 q、o、m、l，修正 o、m、l 后写回。`,
  tileEdge: (masked, all) => `${all} 个分数中有 ${masked} 个被屏蔽。`,
  skipFuture: (tiles, against, last) =>
    `跳过 key ${against.text} 的 ${tiles}：这里最后一个是 query ${last}，它看不到自己之后的 key。什么也不读。`,
  skipPast: (tiles, against, first, start) =>
    `跳过 key ${against.text} 的 ${tiles}：这里第一个是 query ${first}，它的窗口从 key ${start} 开始。什么也不读。`,
  tileCount: (count) => `${count} 块`,
  finish: (rows) => `query ${rows.text} 的 key 已全部处理完：o 除以 l，输出和 log-sum-exp（m + log l）写入慢速内存。`,
  end: (difference) =>
    `全部写完。对每一整行做一次 softmax，得到同样的输出：最大差异为 ${difference}。分块计算是精确的。`,
  toAndFro: (loads, stores) => `读入 ${loads}，写出 ${stores}。`,
  movesNothing: "没有数据搬运。",

  row: (query) => `query ${query} 的最大值、和与输出`,
  rowToFollow: "跟踪的 query",
  rowBefore: (query) => `query ${query} 还没有遇到任何 key：m = −∞，l = 0，o = 0。`,
  rowAt: (step, against) => `第 ${step} 步，key ${against.text}`,
  rowFinished: (step) => `第 ${step} 步，最后一个 key 之后`,
  rowEarlier: "这一步处理的是其他 query，下面是这个 query 最近一次的变化。",
  rowHere: (query) => `改为跟踪这一步中的 query ${query}`,
  rowMasked: "这一块的 key 对这个 query 全部被屏蔽：m、l、o 不变。",
  rowFirst: "之前没有累积任何内容，所以修正系数为 0。",
  rowNoCorrection: "最大值不变，修正系数为 1：已累积的内容不变。",
  rowCorrected: (factor) => `出现了更大的分数：已累积的内容都乘以 ${factor}。`,
  history: "这个 query 的所有块",
  historyKeys: "key",
  historyLargest: "最大的 s",
  historyCorrection: "修正系数 α",
  historyPending: "未处理",
  arithmetic: {
    scores: "缩放后的分数",
    m: "最大值",
    correction: "修正系数",
    weights: "权重",
    l: "和",
    out: "输出",
    lse: "log-sum-exp",
  },

  notFit: (need, memory) => `这组块放不下：一共需要 ${need}，而快速内存只有 ${memory}。`,
  needPart: (buffer, rows, columns, bytes) => `${buffer} ${rows} × ${columns}：${bytes}`,
  notFitSmallest: (block, need) => `即使块大小为 ${block} × ${block}，也需要 ${need}。`,
  takeBlocks: (block) => `块大小改为 ${block} × ${block}`,
  takeMemory: (memory) => `快速内存改为 ${memory}`,
  smallerHead: "请减小头维度。",

  count: "真实规模下的字节计数",
  countNote: "一个头，前向。循环与上图相同，计数方法也相同；掩码即上面所选。",
  ways: {
    plain: "标准注意力",
    flash1: "FlashAttention（2022）",
    flash2: "FlashAttention-2",
    least: "理论下限",
  },
  wayNotes: {
    plain: "分数和权重写到慢速内存，再读回来",
    flash1: "外层循环遍历 key",
    flash2: "外层循环遍历 query",
    least: "q、k、v 各读一次，输出写一次",
  },
  groups: { q: "q", kv: "k 和 v", matrices: "分数和权重", out: "输出、m、l" },
  bytesMoved: "搬运的字节数",
  againstPlain: "与标准注意力之比",
  intensity: "FLOPs / 字节",
  way: "方法",
  total: "合计",
  barsLabel: "慢速内存与快速内存之间搬运的字节数",
  doesNotFit: "放不下",
  reading: "计数说明了什么",
  readLess: (blockQ, blockK, dim, tiles, plain, factor) =>
    `块大小 ${blockQ} × ${blockK}、${dim} 维特征时，分块计算（FlashAttention-2）搬运 ${tiles}，标准注意力搬运 ${plain}，是前者的 ${factor} 倍。`,
  readMore: (blockQ, blockK, dim, tiles, plain) =>
    `块大小 ${blockQ} × ${blockK}、${dim} 维特征时，分块计算（FlashAttention-2）搬运 ${tiles}，标准注意力搬运 ${plain}：并没有变少。每块的 query 太少，k 和 v 被反复读取太多次。`,
  readShare: (share, blocks, isMasked) =>
    `其中 ${share} 是 k 和 v：${blocks} 块 query，每一块都要把${isMasked ? "掩码允许看到的部分" : "它们"}读一遍。`,
  readOnce: (share) => `其中 ${share} 是 k 和 v：一块就容纳了所有 query，所以只读一遍。`,
  readTwiceQ: (block, bytes, need, fits) =>
    fits
      ? `每块 ${block} 个 query 只搬运 ${bytes}，需要 ${need} 快速内存，放得下。`
      : `每块 ${block} 个 query 只搬运 ${bytes}，但需要 ${need} 快速内存，放不下。`,
  readTwiceK: (block, bytes) => `改为每块 ${block} 个 key，则搬运 ${bytes}：k 和 v 读几遍只取决于 Br。`,
  readTwiceKMask: (block, bytes) =>
    `改为每块 ${block} 个 key，则搬运 ${bytes}：k 和 v 读几遍取决于 Br；块变大，只会让掩码边缘多读一些。`,
  readFlash1: (bytes, blocks, isMasked) =>
    `最初的 FlashAttention 搬运 ${bytes}：k 和 v 只读一遍，但 ${blocks} 块 key 的每一块都要重新读 q、输出、m、l${isMasked ? "（完全屏蔽的除外）" : ""}，除 q 外还要写回。`,
  readSkipped: (skipped, all) => `${all} 块中有 ${skipped} 块被完全屏蔽，从不读入；标准注意力则计算并搬运每一个分数。`,
  readHeld: (matrices) =>
    `标准注意力还要在慢速内存中保存两个矩阵，共 ${matrices}；分块计算从不写出它们，占用的内存随长度线性增长，而不是平方。`,
  readIntensity: (plain, tiles) => `标准注意力每搬运一个字节做 ${plain} 次浮点运算，分块计算做 ${tiles} 次。`,
  readMachine:
    "A100 的 16 位算力最高为 312 TFLOP/s，显存带宽为 1.5 至 2.0 TB/s（Dao 等，2022，2.1 节；Dao，2023，3.1 节）。每字节要有 156 至 208 次浮点运算才能让它满载，更少时就在等显存。",
  memoryTable: "快速内存越大，搬运越少",
  memoryTableNote: (few) =>
    `FlashAttention-2，不加掩码，每块 ${few} 个 key，query 取放得下的最大数目，以 16 为步长。Dao 等（2022）的定理 2 指出：M 在 d 与 N d 之间时，分块计算搬运的数为 N² d² / M 量级，所以最后一列在这个范围内应保持同一量级。`,
  memoryColumns: { memory: "快速内存 M", block: "放得下的 Br", moved: "搬运的字节数", bound: "搬运的数 / (N² d² / M)" },
  fitsNone: "16 个 query 也放不下",
  model: "计数方法",
  modelText: [
    "与论文一样只有两级内存：一个数要么在快速内存里，要么需要读入。真实的 GPU 中间还有缓存，能接住一部分对 k、v 的重复读取。",
    "对标准注意力从宽计算：每次矩阵乘法的输入只读一遍，掩码不计开销。",
    "所有的数字节数相同。实际的内核在快速内存中以 float32 保存 m、l 和输出。",
    "FLOPs 只计两次矩阵乘法，按整块计算，不计指数运算。",
  ],

  exercises: "自己写一遍",
  exerciseNames: {
    "online-states": "在线 softmax：滚动的最大值与总和",
    "tiled-attention": "分块计算注意力（FlashAttention 前向）",
    "merge-attention": "合并部分注意力",
    "sliding-window-attention": "滑动窗口注意力",
  },
  space: "",
};

export type TilesWords = typeof en;
export const tilesMessages: Readonly<Record<Locale, TilesWords>> = { en, zh };
