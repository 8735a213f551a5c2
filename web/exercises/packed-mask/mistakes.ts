import { generate, type Nd, reshape } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { lowNumbers } from "../shared/wrong-masking.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";

interface Inputs {
  readonly segments: Nd;
}

interface Place {
  /** Query and key, and the numbers of their documents. */
  readonly i: number;
  readonly j: number;
  readonly query: number;
  readonly key: number;
  /** How many tokens of the row are no padding. */
  readonly filled: number;
}

type Condition = (place: Place) => boolean;

interface Variant {
  readonly past?: Condition;
  readonly together?: Condition;
  readonly real?: Condition;
  /** Default: all must hold. */
  readonly join?: (past: boolean, together: boolean, real: boolean, place: Place) => boolean;
  /** What is written for what is visible and what is not. Default: 1 and 0. */
  readonly written?: readonly [number, number];
}

const way = composed(
  (
    { segments }: Inputs,
    {
      past = ({ i, j }) => j <= i,
      together = ({ query, key }) => query === key,
      real = ({ query, key }) => query !== 0 && key !== 0,
      join = (...[one, two, three]) => one && two && three,
      written = [1, 0],
    }: Variant,
  ) => {
    const [B, L] = segments.shape as [number, number];
    const filled = Array.from({ length: B }, (_, b) => segments.data.slice(b * L, (b + 1) * L).filter(Boolean).length);
    return generate([B, L, L], (index) => {
      const [b, i, j] = index as [number, number, number];
      const [query, key] = [i, j].map((at) => segments.data[b * L + at] as number) as [number, number];
      const place = { i, j, query, key, filled: filled[b] as number };
      return join(past(place), together(place), real(place), place) ? written[0] : written[1];
    });
  },
);

/** Not joined with others: together they would give zeros or ones, which tell nothing. */
const alone = (variant: Variant) => (inputs: Inputs) => way(variant)(inputs);

const always: Condition = () => true;
const realKey: Condition = ({ key }) => key !== 0;
const realQuery: Condition = ({ query }) => query !== 0;
/** Padding looked for in both, in keys alone, in queries alone, and nowhere. */
const paddings = [{}, { real: realKey }, { real: realQuery }, { real: always }] satisfies readonly Variant[];

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "documents-leak",
    title: { en: "Documents see one another", zh: "不同文档互相可见" },
    explanation: {
      en: "The mask is causal, but the numbers of the documents are not compared: a token attends to the documents packed before its own. They have nothing to do with each other, so the model learns from noise, and a document's result depends on its neighbours. Query and key must have the same number.",
      zh: "掩码是因果的，但没有比较文档编号：token 会关注打包在它前面的其他文档。这些文档互不相干，模型学到的是噪声，一篇文档的结果还会随相邻文档变化。query 与 key 的编号必须相同。",
    },
    ways: paddings.map((padding) => alone({ together: always, ...padding })),
  },
  {
    ...knownOfMasks("mask-looks-ahead"),
    explanation: {
      en: "Each document is a full square: tokens see all of their own document, also what comes after them. Two conditions must hold, the same document and j <= i. A language model that sees the next token only copies it.",
      zh: "每篇文档都是一个完整的方块：token 能看到自己文档的全部内容，包括它之后的。两个条件要同时成立：同一篇文档，并且 j <= i。语言模型若能看到下一个 token，就只会照抄。",
    },
    ways: [way({ past: always })],
  },
  {
    ...knownOfLayers("padding-attended"),
    explanation: {
      en: "Padding has the number 0 like any other, so padding tokens attend to one another. Number 0 is no document: its rows and columns are all false. (If a softmax follows, it must cope with rows of nothing.)",
      zh: "填充的编号是 0，被当成了普通的编号，于是填充 token 互相关注。0 不是文档：它的行和列应全为 false。（后面如果接 softmax，要能处理什么都没有的行。）",
    },
    ways: [way({ real: always })],
  },
  {
    code: "padding-assumed-at-end",
    title: { en: "Padding is assumed to be at the end", zh: "以为填充都在末尾" },
    explanation: {
      en: "The tokens that are no padding were counted, and everything from that position on was taken for padding. With padding in front or between documents, real tokens at the end are masked, and padding before them is visible. Compare the number of each token with 0.",
      zh: "先数出不是填充的 token 有几个，再把从这个位置起的都当成填充。如果填充在开头或夹在文档之间，末尾真正的 token 就被屏蔽，前面的填充反而可见。应逐个判断 token 的编号是否为 0。",
    },
    ways: [way({ real: ({ i, j, filled }) => i < filled && j < filled }), way({ real: ({ j, filled }) => j < filled })],
  },
  {
    code: "padding-diagonal-visible",
    title: { en: "Padding sees itself", zh: "填充能看到自己" },
    explanation: {
      en: "The diagonal is true everywhere, for padding too. That keeps rows from being empty, a common trick against NaN, but this mask is to be false in all rows and columns of padding.",
      zh: "对角线处处为 true，填充也不例外。这样可以避免空行，是对付 NaN 的常见技巧；但本题要求填充的行和列全为 false。",
    },
    ways: [way({ join: (past, together, real, { i, j }) => (past && together && real) || i === j })],
  },
  {
    code: "segments-compared-by-order",
    title: { en: "Numbers of documents are compared by order", zh: "按大小比较了文档编号" },
    explanation: {
      en: "A key is visible if the number of its document is not larger than the query's. The numbers say only which tokens belong together: compare them for equality. With numbers that rise along the row, the comparison by order is the plain causal mask.",
      zh: "只要 key 所在文档的编号不大于 query 的，就成了可见。编号只说明哪些 token 属于同一篇，应判断是否相等。编号沿一行递增时，按大小比较得到的就是普通的因果掩码。",
    },
    ways: [
      ...paddings.map((padding) => alone({ together: ({ query, key }) => key <= query, ...padding })),
      ...paddings.map((padding) => alone({ together: ({ query, key }) => key >= query, ...padding })),
    ],
  },
  {
    ...knownOfMasks("mask-swapped-axes"),
    explanation: {
      en: "The mask is the right one, transposed: rows are keys and columns are queries, as after triu in place of tril. The shape is square, and the comparison of documents is the same both ways, so nothing raises. Row i must be true up to column i.",
      zh: "掩码本身是对的，但转置了：行对应 key，列对应 query，相当于把 tril 写成了 triu。形状是方的，文档的比较又是对称的，所以不会报错。第 i 行应到第 i 列为止为 true。",
    },
    ways: [way({ past: ({ i, j }) => j >= i })],
  },
  {
    ...knownOfMasks("mask-off-by-one"),
    ways: [way({ past: ({ i, j }) => j < i }), way({ past: ({ i, j }) => j <= i + 1 })],
  },
  {
    code: "masks-joined-by-or",
    title: { en: "The conditions are joined by or", zh: "几个条件用“或”合并了" },
    explanation: {
      en: "A key is visible if it is in the same document or not after the query. Both must hold. (Masks in which true means masked are joined by or; here true means visible, so the conditions are joined by and.)",
      zh: "key 只要在同一篇文档里，或者不在 query 之后，就成了可见。两个条件必须同时成立。（true 表示屏蔽的掩码才用“或”合并；这里 true 表示可见，条件要用“与”合并。）",
    },
    ways: [
      alone({ join: (past, together, real) => (past || together) && real }),
      alone({ join: (past, together) => past || together }),
    ],
  },
  {
    ...knownOfMasks("mask-inverted"),
    ways: [alone({ join: (past, together, real) => !(past && together && real) })],
  },
  { ...knownOfMasks("mask-additive"), ways: lowNumbers.map((hidden) => way({ written: [0, hidden] })) },
  {
    code: "extra-axis",
    title: { en: "An axis too many", zh: "多了一维" },
    explanation: {
      en: "The mask has an axis of size 1 for the heads, (B, 1, L, L). That is how it is handed to multi-head attention, but this task asks for (B, L, L).",
      zh: "掩码多了大小为 1 的头这一维：(B, 1, L, L)。传给多头注意力时要这样写，但本题要求的是 (B, L, L)。",
    },
    ways: [
      (inputs) => {
        const mask = way({})(inputs);
        const [B, L] = inputs.segments.shape as [number, number];
        return reshape(mask, [B, 1, L, L]);
      },
    ],
  },
  firstEntryOnly((inputs) => ({ out: way({})(inputs) })),
];

export default mistakes;
