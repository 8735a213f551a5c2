import {
  add,
  full,
  generate,
  map,
  matmul,
  mean,
  type Nd,
  reshape,
  softmax,
  squeeze,
  subtract,
  transpose,
  zip,
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { known, raised } from "../shared/known-mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { last, overKeys, unstableOverKeys, withShared } from "../shared/wrong-attention.js";
import { headMistakes } from "../shared/wrong-heads.js";
import { epsilonMistakes, geluByErf, geluByTanh, layerNorm, normMistakes } from "../shared/wrong-layers.js";
import {
  attentionMistakesInFullRows,
  eachHiding,
  type Masking,
  maskMistakes,
  rightMasking,
} from "../shared/wrong-masking.js";
import { activations, firstEntryOnly } from "../shared/wrong-outputs.js";
import { choices, splitFirst } from "../shared/wrong-self-attention.js";
import {
  byTable,
  entry,
  type GptVariant,
  gpt,
  type Inputs,
  lookedUp,
  type Order,
  type Params,
  postNorm,
  preNorm,
} from "./wrong-gpt.js";

const ordered = (order: Order) => gpt({ order });
const itself = (x: Nd) => x;

/** What is right is left out, so that it may be exchanged for a second mistake. */
const masked = (masking: Masking, variant: GptVariant = {}) =>
  gpt(masking === rightMasking ? variant : { ...variant, masking });

const [, unstable] = eachHiding(unstableOverKeys) as readonly [Masking, Masking, Masking];
/** With the maximum subtracted, and without. */
const each = (variant: (inputs: Inputs) => GptVariant) => [
  gpt(variant),
  gpt((inputs) => ({ ...variant(inputs), masking: unstable })),
];
const scaledBy = (factor: (numHeads: number, D: number, L: number) => number) =>
  each(({ ids, params, num_heads }) => ({
    scale: factor(num_heads, last(params.embedding as Nd), ids.shape[1] as number),
  }));

/** A mask without empty rows: however the keys are hidden, the result is the same. */
const wrongMask = (visible: (i: number, j: number) => boolean) => [
  gpt({ visible }),
  gpt({ visible, masking: unstable }),
];
/** A mask with an empty row, by a large number in place of the scores, or added to them: -infinity gives NaN everywhere. */
const wrongMaskWithEmptyRow = (visible: (i: number, j: number) => boolean) => [
  gpt({ visible }),
  ...[eachHiding(overKeys)[2] as Masking, lowered].map((masking) => gpt({ visible, masking })),
];
const lowered: Masking = (scores, mask) => overKeys(zip(scores, mask, (score, shown) => score + (shown ? 0 : -1e9)));

/** Some of the parameters replaced. */
const replaced =
  (replace: (value: Nd) => Nd, ...names: readonly string[]) =>
  (params: Params): Params => ({
    ...params,
    ...Object.fromEntries(names.map((name) => [name, replace(params[name] as Nd)])),
  });
const replacing = (replace: (value: Nd) => Nd, ...names: readonly string[]) =>
  gpt({ params: replaced(replace, ...names) });
const zeros = (value: Nd) => full(value.shape, 0);
const ones = (value: Nd) => full(value.shape, 1);
/** For each of the stacked matrices. */
const identity = (value: Nd) => generate(value.shape, ([, row, column]) => (row === column ? 1 : 0));
const eachOfStack = (change: (parameter: Nd) => Nd) => (stack: Nd) => {
  const [first, second] = [change(entry(stack, 0)), change(entry(stack, 1))];
  return { shape: stack.shape, data: Float64Array.from([...first.data, ...second.data]) };
};

const firstTwice = (stack: Nd): Nd => {
  const first = entry(stack, 0).data;
  return { shape: stack.shape, data: Float64Array.from([...first, ...first]) };
};

/** Queries, keys and values of one joined matrix, [q; k; v], whose rows are taken for [H, 3, d]. */
const joinedByHead =
  (numHeads: number) =>
  (params: Params): Params => {
    const part = (kind: "w" | "b", number: number) => {
      const parts = ["q", "k", "v"].map((name) => params[`${kind}${name}`] as Nd);
      const { shape } = parts[number] as Nd;
      const [, D, width = 1] = shape as [number, number, number?];
      const d = D / numHeads;
      return generate(shape, (index) => {
        const [block, row, column = 0] = index as [number, number, number?];
        const at = (3 * Math.floor(row / d) + number) * d + (row % d);
        return (parts[Math.floor(at / D)] as Nd).data[(block * D + (at % D)) * width + column] as number;
      });
    };
    const changed = ["q", "k", "v"].flatMap((name, number) => [
      [`w${name}`, part("w", number)],
      [`b${name}`, part("b", number)],
    ]);
    return { ...params, ...Object.fromEntries(changed) };
  };

const relu = (value: number) => Math.max(value, 0);
const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
const geluLike = (inner: (value: number) => number, half = 0.5) =>
  gpt({ activation: (value) => half * value * (1 + Math.tanh(inner(value))) });
const root = Math.sqrt(2 / Math.PI);

const heads = headMistakes<Inputs>(gpt);

const embedding: readonly Mistake<Inputs>[] = [
  {
    code: "positions-missing",
    title: { en: "The positions are not added", zh: "没有加位置 embedding" },
    explanation: {
      en: "The tokens enter the first block without their positions. The sum in attention does not depend on the order of the keys, so the model would see the past as a bag of tokens. Add row i of positions to the token at position i, before the first block.",
      zh: "token 没有加位置 embedding 就进入了第一个块。注意力里的求和与 key 的次序无关，于是过去的 token 成了一个没有次序的集合。应在第一个块之前，给位置 i 的 token 加上 positions 的第 i 行。",
    },
    ways: [gpt({ embed: lookedUp(1, 0) })],
  },
  {
    code: "positions-from-one",
    title: { en: "Positions start at 1", zh: "位置从 1 开始数" },
    explanation: {
      en: "The first token gets row 1 of positions, the second row 2, and so on. Learned positions count from 0: row 0 was trained for the first token. In a full sequence the last token would find no row at all.",
      zh: "第一个 token 用了 positions 的第 1 行，第二个用了第 2 行，依此类推。可学习的位置从 0 数起，第 0 行是为第一个 token 训练的。序列占满上下文时，最后一个 token 甚至没有对应的行。",
    },
    ways: [gpt({ embed: lookedUp(1, 1, 1) })],
  },
  {
    code: "embedding-scaled",
    title: { en: "The embeddings are multiplied by √D", zh: "embedding 多乘了 √D" },
    explanation: {
      en: "The rows of the embedding table are multiplied by √D before the positions are added, or with them. The first Transformer did so (and Gemma does); GPT adds the two as they are.",
      zh: "embedding 的行在加位置之前（或连同位置一起）乘了 √D。最初的 Transformer 和 Gemma 这样做，GPT 则是直接相加。",
    },
    ways: [
      gpt({ embed: lookedUp(Math.sqrt, 1) }),
      gpt({ embed: lookedUp(Math.sqrt, Math.sqrt) }),
      gpt({ embed: lookedUp((D) => 1 / Math.sqrt(D), 1) }),
    ],
  },
  {
    ...knownOfLayers("embedding-not-looked-up"),
    explanation: {
      en: "The rows of the embedding table are used in table order. The token at position i has the vector embedding[ids[b, i]], and a token that occurs twice has the same vector both times.",
      zh: "直接按词表顺序使用了 embedding 的行。位置 i 的 token 的向量是 embedding[ids[b, i]]，重复出现的 token 向量相同。",
    },
    ways: [
      gpt({
        embed: (ids, params) =>
          lookedUp(1, 1)(
            generate(ids.shape, ([, i]) => i as number),
            params,
          ),
      }),
    ],
  },
];

const ending: readonly Mistake<Inputs>[] = [
  {
    code: "last-norm-missing",
    title: { en: "The last normalisation is missing", zh: "缺少最后一个层归一化" },
    explanation: {
      en: "The logits are computed from what the second block returns. In a pre-norm model nothing has normalised this sum: it grows with every sublayer. Apply the last layer normalisation (gamma, beta) first.",
      zh: "logits 直接由第二个块的输出算出。在 pre-norm 模型里，这个残差和从未被归一化，每过一个子层就更大。应先做最后一次层归一化（gamma、beta）。",
    },
    ways: [gpt({ end: itself })],
  },
  {
    code: "unembedding-not-transposed",
    title: { en: "The embedding table is not transposed for the logits", zh: "计算 logits 时 embedding 没有转置" },
    explanation: {
      en: "The last tokens (B, L, D) are multiplied by the table (V, D) as it is. That fails unless V = D, and then every logit is made of the wrong numbers. The logit of token v is the dot product with row v: x @ embedding.T.",
      zh: "最后的 token (B, L, D) 直接与 embedding (V, D) 相乘。只有 V = D 时才能运行，而且得到的 logits 全是错的。token v 的 logit 是与第 v 行的点积：x @ embedding.T。",
    },
    ways: [
      gpt({ unembed: (x, table) => matmul(x, table) }),
      gpt({ unembed: (x, table) => matmul(x, reshape(table, transpose(table).shape)) }),
      // A loop in JavaScript: column v of row after row, and undefined beyond the last.
      gpt({
        unembed: (x, table) => {
          const [V, D] = table.shape as [number, number];
          if (D > V) throw new RangeError("There is no such row.");
          const columns = generate([D, V], (index) => {
            const [row, column] = index as [number, number];
            return column < D ? (table.data[row * D + column] as number) : Number.NaN;
          });
          return matmul(x, columns);
        },
      }),
      // The same with as many logits as the table has columns: rows beyond the features are not missed.
      gpt({
        unembed: (x, table) => {
          const [V, D] = table.shape as [number, number];
          if (D > V) throw new RangeError("There is no such row.");
          return matmul(x, { shape: [D, D], data: table.data.subarray(0, D * D) });
        },
      }),
    ],
  },
  {
    code: "unembedding-missing",
    title: { en: "The last tokens are returned, not the logits", zh: "返回的是最后的隐藏状态，不是 logits" },
    explanation: {
      en: "The result has D numbers for each position: it is what the last normalisation gives. The logits have V: the dot products with every row of the embedding table.",
      zh: "每个位置返回了 D 个数，也就是最后一次归一化的结果。logits 应有 V 个：与 embedding 每一行的点积。",
    },
    ways: [gpt({ unembed: itself }), gpt({ unembed: itself, end: itself })],
  },
  {
    code: "probabilities-returned",
    title: { en: "Probabilities instead of logits", zh: "返回的是概率，不是 logits" },
    explanation: {
      en: "A softmax (or log-softmax) over the vocabulary was applied to the logits. Return the logits themselves: the loss makes its own log-softmax, and sampling divides the logits by a temperature first.",
      zh: "对 logits 又做了一次词表上的 softmax（或 log-softmax）。应直接返回 logits：损失函数自己会做 log-softmax，采样时也要先除以温度。",
    },
    ways: [
      gpt({ unembed: (x, table) => softmax(byTable(x, table), -1) }),
      gpt({ unembed: (x, table) => map(softmax(byTable(x, table), -1), Math.log) }),
    ],
  },
  {
    code: "last-position-only",
    title: { en: "Only the last position has logits", zh: "只返回了最后一个位置的 logits" },
    explanation: {
      en: "The logits of one position were returned, as generation needs them. This exercise, like training, wants those of every position: (B, L, V).",
      zh: "只返回了一个位置的 logits，那是生成时的做法。本题与训练时一样，要每个位置的 logits：(B, L, V)。",
    },
    ways: [false, true].map((kept) =>
      gpt({
        unembed: (x, table) => {
          const logits = byTable(x, table);
          const [B, L, V] = logits.shape as [number, number, number];
          const at = (b: number, v: number) => logits.data[(b * L + L - 1) * V + v] as number;
          return generate(kept ? [B, 1, V] : [B, V], (index) => at(index[0] as number, index.at(-1) as number));
        },
      }),
    ),
  },
  {
    ...known("activation-on-output"),
    explanation: {
      en: "A ReLU, a sigmoid or a tanh was applied to the logits. Logits are scores of any sign and size; the softmax of the loss makes probabilities of them.",
      zh: "对 logits 又用了 ReLU、sigmoid 或 tanh。logits 是可正可负、大小不限的分数，由损失里的 softmax 变成概率。",
    },
    ways: activations.map((activation) => gpt({ unembed: (x, table) => map(byTable(x, table), activation) })),
  },
];

const inBlocks: readonly Mistake<Inputs>[] = [
  {
    code: "post-norm",
    title: { en: "Normalised after the sublayer (post-norm)", zh: "在子层之后归一化（post-norm）" },
    explanation: {
      en: "The sums are normalised: norm(x + sublayer(x)), as in the first Transformer and in GPT-1. Since GPT-2 each sublayer reads normalised tokens and adds to the tokens themselves: x + sublayer(norm(x)).",
      zh: "归一化作用在相加之后：norm(x + sublayer(x))，那是最初的 Transformer 和 GPT-1 的做法。从 GPT-2 起，子层读取归一化后的 token，结果加到原来的 token 上：x + sublayer(norm(x))。",
    },
    ways: [gpt({ order: postNorm }), gpt({ order: postNorm, end: itself })],
  },
  {
    code: "norm-before-residual",
    title: { en: "The sublayer's output is normalised, not its input", zh: "归一化了子层的输出，而不是输入" },
    explanation: {
      en: "The order is x + norm(sublayer(x)). The normalisation belongs in front of the sublayer: x + sublayer(norm(x)).",
      zh: "写成了 x + norm(sublayer(x))。归一化应在子层之前：x + sublayer(norm(x))。",
    },
    ways: [
      ordered((x, { attend: attention, feed, norm1, norm2 }) => {
        const h = add(x, norm1(attention(x)));
        return add(h, norm2(feed(h)));
      }),
    ],
  },
  {
    code: "residual-from-normalised",
    title: { en: "The residual carries the normalised tokens", zh: "残差加的是归一化之后的 token" },
    explanation: {
      en: "The result of the sublayer is added to norm(x), often because x itself was overwritten: x = norm(x). The residual must carry x as it was: nothing on this path is normalised until after the last block.",
      zh: "子层的结果加在了 norm(x) 上，常见原因是写了 x = norm(x)，覆盖了 x。残差应加原来的 x：在最后一个块之前，这条通路上没有任何归一化。",
    },
    ways: [
      [true, true],
      [true, false],
      [false, true],
    ].map(([first, second]) =>
      ordered((x, { attend: attention, feed, norm1, norm2 }) => {
        const n = norm1(x);
        const h = add(first ? n : x, attention(n));
        const m = norm2(h);
        return add(second ? m : h, feed(m));
      }),
    ),
  },
  {
    ...knownOfLayers("single-norm"),
    explanation: {
      en: "Each block normalises twice: with gamma1 and beta1 what enters the attention, with gamma2 and beta2 what enters the feed-forward network. At least one of them is missing.",
      zh: "每个块有两次归一化：进入注意力之前用 gamma1、beta1，进入前馈网络之前用 gamma2、beta2。这里至少少了一次。",
    },
    ways: choices(["norm1", "norm2"] as const).map((names) =>
      ordered((x, steps) => preNorm(x, { ...steps, ...Object.fromEntries(names.map((name) => [name, itself])) })),
    ),
  },
  {
    code: "norm-parameters-shared",
    title: { en: "Normalisations use each other's parameters", zh: "归一化的参数用混了" },
    explanation: {
      en: "Every normalisation has its own gamma and beta: 1 before the attention, 2 before the feed-forward network, and those without a number after the last block. Here one pair serves twice, or two are exchanged.",
      zh: "每个归一化都有自己的 gamma 和 beta：注意力之前用 1，前馈网络之前用 2，最后一个块之后用不带数字的。这里有一组用了两次，或者用反了。",
    },
    ways: [
      ordered((x, steps) => preNorm(x, { ...steps, norm2: steps.norm1 })),
      ordered((x, steps) => preNorm(x, { ...steps, norm1: steps.norm2 })),
      ordered((x, steps) => preNorm(x, { ...steps, norm1: steps.norm2, norm2: steps.norm1 })),
      ...["1", "2"].flatMap((number) =>
        [0, 1].map((block) =>
          gpt({
            params: (params) => ({
              ...params,
              gamma: entry(params[`gamma${number}`] as Nd, block),
              beta: entry(params[`beta${number}`] as Nd, block),
            }),
          }),
        ),
      ),
    ],
  },
  {
    ...knownOfLayers("missing-residual"),
    ways: [
      ordered((x, { attend: attention, feed, norm1, norm2 }) => feed(norm2(attention(norm1(x))))),
      ordered((x, { attend: attention, feed, norm1, norm2 }) => {
        const h = attention(norm1(x));
        return add(h, feed(norm2(h)));
      }),
      ordered((x, { attend: attention, feed, norm1, norm2 }) => feed(norm2(add(x, attention(norm1(x)))))),
    ],
  },
  {
    code: "residual-from-input",
    title: { en: "The second residual adds the block's input", zh: "第二个残差加的是整个块的输入" },
    explanation: {
      en: "The residual around the feed-forward network adds the input of the block again, so the result of the attention is lost from the sum. It must add the sum after the attention: first h = x + attention, then h + feed_forward.",
      zh: "前馈网络的残差又加了一次块的输入，注意力的结果就从残差里丢掉了。应加上注意力之后的和：先是 h = x + attention，再是 h + feed_forward。",
    },
    ways: [ordered((x, { attend: attention, feed, norm1, norm2 }) => add(x, feed(norm2(add(x, attention(norm1(x)))))))],
  },
  {
    code: "parallel-sublayers",
    title: { en: "Attention and feed-forward network read the same tokens", zh: "注意力和前馈网络读的是同一个输入" },
    explanation: {
      en: "Both sublayers read the block's input, and both results are added to it. GPT-J and PaLM are built this way. In GPT-2 the feed-forward network comes second and reads what the attention has added.",
      zh: "两个子层读的都是块的输入，结果一起加上去。GPT-J 和 PaLM 是这样的。GPT-2 里前馈网络在后，读的是加上注意力结果之后的 token。",
    },
    ways: [
      ordered((x, { attend: attention, feed, norm1, norm2 }) => add(add(x, attention(norm1(x))), feed(norm2(x)))),
      ordered((x, { attend: attention, feed, norm1 }) => add(add(x, attention(norm1(x))), feed(norm1(x)))),
    ],
  },
  {
    code: "missing-feed-forward",
    title: { en: "The feed-forward network is missing", zh: "缺少前馈网络" },
    explanation: {
      en: "The blocks end after the attention. A second sublayer follows in each: normalisation, two linear layers with a GELU between them, and a residual around all of it.",
      zh: "块在注意力之后就结束了。每个块里还有第二个子层：归一化、中间夹着 GELU 的两个线性层，外面加残差。",
    },
    ways: [ordered((x, { attend: attention, norm1 }) => add(x, attention(norm1(x))))],
  },
  {
    code: "sublayers-exchanged",
    title: { en: "The feed-forward network comes first", zh: "前馈网络放在了注意力之前" },
    explanation: {
      en: "In each block the attention comes first, with gamma1 and beta1, and the feed-forward network second. Here they are the other way round.",
      zh: "每个块里先是注意力（用 gamma1、beta1），再是前馈网络。这里次序反了。",
    },
    ways: [
      ordered((x, { attend: attention, feed, norm1, norm2 }) => {
        const h = add(x, feed(norm2(x)));
        return add(h, attention(norm1(h)));
      }),
      ordered((x, { attend: attention, feed, norm1, norm2 }) => {
        const h = add(x, feed(norm1(x)));
        return add(h, attention(norm2(h)));
      }),
    ],
  },
  {
    code: "one-block-only",
    title: { en: "Only one block is applied", zh: "只用了一个块" },
    explanation: {
      en: "The tokens go through one of the two blocks only. The first axis of the stacked parameters counts the blocks: apply block 0, then block 1 to its result.",
      zh: "token 只经过了两个块中的一个。叠放参数的第一维是块的编号：先用块 0，再对它的结果用块 1。",
    },
    ways: [[0], [1], []].map((blocks) => gpt({ blocks })),
  },
  {
    code: "blocks-mixed-up",
    title: { en: "The blocks have each other's parameters", zh: "两个块的参数用混了" },
    explanation: {
      en: "Both blocks use the same parameters, at least in one sublayer, or block 1 comes before block 0. Block i takes entry i of every stacked array: check each of them for an index that does not change.",
      zh: "两个块（或其中一个子层）用了同一组参数，或者块 1 排在了块 0 之前。第 i 个块取每个叠放数组的第 i 项：检查有没有哪个下标是固定不变的。",
    },
    ways: [
      ...[
        [0, 0],
        [1, 1],
        [1, 0],
      ].map((blocks) => gpt({ blocks })),
      replacing(firstTwice, "wq", "bq", "wk", "bk", "wv", "bv", "wo", "bo"),
      replacing(firstTwice, "w1", "b1", "w2", "b2"),
    ],
  },
  {
    ...knownOfLayers("missing-activation"),
    explanation: {
      en: "The feed-forward network applies its two linear maps directly one after the other, which is the same as one linear map. There must be a GELU between them.",
      zh: "前馈网络把两个线性变换直接叠在一起，等价于一个线性变换。两者之间应有 GELU。",
    },
    ways: [gpt({ activation: (value) => value })],
  },
  {
    code: "exact-gelu",
    title: { en: "GELU by the error function, not by tanh", zh: "GELU 用的是误差函数，不是 tanh 近似" },
    explanation: {
      en: 'The feed-forward network uses the exact GELU, x times the normal distribution function, which is the default in PyTorch. GPT-2 was trained with the approximation by tanh, and its weights expect that: F.gelu(x, approximate="tanh"). The two differ by up to 0.0005, which two blocks carry into the logits.',
      zh: '前馈网络用的是精确的 GELU，即 x 乘正态分布函数，这是 PyTorch 的默认值。GPT-2 是用 tanh 近似训练的，权重与之对应：F.gelu(x, approximate="tanh")。两者最多相差 0.0005，经过两个块会影响到 logits。',
    },
    ways: [gpt({ activation: geluByErf })],
  },
  {
    code: "gelu-formula",
    title: { en: "The formula of GELU is not right", zh: "GELU 的公式不对" },
    explanation: {
      en: "The activation is nearly the GELU: a constant or a term is off. It is 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))): mind the cube, the root over 2/π, the 1 and the half.",
      zh: "激活函数接近 GELU，但有一个常数或一项不对。公式是 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³)))，检查三次方、2/π 的根号、加 1 和系数 0.5。",
    },
    ways: [
      geluLike((value) => root * value),
      geluLike((value) => value + 0.044715 * value ** 3),
      geluLike((value) => (2 / Math.PI) * (value + 0.044715 * value ** 3)),
      geluLike((value) => (value + 0.044715 * value ** 3) / root),
      geluLike((value) => root * (value + 0.44715 * value ** 3)),
      geluLike((value) => root * (value + 0.044715 * value ** 2)),
      geluLike((value) => root * value + 0.044715 * value ** 3),
      geluLike((value) => root * (value + 0.044715 * value ** 3), 1),
      gpt({ activation: (value) => value * (1 + geluTanh(value)) }),
      gpt({ activation: (value) => 0.5 * value * geluTanh(value) }),
      gpt({ activation: (value) => 0.5 * (1 + geluTanh(value)) }),
    ],
  },
  {
    code: "other-activation",
    title: { en: "An activation other than GELU", zh: "激活函数不是 GELU" },
    explanation: {
      en: "The feed-forward network uses ReLU, SiLU, the quick form x · sigmoid(1.702 x) or a similar function, or there is a second activation after its second layer. GPT has one GELU, between the two linear layers.",
      zh: "前馈网络用了 ReLU、SiLU、快速近似 x · sigmoid(1.702 x) 之类的函数，或在第二层之后又加了激活。GPT 只在两个线性层之间用一次 GELU。",
    },
    ways: [
      gpt({ activation: relu }),
      gpt({ activation: (value) => value * sigmoid(value) }),
      gpt({ activation: (value) => value * sigmoid(1.702 * value) }),
      gpt({ activation: (value) => relu(value) ** 2 }),
      gpt({ activation: Math.tanh }),
      gpt({ activation: sigmoid }),
      gpt({ activation: (value) => (value > 0 ? value : Math.expm1(value)) }),
      gpt({ activation: (value) => (value > 0 ? value : value / 100) }),
      ordered((x, steps) => preNorm(x, { ...steps, feed: (h) => map(steps.feed(h), geluByTanh) })),
    ],
  },
  ...normMistakes((norm) => gpt({ norm })),
  ...epsilonMistakes((norm) => gpt({ norm })),
  {
    ...knownOfLayers("missing-affine"),
    ways: [
      ...choices(["gamma1", "gamma2", "gamma"]).map((names) => replacing(ones, ...names)),
      ...choices(["beta1", "beta2", "beta"]).map((names) => replacing(zeros, ...names)),
      ...choices(["1", "2", ""]).map((numbers) =>
        gpt({
          params: (params) => ({
            ...params,
            ...Object.fromEntries(
              numbers.flatMap((number) => [
                [`gamma${number}`, ones(params[`gamma${number}`] as Nd)],
                [`beta${number}`, zeros(params[`beta${number}`] as Nd)],
              ]),
            ),
          }),
        }),
      ),
    ],
  },
];
function geluTanh(value: number) {
  return Math.tanh(root * (value + 0.044715 * value ** 3));
}

const inAttention: readonly Mistake<Inputs>[] = [
  heads.reshaped,
  {
    ...knownOfMasks("mask-off-by-one"),
    ways: [...wrongMaskWithEmptyRow((i, j) => j < i), ...wrongMask((i, j) => j <= i + 1)],
  },
  { ...knownOfMasks("mask-looks-ahead"), ways: wrongMask((i, j) => j >= i) },
  {
    ...knownOfMasks("mask-inverted"),
    explanation: {
      en: "The code masks what the query may see: the past and the query itself. With masked_fill, the condition must be true for what is masked: the future, where the lower triangle is 0.",
      zh: "代码屏蔽的恰恰是 query 可以看到的部分：过去和它自己。用 masked_fill 时，条件应在要屏蔽的位置为 true，即下三角为 0 的未来。",
    },
    ways: wrongMaskWithEmptyRow((i, j) => j > i),
  },
  {
    ...knownOfMasks("mask-times-infinity"),
    title: { en: "The mask makes every logit NaN", zh: "掩码让所有 logits 都成了 NaN" },
    explanation: {
      en: "All logits are NaN. Either the mask was multiplied by infinity: 0 times infinity is NaN. Or a row of the mask shows nothing, because the diagonal is hidden or the mask is inverted: a softmax over -infinity alone is NaN, and the second block carries it to every position. Put -infinity where the key is later than the query, with where or masked_fill, and leave the rest as it is.",
      zh: "所有 logits 都是 NaN。一种可能是拿掩码去乘无穷大：0 乘无穷大是 NaN。另一种可能是掩码有一行全不可见，因为对角线被屏蔽了，或者掩码反了：只对 -inf 做 softmax 得到 NaN，第二个块又把它带到每个位置。应当用 where 或 masked_fill，只在 key 晚于 query 的位置填 -inf，其余保持不变。",
    },
    ways: [],
  },
  {
    ...knownOfMasks("mask-ignored"),
    title: { en: "There is no causal mask", zh: "没有因果掩码" },
    explanation: {
      en: "Every position attends to all others, also to those after it. In a GPT the logits at position i predict token i + 1, which the attention could then simply read: the loss falls, and generation fails. Mask the keys after the query before the softmax.",
      zh: "每个位置都能关注所有位置，包括它之后的。GPT 在位置 i 的 logits 预测第 i + 1 个 token，没有掩码就能直接读到答案：损失很低，生成却不行。应在 softmax 之前屏蔽 query 之后的 key。",
    },
    ways: [],
  },
  firstEntryOnly<Inputs>(gpt({})),
  heads.interleaved,
  {
    code: "joined-projection-split-by-head",
    title: { en: "The joined projection is split by head first", zh: "合并的投影先按头拆开了" },
    explanation: {
      en: "The weights of queries, keys and values were joined to one matrix, and its result was split as (H, 3, d). But all queries come first there, then all keys, then all values, so each head gets a mixture. Split it as (3, H, d). (GPT-NeoX stores its weights head by head; here they are given apart.)",
      zh: "query、key、value 的权重合并成了一个矩阵，结果却按 (H, 3, d) 拆开。合并后的排列是先全部 query，再全部 key，最后全部 value，这样拆会让每个头里混进别的部分。应按 (3, H, d) 拆。（GPT-NeoX 的权重是逐头存放的，本题则是分开给出的。）",
    },
    ways: [gpt(({ num_heads }) => ({ params: joinedByHead(num_heads) }))],
  },
  // Heads that are never put together do not fit the residual.
  { ...heads.averaged, ways: heads.averaged.ways.slice(0, -1) },
  {
    ...known("missing-output-projection"),
    ways: [...each(() => ({ finish: (merged: Nd) => merged })), replacing(identity, "wo")],
  },
  { ...known("scale-by-model-dimension"), ways: scaledBy((_, D) => 1 / Math.sqrt(D)) },
  { ...known("scale-by-dimension"), ways: scaledBy((H, D) => H / D) },
  {
    ...known("scale-by-other-size"),
    ways: [...scaledBy((H) => 1 / Math.sqrt(H)), ...scaledBy((_, __, L) => 1 / Math.sqrt(L))],
  },
  {
    ...known("softmax-over-heads"),
    ways: eachHiding((scores) => softmax(scores, 1)).map((masking) => gpt({ masking })),
  },
  {
    ...known("heads-not-split"),
    ways: [
      gpt({ heads: () => 1 }),
      gpt(({ params, num_heads }) => ({
        heads: () => 1,
        scale: Math.sqrt(num_heads / last(params.embedding as Nd)),
      })),
    ],
  },
  { ...known("head-count-as-size"), ways: [gpt({ heads: (numHeads, modelDim) => modelDim / numHeads })] },
  { ...known("queries-and-keys-swapped"), ways: each(() => ({ swapped: true })) },
  { ...known("values-from-keys"), ways: each(() => ({ average: "k" })) },
  { ...known("values-not-projected"), ways: each(() => ({ average: "x" })) },
  {
    ...known("heads-split-before-projection"),
    ways: [0, 1].map((which) =>
      gpt(({ num_heads }) => ({
        params: replaced(
          eachOfStack(splitFirst(num_heads)[which] as (parameter: Nd) => Nd),
          ...["wq", "bq", "wk", "bk", "wv", "bv"],
        ),
      })),
    ),
  },
  {
    ...known("weights-not-transposed"),
    ways: choices(["wq", "wk", "wv", "wo"]).map((names) => replacing(transpose, ...names)),
  },
  {
    ...known("missing-bias"),
    // The bias of the keys makes no difference.
    ways: choices(["bq", "bv", "bo", "b1", "b2"]).map((names) => replacing(zeros, ...names)),
  },
  {
    ...known("missing-keepdims"),
    explanation: {
      en: "A mean, a variance, a sum or a maximum was taken without keepdims=True, in the normalisation or in the softmax. Its shape no longer fits the array, and NumPy raises. Keep the axis, with size 1.",
      zh: "归一化或 softmax 里求均值、方差、和或最大值时没有加 keepdims=True，形状与原数组对不齐，NumPy 会报错。应保留该维，大小为 1。",
    },
    ways: [gpt({ norm: (x, gamma, beta) => layerNorm(subtract(x, squeeze(mean(x, 2), 2)), gamma, beta) })],
    raises: raised.byBroadcastingHeads,
  },
];

/** No row is empty here, and there is one mask: these would be right, or have no meaning. */
const notHere: readonly string[] = ["masked-row-nan", "masked-row-mean", "one-mask-for-all", "mask-inverted"];

/**
 * How many of the last ways leave nothing but NaN, and so cannot be told from each other. A hidden score of -1e9 drags the mean
 * down, and every exponential overflows; a weight of -infinity spreads by the next layer.
 */
const onlyNaN: Readonly<Record<string, number>> = { "unstable-softmax": 4, "mask-after-softmax": 1 };

const ofMask = maskMistakes<Inputs>(masked)
  .filter(({ code }) => !notHere.includes(code))
  .map((mistake) => ({ ...mistake, ways: mistake.ways.slice(0, mistake.ways.length - (onlyNaN[mistake.code] ?? 0)) }));

const own: readonly Mistake<Inputs>[] = [...embedding, ...ending, ...inBlocks, ...inAttention];

const mistakes: readonly Mistake<Inputs>[] = [
  ofMask,
  // Shares of a sum of -infinity are NaN, and so are all logits: of what is masked nothing is left to tell.
  attentionMistakesInFullRows<Inputs>(masked, (code) => code !== "normalized-by-sum"),
].reduce(withShared, own);

export default mistakes;
