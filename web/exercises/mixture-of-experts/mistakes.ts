import { add, generate, map, matmul, max, multiply, type Nd, reshape, scale, transpose } from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { descending, largestOfRows, overKept, rowsOf } from "../shared/wrong-choice.js";
import { geluByErf, geluByTanh } from "../shared/wrong-layers.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import { choices } from "../shared/wrong-self-attention.js";
import topKRouter from "../top-k-router/mistakes.js";

interface Inputs {
  readonly x: Nd;
  readonly w_router: Nd;
  readonly w1: Nd;
  readonly w2: Nd;
  readonly k: number;
}

/** From tokens and a weight [out, in] to what comes of them. */
type Product = (x: Nd, weight: Nd) => Nd;

/** What each expert makes of every token. */
type Outputs = readonly Nd[];

interface Variant {
  /** The share of each expert in each token, [N, E]. */
  readonly gates?: (inputs: Inputs) => Nd;
  readonly first?: Product;
  readonly second?: Product;
  readonly activation?: (value: number) => number;
  /** The expert whose weights an expert has. */
  readonly whose?: (expert: number) => number;
  readonly mix?: (gates: Nd, outputs: Outputs, inputs: Inputs) => Nd;
  readonly finish?: (out: Nd, inputs: Inputs) => Nd;
}

const linear: Product = (x, weight) => matmul(x, transpose(weight));
const relu = (value: number) => Math.max(value, 0);
const scoresOf = ({ x, w_router }: Inputs) => linear(x, w_router);
const rightGates = (inputs: Inputs) => {
  const scores = scoresOf(inputs);
  return overKept(scores, largestOfRows(scores, inputs.k));
};

/** One expert's matrix of all. */
function ofExpert({ shape, data }: Nd, expert: number): Nd {
  const [, rows, columns] = shape as [number, number, number];
  return { shape: [rows, columns], data: data.slice(expert * rows * columns, (expert + 1) * rows * columns) };
}

/** The column of an expert's gates, [N, 1]. */
const gateOf = (gates: Nd, expert: number) =>
  generate([gates.shape[0] as number, 1], ([token]) => gates.data[(token as number) * size(gates) + expert] as number);
const size = (x: Nd) => x.shape[1] as number;

const sum = (gates: Nd, outputs: Outputs): Nd => {
  if (size(gates) !== outputs.length) throw new RangeError(`There are ${outputs.length} experts, not ${size(gates)}.`);
  return outputs
    .map((output, expert) => timesGate(output, gateOf(gates, expert)))
    .reduce((total, part) => add(total, part));
};
/** An expert without a share is not computed: what it would have been does not matter. */
const timesGate = (output: Nd, gate: Nd) =>
  generate(output.shape, (index) => {
    const [token, feature] = index as [number, number];
    const share = gate.data[token] as number;
    return share === 0 ? 0 : share * (output.data[token * size(output) + feature] as number);
  });

const way = composed((inputs: Inputs, variant: Variant): Answer => {
  const {
    gates = rightGates,
    first = linear,
    second = linear,
    activation = relu,
    whose = (expert) => expert,
    mix = sum,
    finish = (out) => out,
  } = variant;
  const { x, w1, w2, w_router } = inputs;
  const outputs = Array.from({ length: w_router.shape[0] as number }, (_, expert) =>
    second(map(first(x, ofExpert(w1, whose(expert))), activation), ofExpert(w2, whose(expert))),
  );
  return { out: finish(mix(gates(inputs), outputs, inputs), inputs) };
});

/** The chosen experts of each token, the best first. */
const chosenOf = (inputs: Inputs): readonly (readonly number[])[] =>
  rowsOf(scoresOf(inputs)).map((row) => descending(row).slice(0, inputs.k));

interface Routed {
  readonly token: number;
  readonly rank: number;
  readonly expert: number;
}

/** Every choice of every token, which is an expert with a share: as the tokens have them, or grouped by expert. */
const byToken = (gates: Nd): readonly Routed[] =>
  rowsOf(gates).flatMap((row, token) =>
    descending(row)
      .filter((expert) => row[expert] !== 0)
      .map((expert, rank) => ({ token, rank, expert })),
  );
const byExpert = (gates: Nd): readonly Routed[] => [...byToken(gates)].sort((a, b) => a.expert - b.expert);

/** Results of the choices, grouped by expert, are taken for those of the choices in this order. */
const misplaced = (
  inputs: Inputs,
  outputs: Outputs,
  gates: Nd,
  /** Whether they were multiplied by their own gates, or by those of the tokens that they are taken for. */
  own: boolean,
  /** From the place in the result to that among the grouped. */
  place: (at: number) => number,
) => {
  const [tokens, grouped] = [byToken(gates), byExpert(gates)];
  const D = size(inputs.x);
  const share = ({ token, expert }: Routed) => gates.data[token * size(gates) + expert] as number;
  const data = new Float64Array(inputs.x.data.length);
  tokens.forEach((choice, at) => {
    const taken = grouped[place(at)] as Routed;
    const factor = share(own ? taken : choice);
    for (let feature = 0; feature < D; feature++)
      data[choice.token * D + feature] =
        (data[choice.token * D + feature] as number) +
        factor * ((outputs[taken.expert] as Nd).data[taken.token * D + feature] as number);
  });
  return { shape: inputs.x.shape, data };
};
/** Among the grouped, the place of the choice that was at this place. */
const orderOf = (gates: Nd) => {
  const tokens = byToken(gates);
  return byExpert(gates).map(({ token, rank }) => tokens.findIndex((one) => one.token === token && one.rank === rank));
};

/** Gates of one choice of each token alone. */
const oneOf =
  (which: (chosen: readonly number[]) => number, share: (gate: number) => number): NonNullable<Variant["gates"]> =>
  (inputs) => {
    const gates = rightGates(inputs);
    const chosen = chosenOf(inputs).map(which);
    return generate(gates.shape, (index) => {
      const [token, expert] = index as [number, number];
      return expert === chosen[token] ? share(gates.data[token * size(gates) + expert] as number) : 0;
    });
  };
const best = (chosen: readonly number[]) => chosen[0] as number;

/** Gates in the order of their size, for the experts 0, 1, ... */
const byRank = (inputs: Inputs): Nd => {
  const gates = rightGates(inputs);
  const chosen = chosenOf(inputs);
  return generate(gates.shape, (index) => {
    const [token, rank] = index as [number, number];
    const expert = (chosen[token] as readonly number[])[rank];
    return expert === undefined ? 0 : (gates.data[token * size(gates) + expert] as number);
  });
};

const kept = (inputs: Inputs) => largestOfRows(scoresOf(inputs), inputs.k);
const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** Mistakes of the choice and of its shares. */
const notInherited = ["hard-choice", "not-scattered", "weights-not-transposed", "first-entry-only"];
const ofRouter: readonly Mistake<Inputs>[] = topKRouter
  .filter(({ code }) => !notInherited.includes(code))
  .map((mistake) => ({
    ...mistake,
    ways: mistake.ways.map((router) => way({ gates: ({ x, w_router, k }) => router({ x, w: w_router, k }) as Nd })),
  }));

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "experts-averaged",
    title: { en: "The experts of a token count alike", zh: "一个 token 的各个专家权重都相同" },
    explanation: {
      en: "The outputs of the chosen experts, or of all, were averaged or added up, or all multiplied by the gate of the best. Each counts by its own gate, the softmax over the chosen scores; without it the router has no effect beyond the choice, and it gets no gradient.",
      zh: "选中的（或全部）专家的输出被直接平均或相加了，或者都乘了最好的那个专家的门控权重。每个输出要乘以自己的门控权重，即对选中分数做的 softmax；否则路由器除了选择之外不起作用，也得不到梯度。",
    },
    ways: [
      way({ gates: (inputs) => scale(kept(inputs), 1 / inputs.k) }),
      way({ gates: kept }),
      way({ gates: (inputs) => map(kept(inputs), () => 1 / (inputs.w_router.shape[0] as number)) }),
      way({ gates: (inputs) => map(kept(inputs), () => 1) }),
      way({ gates: (inputs) => multiply(kept(inputs), max(rightGates(inputs), 1)) }),
    ],
  },
  {
    code: "gate-applied-twice",
    title: { en: "The gate is applied twice", zh: "门控权重乘了两次" },
    explanation: {
      en: "The gate multiplied the input of the expert as well as its output. A ReLU without biases lets a positive factor through, so the output has the square of the gate, and the shares of a token no longer sum to one. Multiply once, the output.",
      zh: "专家的输入和输出都乘了门控权重。没有偏置的 ReLU 会让正的系数原样通过，所以输出上是门控权重的平方，一个 token 的权重之和不再是 1。只应对输出乘一次。",
    },
    ways: [way({ gates: (inputs) => map(rightGates(inputs), (gate) => gate * gate) })],
  },
  {
    code: "first-choice-only",
    title: { en: "Only the best expert is used", zh: "只用了最好的专家" },
    explanation: {
      en: "Each token went to its best expert alone. All k chosen experts take part, each with its own gate: loop over the choices, and add the results up.",
      zh: "每个 token 只用了最好的那个专家。选中的 k 个专家都要参与，各乘自己的权重：要遍历所有选择，再把结果相加。",
    },
    ways: [way({ gates: oneOf(best, () => 1) }), way({ gates: oneOf(best, (gate) => gate) })],
  },
  {
    code: "overwritten-not-added",
    title: { en: "A later expert overwrites an earlier one", zh: "后一个专家覆盖了前一个" },
    explanation: {
      en: "The result of an expert was assigned where it had to be added, so of a token's k experts only the last one that was computed counts. Write out[tokens] += ..., or index_add.",
      zh: "专家的结果应当累加，却写成了赋值，于是 k 个专家中只有最后计算的那个起作用。应写 out[tokens] += ...，或用 index_add。",
    },
    ways: [
      way({
        gates: oneOf(
          (chosen) => Math.max(...chosen),
          (gate) => gate,
        ),
      }),
      way({
        gates: oneOf(
          (chosen) => chosen.at(-1) as number,
          (gate) => gate,
        ),
      }),
    ],
  },
  {
    code: "tokens-in-expert-order",
    title: { en: "The results are not put back in the tokens' order", zh: "结果没有放回 token 原来的顺序" },
    explanation: {
      en: "The tokens were grouped by expert, and the results stayed in that order: a row holds what belongs to another token. Remember which token each row came from, and add it there; or undo the sort with its inverse (the argsort of the order), not with the order itself.",
      zh: "token 按专家分组之后，结果仍按分组后的顺序排列，于是某一行放的是别的 token 的结果。要记住每一行来自哪个 token，再加回那里；或用逆排列（对 order 再做一次 argsort）还原，而不是再用一次 order。",
    },
    ways: [true, false].flatMap((own) => [
      way({ mix: (gates, outputs, inputs) => misplaced(inputs, outputs, gates, own, (at) => at) }),
      way({
        mix: (gates, outputs, inputs) => {
          const order = orderOf(gates);
          return misplaced(inputs, outputs, gates, own, (at) => order[at] as number);
        },
      }),
    ]),
  },
  {
    code: "rank-as-expert",
    title: { en: "The rank is taken for the expert", zh: "把名次当成了专家的编号" },
    explanation: {
      en: "The gates are right, but they were given to experts 0 to k - 1: the place among the k largest was used as the index. topk and argsort return both, values and indices; the index says which expert it is.",
      zh: "门控权重是对的，却给了第 0 到 k - 1 个专家：把在前 k 名中的名次当成了下标。topk 和 argsort 会给出值和下标，下标才说明是哪个专家。",
    },
    ways: [way({ gates: byRank })],
  },
  {
    code: "one-expert-for-all",
    title: { en: "All experts have the weights of one", zh: "所有专家用了同一组权重" },
    explanation: {
      en: "Every expert was computed with the weights of the first or the last. Then the choice makes no difference, since the gates sum to one. Index w1 and w2 by the expert.",
      zh: "每个专家都用了第一个（或最后一个）专家的权重。门控权重之和为 1，于是怎么选都一样。w1 和 w2 要按专家取下标。",
    },
    ways: [way({ whose: () => 0 }), (inputs) => way({ whose: () => (inputs.w_router.shape[0] as number) - 1 })(inputs)],
  },
  {
    ...knownOfLayers("missing-activation"),
    explanation: {
      en: "The two layers of an expert follow one another directly, which is the same as one linear map. There must be a ReLU between them.",
      zh: "专家的两层直接叠在一起，等价于一个线性变换。两者之间应有 ReLU。",
    },
    ways: [way({ activation: (value) => value })],
  },
  {
    code: "other-activation",
    title: { en: "An activation other than ReLU", zh: "激活函数不是 ReLU" },
    explanation: {
      en: "The experts use GELU, SiLU, tanh or a similar function, or a second activation follows their second layer. Here it is one ReLU, between the two layers. (Mixtral's experts are SwiGLU.)",
      zh: "专家用了 GELU、SiLU、tanh 之类的激活函数，或在第二层之后又加了激活。本题只在两层之间用一次 ReLU。（Mixtral 的专家是 SwiGLU。）",
    },
    ways: [
      ...[
        geluByErf,
        geluByTanh,
        (value: number) => value * sigmoid(value),
        Math.tanh,
        sigmoid,
        (value: number) => (value > 0 ? value : value / 10),
      ].map((activation) => way({ activation })),
      way({ second: (x, weight) => map(linear(x, weight), relu) }),
      way({ finish: (out) => map(out, relu) }),
    ],
  },
  {
    ...known("weights-not-transposed"),
    explanation: {
      en: "Each weight is (out, in) and is applied as x @ w.T: w_router is (E, D), the layers of expert e are w1[e], (F, D), and w2[e], (D, F). Where the sizes agree x @ w runs too, but gives another result.",
      zh: "每个权重都是 (out, in)，用法是 x @ w.T：w_router 是 (E, D)，第 e 个专家的两层是 w1[e] (F, D) 和 w2[e] (D, F)。大小一致时 x @ w 也能运行，但结果不同。",
    },
    ways: choices(["gates", "first", "second"] as const).map((names) => {
      const wrong: Variant = {
        gates: ({ x, w_router, k }) => {
          const scores = matmul(x, w_router);
          return overKept(scores, largestOfRows(scores, k));
        },
        first: matmul,
        second: matmul,
      };
      return way(Object.fromEntries(names.map((name) => [name, wrong[name]])));
    }),
  },
  {
    code: "layers-exchanged",
    title: { en: "The two layers of an expert are exchanged", zh: "专家的两层用反了" },
    explanation: {
      en: "The tokens were multiplied by w2, and w1 was applied afterwards. Both products fit without a transpose, so it runs; but w1 is the first layer, applied as x @ w1[e].T.",
      zh: "token 先乘了 w2，之后才乘 w1。两次不转置的乘法形状都对，所以能运行；但第一层是 w1，用法是 x @ w1[e].T。",
    },
    ways: [
      ({ w1, w2, ...inputs }) => {
        const turned = (weight: Nd) => transpose(weight);
        return way({})({ ...inputs, w1: turned(w2), w2: turned(w1) });
      },
    ],
  },
  {
    code: "residual-added",
    title: { en: "The input is added to the result", zh: "结果里多加了输入" },
    explanation: {
      en: "x was added to the output. The residual connection belongs to the block around this layer; this function returns what the experts give.",
      zh: "输出加上了 x。残差连接属于外面的块，本函数只返回专家的加权输出。",
    },
    ways: [way({ finish: (out, { x }) => add(out, x) })],
  },
  {
    code: "gates-returned-instead",
    title: { en: "The gates are returned, not the mixture", zh: "返回的是门控权重而不是混合结果" },
    explanation: {
      en: "The gates (N, E) are right, but they are only the router's part. The result is the sum of the experts' outputs, each times its gate: (N, D).",
      zh: "门控权重 (N, E) 算对了，但那只是路由器的部分。结果是各专家输出乘以自己权重之后的和，形状为 (N, D)。",
    },
    ways: [way({ mix: (gates) => gates })],
  },
  {
    code: "outputs-not-summed",
    title: { en: "The outputs are not summed over the choices", zh: "没有对选中的专家求和" },
    explanation: {
      en: "Each token has k weighted outputs, (N, k, D), or they were joined side by side. Add them up: one vector of D features for each token.",
      zh: "每个 token 还留着 k 个加权后的输出 (N, k, D)，或者它们被并排拼接了。应把它们相加，每个 token 得到一个 D 维向量。",
    },
    ways: [
      (inputs) => inOrder(inputs),
      (inputs) => {
        const parts = inOrder(inputs);
        return reshape(parts, [parts.shape[0] as number, parts.data.length / (parts.shape[0] as number)]);
      },
    ],
  },
  {
    ...firstEntryOnly<Inputs>(way({})),
    explanation: {
      en: "The first token is right. The others are missing, are zeros or copies of the first. Every token has its own experts and its own gates.",
      zh: "第一个 token 是对的，其余的却缺失、为 0 或与第一个相同。每个 token 都有自己的专家和自己的权重。",
    },
  },
  ...ofRouter,
];

/** The weighted outputs of the chosen experts, the best first, [N, k, D]. */
function inOrder(inputs: Inputs): Nd {
  const parts = Array.from({ length: inputs.k }, (_, rank) =>
    way({
      gates: oneOf(
        (chosen) => chosen[rank] as number,
        (gate) => gate,
      ),
    })(inputs),
  ).map(({ out }) => out as Nd);
  const [N, D] = inputs.x.shape as [number, number];
  return generate([N, inputs.k, D], (index) => {
    const [token, rank, feature] = index as [number, number, number];
    return (parts[rank] as Nd).data[token * D + feature] as number;
  });
}

export default mistakes;
