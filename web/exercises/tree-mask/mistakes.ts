import { generate, type Nd } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { lowNumbers } from "../shared/wrong-masking.js";

interface Inputs {
  readonly parents: Nd;
  readonly past: number;
}

/** Whether node t sees node j. */
type Sees = (t: number, j: number, tree: Tree) => boolean;

interface Tree {
  readonly parents: readonly number[];
  readonly past: number;
  /** From the node itself up to its root. */
  readonly lineOf: (node: number) => readonly number[];
}

interface Variant {
  readonly sees?: Sees;
  readonly seesPast?: (t: number, key: number, tree: Tree) => boolean;
  /** Of `past` cached tokens and T nodes: which columns there are, the cache below 0. */
  readonly columns?: (past: number, T: number) => readonly number[];
  /** What is written for what is visible and what is not. Default: 1 and 0. */
  readonly written?: readonly [number, number];
}

function treeOf({ parents: { data }, past }: Inputs): Tree {
  const parents = [...data];
  const lineOf = (node: number): readonly number[] => (node < 0 ? [] : [node, ...lineOf(parents[node] as number)]);
  return { parents, past, lineOf };
}

const upTo = (length: number) => [...Array(length).keys()];
const cacheFirst = (past: number, T: number) => [...upTo(past).map((key) => key - past), ...upTo(T)];
const ancestors: Sees = (t, j, { lineOf }) => lineOf(t).includes(j);

const way = composed(
  (inputs: Inputs, { sees = ancestors, seesPast = () => true, columns = cacheFirst, written = [1, 0] }: Variant) => {
    const tree = treeOf(inputs);
    const T = tree.parents.length;
    const keys = columns(inputs.past, T);
    return generate([T, keys.length], (index) => {
      const [t, column] = index as [number, number];
      const key = keys[column] as number;
      const visible = key < 0 ? seesPast(t, key + inputs.past, tree) : sees(t, key, tree);
      return visible ? written[0] : written[1];
    });
  },
);

/** Not joined with others: together they would give zeros or ones, which tell nothing. */
const alone = (variant: Variant) => (inputs: Inputs) => way(variant)(inputs);

/** Roots have no siblings here. */
const itselfOrEarlierSibling = (node: number, j: number, { parents }: Tree) =>
  node === j || (j < node && parents[node] !== -1 && parents[node] === parents[j]);
const lastOf = ({ parents }: Tree) => parents.length - 1;
const depthOf = (node: number, { lineOf }: Tree) => lineOf(node).length;

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "tree-as-chain",
    title: { en: "The tree is taken for a chain", zh: "把树当成了一条链" },
    explanation: {
      en: "The nodes see one another by a causal mask: every node sees all that come before it. Nodes of other branches are other guesses for the same positions; a token that attends to them is checked in a context that never existed. A node sees its own line only, up to the root.",
      zh: "节点之间用的是因果掩码：每个节点都能看到排在它前面的所有节点。其他分支的节点是对同样位置的另一种猜测；关注了它们，这个 token 就是在一个从未出现过的上下文里被验证的。节点只能看到自己到根的这一条线。",
    },
    ways: [alone({ sees: (t, j) => j <= t }), alone({ sees: (t, j) => j <= t, seesPast: (t, key) => key <= t })],
  },
  {
    code: "parent-only",
    title: { en: "Only the parent is visible", zh: "只有父节点可见" },
    explanation: {
      en: "A node sees itself and its parent (or one or two generations more), but not the ancestors above. The draft up to a node is its whole line: follow the parents until -1, or take over the row of the parent, which has all of it already.",
      zh: "节点只看到自己和父节点（或再往上一两代），看不到更上面的祖先。到某个节点为止的草稿，是从根到它的整条线：应沿父节点一直走到 -1，或直接继承父节点的那一行，那里已经包含了全部祖先。",
    },
    ways: [2, 3, 4].map((generations) =>
      way({ sees: (t, j, { lineOf }) => lineOf(t).slice(0, generations).includes(j) }),
    ),
  },
  {
    code: "minus-one-read",
    title: { en: "-1 is taken for a node", zh: "把 -1 当成了某个节点" },
    explanation: {
      en: "A parent of -1 says that a node is a root. As an index, NumPy and PyTorch count it from the end: the last node becomes visible to the roots, or to all nodes below them. Raised to 0, as by a clamp, it makes node 0 the parent of every other root. Stop at -1 before anything is read or written there.",
      zh: "父节点为 -1 表示这是根。拿它当下标时，NumPy 和 PyTorch 会从末尾数起：最后一个节点对根可见，甚至对它们下面的所有节点都可见。若用 clamp 之类把它变成 0，节点 0 就成了其他根的父节点。应在读写之前就遇 -1 停下。",
    },
    ways: [
      way({ sees: (t, j, tree) => ancestors(t, j, tree) || j === lastOf(tree) }),
      way({ sees: (t, j, tree) => ancestors(t, j, tree) || ancestors(lastOf(tree), j, tree) }),
      way({ sees: (t, j, tree) => ancestors(t, j, tree) || (tree.parents[t] === -1 && j === lastOf(tree)) }),
      way({ sees: (t, j, tree) => ancestors(t, j, tree) || (tree.past === 0 && j === lastOf(tree)) }),
      way({ sees: (t, j, tree) => ancestors(t, j, tree) || j === 0 }),
    ],
  },
  {
    code: "node-zero-left-out",
    title: { en: "Node 0 is left out", zh: "漏掉了节点 0" },
    explanation: {
      en: 'The walk up the tree stops before node 0, as with while (parent > 0), or takes 0 for "no parent". Node 0 is a node like any other; only -1 ends the line.',
      zh: "沿父节点向上走时，到节点 0 之前就停了，例如写成 while (parent > 0)，或把 0 当成了没有父节点。节点 0 是普通的节点，只有 -1 才表示到头。",
    },
    ways: [
      way({ sees: (t, j, { lineOf }) => lineOf(t).includes(j) && (j !== 0 || t === 0) }),
      way({ sees: (t, j, { lineOf }) => lineOf(t).includes(j) && j !== 0 }),
    ],
  },
  {
    code: "descendants-visible",
    title: { en: "Descendants are visible", zh: "后代节点可见" },
    explanation: {
      en: "A node sees what was drafted after it: in both directions, or, transposed, in the wrong one alone. Rows are the nodes that look, columns those that are seen: fill row t at the columns of the ancestors of t.",
      zh: "节点看到了在它之后起草的内容：两个方向都可见，或者转置了，只有错的那个方向可见。行是观察的节点，列是被看到的节点：第 t 行要在 t 的祖先所在的列填上 true。",
    },
    ways: [
      way({ sees: (t, j, tree) => ancestors(t, j, tree) || ancestors(j, t, tree) }),
      way({ sees: (t, j, tree) => ancestors(j, t, tree) }),
    ],
  },
  {
    code: "siblings-visible",
    title: { en: "Siblings are visible", zh: "兄弟节点可见" },
    explanation: {
      en: "Nodes with the same parent, or all nodes nearer to the root, are visible. Siblings are alternatives: at most one of them will be accepted. The depth of a node gives its position, not what it may see.",
      zh: "同一个父节点下的节点，或所有更靠近根的节点，都成了可见。兄弟节点是互斥的候选，最多接受其中一个。节点的深度决定它的位置，不决定它能看到什么。",
    },
    ways: [
      way({ sees: (t, j, tree) => ancestors(t, j, tree) || tree.parents[t] === tree.parents[j] }),
      way({ sees: (t, j, tree) => tree.lineOf(t).some((node) => itselfOrEarlierSibling(node, j, tree)) }),
      way({ sees: (t, j, tree) => t === j || depthOf(j, tree) < depthOf(t, tree) }),
      way({ sees: (t, j, tree) => depthOf(j, tree) <= depthOf(t, tree) }),
    ],
  },
  {
    code: "past-hidden",
    title: { en: "The past is hidden or missing", zh: "缓存不可见，或者没有写出来" },
    explanation: {
      en: "The columns of the cache are false, all of them, for some nodes, or as by a causal mask; or they are not there at all. Every node continues the same text: it sees all past tokens. The result has past + T columns, and the first past of them are true.",
      zh: "缓存所在的列为 false（全部，只对部分节点，或像因果掩码那样），或者根本没有这些列。每个节点都接在同一段文本之后，能看到全部过去的 token。结果有 past + T 列，其中前 past 列为 true。",
    },
    ways: [
      way({ seesPast: () => false }),
      way({ columns: (_, T) => upTo(T) }),
      way({ seesPast: (t, _, { parents }) => parents[t] === -1 }),
      way({ seesPast: (t, key) => key <= t }),
    ],
  },
  {
    code: "past-not-added-to-columns",
    title: { en: "The columns of the nodes begin at 0", zh: "节点的列从 0 开始了" },
    explanation: {
      en: "Node s was written into column s, which belongs to the cache. The result has past + T columns, but node s has column past + s: add past to the node's number.",
      zh: "节点 s 写到了第 s 列，而这一列属于缓存。结果有 past + T 列，节点 s 应在第 past + s 列：写入时要给节点编号加上 past。",
    },
    ways: [way({ sees: (t, j, { past, lineOf }) => lineOf(t).includes(past + j) })],
  },
  {
    code: "past-behind",
    title: { en: "The past comes after the tree", zh: "缓存排在了树的后面" },
    explanation: {
      en: "The first T columns are the nodes, and the cache comes behind. Keys are in the order of the cache: past tokens first, then the nodes, whose keys are appended.",
      zh: "前 T 列是节点，缓存排在后面。key 应按缓存中的顺序：先是过去的 token，后面才是节点，它们的 key 是追加进去的。",
    },
    ways: [
      way({
        columns: (past, T) => {
          const all = cacheFirst(past, T);
          return [...all.slice(past), ...all.slice(0, past)];
        },
      }),
    ],
  },
  {
    code: "node-hides-itself",
    title: { en: "A node does not see itself", zh: "节点看不到自己" },
    explanation: {
      en: "The walk begins at the parent, so the diagonal of the tree is false. A query always sees its own key: begin at the node itself.",
      zh: "向上走时从父节点开始，树的对角线就成了 false。query 总能看到自己的 key：应从节点自己开始。",
    },
    ways: [way({ sees: (t, j, tree) => t !== j && ancestors(t, j, tree) })],
  },
  {
    ...knownOfMasks("mask-inverted"),
    ways: [alone({ sees: (t, j, tree) => !ancestors(t, j, tree), seesPast: () => false })],
  },
  { ...knownOfMasks("mask-additive"), ways: lowNumbers.map((hidden) => way({ written: [0, hidden] })) },
];

export default mistakes;
