import type { Text } from "../../format/locales.js";

export interface MistakeText {
  readonly title: Text;
  /** What the learner did, how it shows, and why it matters. Plain text. */
  readonly explanation: Text;
}

/** The texts of mistakes that exercises share, by code. An exercise may override an explanation that it can word better. */
export const knownMistakes = {
  "missing-scale": {
    title: { en: "The scores are not scaled", zh: "分数没有缩放" },
    explanation: {
      en: "The scores go into the softmax without scaling. A dot product of d independent terms of unit variance has standard deviation √d, so without the division by √d the softmax gets sharper as d grows, until it is almost one-hot and its gradient vanishes.",
      zh: "分数未经缩放就送进了 softmax。d 个独立、方差为 1 的项之和，标准差为 √d；不除以 √d 的话，d 越大 softmax 越尖锐，最后接近 one-hot，梯度也随之消失。",
    },
  },
  "scale-by-dimension": {
    title: { en: "Divided by d instead of √d", zh: "除以了 d 而不是 √d" },
    explanation: {
      en: "The scores are divided by d itself. Their standard deviation is √d, not d, so this flattens the weights: every query attends to all keys almost equally. Divide by the square root.",
      zh: "分数直接除以了维度 d。点积的标准差是 √d 而不是 d，这样会把权重压得过平，每个 query 几乎均匀地关注所有 key。应当除以平方根。",
    },
  },
  "scale-by-model-dimension": {
    title: { en: "Scaled by the model dimension, not the head's", zh: "用模型维度而不是单头维度缩放" },
    explanation: {
      en: "The scores are divided by √d_model. The dot product of a head runs over only head_dim = d_model / num_heads numbers, so the right divisor is √head_dim. The more heads there are, the flatter the weights become.",
      zh: "分数除以了 √d_model。每个头的点积只对 head_dim = d_model / num_heads 个数求和，应除以 √head_dim。头越多，权重就越被压平。",
    },
  },
  "multiplied-by-root": {
    title: { en: "Multiplied by √d instead of divided", zh: "乘了 √d 而不是除以 √d" },
    explanation: {
      en: "The scale goes the wrong way: the scores become √d times larger instead of √d times smaller. The softmax becomes almost one-hot, and each query attends to only one key.",
      zh: "缩放方向反了：分数被放大了 √d 倍，而不是缩小 √d 倍。softmax 几乎变成 one-hot，每个 query 只关注一个 key。",
    },
  },
  "softmax-over-queries": {
    title: { en: "The softmax runs over the queries", zh: "softmax 的方向错了：沿 query 维" },
    explanation: {
      en: "In the weight matrix the columns sum to one, not the rows. A row belongs to one query and shows how it divides its attention among the keys, so the softmax must run over the last axis, the keys. On two-dimensional input axis 1 is the last axis; with a batch axis in front it is not.",
      zh: "权重矩阵里和为 1 的是列，而不是行。每一行属于一个 query，表示它的注意力如何分配给各个 key，所以 softmax 要沿最后一维（key）做。二维输入时 axis=1 恰好是最后一维，加了 batch 维就不是了。",
    },
  },
  "softmax-over-everything": {
    title: { en: "One softmax over the whole array", zh: "对整个数组做了一次 softmax" },
    explanation: {
      en: "The sum in the denominator was taken over too many axes, so all the weights of the array, or of a batch entry, together sum to one. Each distribution needs its own sum: give the axis, and keep it (keepdims) so that the division broadcasts.",
      zh: "分母的求和跨了太多维，结果整个数组（或 batch 中的一项）的权重加起来才是 1。每个分布要各自归一化：求和时指定 axis，并保留该维（keepdims），除法才能正确广播。",
    },
  },
  "softmax-over-width-only": {
    title: { en: "The softmax runs over the width only", zh: "softmax 的范围不对：只沿宽度" },
    explanation: {
      en: "Every row of the map sums to one, so the weights of an image sum to its height. All positions of the map compete in a single distribution: flatten height and width to one axis before the softmax, or take maximum and sum over both.",
      zh: "特征图每一行的权重之和都是 1，整张图的权重之和就成了高度 h。所有位置应在同一个分布里竞争：softmax 之前把高和宽展平成一维，或同时沿两维求最大值与总和。",
    },
  },
  "softmax-other-axis": {
    title: { en: "The softmax ignores its axis argument", zh: "softmax 没有使用传入的 axis" },
    explanation: {
      en: "The result sums to one along a fixed axis, whatever the argument says. Use axis for both the maximum and the sum, and remember that it may be negative.",
      zh: "无论传入什么参数，结果总是沿同一个固定的维度归一。求最大值和求和都要用 axis，而且 axis 可以是负数。",
    },
  },
  "unstable-softmax": {
    title: { en: "The exponential overflows", zh: "指数溢出" },
    explanation: {
      en: "exp of a score above about 709 is infinity in float64 (above about 88 in float32), and infinity divided by infinity is NaN. Subtract each distribution's maximum first: the softmax does not change, and the largest exponent becomes zero.",
      zh: "在 float64 中，分数超过约 709（float32 约 88）时 exp 会变成无穷大，无穷除以无穷得到 NaN。先减去每个分布自己的最大值：softmax 结果不变，最大的指数变为 0。",
    },
  },
  "no-softmax": {
    title: { en: "The raw scores are used as weights", zh: "直接把分数当作权重" },
    explanation: {
      en: "There is no softmax: scores can be negative and do not sum to one, so the output is not an average of the values and grows with the number of keys.",
      zh: "没有做 softmax：分数可以为负，和也不为 1，所以输出不是 value 的加权平均，还会随 key 的数量变大。",
    },
  },
  "normalized-by-sum": {
    title: { en: "Divided by the sum, without the exponential", zh: "直接除以总和，没有取指数" },
    explanation: {
      en: "The scores are divided by their sum. The results do sum to one, but scores can be negative, and a sum near zero makes the weights explode. The softmax takes exp first, so every weight is positive.",
      zh: "分数直接除以了它们的总和。虽然加起来是 1，但分数可能为负，总和接近 0 时权重还会爆炸。softmax 先取 exp，保证每个权重都为正。",
    },
  },
  "elementwise-scores": {
    title: { en: "The products are not summed over the features", zh: "乘积没有沿特征维求和" },
    explanation: {
      en: "x * w multiplies feature by feature and keeps the feature axis. The score of an item is the dot product: the sum over its features, one number for each row.",
      zh: "x * w 只是逐特征相乘，特征维还在。每一项的分数应是点积：对特征维求和，每行得到一个数。",
    },
  },
  "uniform-weights": {
    title: { en: "All positions have the same weight", zh: "所有位置的权重相同" },
    explanation: {
      en: "The result is the plain mean of the values: the scores make no difference. Look for a softmax over an axis of size one, scores that are never used, or a mean instead of the weighted sum.",
      zh: "结果就是 value 的简单平均，分数没有起作用。检查是否沿大小为 1 的维做了 softmax、算出的分数没有用上，或在该加权求和的地方求了均值。",
    },
  },
  "weighted-not-summed": {
    title: { en: "Weighted, but not summed", zh: "加了权但没有求和" },
    explanation: {
      en: "Every item is multiplied by its weight, but the items are not summed: the axis of positions is still there. Attention adds up the weighted items, so this axis must disappear.",
      zh: "每一项都乘了自己的权重，但到此为止，位置维仍然保留着。注意力要把加权后的各项加起来，这一维应当消失。",
    },
  },
  "hard-max": {
    title: { en: "Only the largest score counts", zh: "只取了分数最大的一项" },
    explanation: {
      en: "The weights are one-hot: the item with the largest score gets everything. This exercise asks for soft attention. An argmax passes no gradient to the scores, so by backpropagation alone the model cannot learn what to attend to. (Hard attention exists, but needs an estimator such as REINFORCE.)",
      zh: "权重是 one-hot：分数最大的一项拿走了全部权重。本题要的是软注意力。argmax 不向分数传梯度，只靠反向传播，模型学不会该关注哪里。（硬注意力确实存在，但要用 REINFORCE 之类的估计方法训练。）",
    },
  },
  "missing-output-projection": {
    title: { en: "The output projection is missing", zh: "缺少输出投影" },
    explanation: {
      en: "The result of the attention is returned directly, or with the bias alone. The output projection (wo, bo) still has to be applied: it mixes the results of the heads and maps them back to the model's space.",
      zh: "注意力的结果被直接返回了，或者只加了偏置。还要经过输出投影（wo、bo）：它把各个头的结果混合起来，映射回模型空间。",
    },
  },
  "weights-not-transposed": {
    title: { en: "A weight matrix is not transposed", zh: "权重矩阵没有转置" },
    explanation: {
      en: "A weight matrix has the shape (out, in), as in PyTorch's nn.Linear, and is applied as x @ W.T + b. With square matrices x @ W runs too, but gives another result.",
      zh: "权重矩阵的形状是 (out, in)，与 PyTorch 的 nn.Linear 相同，用法是 x @ W.T + b。方阵时 x @ W 也能运行，但结果不同。",
    },
  },
  "missing-bias": {
    title: { en: "A bias is missing", zh: "漏掉了偏置" },
    explanation: {
      en: "At least one projection is applied without its bias: x @ W.T instead of x @ W.T + b. (Only the bias of the keys makes no difference here: without rotary position embeddings it shifts all scores of a row by the same amount.)",
      zh: "至少有一个投影没有加偏置：写成了 x @ W.T，而不是 x @ W.T + b。（这里只有 key 的偏置不影响结果：不用旋转位置编码时，它让一行里的分数整体平移。）",
    },
  },
  "values-from-keys": {
    title: { en: "The keys are used as values", zh: "把 key 当作 value 用了" },
    explanation: {
      en: "The weights are right, but they average the keys. A token is found by its key and passes on its value: two different things. Average the values. (Where a layer projects its inputs, the values have weights of their own, wv.)",
      zh: "权重是对的，但加权平均的是 key。token 凭 key 被找到，提供的却是 value，两者是两回事。应对 value 加权平均。（如果这一层要投影输入，value 有自己的权重 wv。）",
    },
  },
  "heads-reshaped-not-transposed": {
    title: { en: "Heads split by reshape alone", zh: "只用 reshape 拆分多头" },
    explanation: {
      en: "Splitting (B, L, D) into (B, H, L, d) takes a reshape to (B, L, H, d) and then a transpose of L and H; merging takes both in reverse. A reshape alone gives the right shape, but mixes the numbers of different tokens. The mistake can be in the split, in the merge, or in both. Without any transpose, the heads of one token attend to one another, and tokens exchange nothing.",
      zh: "把 (B, L, D) 拆成 (B, H, L, d)，要先 reshape 成 (B, L, H, d)，再交换 L 和 H；合并时反过来。只用 reshape 形状也对，但会把不同 token 的数混在一起。错误可能在拆分、在合并，或两处都有。如果完全没有转置，就成了同一个 token 的各个头互相关注，token 之间毫无交流。",
    },
  },
  "heads-interleaved": {
    title: { en: "The heads are interleaved", zh: "多头交错排列了" },
    explanation: {
      en: "Head h took every num_heads-th feature. By convention it takes a contiguous group: features h·d to (h+1)·d - 1. Split D as (H, d), heads first, not as (d, H); otherwise trained weights do not fit.",
      zh: "第 h 个头取的是每隔 num_heads 个的特征。按约定应取连续的一段：第 h·d 到 (h+1)·d - 1 个特征。D 要拆成 (H, d)，头在前，而不是 (d, H)，否则与训练好的权重对不上。",
    },
  },
  "heads-averaged": {
    title: { en: "The heads are not concatenated", zh: "多头没有拼接" },
    explanation: {
      en: "The heads were averaged or summed, or never merged: the result has head_dim features instead of D, or copies of the same ones. Heads look for different things, so concatenate them back to D features before the output projection mixes them.",
      zh: "各个头被取了平均或求和，或者根本没有合并：结果只有 head_dim 个特征而不是 D 个，或者只是同一份特征的拷贝。各头关注的内容不同，应拼接回 D 维，再由输出投影混合。",
    },
  },
  "returned-output-instead": {
    title: { en: "The output is returned instead of the weights", zh: "返回了输出而不是权重矩阵" },
    explanation: {
      en: "The result is a set of averaged vectors. This exercise asks for the attention matrix itself: one row for each query, one column for each key, rows that sum to one.",
      zh: "返回的是加权平均后的向量。本题要的是注意力矩阵本身：每个 query 一行，每个 key 一列，每行之和为 1。",
    },
  },
  "global-maximum": {
    title: { en: "One maximum for the whole array", zh: "整个数组只减了同一个最大值" },
    explanation: {
      en: "The largest score of the whole array is subtracted, not that of each row. A row whose scores are about 750 lower underflows: every exponential in it is 0, and 0 / 0 is NaN. Each distribution needs its own maximum.",
      zh: "减去的是整个数组的最大值，而不是每一行自己的最大值。若某一行的分数比它低 750 左右，该行所有指数都会下溢为 0，0 / 0 得到 NaN。每个分布都要减自己的最大值。",
    },
  },
  "first-entry-only": {
    title: { en: "Only the first entry of the batch is computed", zh: "只计算了 batch 中的第一项" },
    explanation: {
      en: "The first entry of the batch is right. The others are missing, are zeros or copies of the first, or read what belongs to it. Let every step keep the batch axis, or loop over it and index every argument that has it.",
      zh: "batch 的第一项是对的，其余各项却缺失、为 0、与第一项相同，或用了第一项的数据。每一步都应保留 batch 维；若写循环，凡是有这一维的参数都要按它取下标。",
    },
  },
  "activation-on-output": {
    title: { en: "An activation function on the result", zh: "对结果多用了激活函数" },
    explanation: {
      en: "A ReLU, a sigmoid or a tanh was applied to the weighted sum. Some tutorials list it as a step, but attention has none: the result is an average of the values, and may be negative or large like them.",
      zh: "对加权和又用了 ReLU、sigmoid 或 tanh。有些教程把它列为一步，但注意力里没有：结果就是 value 的加权平均，可以和它们一样为负，也可以很大。",
    },
  },
  "unasked-causal-mask": {
    title: { en: "A causal mask that nobody asked for", zh: "多加了因果掩码" },
    explanation: {
      en: "Each query sees only the keys up to its own position. That is right in a decoder, but this task asks for no causal mask: every query may attend to all keys that it is given.",
      zh: "每个 query 只能看到自己位置及之前的 key。解码器里应当如此，但本题没有要求因果掩码：每个 query 都可以关注给它的所有 key。",
    },
  },
  "weights-transposed": {
    title: { en: "The weights are transposed before they meet the values", zh: "权重转置之后才与 value 相乘" },
    explanation: {
      en: "The weights are right, but the sum with the values runs over the queries: weightsᵀ · v. Row i of the weights belongs to query i, so the sum runs along the row, over the keys: weights · v.",
      zh: "权重是对的，但与 value 的求和沿了 query：weightsᵀ · v。权重的第 i 行属于第 i 个 query，应沿这一行对 key 求和：weights · v。",
    },
  },
  "scores-clipped": {
    title: { en: "The scores are clipped", zh: "分数被截断了" },
    explanation: {
      en: "Scores beyond a limit, such as 88 where exp overflows in float32, are cut off. That avoids the overflow, but all scores beyond the limit become equal, and the weights are wrong. Subtract the maximum of each distribution instead: the weights stay the same, and nothing overflows.",
      zh: "超过某个界限（例如 float32 中 exp 溢出的 88）的分数被截断了。这样虽不溢出，但超出界限的分数都变得相等，权重就错了。应改为减去每个分布自己的最大值：权重不变，也不会溢出。",
    },
  },
  "heads-split-before-projection": {
    title: { en: "The heads are split before the projection", zh: "先拆分多头，再做投影" },
    explanation: {
      en: "The input was cut into heads first, so each head projects only its own features of x, and only a block of each weight matrix takes part. Project all of x first, with the whole matrix; then split the result into heads.",
      zh: "先把输入按头切开了，每个头只投影 x 中属于自己的那些特征，每个权重矩阵只有一部分起作用。应先用整个矩阵投影完整的 x，再把结果拆成多个头。",
    },
  },
  "vector-as-weights": {
    title: { en: "w itself is used as the weights", zh: "把 w 本身当成了权重" },
    explanation: {
      en: "Row i was multiplied by w[i]. But w has one number for each feature, not for each item: a row's score is its dot product with w, and the softmax of the scores gives the weights. (With more items than features w[i] ends too early: NumPy raises an IndexError, JavaScript gives NaN.)",
      zh: "第 i 行乘了 w[i]。但 w 的每个数对应一个特征，而不是一个元素：每行的分数是它与 w 的点积，对分数做 softmax 才得到权重。（元素比特征多时 w[i] 会越界：NumPy 抛出 IndexError，JavaScript 得到 NaN。）",
    },
  },
  "maximum-starts-too-high": {
    title: { en: "The running maximum starts too high", zh: "求最大值时的初值太大" },
    explanation: {
      en: "The search for the maximum starts at 0 or at another number that scores may lie below. (JavaScript's Number.MIN_VALUE is such a number: the smallest above 0.) If all scores of a row are much lower, the start is taken for their maximum, every exponential is 0, and 0 / 0 is NaN. Start at -infinity, or at the row's first score.",
      zh: "求最大值时从 0 或另一个可能高于分数的数开始。（JavaScript 的 Number.MIN_VALUE 就是这样的数：它是大于 0 的最小数。）如果一行的分数都比它低得多，这个初值就被当成了最大值，所有指数都是 0，0 / 0 得到 NaN。初值应取 -inf，或该行的第一个分数。",
    },
  },
  "not-normalized": {
    title: { en: "The exponentials are not normalised", zh: "指数没有归一化" },
    explanation: {
      en: "exp was taken, but not divided by its sum, so the weights of a row do not sum to one and the output grows with the number of keys.",
      zh: "取了 exp 但没有除以总和，一行权重之和不是 1，输出会随 key 的数量变大。",
    },
  },
  "softmax-over-batch": {
    title: { en: "The softmax runs over the batch", zh: "softmax 的方向错了：沿 batch 维" },
    explanation: {
      en: "The weights sum to one over the batch entries, so the entries influence one another, and with a single entry every weight is 1. The softmax must run over the last axis, the keys.",
      zh: "权重沿 batch 维求和为 1，batch 中的各项会互相影响；batch 为 1 时所有权重都是 1。softmax 应沿最后一维（key）做。",
    },
  },
  "softmax-over-heads": {
    title: { en: "The softmax runs over the heads", zh: "softmax 的方向错了：沿头的维" },
    explanation: {
      en: "Scores of shape (B, H, L, L) were normalised along axis 1, so the heads compete with one another. Each head divides its own attention among the keys: use the last axis.",
      zh: "形状为 (B, H, L, L) 的分数沿第 1 维归一化了，变成各个头之间竞争。每个头应独立地在 key 之间分配注意力：沿最后一维做 softmax。",
    },
  },
  "scaled-after-softmax": {
    title: { en: "Scaled after the softmax", zh: "在 softmax 之后才缩放" },
    explanation: {
      en: "The weights are divided by √d, not the scores. By then the softmax is already too sharp, and the weights of a row sum to 1/√d instead of 1.",
      zh: "除以 √d 的是权重而不是分数。此时 softmax 已经过于尖锐，而且每行权重之和变成 1/√d，而不是 1。",
    },
  },
  "scale-by-other-size": {
    title: { en: "The scale uses the size of another axis", zh: "缩放用错了维度的大小" },
    explanation: {
      en: "The scores are divided by the root of the wrong size, such as the batch size, a sequence length, the number of heads or the width of the values. Use the width of a query: the size of the last axis of q and k.",
      zh: "分数除以的是其他大小的平方根（例如 batch 大小、序列长度、头数或 value 的维度）。应当用 query 的维度，即 q、k 最后一维的大小。",
    },
  },
  "queries-and-keys-swapped": {
    title: { en: "Queries and keys are swapped", zh: "query 和 key 颠倒了" },
    explanation: {
      en: "The scores are k · qᵀ, so rows are keys and columns are queries. It runs when both sequences have the same length, but then each query gets the wrong weights. (Transposing the weights after the softmax has a similar effect.) Rows must be queries: q · kᵀ.",
      zh: "分数算成了 k · qᵀ，行对应 key，列对应 query。两个序列一样长时也能运行，但每个 query 拿到的权重不对（softmax 之后再转置权重，效果类似）。行应属于 query：q · kᵀ。",
    },
  },
  "values-not-projected": {
    title: { en: "The values are not projected", zh: "value 没有经过投影" },
    explanation: {
      en: "The weights average the input itself. The values have their own projection: v = x @ wv.T + bv.",
      zh: "加权平均的是输入本身。value 有自己的投影：v = x @ wv.T + bv。",
    },
  },
  "not-projected": {
    title: { en: "Queries and keys are not projected", zh: "query 和 key 没有经过投影" },
    explanation: {
      en: "The scores are dot products of the embeddings themselves. That makes them symmetric, and most words attend mainly to themselves. wq and wk let the model learn which word attends to which.",
      zh: "分数直接用词向量做点积，得到的是对称矩阵，大多数词主要关注自己。正是 wq 和 wk 让模型学会谁该关注谁。",
    },
  },
  "unwanted-scale": {
    title: { en: "The scores are divided by √d", zh: "分数多除了 √d" },
    explanation: {
      en: "The scores are divided by √d, as in scaled dot-product attention, or by another size. The definition in this exercise has no such factor: the score is the plain dot product.",
      zh: "分数像缩放点积注意力那样除以了 √d，或除以了其他大小。本题的定义没有这个系数，分数就是点积本身。",
    },
  },
  "returned-weights-instead": {
    title: { en: "The weights are returned instead of the output", zh: "返回了权重而不是输出" },
    explanation: {
      en: "The weights are right, but that is only half of it: the output is the sum of the items, each multiplied by its weight.",
      zh: "权重算对了，但只完成了一半：输出是各项乘以各自权重之后的和。",
    },
  },
  "heads-not-split": {
    title: { en: "One head instead of several", zh: "没有分头，只有一个头" },
    explanation: {
      en: "num_heads makes no difference: one set of attention weights is computed from all D features. Each head works on its own d = D / num_heads features and has its own attention weights.",
      zh: "num_heads 没有起作用：用全部 D 个特征只算了一组注意力权重。每个头应只处理自己的 d = D / num_heads 个特征，并有自己的注意力权重。",
    },
  },
  "head-count-as-size": {
    title: { en: "num_heads is used as the width of a head", zh: "把 num_heads 当成了每个头的维度" },
    explanation: {
      en: "The features were split into D / num_heads heads of num_heads features each. It is the other way round: num_heads heads of D / num_heads features.",
      zh: "特征被拆成了 D / num_heads 个头，每个头 num_heads 维。应反过来：num_heads 个头，每个头 D / num_heads 维。",
    },
  },
  "missing-keepdims": {
    title: { en: "The sum has lost its axis", zh: "求和时丢了一维" },
    explanation: {
      en: "The row sums (or maxima) were taken without keepdims=True. Their shape no longer fits the scores, so NumPy raises, or, when the sizes happen to agree, divides columns instead of rows. Keep the axis, with size 1.",
      zh: "对每行求和（或求最大值）时没有加 keepdims=True，形状与分数对不齐：NumPy 会报错；如果大小碰巧吻合，除的就成了列而不是行。应保留该维，大小为 1。",
    },
  },
  "keys-not-transposed": {
    title: { en: "The last two axes of the keys are not transposed", zh: "key 的最后两维没有转置" },
    explanation: {
      en: "The matrix product of queries and keys does not fit: each query must meet each key along the features. Swap the last two axes of the keys, and no others; .T reverses all axes of an array, including the batch.",
      zh: "query 与 key 的矩阵乘法对不上：每个 query 要与每个 key 沿特征维相乘，因此要交换 key 的最后两维，且只交换这两维。.T 会颠倒所有维，连 batch 也换了位置。",
    },
  },
} as const satisfies Readonly<Record<string, MistakeText>>;

export type KnownCode = keyof typeof knownMistakes;

/** What NumPy and PyTorch say when shapes do not fit, for a mistake's `raises`; and the same from `nd.ts`. */
export const raised = {
  /** Element by element, an array and another that has lost its last axis: PyTorch names the axis where they part, never the first. */
  byBroadcasting:
    /(?:broadcast together with shapes|cannot broadcast) [([](\d+(?:,\d+)*),\d+[)\]] (?:with )?[([]\1,?[)\]]|size of tensor a \(\d+\) must match the size of tensor b \(\d+\) at non-singleton dimension [1-9]/,
  /** The same where batch and heads come first: PyTorch says of a product that those differ. */
  byBroadcastingHeads:
    /(?:broadcast together with shapes|cannot broadcast) [([](\d+(?:,\d+)*),\d+[)\]] (?:with )?[([]\1,?[)\]]|size of tensor a \(\d+\) must match the size of tensor b \(\d+\) at non-singleton dimension [2-9]/,
  /** In a matrix product, or on the way to it: PyTorch's k.transpose(-2, -1) does not exist in NumPy. */
  byMatmul:
    /matmul: |remapped shapes|not aligned|cannot multiply|axes don't match array|Expected size for first two dimensions of batch2 tensor|einsum\(\): subscript d has size|mat1 and mat2 shapes cannot be multiplied \((\d+x\d+) and \1\)|non-singleton dimension 0/,
  /** Of batch and heads, the first two axes of four, either may differ. */
  byMatmulOfHeads:
    /matmul: |remapped shapes|not aligned|cannot multiply|axes don't match array|Expected size for first two dimensions of batch2 tensor|einsum\(\): subscript d has size|non-singleton dimension [01]/,
  /** w[i] of an item's number beyond the features. */
  byIndex:
    /IndexError: index \d+ is out of bounds for (?:axis|dimension) 0 with size \d+|IndexError: list index out of range/,
  /** Python's own exp; NumPy's and PyTorch's give infinity, and so does JavaScript's. */
  byOverflow: /OverflowError: math range error/,
} as const;

/** Code, title and explanation of a shared mistake, to be spread into an exercise's own: `{ ...known("missing-scale"), ways: [...] }`. */
export function known(code: KnownCode): { readonly code: KnownCode } & MistakeText {
  return { code, ...knownMistakes[code] };
}
