/** A gated feed-forward network in float64 with the steps that learners get wrong made exchangeable. Mistakes are built of it. */
import { add, generate, map, matmul, multiply, type Nd, transpose } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known } from "./known-mistakes.js";
import { knownOfLayers } from "./known-of-layers.js";
import { geluByErf, geluByTanh } from "./wrong-layers.js";
import { choices } from "./wrong-self-attention.js";

/** w_gate and w_up [F, D], w_down [D, F]. */
export interface SwigluWeights {
  readonly w_gate: Nd;
  readonly w_up: Nd;
  readonly w_down: Nd;
}

type Activation = (value: number) => number;
/** From rows [..., m] and a weight to what comes of them; the right one is x · weightᵀ. */
type Product = (x: Nd, weight: Nd) => Nd;

export interface SwigluVariant {
  readonly gate?: Product;
  readonly up?: Product;
  readonly down?: Product;
  /** Default: SiLU. */
  readonly activation?: Activation;
  /** From both branches to the hidden numbers. Default: the activated gate times the other. */
  readonly combine?: (gate: Nd, up: Nd, activate: (x: Nd) => Nd) => Nd;
  /** From the result, or from the hidden numbers, to what is returned. */
  readonly finish?: (out: () => Nd, hidden: Nd, x: Nd) => Nd;
}

const linear: Product = (x, weight) => matmul(x, transpose(weight));
const sigmoid: Activation = (value) => 1 / (1 + Math.exp(-value));
const silu: Activation = (value) => value * sigmoid(value);

/** x [..., D] to [..., D]. */
export function swiglu(
  x: Nd,
  { w_gate, w_up, w_down }: SwigluWeights,
  {
    gate = linear,
    up = linear,
    down = linear,
    activation = silu,
    combine = (g, u, activate) => multiply(activate(g), u),
    finish = (out) => out(),
  }: SwigluVariant = {},
): Nd {
  const hidden = combine(gate(x, w_gate), up(x, w_up), (branch) => map(branch, activation));
  return finish(() => down(hidden, w_down), hidden, x);
}

const geluBySigmoid: Activation = (value) => value * sigmoid(1.702 * value);

const softplus: Activation = (value) => Math.log1p(Math.exp(value));
const otherActivations: readonly Activation[] = [
  (value) => Math.max(value, 0),
  Math.tanh,
  softplus,
  (value) => (value > 0 ? value : Math.expm1(value)),
  (value) => (value > 0 ? value : value / 100),
  (value) => value * Math.tanh(softplus(value)),
  (value) => (value * Math.min(Math.max(value + 3, 0), 6)) / 6,
];

/**
 * x @ weight as JavaScript's loops compute it, with so many columns: rows beyond the weight raise, columns beyond it are NaN.
 */
const looped =
  (columnsOf: (weight: Nd) => number): Product =>
  (x, weight) => {
    const [rows, width] = weight.shape as [number, number];
    const m = widthOf(x);
    if (m > rows) throw new RangeError(`There are ${rows} rows, not ${m}.`);
    return product(x, columnsOf(weight), m, (i, column) =>
      column < width ? (weight.data[i * width + column] as number) : Number.NaN,
    );
  };
/** x · weightᵀ as a loop along x computes it. */
const alongInput: Product = (x, weight) => {
  const [rows, width] = weight.shape as [number, number];
  return product(x, rows, widthOf(x), (i, row) => (i < width ? (weight.data[row * width + i] as number) : Number.NaN));
};

const widthOf = ({ shape }: Nd) => shape.at(-1) as number;
/** Rows of x [..., m] times a matrix [m, columns]. */
function product(x: Nd, columns: number, m: number, matrix: (i: number, column: number) => number): Nd {
  const lead = x.shape.slice(0, -1);
  return generate([...lead, columns], (index) => {
    const row = lead.reduce((at, size, axis) => at * size + (index[axis] as number), 0);
    let total = 0;
    for (let i = 0; i < m; i++) total += (x.data[row * m + i] as number) * matrix(i, index.at(-1) as number);
    return total;
  });
}

/** As JavaScript's map over the gate's numbers multiplies the branches. */
const byGate: NonNullable<SwigluVariant["combine"]> = (gate, up, activate) => {
  const width = widthOf(up);
  const fitting = generate(gate.shape, (index) => {
    const column = index.at(-1) as number;
    const row = index.slice(0, -1).reduce((at, i, axis) => at * (gate.shape[axis] as number) + i, 0);
    return column < width ? (up.data[row * width + column] as number) : Number.NaN;
  });
  return multiply(activate(gate), fitting);
};

/** One or more weights applied as x @ w: as NumPy and PyTorch do it, and as loops do, which do not miss a column. */
const untransposed: readonly SwigluVariant[] = choices(["gate", "up", "down"] as const).flatMap((names) => {
  const by = (wrong: Product): SwigluVariant => Object.fromEntries(names.map((name) => [name, wrong]));
  return [
    by(matmul),
    by(looped(({ shape }) => shape[0] as number)),
    { down: alongInput, combine: byGate, ...by(looped(({ shape }) => shape[1] as number)) },
  ];
});

/** What a gated feed-forward network may hold, whatever is around it. */
export function swigluMistakes<Inputs>(way: (variant: SwigluVariant) => Way<Inputs>): readonly Mistake<Inputs>[] {
  const activated = (...activations: readonly Activation[]) => activations.map((activation) => way({ activation }));
  const combined = (...combines: readonly NonNullable<SwigluVariant["combine"]>[]) =>
    combines.map((combine) => way({ combine }));
  return [
    {
      code: "gate-and-up-exchanged",
      title: { en: "The activation is on the wrong branch", zh: "激活函数用在了另一个分支上" },
      explanation: {
        en: "SiLU was applied to x · w_upᵀ, and x · w_gateᵀ multiplies it as it is. Both branches have the same shape, so nothing complains, and a model trained from scratch would not care; but weights that were trained the other way give another result. The gate is the branch with the activation.",
        zh: "SiLU 作用在了 x · w_upᵀ 上，x · w_gateᵀ 则原样相乘。两个分支形状相同，不会报错，从头训练也没有差别；但加载按另一种方式训练好的权重，结果就不同了。带激活函数的分支才是 gate。",
      },
      ways: combined((g, u, activate) => multiply(g, activate(u))),
    },
    {
      code: "sigmoid-for-silu",
      title: { en: "A sigmoid in place of SiLU", zh: "用的是 sigmoid 而不是 SiLU" },
      explanation: {
        en: "The gate went through a sigmoid alone, which is the original gated linear unit (GLU). SiLU is x times sigmoid(x): the factor x is missing.",
        zh: "gate 只经过了 sigmoid，那是最初的门控线性单元（GLU）。SiLU 是 x 乘 sigmoid(x)：漏了因子 x。",
      },
      ways: activated(sigmoid),
    },
    {
      code: "gelu-for-silu",
      title: { en: "GELU in place of SiLU", zh: "用的是 GELU 而不是 SiLU" },
      explanation: {
        en: "The gate went through GELU, which makes it GEGLU. The two look alike, but GELU multiplies x by the normal distribution function, SiLU by the sigmoid; they differ by up to 0.2 near ±2. The quick form x · sigmoid(1.702 x) is GELU too.",
        zh: "gate 经过的是 GELU，这就成了 GEGLU。两者形状相似，但 GELU 乘的是正态分布函数，SiLU 乘的是 sigmoid，在 ±2 附近相差可达 0.2。快速近似 x · sigmoid(1.702 x) 也是 GELU。",
      },
      ways: activated(geluByErf, geluByTanh, geluBySigmoid),
    },
    {
      code: "other-activation",
      title: { en: "An activation other than SiLU", zh: "激活函数不是 SiLU" },
      explanation: {
        en: "The gate went through ReLU, tanh, ELU, Mish or a similar function. With ReLU the layer is called ReGLU. SwiGLU uses SiLU, also called Swish: x · sigmoid(x).",
        zh: "gate 经过的是 ReLU、tanh、ELU、Mish 之类的函数；用 ReLU 的叫 ReGLU。SwiGLU 用的是 SiLU（又称 Swish）：x · sigmoid(x)。",
      },
      ways: activated(...otherActivations),
    },
    {
      code: "sign-in-exponential",
      title: { en: "The exponential has the wrong sign", zh: "指数的符号写反了" },
      explanation: {
        en: "SiLU was written as x / (1 + exp(x)), which lets small gates through and closes large ones. The sigmoid is 1 / (1 + exp(-x)): mind the minus.",
        zh: "SiLU 写成了 x / (1 + exp(x))，结果 gate 越大越关闭。sigmoid 是 1 / (1 + exp(-x))，别漏了负号。",
      },
      ways: activated((value) => value * sigmoid(-value)),
    },
    {
      ...knownOfLayers("missing-activation"),
      title: { en: "No activation on the gate", zh: "gate 没有经过激活函数" },
      explanation: {
        en: "Both branches are multiplied as they are (the bilinear layer). The gate must go through SiLU first: x · sigmoid(x).",
        zh: "两个分支直接相乘了（即 bilinear 层）。gate 应先经过 SiLU：x · sigmoid(x)。",
      },
      ways: activated((value) => value),
    },
    {
      code: "added-not-multiplied",
      title: { en: "The branches are added", zh: "两个分支是相加的" },
      explanation: {
        en: "The activated gate and the other branch were added. A gate opens or closes its feature of the other branch, so the two are multiplied, element by element.",
        zh: "激活后的 gate 与另一个分支相加了。gate 决定另一个分支的每个特征放行多少，所以两者应逐元素相乘。",
      },
      ways: combined((g, u, activate) => add(activate(g), u)),
    },
    {
      code: "activation-after-product",
      title: { en: "The activation comes after the product", zh: "先相乘后激活" },
      explanation: {
        en: "Both branches were multiplied first, and SiLU was applied to the product. Only the gate goes through SiLU; the other branch multiplies it afterwards and stays linear.",
        zh: "先把两个分支相乘，再对乘积做 SiLU。只有 gate 经过 SiLU，之后才与另一个分支相乘，后者保持线性。",
      },
      ways: combined((g, u, activate) => activate(multiply(g, u))),
    },
    {
      code: "both-activated",
      title: { en: "Both branches are activated", zh: "两个分支都用了激活函数" },
      explanation: {
        en: "SiLU was applied to both branches. The branch of w_up stays linear: it carries the content, and the gate decides how much of it passes.",
        zh: "两个分支都做了 SiLU。w_up 的分支应保持线性：它承载内容，gate 决定放行多少。",
      },
      ways: combined((g, u, activate) => multiply(activate(g), activate(u))),
    },
    {
      code: "branch-missing",
      title: { en: "One of the branches is not used", zh: "有一个分支没有用上" },
      explanation: {
        en: "The result depends on one of w_gate and w_up only: the second branch is missing, or the same one was computed twice. Each has its own weight, and their products meet: SiLU(x · w_gateᵀ) times x · w_upᵀ.",
        zh: "结果只用到了 w_gate 和 w_up 中的一个：少了一个分支，或者同一个分支算了两次。两个分支各有权重：SiLU(x · w_gateᵀ) 乘 x · w_upᵀ。",
      },
      ways: combined(
        (g, _, activate) => activate(g),
        (_, u, activate) => activate(u),
        (g, _, activate) => multiply(activate(g), g),
        (_, u, activate) => multiply(activate(u), u),
        (_, u) => u,
      ),
    },
    {
      code: "missing-down-projection",
      title: { en: "The last projection is missing", zh: "缺少最后的投影" },
      explanation: {
        en: "The F hidden features are returned. w_down takes them back to the D features of the input: multiply by its transpose.",
        zh: "返回的是 F 个隐藏特征。还要乘 w_down 的转置，把它们变回输入的 D 个特征。",
      },
      ways: [way({ finish: (_, hidden) => hidden })],
    },
    {
      code: "residual-added",
      title: { en: "The input is added to the result", zh: "结果里多加了输入" },
      explanation: {
        en: "x was added to the output. The residual connection belongs to the block around this layer, together with the normalisation; this function returns the layer's own output.",
        zh: "输出加上了 x。残差连接和归一化属于外面的块，本函数只返回这一层自己的输出。",
      },
      ways: [way({ finish: (out, _, x) => add(out(), x) })],
    },
    {
      ...known("weights-not-transposed"),
      explanation: {
        en: "Each weight has the shape (out, in), as in PyTorch's nn.Linear, and is applied as x @ w.T. With F = D the product x @ w runs too, but gives another result.",
        zh: "每个权重的形状都是 (out, in)，与 PyTorch 的 nn.Linear 相同，用法是 x @ w.T。F = D 时 x @ w 也能运行，但结果不同。",
      },
      ways: untransposed.map(way),
    },
  ];
}
