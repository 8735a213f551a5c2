import {
  add,
  expand,
  generate,
  map,
  matmul,
  max,
  mean,
  multiply,
  type Nd,
  permute,
  reshape,
  softmax,
  squeeze,
  sum,
  transpose,
} from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { type Attended, downToThousand, last, overKeys, type Variant, withShared } from "../shared/wrong-attention.js";
import {
  attentionMistakesBehindMask,
  eachHiding,
  type Masking,
  maskMistakes,
  rightMasking,
} from "../shared/wrong-masking.js";
import { activated } from "../shared/wrong-outputs.js";

interface Inputs {
  readonly x: Nd;
  readonly adjacency: Nd;
  readonly w: Nd;
  readonly a_dst: Nd;
  readonly a_src: Nd;
}

interface GraphVariant extends Pick<Variant, "mix"> {
  /** x [N, K] and w [H, o, K] to z [H, N, o]. */
  readonly project?: (x: Nd, w: Nd) => Nd;
  /** What each head has for the node that attends and for its neighbour, both [H, N], to the scores [H, N, N]. */
  readonly score?: (attending: Nd, attended: Nd) => Nd;
  /** z [H, N, o] to the scores, in place of `score`. */
  readonly scoreNodes?: (z: Nd, inputs: Inputs) => Nd;
  readonly masking?: Masking;
  /** What the weights average. Default: z. */
  readonly average?: (z: Nd, x: Nd) => Nd;
  /** From the results [H, N, o] to [N, H o]. */
  readonly merge?: (heads: Nd) => Nd;
  /** What is taken for the inputs. Default: what they are. */
  readonly taken?: (inputs: Inputs) => Inputs;
}

const leaky =
  (slope: number) =>
  (value: number): number =>
    value < 0 ? slope * value : value;

const linear = (x: Nd, w: Nd) => eachHead(w, (weight) => matmul(x, transpose(weight)));

/** A matrix for each of the heads of w, one after the other. */
function eachHead(w: Nd, of: (weight: Nd) => Nd): Nd {
  const [H, ...rest] = w.shape as [number, ...number[]];
  const size = w.data.length / H;
  const all = Array.from({ length: H }, (_, h) => of({ shape: rest, data: w.data.slice(h * size, (h + 1) * size) }));
  const [{ shape }] = all as [Nd];
  return { shape: [H, ...shape], data: Float64Array.from(all.flatMap(({ data }) => [...data])) };
}

/** z [H, N, o] with a [H, o]: [H, N]. */
const term = (z: Nd, a: Nd) => squeeze(sum(multiply(z, expand(a, 1)), -1), -1);
/** [H, N, ...] and the same to [H, N, N, ...]. */
const pairs = (attending: Nd, attended: Nd) => add(expand(attending, 2), expand(attended, 1));
const sloped = (slope: number) => (attending: Nd, attended: Nd) => map(pairs(attending, attended), leaky(slope));

const concatenated = (heads: Nd) => {
  const [H, N, o] = heads.shape as [number, number, number];
  return reshape(permute(heads, [1, 0, 2]), [N, H * o]);
};

const way = composed((inputs: Inputs, steps: GraphVariant): Attended => {
  const { project = linear, score = sloped(0.2), masking = rightMasking, mix = matmul } = steps;
  const { average = (z) => z, merge = concatenated, taken = (given) => given } = steps;
  const { scoreNodes = (z, { a_dst, a_src }) => score(term(z, a_dst), term(z, a_src)) } = steps;
  const used = taken(inputs);
  const z = project(used.x, used.w);
  const weights = masking(scoreNodes(z, used), used.adjacency);
  return { out: merge(mix(weights, average(z, used.x))), weights };
});

/** What is right is left out, so that it may be exchanged for a second mistake. */
const masked = (masking: Masking, variant: GraphVariant = {}) =>
  way(masking === rightMasking ? variant : { ...variant, masking });

/** With empty rows of zeros, of NaN, and of a mean. */
const hidings = eachHiding(overKeys);
const each = (variant: GraphVariant) => hidings.map((masking) => masked(masking, variant));
const scoring = (...scores: readonly (typeof pairs)[]) => scores.flatMap((score) => each({ score }));
/** a · LeakyReLU(z_i + z_j) with a [H, o]. */
const productOfActivated = (z: Nd, a: Nd) =>
  squeeze(sum(multiply(map(pairs(z, z), leaky(0.2)), expand(expand(a, 1), 1)), -1), -1);
const merging = (...merges: readonly ((heads: Nd) => Nd)[]) => merges.flatMap((merge) => each({ merge }));

const edges = (change: (adjacency: Nd) => Nd) =>
  each({ taken: (inputs) => ({ ...inputs, adjacency: change(inputs.adjacency) }) });
const withLoops = (adjacency: Nd) =>
  generate(adjacency.shape, ([i, j]) =>
    i === j ? 1 : (adjacency.data[(i as number) * last(adjacency) + (j as number)] as number),
  );
const bothWays = (adjacency: Nd) => max(stacked(adjacency, transpose(adjacency)), 0);
const stacked = (a: Nd, b: Nd): Nd => ({ shape: [2, ...a.shape], data: Float64Array.of(...a.data, ...b.data) });

/** The matrix of the first head, or of the last, for all heads. */
const ofHead = (x: Nd, which: number): Nd => {
  const [H] = x.shape as [number];
  const size = x.data.length / H;
  const head = which < 0 ? which + H : which;
  return { shape: x.shape, data: x.data.map((_, at) => x.data[head * size + (at % size)] as number) };
};

const answer = way({});
const elu = (value: number) => (value < 0 ? Math.expm1(value) : value);

const own: readonly Mistake<Inputs>[] = [
  {
    code: "leaky-relu-missing",
    title: { en: "There is no LeakyReLU", zh: "漏了 LeakyReLU" },
    explanation: {
      en: "The scores are the plain sum of a term of node i and a term of node j. In the softmax over the neighbours the first term cancels: what the attending node is like makes no difference. The LeakyReLU of the sum is what makes the scores depend on both.",
      zh: "分数直接是节点 i 的一项加节点 j 的一项。沿邻居做 softmax 时前一项会约掉，发起关注的节点是什么样毫无影响。正是对和取 LeakyReLU，才让分数同时取决于两者。",
    },
    ways: scoring(pairs),
  },
  {
    code: "leaky-relu-after-softmax",
    title: { en: "The LeakyReLU comes too late", zh: "LeakyReLU 用得太晚" },
    explanation: {
      en: "The LeakyReLU was applied to the result (or to the weights, where it changes nothing), not to the scores. It belongs between the sum of the two terms and the softmax.",
      zh: "LeakyReLU 用在了结果上（或用在权重上，那里毫无作用），而不是分数上。它应在两项相加之后、softmax 之前。",
    },
    ways: [0.2, 0.01].flatMap((slope) =>
      each({ score: pairs, merge: (heads) => map(concatenated(heads), leaky(slope)) }),
    ),
  },
  {
    code: "leaky-relu-of-each-term",
    title: { en: "The attending node cancels in the softmax", zh: "发起关注的节点在 softmax 里约掉了" },
    explanation: {
      en: "Each of the two terms went through the LeakyReLU, and they were added afterwards; or the term of the attending node was left out. Added afterwards it is the same for all neighbours and cancels in the softmax. Add the two terms first, then take the LeakyReLU.",
      zh: "两项各自做了 LeakyReLU 之后才相加，或者漏掉了发起关注的节点那一项。事后才加上的话，它对所有邻居都相同，会在 softmax 里约掉。应先把两项相加，再做 LeakyReLU。",
    },
    ways: scoring((attending, attended) => pairs(map(attending, leaky(0.2)), map(attended, leaky(0.2)))),
  },
  {
    code: "leaky-relu-before-product",
    title: { en: "The LeakyReLU comes before the product with the vectors", zh: "先做 LeakyReLU，后与向量相乘" },
    explanation: {
      en: "The projected nodes, or the sum of two of them, went through the LeakyReLU, and the product with a_dst or a_src came afterwards: LeakyReLU(z_i + z_j) inside the product is the order of GATv2. Here each node is multiplied by the vectors first, and the LeakyReLU is taken of the sum of the two products, one number for each pair.",
      zh: "对投影后的节点（或两个节点之和）先做了 LeakyReLU，之后才与 a_dst 或 a_src 相乘；先算 LeakyReLU(z_i + z_j) 再相乘是 GATv2 的顺序。这里应先让节点与向量相乘，两个乘积相加后再做 LeakyReLU，每一对节点只有一个数。",
    },
    ways: [
      ...each({ scoreNodes: (z, { a_src }) => productOfActivated(z, a_src) }),
      ...each({ scoreNodes: (z, { a_dst }) => productOfActivated(z, a_dst) }),
      ...each({
        scoreNodes: (z, { a_dst, a_src }) => {
          const activated = map(z, leaky(0.2));
          return pairs(term(activated, a_dst), term(activated, a_src));
        },
      }),
    ],
  },
  {
    code: "other-slope",
    title: { en: "The slope is not 0.2", zh: "对负数的斜率不是 0.2" },
    explanation: {
      en: "The LeakyReLU has another slope below zero: 0.01 is the default of PyTorch, 0 makes a ReLU, which gives all negative scores the same weight. Here it is 0.2, as in the paper.",
      zh: "LeakyReLU 对负数用了别的斜率：0.01 是 PyTorch 的默认值；0 就成了 ReLU，所有负的分数权重都一样。这里与论文一致，是 0.2。",
    },
    ways: scoring(sloped(0.01), sloped(0), sloped(0.1), sloped(0.3), (attending, attended) =>
      map(pairs(attending, attended), elu),
    ),
  },
  {
    code: "source-and-target-exchanged",
    title: { en: "a_dst and a_src are exchanged", zh: "a_dst 和 a_src 用反了" },
    explanation: {
      en: "a_src was used for the node that attends and a_dst for its neighbour, or one of the two for both. Row i of the scores belongs to the node that attends: a_dst · z_i + a_src · z_j.",
      zh: "发起关注的节点用了 a_src，邻居用了 a_dst；或者两者用了同一个。分数的第 i 行属于发起关注的节点：a_dst · z_i + a_src · z_j。",
    },
    ways: [
      ...each({ taken: (x) => ({ ...x, a_dst: x.a_src, a_src: x.a_dst }) }),
      ...each({ taken: (x) => ({ ...x, a_dst: x.a_src }) }),
      ...each({ taken: (x) => ({ ...x, a_src: x.a_dst }) }),
    ],
  },
  {
    code: "neighbours-term-left-out",
    title: { en: "The neighbour is not in the scores", zh: "分数里没有邻居那一项" },
    explanation: {
      en: "Only the term of the attending node is in the scores, so all its neighbours get the same weight, and the result is their plain mean. A score is the LeakyReLU of a_dst · z_i + a_src · z_j.",
      zh: "分数里只有发起关注的节点那一项，于是它的所有邻居权重相同，结果就是简单平均。分数应是 a_dst · z_i + a_src · z_j 的 LeakyReLU。",
    },
    ways: scoring((attending, attended) =>
      sloped(0.2)(
        attending,
        map(attended, () => 0),
      ),
    ),
  },
  {
    code: "direction-reversed",
    title: { en: "The edges are read the wrong way round", zh: "边的方向弄反了" },
    explanation: {
      en: "Node i attends to the nodes that attend to it: the adjacency is transposed, or its columns are read for its rows. Row i says whom node i attends to. (Or every edge was taken to go both ways.)",
      zh: "节点 i 关注的是关注它的那些节点：邻接矩阵被转置了，或把列当成了行。第 i 行表示节点 i 关注谁。（也可能是把每条边都当成了双向的。）",
    },
    ways: [...edges(transpose), ...edges(bothWays)],
  },
  {
    code: "self-loops-added",
    title: { en: "Every node attends to itself", zh: "每个节点都加上了自己" },
    explanation: {
      en: "Edges from each node to itself were added. The paper does so beforehand; here the adjacency is complete as it is, and a node attends to itself only where it says so. A node without neighbours gives zeros.",
      zh: "给每个节点都加了指向自己的边。论文会事先这样处理，但这里的邻接矩阵已经完整，只有写明了节点才关注自己。没有邻居的节点结果为 0。",
    },
    ways: edges(withLoops),
  },
  {
    code: "softmax-over-all-nodes",
    title: { en: "The softmax runs over all nodes", zh: "softmax 对所有节点做了" },
    explanation: {
      en: "All N nodes take part in the softmax: the edges are not used, or the weights of nodes that are no neighbours were set to zero afterwards, so that a row no longer sums to one. Give those nodes the score -infinity before the softmax.",
      zh: "全部 N 个节点都参加了 softmax：要么没有使用边，要么事后才把非邻居的权重置零，一行之和就不是 1 了。应在 softmax 之前把非邻居的分数设为 -inf。",
    },
    ways: maskMistakes<Inputs>(masked)
      .filter(({ code }) => code === "mask-ignored" || code === "mask-after-softmax")
      .flatMap(({ ways }) => ways),
  },
  {
    ...known("heads-averaged"),
    explanation: {
      en: "The results of the heads were averaged or added up, or only one of them was returned: o features instead of H · o. (The paper averages in its last layer only.) Put them side by side, head 0 first.",
      zh: "各个头的结果被取了平均或求和，或者只返回了一个头：只有 o 维，而不是 H · o 维。（论文只在最后一层取平均。）应并排拼接，第 0 个头在前。",
    },
    ways: merging(
      (heads) => squeeze(mean(heads, 0), 0),
      (heads) => squeeze(sum(heads, 0), 0),
      (heads) => concatenated(expandTo(mean(heads, 0), heads.shape)),
    ),
  },
  {
    ...known("heads-reshaped-not-transposed"),
    explanation: {
      en: "The results (H, N, o) were reshaped to (N, H · o) as they lie, or not merged at all. The shape is right, but a row holds several nodes. Bring the nodes to the front first, (N, H, o), then join the last two axes.",
      zh: "把 (H, N, o) 的结果直接 reshape 成了 (N, H · o)，或者根本没有合并。形状没问题，但一行里混进了几个节点的数。应先把节点换到最前面，得到 (N, H, o)，再合并最后两维。",
    },
    ways: merging(
      (heads) => {
        const [H, N, o] = heads.shape as [number, number, number];
        return reshape(heads, [N, H * o]);
      },
      (heads) => heads,
      (heads) => permute(heads, [1, 0, 2]),
    ),
  },
  {
    ...known("heads-interleaved"),
    explanation: {
      en: "The features of the heads alternate: (N, o, H) was joined instead of (N, H, o). The heads lie side by side, all features of head 0 first.",
      zh: "各个头的特征交错排列了：合并的是 (N, o, H)，而不是 (N, H, o)。各头应并排放置，先是第 0 个头的全部特征。",
    },
    ways: merging((heads) => {
      const [H, N, o] = heads.shape as [number, number, number];
      return reshape(permute(heads, [1, 2, 0]), [N, H * o]);
    }),
  },
  {
    code: "one-head-for-all",
    title: { en: "All heads have the same weights", zh: "所有头用了同一份权重" },
    explanation: {
      en: "The projection or the attention vectors of one head serve for all of them. Each head h has its own w[h], a_dst[h] and a_src[h].",
      zh: "所有头都用了同一个头的投影或注意力向量。第 h 个头有自己的 w[h]、a_dst[h] 和 a_src[h]。",
    },
    ways: [0, -1].flatMap((which) => [
      ...each({ taken: (x) => ({ ...x, w: ofHead(x.w, which) }) }),
      ...each({ taken: (x) => ({ ...x, a_dst: ofHead(x.a_dst, which), a_src: ofHead(x.a_src, which) }) }),
    ]),
  },
  {
    ...known("values-not-projected"),
    explanation: {
      en: "The weights average the nodes x as they are. They average the projected nodes, z = w x, of the head; only where K = o the shapes agree.",
      zh: "加权平均的是节点 x 本身。应平均该头投影后的节点 z = w x；只有 K = o 时形状才恰好一致。",
    },
    ways: each({ average: (z, x) => expandTo(expand(x, 0), [z.shape[0] as number, ...x.shape]) }),
  },
  {
    ...known("weights-not-transposed"),
    explanation: {
      en: "A projection has the shape (out, in) and is applied as x @ w[h].T. With square matrices x @ w[h] runs too, but gives another result.",
      zh: "投影的形状是 (out, in)，用法是 x @ w[h].T。方阵时 x @ w[h] 也能运行，但结果不同。",
    },
    ways: each({ project: (x, w) => eachHead(w, (weight) => matmul(x, weight)) }),
    raises: raised.byMatmul,
  },
  {
    ...known("softmax-over-heads"),
    explanation: {
      en: "Scores of shape (H, N, N) were normalised along axis 0, so the heads compete with one another. Each head divides its attention among the neighbours: use the last axis.",
      zh: "形状为 (H, N, N) 的分数沿第 0 维归一化了，变成各个头之间竞争。每个头应独立地在邻居之间分配注意力：沿最后一维做 softmax。",
    },
    ways: eachHiding((scores) => softmax(scores, 0)).map((masking) => way({ masking })),
  },
  { ...known("returned-weights-instead"), ways: [(inputs) => answer(inputs).weights] },
  withActivations(activated(answer)),
];

function expandTo(x: Nd, shape: readonly number[]): Nd {
  const size = x.data.length;
  const times = shape.reduce((all, length) => all * length, 1) / size;
  return { shape, data: Float64Array.from({ length: size * times }, (_, at) => x.data[at % size] as number) };
}

/** ELU follows a layer in the paper's models. */
function withActivations(mistake: Mistake<Inputs>): Mistake<Inputs> {
  const changed = (activation: (value: number) => number): Way<Inputs> =>
    way({ merge: (heads) => map(concatenated(heads), activation) });
  return { ...mistake, ways: [...mistake.ways, changed(elu), changed(leaky(0.2)), changed(leaky(0.01))] };
}

/** There is one mask, the first axis is that of the heads, and there is no scale; the others have another code here. */
const notHere: readonly string[] = [
  ...["one-mask-for-all", "softmax-over-batch", "mask-ignored", "mask-after-softmax"],
  ...["missing-scale", "scale-by-dimension", "multiplied-by-root", "scaled-after-softmax", "keys-not-transposed"],
];

/** Masked scores lie at most 2000 above those that are seen. */
const tooHigh = { inPlace: [-10, -100, -1000], added: [-10, -100, -1000] };

const shared = withShared(
  maskMistakes<Inputs>(masked, tooHigh),
  attentionMistakesBehindMask<Inputs>((masking, { mix }) => masked(masking, mix ? { mix } : {})),
);

const mistakes: readonly Mistake<Inputs>[] = withShared(
  own,
  downToThousand(shared.filter(({ code }) => !notHere.includes(code))),
);

export default mistakes;
