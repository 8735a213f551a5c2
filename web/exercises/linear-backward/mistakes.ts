import { full, generate, matmul, type Nd, nd, permute, reshape, scale, sum, transpose } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { choices } from "../shared/wrong-self-attention.js";

/** x [B, L, D], w [F, D], dy [B, L, F]. */
interface Inputs {
  readonly x: Nd;
  readonly w: Nd;
  readonly dy: Nd;
}

type Gradients = { readonly dx: Nd; readonly dw: Nd; readonly db: Nd };
type Name = keyof Gradients;
type Made = (inputs: Inputs) => Nd;

interface Variant extends Partial<Readonly<Record<Name, Made>>> {
  readonly finish?: (gradients: Gradients, inputs: Inputs) => Gradients;
}

/** [B, L, m] as [B · L, m]. */
const rows = (x: Nd) => reshape(x, [x.data.length / last(x), last(x)]);
const last = ({ shape }: Nd) => shape.at(-1) as number;
const byRows = (a: Nd, b: Nd) => matmul(transpose(rows(a)), rows(b));

const right: Readonly<Record<Name, Made>> = {
  dx: ({ dy, w }) => matmul(dy, w),
  dw: ({ dy, x }) => byRows(dy, x),
  db: ({ dy }) => reshape(sum(rows(dy), 0), [last(dy)]),
};

const way = composed((inputs: Inputs, { finish = (same) => same, ...made }: Variant): Gradients => {
  const { dx, dw, db } = { ...right, ...made };
  return finish({ dx: dx(inputs), dw: dw(inputs), db: db(inputs) }, inputs);
});

/** Some gradients made in another way, every choice of one or more of them. */
const remade = (made: Partial<Readonly<Record<Name, Made>>>) =>
  choices(Object.keys(made) as Name[]).map((names) => {
    const chosen: Variant = Object.fromEntries(names.map((name) => [name, made[name]]));
    return way(chosen);
  });

/** Sums as JavaScript's loops compute them for each row of dy: what lies beyond a row is NaN, rows beyond a matrix raise. */
const looped =
  (columns: (inputs: Inputs) => number, terms: (inputs: Inputs) => number, read: Read): Made =>
  (inputs) => {
    const [B, L] = inputs.dy.shape as [number, number];
    const [count, m] = [terms(inputs), columns(inputs)];
    return generate([B, L, m], (index) => {
      const [b, i, column] = index as [number, number, number];
      let total = 0;
      for (let term = 0; term < count; term++) total += read(inputs, [b * L + i, column, term]);
      return total;
    });
  };
type Read = (inputs: Inputs, place: readonly [row: number, column: number, term: number]) => number;

const wide = ({ w }: Inputs) => w.shape[1] as number;
const high = ({ w }: Inputs) => w.shape[0] as number;

/** `m[row][column]` */
function at(m: Nd, row: number, column: number): number {
  const [height, width] = [m.data.length / last(m), last(m)];
  if (row >= height) throw new RangeError(`There are ${height} rows, not ${row + 1}.`);
  return column < width ? (m.data[row * width + column] as number) : Number.NaN;
}

const alongOwnRow: Read = ({ dy, w }, [row, column, term]) => at(dy, row, term) * at(w, column, term);
/** dy wᵀ, summed over the features of dy or of a row of w; with as many columns as w has, or rows. */
const byTransposed: readonly Made[] = [
  ({ dy, w }) => matmul(dy, transpose(w)),
  ...[wide, high].flatMap((columns) => [high, wide].map((terms) => looped(columns, terms, alongOwnRow))),
];
const transposedWeight: Made = ({ dy, x }) => byRows(x, dy);
/** x w: the input in the place of the gradient. */
const fromInput: readonly Made[] = [
  ({ x, w }) => matmul(x, w),
  ({ x, w }) => matmul(x, transpose(w)),
  ...[high, wide].map((terms) =>
    looped(wide, terms, ({ x, w }, [row, column, term]) => at(x, row, term) * at(w, term, column)),
  ),
];

const divisors: readonly ((shape: readonly number[]) => number)[] = [
  ([B, L]) => (B as number) * (L as number),
  ([B]) => B as number,
  ([, L]) => L as number,
];

/** What a program has that keeps only the last of what it should add up: the last token, entry, or position of each entry. */
const kept: readonly ((x: Nd) => Nd)[] = [
  (x) => only(x, (b, i, B, L) => b === B - 1 && i === L - 1),
  (x) => only(x, (b, _, B) => b === B - 1),
  (x) => only(x, (_, i, __, L) => i === L - 1),
];
const only = (x: Nd, isKept: (b: number, i: number, B: number, L: number) => boolean): Nd => {
  const [B, L, m] = x.shape as [number, number, number];
  return {
    shape: x.shape,
    data: x.data.map((value, place) =>
      isKept(Math.floor(place / m / L), Math.floor(place / m) % L, B, L) ? value : 0,
    ),
  };
};
const ofFirst = (x: Nd): Nd => only(x, (b) => b === 0);
const firstOf = ({ shape, data }: Nd): Nd => nd(shape.slice(1), data.slice(0, data.length / (shape[0] as number)));

/** dw with an axis for the sequences, for sequences and positions, or for the positions. */
const weightsKept: readonly Made[] = [
  ({ dy, x }) => matmul(transpose(dy), x),
  ({ dy, x }) => outerProducts(dy, x),
  ({ dy, x }) => dropped(outerProducts(dy, x), 0),
];
const biasesKept: readonly Made[] = [
  ({ dy }) => dropped(dy, 1),
  ({ dy }) => dropped(dy, 0),
  ({ dy }) => dy,
  ({ dy }) => sum(sum(dy, 0), 1),
];
/** [B, L, F, D] */
function outerProducts(dy: Nd, x: Nd): Nd {
  const lead = dy.shape.slice(0, 2);
  return matmul(reshape(dy, [...lead, last(dy), 1]), reshape(x, [...lead, 1, last(x)]));
}

const ones = (inputs: Inputs): Inputs => ({ ...inputs, dy: full(inputs.dy.shape, 1) });
const reversed = (x: Nd) => permute(x, [...x.shape.keys()].reverse());
const dropped = (x: Nd, axis: number) => {
  const total = sum(x, axis);
  return reshape(
    total,
    total.shape.filter((_, i) => i !== axis),
  );
};

/** Names of the gradients that come back in the places of dx, dw and db. */
const returnedAs = (...[dx, dw, db]: readonly [Name, Name, Name]) =>
  way({ finish: (all) => ({ dx: all[dx], dw: all[dw], db: all[db] }) });

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "weight-transposed",
    title: { en: "A transpose is in the wrong place", zh: "转置用错了地方" },
    explanation: {
      en: "dx was computed with the transpose of w, or dw came out as (D, F). The forward pass multiplies by w transposed, so the way back multiplies by w as it is: dx = dy · w. And dw has the shape of w, (F, D): dy transposed times x. With F = D the wrong ones run too.",
      zh: "计算 dx 时用了 w 的转置，或者 dw 的形状成了 (D, F)。前向乘的是 w 的转置，所以反向乘 w 本身：dx = dy · w。dw 的形状与 w 相同，为 (F, D)：dy 的转置乘 x。F = D 时，用错了也能运行。",
    },
    ways: [
      way({ dw: transposedWeight }),
      ...byTransposed.flatMap((dx) => [way({ dx }), way({ dx, dw: transposedWeight })]),
    ],
  },
  {
    code: "averaged-over-tokens",
    title: { en: "A mean where the sum belongs", zh: "该求和的地方取了平均" },
    explanation: {
      en: "A gradient was divided by the number of tokens, of sequences or of positions. Every token uses the same w and b, so its contributions add up, whatever their number. If the loss is a mean, its 1/N is in dy already.",
      zh: "梯度除以了 token 数、序列数或位置数。所有 token 共用同一个 w 和 b，各自的贡献应直接相加，与个数无关。如果损失本身取了平均，1/N 已经包含在 dy 里了。",
    },
    ways: divisors.flatMap((divisor) => {
      const averaged = (name: Name): Made => {
        return (inputs) => scale(right[name](inputs), 1 / divisor(inputs.dy.shape));
      };
      return remade({ dw: averaged("dw"), db: averaged("db"), dx: averaged("dx") });
    }),
  },
  {
    code: "batch-kept",
    title: { en: "A gradient still has an axis of the batch", zh: "梯度里还留着 batch 或位置的维" },
    explanation: {
      en: "There is a dw for each sequence, (B, F, D), or a db for each sequence, position or token. A batched matrix product sums over the positions only. The weight is shared by all B · L tokens: sum over both axes, or flatten them to one first.",
      zh: "每个序列各有一个 dw，形状 (B, F, D)；或者每个序列、每个位置、每个 token 各有一个 db。批量矩阵乘法只对位置求和。权重由全部 B · L 个 token 共用：两维都要求和，或者先把它们展平成一维。",
    },
    ways: [
      ...weightsKept.map((dw) => way({ dw })),
      ...biasesKept.map((db) => way({ db })),
      ...weightsKept.flatMap((dw) => biasesKept.map((db) => way({ dw, db }))),
    ],
  },
  {
    code: "inputs-exchanged",
    title: { en: "A gradient is made of the wrong array", zh: "梯度用错了数组" },
    explanation: {
      en: "dx was made of x, or dw of x alone or of dy alone, or db of x. The derivative of a product with respect to one factor is the other factor, times the gradient that came back: dx is made of dy and w, dw of dy and x, db of dy.",
      zh: "dx 用了 x，或者 dw 只用了 x 或只用了 dy，或者 db 用了 x。乘积对一个因子的导数是另一个因子，再乘传回来的梯度：dx 由 dy 和 w 得到，dw 由 dy 和 x 得到，db 由 dy 得到。",
    },
    ways: [
      ...fromInput.map((dx) => way({ dx })),
      ...[({ x }: Inputs) => byRows(x, x), ({ dy }: Inputs) => byRows(dy, dy)].map((dw) => way({ dw })),
      way({ db: ({ x }) => reshape(sum(rows(x), 0), [last(x)]) }),
    ],
  },
  {
    code: "upstream-gradient-missing",
    title: { en: "The incoming gradient is not used", zh: "没有乘上游梯度" },
    explanation: {
      en: "A gradient is what it would be if dy were all ones: sums of w or of x, or ones for the bias. Those are the layer's own derivatives. The chain rule multiplies them by dy, the gradient that has come back so far.",
      zh: "结果相当于 dy 全为 1：只是 w 或 x 的求和，偏置的梯度则是 1。这是该层自身的导数。按链式法则还要乘上 dy，即已经传回来的梯度。",
    },
    ways: [
      ...remade({
        dx: (inputs) => right.dx(ones(inputs)),
        dw: (inputs) => right.dw(ones(inputs)),
        db: (inputs) => right.db(ones(inputs)),
      }),
      way({ db: ({ w }) => full([w.shape[0] as number], 1) }),
    ],
  },
  {
    code: "not-accumulated",
    title: { en: "A gradient is assigned instead of added up", zh: "梯度被覆盖，而没有累加" },
    explanation: {
      en: "Only the last token, or the last sequence, is left: each turn of the loop overwrites what the turns before it gave. All tokens share w and b, so dw and db are sums: start from zeros and add (+=).",
      zh: "只剩下最后一个 token 或最后一个序列：循环每次都覆盖了前面的结果。所有 token 共用 w 和 b，所以 dw 和 db 都是和：从 0 开始累加（+=）。",
    },
    ways: kept.flatMap((keep) =>
      remade({
        dw: (inputs) => right.dw({ ...inputs, dy: keep(inputs.dy) }),
        db: (inputs) => right.db({ ...inputs, dy: keep(inputs.dy) }),
      }),
    ),
  },
  {
    code: "bias-over-wrong-axes",
    title: { en: "db is summed over the wrong axes", zh: "db 求和的维不对" },
    explanation: {
      en: "The bias has one number for each of the F output features, and each of them is added to all tokens. So db sums dy over batch and positions and keeps the last axis. Here the features were summed as well, or instead.",
      zh: "偏置对 F 个输出特征各有一个数，每个数都加到了所有 token 上。所以 db 应对 batch 和位置求和，保留最后一维。这里却把特征维也加掉了，或者只加了特征维。",
    },
    ways: [
      ({ dy }: Inputs) => nd([], [dy.data.reduce((total, value) => total + value, 0)]),
      ({ dy }: Inputs) => dropped(dy, 2),
      ({ dy }: Inputs) => dropped(dropped(dy, 2), 0),
      ({ dy }: Inputs) => dropped(dropped(dy, 2), 1),
    ].map((db) => way({ db })),
  },
  {
    code: "all-axes-reversed",
    title: { en: ".T reverses all axes", zh: ".T 颠倒了所有维" },
    explanation: {
      en: "dy.T of an array of three axes is (F, L, B): the batch has changed places too. Flatten batch and positions to one axis first, then .T is the transpose of a matrix; or swap the last two axes only.",
      zh: "三维数组的 dy.T 形状是 (F, L, B)：连 batch 也换了位置。应先把 batch 和位置展平成一维，这样 .T 才是矩阵的转置；或者只交换最后两维。",
    },
    ways: [
      way({ dw: ({ dy, x }) => matmul(reversed(dy), x) }),
      way({ dw: ({ dy, x }) => dropped(matmul(reversed(dy), x), 0) }),
      way({ dw: ({ dy, x }) => matmul(reversed(x), dy) }),
      way({ dw: ({ dy, x }) => dropped(matmul(reversed(x), dy), 0) }),
    ],
  },
  {
    ...known("first-entry-only"),
    explanation: {
      en: "Only the first entry of the batch is used. dx needs a row for each token of every entry, and dw and db sum over all of them.",
      zh: "只用到了 batch 的第一项。dx 要有每一项中每个 token 的行，dw 和 db 要对所有项求和。",
    },
    ways: [
      ...[(dx: Nd) => dx, firstOf, ofFirst].map((shown) =>
        way({
          dx: (inputs) => shown(right.dx(inputs)),
          dw: (inputs) => right.dw({ ...inputs, dy: ofFirst(inputs.dy) }),
          db: (inputs) => right.db({ ...inputs, dy: ofFirst(inputs.dy) }),
        }),
      ),
      ...(["dw", "db"] as const).map((name) =>
        way({ [name]: (inputs: Inputs) => right[name]({ ...inputs, dy: ofFirst(inputs.dy) }) }),
      ),
    ],
  },
  {
    code: "outputs-reordered",
    title: { en: "The gradients are returned in another order", zh: "返回的梯度顺序不对" },
    explanation: {
      en: "Each gradient is right, but it is in the place of another. Return them in the order dx, dw, db.",
      zh: "每个梯度都算对了，但放错了位置。请按 dx、dw、db 的顺序返回。",
    },
    ways: [
      returnedAs("dw", "dx", "db"),
      returnedAs("dx", "db", "dw"),
      returnedAs("db", "dw", "dx"),
      returnedAs("dw", "db", "dx"),
      returnedAs("db", "dx", "dw"),
    ],
  },
];

export default mistakes;
