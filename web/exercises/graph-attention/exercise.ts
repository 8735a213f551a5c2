import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { booleans, edited, floats, rounded } from "../../format/tensors.js";
import type { BoolTensor, FloatTensor } from "../../kernels/index.js";

interface Sizes {
  readonly N: number;
  readonly K: number;
  readonly H: number;
  readonly o: number;
}

type Edge = (node: number, neighbour: number) => boolean;

const graph = (N: number, edge: Edge): BoolTensor => ({
  shape: [N, N],
  data: Uint8Array.from({ length: N * N }, (_, at) => Number(edge(Math.floor(at / N), at % N))),
});

/** At random, but each node attends to some node and misses another. */
function mixed(random: Random, N: number, isEmpty: (node: number) => boolean = () => false): BoolTensor {
  const drawn = random.booleans([N, N], 0.5);
  const shift = random.between(0, N - 1);
  return graph(N, (i, j) => {
    if (isEmpty(i)) return false;
    const turn = (j + 2 * i + shift) % N;
    return turn < 2 ? turn === 0 : drawn.data[i * N + j] !== 0;
  });
}

function drawInputs(random: Random, { N, K, H, o }: Sizes, finish: (x: FloatTensor) => FloatTensor) {
  return {
    x: finish(random.normal([N, K])),
    w: finish(random.normal([H, o, K], 1 / Math.sqrt(K))),
    a_dst: finish(random.normal([H, o])),
    a_src: finish(random.normal([H, o])),
  };
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  sizes: Sizes,
  adjacency: BoolTensor,
  sample = false,
): ExerciseCase {
  const { x, ...weights } = drawInputs(random, sizes, (drawn) => (sample ? rounded(drawn) : drawn));
  return { name, title, sample, inputs: { x, adjacency, ...weights } };
}

const largeSizes: Sizes = { N: 9, K: 5, H: 2, o: 4 };

/**
 * Feature 0 of a node is feature 0 of its z, and all that a_src (or a_dst) sees of large size: with 1 a score is about 1000,
 * with -5 a fifth of -5000. Multiples of 1/8: float32 holds the sums exactly.
 */
function large(
  random: Random,
  name: string,
  title: Text,
  first: (node: number) => 1 | -5,
  adjacency: BoolTensor,
  by: "a_dst" | "a_src" = "a_src",
): ExerciseCase {
  const { x, w, a_dst, a_src } = drawInputs(random, largeSizes, rounded);
  const size = (vector: "a_dst" | "a_src") => (vector === by ? 1000 : 0);
  const inputs = {
    x: edited(x, (value, [node, feature]) => (feature === 0 ? first(node as number) : value)),
    adjacency,
    w: edited(w, (value, [, row, feature]) =>
      row === 0 || feature === 0 ? Number(row === 0 && feature === 0) : value,
    ),
    a_dst: edited(a_dst, (value, [, feature]) => (feature === 0 ? size("a_dst") : value)),
    a_src: edited(a_src, (value, [, feature]) => (feature === 0 ? size("a_src") : value)),
  };
  return { name, title, sample: false, inputs };
}

const array = (name: string, shape: readonly string[], about: Text) => ({ name, kind: "float", shape, about }) as const;

export default {
  title: { en: "Graph attention layer", zh: "图注意力层（GAT）" },
  track: "vision",
  difficulty: "medium",
  minutes: 25,
  asked: 1,
  after: ["masked-attention"],
  signature: {
    name: "graph_attention",
    arguments: [
      array("x", ["N", "K"], { en: "nodes of K features", zh: "N 个节点，各有 K 个特征" }),
      {
        name: "adjacency",
        kind: "bool",
        shape: ["N", "N"],
        about: {
          en: "true where node i (row) attends to node j (column)",
          zh: "节点 i（行）关注节点 j（列）处为 true",
        },
      },
      array("w", ["H", "o", "K"], { en: "projection (out, in) of each head", zh: "每个头的投影 (out, in)" }),
      array("a_dst", ["H", "o"], { en: "for the node that attends", zh: "用于发起关注的节点" }),
      array("a_src", ["H", "o"], { en: "for the node that is attended to", zh: "用于被关注的节点" }),
    ],
    outputs: [
      array("out", ["N", "H*o"], {
        en: "the results of the heads side by side, head 0 first",
        zh: "各个头的结果并排拼接，第 0 个头在前",
      }),
      {
        ...array("weights", ["H", "N", "N"], {
          en: "attention weights of each head; zero where there is no edge",
          zh: "每个头的注意力权重；没有边处为 0",
        }),
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "three-nodes",
      { en: "Three nodes, one head", zh: "三个节点，一个头" },
      { N: 3, K: 2, H: 1, o: 2 },
      graph(3, (i, j) => j === i || j === i + 1),
      true,
    ),
    ordinary(
      random,
      "lonely-node",
      { en: "A node without neighbours, two heads", zh: "有一个节点没有邻居，两个头" },
      { N: 4, K: 3, H: 2, o: 2 },
      graph(4, (i, j) => i !== 2 && (j === (i + 1) % 4 || j === i)),
      true,
    ),
    ordinary(
      random,
      "seven-nodes",
      { en: "Seven nodes, three heads", zh: "七个节点，三个头" },
      { N: 7, K: 5, H: 3, o: 4 },
      mixed(random, 7),
    ),
    ordinary(
      random,
      "all-edges",
      { en: "Every node attends to every node", zh: "每个节点都关注所有节点" },
      { N: 6, K: 4, H: 2, o: 3 },
      graph(6, () => true),
    ),
    ordinary(
      random,
      "everything-four",
      { en: "Nodes, features, heads, outputs: all four", zh: "节点数、特征数、头数、输出维度都是四" },
      { N: 4, K: 4, H: 4, o: 4 },
      mixed(random, 4),
    ),
    ordinary(
      random,
      "one-node",
      { en: "A single node that attends to itself", zh: "只有一个关注自己的节点" },
      { N: 1, K: 3, H: 2, o: 5 },
      graph(1, () => true),
    ),
    ordinary(
      random,
      "many-lonely-nodes",
      { en: "Every third node has no neighbours", zh: "每三个节点就有一个没有邻居" },
      { N: 10, K: 6, H: 2, o: 7 },
      mixed(random, 10, (node) => node % 3 === 1),
    ),
    large(
      random,
      "scores-near-1000",
      { en: "Neighbours that score near 1000, near -1000, or both", zh: "邻居的分数接近 1000、-1000，或两者都有" },
      (node) => (node % 2 === 0 ? 1 : -5),
      // Of three nodes one sees the high scores, one the low ones, one both.
      graph(largeSizes.N, (i, j) => (i % 3 === 2 ? (i + j) % 4 !== 0 : j % 2 === i % 3)),
    ),
    large(
      random,
      "scores-near-minus-1000",
      { en: "Every score near -1000", zh: "所有分数都在 -1000 附近" },
      () => -5,
      mixed(random, largeSizes.N, (node) => node === 4),
    ),
    large(
      random,
      "rows-far-apart",
      {
        en: "Nodes whose scores are all near 1000, or all near -1000",
        zh: "有的节点分数都接近 1000，有的都接近 -1000",
      },
      (node) => (node % 2 === 0 ? 1 : -5),
      mixed(random, largeSizes.N),
      "a_dst",
    ),
  ],
  expected: (kernels, inputs) => {
    const { out, weights } = kernels.graphAttention(
      {
        x: floats(inputs, "x"),
        adjacency: booleans(inputs, "adjacency"),
        w: floats(inputs, "w"),
        aDst: floats(inputs, "a_dst"),
        aSrc: floats(inputs, "a_src"),
      },
      { returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "2*N*K*H*o+4*N*H*o+2*N*N*H*o",
    kept: "H*N*N",
    at: { N: 2708, K: 1433, H: 8, o: 8 },
  },
  module: {
    name: "GraphAttention",
    init: { in_features: "K", out_features: "o", num_heads: "H" },
    parameters: { w: "w", a_dst: "a_dst", a_src: "a_src" },
    forward: ["x", "adjacency"],
  },
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights of each head", zh: "每个头的注意力权重" },
      rows: { en: "node that attends", zh: "发起关注的节点" },
      columns: { en: "neighbour", zh: "邻居" },
    },
  ],
} satisfies Definition;
