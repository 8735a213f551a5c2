/** Rotary position embedding in float64 with the steps that learners get wrong made exchangeable. Mistakes are built of it. */
import type { Nd } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";

/** Of a vector: the entry of the batch, the head, and where it is in its sequence. */
export interface VectorPlace {
  readonly entry: number;
  readonly head: number;
  readonly at: number;
}

/** A vector of even size d is turned: `cosines` and `sines` have one number for each feature. */
export type Turn = (x: readonly number[], cosines: readonly number[], sines: readonly number[]) => readonly number[];

export interface RotaryVariant {
  /** The position that a vector is turned by, from the right one. */
  readonly position?: (position: number, place: VectorPlace) => number;
  /** The angle of a feature for each step of the position. Default: base^(-2i / d) for the two features of pair i. */
  readonly frequency?: (feature: number, d: number, base: number) => number;
  /** What becomes of the sines. */
  readonly sine?: (sine: number) => number;
  /** Default: feature i and feature i + d/2 are a pair. */
  readonly turn?: Turn;
}

/** The pair that a feature belongs to: pairs are halves, or neighbours. */
const inHalves = (feature: number, d: number) => feature % (d / 2);
const inNeighbours = (feature: number) => Math.floor(feature / 2);

const ordinary = (feature: number, d: number, base: number) => base ** ((-2 * inHalves(feature, d)) / d);

const number = (values: readonly number[], at: number) => values[at] as number;

/** Feature by feature: its own number times the cosine and its partner's, with a sign, times the sine. */
const withPartner =
  (partner: (feature: number, d: number) => number, sign: (feature: number, d: number) => number): Turn =>
  (x, cosines, sines) =>
    x.map(
      (value, j) => value * number(cosines, j) + sign(j, x.length) * number(x, partner(j, x.length)) * number(sines, j),
    );

const otherHalf = (feature: number, d: number) => (feature + d / 2) % d;
const minusInFirstHalf = (feature: number, d: number) => (feature < d / 2 ? -1 : 1);

const halves = withPartner(otherHalf, minusInFirstHalf);
const neighbours = withPartner(
  (feature) => (feature % 2 === 0 ? feature + 1 : feature - 1),
  (feature) => (feature % 2 === 0 ? -1 : 1),
);

/** Feature j of the result is feature `from(j, d)` of what `turn` gives. */
const moved =
  (turn: Turn, from: (feature: number, d: number) => number): Turn =>
  (x, cosines, sines) => {
    const y = turn(x, cosines, sines);
    return y.map((_, j) => number(y, from(j, y.length)));
  };

/** Where a feature of the first layout is in the second. */
const fromNeighbours = (feature: number, d: number) => 2 * (feature % (d / 2)) + (feature < d / 2 ? 0 : 1);
const fromHalves = (feature: number, d: number) => Math.floor(feature / 2) + (feature % 2) * (d / 2);

/** Angles laid out for neighbours, whatever the features are. */
const byNeighbours = (turn: Turn): Turn => {
  return (x, cosines, sines) => {
    const laid = (values: readonly number[]) => values.map((_, j) => number(values, inNeighbours(j)));
    return turn(x, laid(cosines), laid(sines));
  };
};

/** The first half of the result takes the place of the first half of x before the second half is computed; or the reverse. */
const overwriting =
  (first: 0 | 1): Turn =>
  (x, cosines, sines) => {
    const written = [...x];
    const half = x.length / 2;
    for (const part of [first, 1 - first])
      for (let j = part * half; j < (part + 1) * half; j++) {
        const [own, other] = [number(written, j), number(written, otherHalf(j, x.length))];
        written[j] = own * number(cosines, j) + (part === 0 ? -1 : 1) * other * number(sines, j);
      }
    return written;
  };

/** x [B, H, L, d], where `positionOf` gives the right position of a vector. */
export function rotated(
  x: Nd,
  base: number,
  positionOf: (place: VectorPlace) => number,
  { position = (own) => own, frequency = ordinary, sine = (value) => value, turn = halves }: RotaryVariant = {},
): Nd {
  const [B, H, L, d] = x.shape as [number, number, number, number];
  const frequencies = Array.from({ length: d }, (_, j) => frequency(j, d, base));
  // Few positions, and many vectors at each.
  const tables = new Map<number, readonly [cosines: readonly number[], sines: readonly number[]]>();
  const tableOf = (angle: number) => {
    const known = tables.get(angle);
    if (known) return known;
    const angles = frequencies.map((each) => angle * each);
    const table = [angles.map(Math.cos), angles.map((value) => sine(Math.sin(value)))] as const;
    tables.set(angle, table);
    return table;
  };
  const data = new Float64Array(x.data.length);
  for (let row = 0; row < B * H * L; row++) {
    const place = { entry: Math.floor(row / (H * L)), head: Math.floor(row / L) % H, at: row % L };
    const [cosines, sines] = tableOf(position(positionOf(place), place));
    data.set(turn(Array.from(x.data.subarray(row * d, (row + 1) * d)), cosines, sines), row * d);
  }
  return { shape: x.shape, data };
}

/** Features are added to by sines and cosines, which come in halves or in turn. */
const added: readonly Turn[] = [
  (x, cosines, sines) => x.map((value, j) => value + number(j < x.length / 2 ? sines : cosines, j)),
  (x, cosines, sines) => x.map((value, j) => value + number(j < x.length / 2 ? cosines : sines, j)),
  (x, cosines, sines) => x.map((value, j) => value + number(j % 2 === 0 ? sines : cosines, inNeighbours(j))),
  (x, cosines, sines) => x.map((value, j) => value + number(j % 2 === 0 ? cosines : sines, inNeighbours(j))),
  (x, cosines, sines) => x.map((value, j) => value + number(cosines, j) + number(sines, j)),
  (x, cosines, sines) => {
    const sign = (j: number) => minusInFirstHalf(j, x.length);
    return x.map((value, j) => value + number(cosines, j) + sign(j) * number(sines, j));
  },
  (x, _, sines) => x.map((value, j) => value + number(sines, j)),
  (x, cosines) => x.map((value, j) => value + number(cosines, j)),
];

/** Frequencies with another exponent: each feature has its own, or the pairs have them in another spacing. */
const otherExponents: readonly NonNullable<RotaryVariant["frequency"]>[] = [
  (feature, d, base) => base ** (-inHalves(feature, d) / d),
  (feature, d, base) => base ** (-feature / d),
  (feature, d, base) => base ** ((-2 * feature) / d),
  (feature, d, base) => base ** ((-4 * inHalves(feature, d)) / d),
  (feature, d, base) => base ** (-2 * inHalves(feature, d)),
  (feature, d, base) => base ** -inHalves(feature, d),
  (feature, d, base) => base ** ((-2 * (inHalves(feature, d) + 1)) / d),
];

/**
 * What goes wrong in the rotation itself, whatever is rotated. With `onlyProducts` nothing shows but the dot products of rotated
 * vectors, for which the order of their features does not matter.
 */
export function rotaryMistakes<Inputs>(
  way: (variant: RotaryVariant) => Way<Inputs>,
  { onlyProducts = false } = {},
): readonly Mistake<Inputs>[] {
  const ways = (...variants: readonly RotaryVariant[]) => variants.map(way);
  return [
    {
      code: "pairs-are-neighbours",
      title: { en: "Neighbouring features are paired", zh: "把相邻的特征配成了一对" },
      explanation: {
        en: "Features (0, 1), (2, 3) and so on form the pairs, or the numbers are read, written or given their angles in that order. Here feature i and feature i + d/2 form pair i, as in Hugging Face's Llama and in GPT-NeoX. Both layouts are in use, and each is right by itself, but weights trained with one do not fit the other. Check three places: how the two parts are taken from x, how they are put together again, and in which order the angles are repeated over the features.",
        zh: "把特征 (0, 1)、(2, 3) 等配成了一对，或者读取、写回、分配角度时用了这种顺序。本题与 Hugging Face 的 Llama、GPT-NeoX 一样，由特征 i 和特征 i + d/2 组成第 i 对。两种布局都有人用，各自都自洽，但用一种布局训练的权重不能放到另一种里用。请检查三处：怎样从 x 中取出两部分，怎样拼回去，以及角度按什么顺序重复到各个特征上。",
      },
      ways: ways(
        { turn: byNeighbours(neighbours) },
        { turn: moved(byNeighbours(neighbours), fromNeighbours) },
        ...(onlyProducts ? [] : [{ turn: moved(halves, fromHalves) }]),
        { turn: neighbours },
        { turn: byNeighbours(halves) },
      ),
    },
    {
      code: "rotated-backwards",
      title: { en: "The vectors turn backwards", zh: "旋转方向反了" },
      explanation: {
        en: "The sine has the wrong sign: pairs turn by minus the angle. The first half is x_first · cos - x_second · sin, the second half x_second · cos + x_first · sin. In a rotate_half function the minus belongs to the second half, which moves to the front.",
        zh: "正弦的符号反了，每一对都转了负的角度。前半应为 x_first · cos - x_second · sin，后半应为 x_second · cos + x_first · sin。如果写了 rotate_half 函数，负号应加在移到前面去的后半部分上。",
      },
      ways: ways({ sine: (value) => -value }),
    },
    {
      code: "minus-missing",
      title: { en: "The minus sign is missing", zh: "漏了负号" },
      explanation: {
        en: "Both halves add their partner times the sine, or both subtract it. That is not a rotation: it changes the norm of the vectors. In a rotation the two signs differ: minus in the first half, plus in the second.",
        zh: "两半都加上了对方乘以正弦，或者都减去了。这不是旋转，会改变向量的模。旋转中两个符号相反：前半为减，后半为加。",
      },
      ways: ways({ turn: withPartner(otherHalf, () => 1) }, { turn: withPartner(otherHalf, () => -1) }),
    },
    {
      code: "halves-not-exchanged",
      title: { en: "Each half is mixed with itself", zh: "每一半只和自己混合" },
      explanation: {
        en: "Each feature was multiplied by its own cosine and its own sine, but the other feature of its pair plays no part. A rotation mixes the two: the first half needs the second times the sine, and the other way round.",
        zh: "每个特征只乘了自己的余弦和正弦，同一对里的另一个特征没有参与。旋转要把两者混合：前半需要后半乘以正弦，反之亦然。",
      },
      ways: ways(
        {
          turn: withPartner(
            (feature) => feature,
            () => 1,
          ),
        },
        { turn: withPartner((feature) => feature, minusInFirstHalf) },
        {
          turn: withPartner(
            (feature) => feature,
            () => 0,
          ),
        },
      ),
    },
    {
      code: "exponent-of-feature",
      title: { en: "The exponent is not 2i / d", zh: "指数不是 2i / d" },
      explanation: {
        en: "Pair i turns by position · base^(-2i / d), where i counts the pairs from 0 to d/2 - 1 and d is the width of the whole head. The exponent here is another one: i / d, or one that counts the features, or one that is not divided by d. The slowest pair must turn by almost 1 / base for each position, and both features of a pair by the same angle.",
        zh: "第 i 对转过的角度是 position · base^(-2i / d)，i 数的是特征对，从 0 到 d/2 - 1，d 是整个头的维度。这里的指数不对：用了 i / d，或者按特征编号，或者没有除以 d。转得最慢的一对，每个位置约转 1 / base；同一对的两个特征角度相同。",
      },
      ways: ways(...otherExponents.map((frequency) => ({ frequency }))),
    },
    {
      code: "frequency-inverted",
      title: { en: "The exponent has the wrong sign", zh: "指数的符号错了" },
      explanation: {
        en: "The angles grow with i: base^(2i / d) instead of base^(-2i / d). Pair 0 turns fastest, by 1 for each position, and every later pair turns more slowly. Divide the position by base^(2i / d), do not multiply.",
        zh: "角度随 i 变大了：用了 base^(2i / d)，而不是 base^(-2i / d)。第 0 对转得最快，每个位置转 1，后面的对越来越慢。应当用位置除以 base^(2i / d)，而不是相乘。",
      },
      ways: ways({ frequency: (feature, d, base) => 1 / ordinary(feature, d, base) }),
    },
    {
      code: "base-ignored",
      title: { en: "The base argument is not used", zh: "没有使用传入的 base" },
      explanation: {
        en: "The base is a fixed number, such as 10000. It is an argument: models with long contexts have larger ones, 500000 in Llama 3.",
        zh: "base 写死成了 10000 之类的数。它是一个参数：上下文长的模型用更大的 base，例如 Llama 3 用 500000。",
      },
      ways: ways({ frequency: (feature, d) => ordinary(feature, d, 1e4) }),
    },
    {
      code: "overwritten-before-use",
      title: { en: "One half is overwritten before the other uses it", zh: "一半先被覆盖，另一半用到的已是新值" },
      explanation: {
        en: "The new first half was written over the old one, and then the second half was computed from the new numbers. In NumPy and PyTorch x[..., : d // 2] is a view, so writing into x changes it as well. Compute both halves before either is written, or copy.",
        zh: "先把新的前半写回原处，再用已经改变的数计算后半。在 NumPy 和 PyTorch 中，x[..., : d // 2] 是视图，写入 x 时它也跟着变。应先算好两半再写回，或者先复制。",
      },
      ways: ways({ turn: overwriting(0) }, { turn: overwriting(1) }),
    },
    {
      code: "added-not-rotated",
      title: { en: "Sines and cosines are added", zh: "把正弦和余弦加到了向量上" },
      explanation: {
        en: "Sines and cosines were added to the vectors, as the absolute encodings of the first Transformer are added to the embeddings. Here they turn the vectors: each pair of features is multiplied by a rotation matrix. Norms do not change, and the dot product of two turned vectors depends on the distance of their positions alone.",
        zh: "正弦和余弦被加到了向量上，就像最早的 Transformer 把绝对位置编码加到 embedding 上那样。这里它们用来旋转向量：每一对特征乘以一个旋转矩阵。旋转不改变模，两个旋转后的向量的点积只取决于位置之差。",
      },
      ways: ways(...added.map((turn) => ({ turn }))),
    },
  ];
}
