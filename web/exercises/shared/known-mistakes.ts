import type { Text } from "../../format/locales.js";

interface MistakeText {
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
  "mask-after-softmax": {
    title: { en: "Masked after the softmax", zh: "在 softmax 之后才加掩码" },
    explanation: {
      en: "The weights of masked keys are set to zero after the softmax, so the rest no longer sums to one: the masked keys still had their share of the denominator. Mask keys before the softmax, with a score of -infinity.",
      zh: "softmax 之后才把被屏蔽 key 的权重置零，剩下的权重之和不再是 1：被屏蔽的 key 仍占了分母的份额。应在 softmax 之前把这些分数设为 -inf。",
    },
  },
  "mask-inverted": {
    title: { en: "The mask is inverted", zh: "掩码含义弄反了" },
    explanation: {
      en: "Here true means that a key may be attended to (or that a token is real), as in PyTorch's scaled_dot_product_attention. The code masks exactly those. (PyTorch's nn.MultiheadAttention uses the opposite convention, so this mistake is common.)",
      zh: "这里 true 表示可以关注（或表示真实 token），与 PyTorch 的 scaled_dot_product_attention 一致，而代码屏蔽的恰恰是这些位置。（nn.MultiheadAttention 的约定正好相反，所以这个错误很常见。）",
    },
  },
  "mask-times-infinity": {
    title: { en: "0 times infinity is NaN", zh: "0 乘以无穷是 NaN" },
    explanation: {
      en: "Multiplying the mask by -infinity gives -infinity where a key is masked, but 0 × -infinity = NaN where it is visible, and the NaN spreads over the row. Choose with where() instead of multiplying.",
      zh: "用掩码乘以 -inf，屏蔽处得到 -inf，但可见处是 0 × -inf = NaN，并会扩散到整行。应当用 where() 选择，而不是相乘。",
    },
  },
  "masked-row-nan": {
    title: { en: "A row with nothing to attend to gives NaN", zh: "整行被屏蔽时得到 NaN" },
    explanation: {
      en: "If a query may attend to no key, every score is -infinity: the maximum is -infinity too, and -infinity minus -infinity is NaN (or the sum is 0, and 0 / 0 is NaN). Such a row must give zeros; otherwise one padded query turns the loss of the whole batch into NaN.",
      zh: "某个 query 不能关注任何 key 时，整行分数都是 -inf：最大值也是 -inf，-inf 减 -inf 得 NaN（或者总和为 0，0 / 0 也是 NaN）。这样的行应输出 0，否则一个填充 query 就会让整个 batch 的 loss 变成 NaN。",
    },
  },
  "masked-row-mean": {
    title: { en: "A row with nothing to attend to mixes masked values", zh: "整行被屏蔽时混入了被屏蔽的 value" },
    explanation: {
      en: "Masked scores got a large negative number such as -1e9 instead of -infinity. That fails in a row where every key is masked. Put in place of the scores, the number makes them all equal, and the output is the mean of the masked values. Added to the scores, as in scores + (1 - mask) * -1e9, it shifts them all alike: in float64 it cancels in the softmax, and the row attends as if nothing were masked. Such a row must give zeros.",
      zh: "被屏蔽的分数用了 -1e9 这样很大的负数，而不是 -inf。整行都被屏蔽时就会出错。如果用它替换分数，各分数彼此相等，输出就是被屏蔽 value 的平均。如果像 scores + (1 - mask) * -1e9 那样加到分数上，各分数只是一起平移：在 float64 中它会在 softmax 里约掉，这一行就像什么都没屏蔽一样。这样的行应输出 0。",
    },
  },
  "mask-off-by-one": {
    title: { en: "The diagonal is off by one", zh: "对角线差了一格" },
    explanation: {
      en: "Each query sees one key too few or one too many. A query may attend to itself and everything before it: the diagonal is visible, the key after it is not. With one key too many, a language model can read the answer it should predict.",
      zh: "每个 query 少看或多看了一个 key。query 可以关注自己和它之前的所有位置：对角线在可见部分内，其后一个 key 不在。多看一个，语言模型就能直接读到要预测的答案。",
    },
  },
  "mask-top-left": {
    title: { en: "Aligned top-left instead of bottom-right", zh: "按左上角对齐而不是右下角" },
    explanation: {
      en: "The triangle starts at the first key. When there are more keys than queries, as with a key/value cache, the queries are the last positions of the sequence, so the last query must see every key. Shift the diagonal by seq_k - seq_q.",
      zh: "三角从第一个 key 开始。key 比 query 多时（例如使用 KV 缓存），这些 query 是序列的最后几个位置，最后一个 query 应能看到所有 key。对角线要平移 seq_k - seq_q。",
    },
  },
  "mask-clamped": {
    title: { en: "The shift of the diagonal is not allowed below zero", zh: "对角线的平移量被限制为不小于 0" },
    explanation: {
      en: "The diagonal is shifted by max(0, seq_k - seq_q). With more keys than queries that is right. With more queries than keys the shift is negative, and must stay so: the queries are the last positions of the sequence, so the first seq_q - seq_k of them lie before every key and see nothing.",
      zh: "对角线平移了 max(0, seq_k - seq_q)。key 更多时这是对的；query 更多时平移量为负，不应截断：这些 query 是序列的最后几个位置，最前面的 seq_q - seq_k 个位于所有 key 之前，什么也看不到。",
    },
  },
  "missing-output-projection": {
    title: { en: "The output projection is missing", zh: "缺少输出投影" },
    explanation: {
      en: "The result of the attention is returned directly. The output projection (wo, bo) still has to be applied: it mixes the results of the heads and maps them back to the model's space.",
      zh: "注意力的结果被直接返回了。还要经过输出投影（wo、bo）：它把各个头的结果混合起来，映射回模型空间。",
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
      en: "The weights are right, but they average the keys. The values have their own projection (wv, bv): what a token is found by and what it passes on are two different things.",
      zh: "权重是对的，但加权平均的是 key。value 有自己的投影（wv、bv）：一个 token 用来被检索的内容和它提供的内容是两回事。",
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
  "normalized-over-batch": {
    title: { en: "Statistics over the wrong axis", zh: "统计量沿错误的维度计算" },
    explanation: {
      en: "Mean and variance were taken over the batch, the sequence, or both, as in batch normalisation. Layer normalisation takes them over the features of each token alone, so the result for a token does not depend on other tokens.",
      zh: "均值和方差是沿 batch、序列或两者计算的，那是批归一化的做法。层归一化只在每个 token 自己的特征维上统计，一个 token 的结果与其他 token 无关。",
    },
  },
  "normalized-over-everything": {
    title: { en: "Statistics over all axes", zh: "对所有维度求了统计量" },
    explanation: {
      en: "One mean and one variance are used for the whole array. Each token needs its own, over its features: take them along the last axis and keep it for broadcasting.",
      zh: "整个数组只用了一个均值和一个方差。每个 token 要在自己的特征维上单独统计：沿最后一维计算并保留该维以便广播。",
    },
  },
  "unbiased-variance": {
    title: { en: "The variance divides by n - 1", zh: "方差除以了 n - 1" },
    explanation: {
      en: "Layer normalisation uses the plain mean of the squared deviations, dividing by n. Division by n - 1 (ddof=1, the default of torch.var) estimates the variance of a population from a sample, which is not needed here.",
      zh: "层归一化用的是偏差平方的平均，即除以 n。除以 n - 1（ddof=1，torch.var 的默认值）是用样本估计总体方差，这里不需要。",
    },
  },
  "epsilon-outside-root": {
    title: { en: "Epsilon is added outside the root", zh: "epsilon 加在了根号外面" },
    explanation: {
      en: "The divisor is sqrt(var) + eps. It should be sqrt(var + eps): for tokens that hardly vary the two differ a lot, because √eps is far larger than eps.",
      zh: "分母写成了 sqrt(var) + eps，应为 sqrt(var + eps)。当 token 的特征几乎不变时两者相差很大，因为 √eps 远大于 eps。",
    },
  },
  "mean-not-subtracted": {
    title: { en: "The mean is not subtracted", zh: "没有减去均值" },
    explanation: {
      en: "The features are divided, but the mean is not subtracted first. If the divisor is the root mean square, this is RMSNorm, a different layer; if it is the standard deviation, it is neither.",
      zh: "只做了除法，没有先减去均值。若分母是均方根，那是另一种层，即 RMSNorm；若分母是标准差，则两者都不是。",
    },
  },
  "divided-by-variance": {
    title: { en: "Divided by the variance, not its root", zh: "除以了方差而不是标准差" },
    explanation: {
      en: "The square root is missing: the deviations are divided by variance + eps. Doubling all features then halves the result, while the result of layer normalisation should not change.",
      zh: "漏了开平方：偏差除以的是 variance + eps。这样特征整体放大一倍，结果就缩小一半，而层归一化本不应受影响。",
    },
  },
  "missing-affine": {
    title: { en: "Gamma or beta is not applied", zh: "没有使用 gamma 或 beta" },
    explanation: {
      en: "The normalised values still have to be multiplied by gamma and shifted by beta, feature by feature. Without them every token is forced to mean 0 and variance 1.",
      zh: "归一化之后还要逐特征乘以 gamma 并加上 beta。缺了它们，每个 token 都会被强制为均值 0、方差 1。",
    },
  },
  "missing-residual": {
    title: { en: "A residual connection is missing", zh: "缺少残差连接" },
    explanation: {
      en: "The output of a sublayer replaces its input instead of being added to it. Both the attention and the feed-forward network need x + sublayer(x), so that the signal and its gradient get through many layers.",
      zh: "子层的输出直接替换了输入，而没有与输入相加。注意力和前馈网络都应是 x + sublayer(x)，信号和梯度才能穿过很多层。",
    },
  },
  "pre-norm": {
    title: { en: "Normalised before the sublayer (pre-norm)", zh: "在子层之前归一化（pre-norm）" },
    explanation: {
      en: "This is the pre-norm order of later models, x + sublayer(norm(x)). This exercise asks for the original post-norm block: norm(x + sublayer(x)).",
      zh: "这是后来的模型所用的 pre-norm 顺序：x + sublayer(norm(x))。本题要求的是最初的 post-norm：norm(x + sublayer(x))。",
    },
  },
  "single-norm": {
    title: { en: "A normalisation is missing", zh: "缺少一次归一化" },
    explanation: {
      en: "The block normalises twice: after the residual of the attention with gamma1 and beta1, and after the residual of the feed-forward network with gamma2 and beta2. At least one of them is missing.",
      zh: "一个编码器块有两次归一化：注意力的残差之后用 gamma1、beta1，前馈网络的残差之后用 gamma2、beta2。这里至少少了一次。",
    },
  },
  "missing-activation": {
    title: { en: "No activation between the two linear layers", zh: "两个线性层之间没有激活函数" },
    explanation: {
      en: "The feed-forward network applies its two linear maps directly one after the other, which is the same as one linear map. There must be a ReLU between them.",
      zh: "前馈网络把两个线性变换直接叠在一起，等价于一个线性变换。两者之间应有 ReLU。",
    },
  },
  "padding-attended": {
    title: { en: "Padding is attended to", zh: "填充 token 也被关注了" },
    explanation: {
      en: "The keys of padding tokens take part in the softmax, so the result for a sentence depends on how much padding it has. Mask them in the scores before the softmax.",
      zh: "填充 token 的 key 参与了 softmax，于是同一个句子的结果会随填充长度变化。应在 softmax 之前屏蔽它们的分数。",
    },
  },
  "padding-averaged": {
    title: { en: "Padding is counted in the mean", zh: "平均时算进了填充 token" },
    explanation: {
      en: "The mean runs over all positions. Only real tokens count: sum with the mask, and divide by the number of real tokens, not by L.",
      zh: "求平均时用了所有位置。只应统计真实 token：用掩码求和，再除以真实 token 的个数，而不是 L。",
    },
  },
  "first-token-only": {
    title: { en: "Only the first token is used", zh: "只用了第一个 token" },
    explanation: {
      en: "Token 0 represents the sentence, as [CLS] does in BERT. This model has no such token: it takes the mean over the real tokens.",
      zh: "用第 0 个 token 代表整句，这是 BERT 使用 [CLS] 的做法。本模型没有这样的 token，应对真实 token 求平均。",
    },
  },
  "no-pooling": {
    title: { en: "The tokens are never pooled", zh: "没有对 token 做池化" },
    explanation: {
      en: "There are logits for every token. A sentence gets one row of logits: take the mean over its real tokens before the last linear layer.",
      zh: "每个 token 都得到了一组 logits。一个句子只应有一行 logits：在最后的线性层之前，对真实 token 求平均。",
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
  "one-mask-for-all": {
    title: { en: "One mask serves for all", zh: "所有位置共用了同一份掩码" },
    explanation: {
      en: "The mask of the first batch entry, or the row of its first query, is used everywhere. Each entry and each query has its own row: index the mask as you index the scores.",
      zh: "到处都用了 batch 第一项的掩码，或第一个 query 的那一行。每一项、每个 query 都有自己的一行：掩码与分数要按同样的下标取。",
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
      en: "The scores are divided by the root of the wrong size: the batch size, a sequence length, the number of heads or the width of the values. Use the width of a query: the size of the last axis of q and k.",
      zh: "分数除以的是其他大小的平方根（batch 大小、序列长度、头数或 value 的维度）。应当用 query 的维度，即 q、k 最后一维的大小。",
    },
  },
  "queries-and-keys-swapped": {
    title: { en: "Queries and keys are swapped", zh: "query 和 key 颠倒了" },
    explanation: {
      en: "The scores are k · qᵀ, so rows are keys and columns are queries. It runs when both sequences have the same length, but then each query gets the wrong weights. (Transposing the weights after the softmax has a similar effect.) Rows must be queries: q · kᵀ.",
      zh: "分数算成了 k · qᵀ，行对应 key，列对应 query。两个序列一样长时也能运行，但每个 query 拿到的权重不对（softmax 之后再转置权重，效果类似）。行应属于 query：q · kᵀ。",
    },
  },
  "mask-ignored": {
    title: { en: "The mask is not used", zh: "没有使用掩码" },
    explanation: {
      en: "Every query attends to every key, whatever the mask says. Before the softmax, mask the keys where the mask is false.",
      zh: "无论掩码如何，每个 query 都关注了所有 key。应在 softmax 之前屏蔽掩码为 false 的 key。",
    },
  },
  "mask-as-factor": {
    title: { en: "The scores are multiplied by the mask", zh: "把分数与掩码相乘" },
    explanation: {
      en: "A masked key gets the score 0, and exp(0) = 1 is not 0: it keeps a good share of the weight, more than a visible key with a negative score. A masked key needs the score -infinity.",
      zh: "被屏蔽的 key 分数变成了 0，而 exp(0) = 1 并不是 0：它仍分走不少权重，甚至多于分数为负的可见 key。被屏蔽 key 的分数应为 -inf。",
    },
  },
  "mask-added": {
    title: { en: "The mask is added to the scores as it is", zh: "把布尔掩码直接加到了分数上" },
    explanation: {
      en: "True and false became 1 and 0 and were added to the scores: a visible key gains 1, and a masked key is not masked at all. A mask that is added must be 0 where a key is visible and -infinity where it is masked; choose with where().",
      zh: "true 和 false 被当成 1 和 0 加到了分数上：可见的 key 只多了 1 分，该屏蔽的 key 根本没有被屏蔽。用来相加的掩码应在可见处为 0、屏蔽处为 -inf；请用 where() 选择。",
    },
  },
  "mask-value-too-high": {
    title: { en: "The number that masks a key is not low enough", zh: "用来屏蔽的数不够小" },
    explanation: {
      en: "Masked scores were replaced by a negative number that is not low enough, or it was added to them. A visible score may be lower still, at -1,000,000, or a masked one that much higher: then the masked keys win, and the visible ones get almost no weight. Only -infinity is below every score.",
      zh: "被屏蔽的分数换成（或加上）了一个不够小的负数。可见的分数可能还要低（例如 -1000000），被屏蔽的分数也可能高出这么多。这时被屏蔽的 key 反而占了上风，可见的 key 几乎分不到权重。只有 -inf 低于一切分数。",
    },
  },
  "mask-looks-ahead": {
    title: { en: "The mask shows the future", zh: "掩码露出了未来" },
    explanation: {
      en: "The visible triangle is the upper one: a query sees itself and what comes after it. A causal mask shows the past: the lower triangle, including the diagonal.",
      zh: "可见的是上三角：query 看到的是自己和它之后的位置。因果掩码应露出过去：下三角，含对角线。",
    },
  },
  "mask-swapped-axes": {
    title: { en: "Rows and columns are swapped", zh: "行和列颠倒了" },
    explanation: {
      en: "The result has one row for each key. Rows must be queries and columns keys: the shape is (seq_q, seq_k).",
      zh: "结果中每一行对应一个 key。行应对应 query，列对应 key，形状为 (seq_q, seq_k)。",
    },
  },
  "mask-additive": {
    title: { en: "An additive mask instead of a boolean one", zh: "返回的是加性掩码而不是布尔掩码" },
    explanation: {
      en: "The result has 0 where a key is visible and a large negative number (or -infinity) where it is masked. That is the form that is added to the scores; this exercise asks for the boolean form, true where the query may attend to the key.",
      zh: "结果在可见处为 0，屏蔽处为很大的负数（或 -inf），这是加到分数上的形式。本题要的是布尔形式：可以关注的位置为 true。",
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
  "embedding-not-looked-up": {
    title: { en: "The ids are not looked up", zh: "没有按 id 查词向量" },
    explanation: {
      en: "The rows of the embedding table are used in table order. Position i of the sentence has the vector embedding[ids[i]], and a word that occurs twice has the same vector both times.",
      zh: "直接按词表顺序使用了 embedding 的行。句子第 i 个位置的向量是 embedding[ids[i]]，重复出现的词向量相同。",
    },
  },
  "unwanted-scale": {
    title: { en: "The scores are divided by √d", zh: "分数多除了 √d" },
    explanation: {
      en: "The scores are divided by √d, as in scaled dot-product attention. The definition in this exercise has no such factor: the score is the plain dot product.",
      zh: "分数像缩放点积注意力那样除以了 √d。本题的定义没有这个系数，分数就是点积本身。",
    },
  },
  "returned-weights-instead": {
    title: { en: "The weights are returned instead of the output", zh: "返回了权重而不是输出" },
    explanation: {
      en: "The weights are right, but that is only half of it: the output is the sum of the items, each multiplied by its weight.",
      zh: "权重算对了，但只完成了一半：输出是各项乘以各自权重之后的和。",
    },
  },
  "maximum-of-hidden": {
    title: { en: "The maximum includes masked keys", zh: "最大值把被屏蔽的 key 也算进去了" },
    explanation: {
      en: "The maximum that is subtracted, or the first softmax, includes masked keys, and the mask comes afterwards. When a masked score is far above the visible ones, the visible exponentials all underflow to 0, and there is nothing left to normalise. Mask first, then take the maximum.",
      zh: "减去的最大值（或先做的那次 softmax）包含了被屏蔽的 key，之后才加掩码。若某个被屏蔽的分数远高于可见分数，可见部分的指数会全部下溢为 0，无从归一化。应先屏蔽，再取最大值。",
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
  "diagonal-only": {
    title: { en: "Only the diagonal of the Jacobian", zh: "只用了雅可比矩阵的对角线" },
    explanation: {
      en: "The incoming gradient is multiplied by w(1 - w), w being a weight. That is the derivative of a sigmoid, whose input changes its own output only. An input of a softmax changes all the weights of its row, since they share a denominator: the terms -wᵢwⱼ beside the diagonal are missing.",
      zh: "上游梯度乘的是 w(1 - w)（w 为权重）。这是 sigmoid 的导数，它的输入只影响自己的输出。softmax 的分母是共用的，一个输入会影响这一行的所有权重：对角线以外的 -wᵢwⱼ 各项都漏掉了。",
    },
  },
  "sum-left-out": {
    title: { en: "The sum of the row is not subtracted", zh: "没有减去这一行的加权和" },
    explanation: {
      en: "Each gradient is multiplied by its weight, and that is all. Weights compete: when one grows, the others shrink. So the row's own average, the sum of weight times gradient, is subtracted first. A check: when all incoming gradients of a row are equal, the result must be zero.",
      zh: "每个梯度只乘了自己的权重，就结束了。权重之间相互竞争：一个变大，其余就变小，所以要先减去这一行的平均，即权重乘梯度之和。可以这样检查：一行的上游梯度全都相等时，结果必须为 0。",
    },
  },
  "unweighted-sum": {
    title: { en: "The gradients are summed without their weights", zh: "求和时没有乘权重" },
    explanation: {
      en: "What is subtracted is the plain sum (or mean) of the row's gradients. It is the average by the weights: each gradient is multiplied by its weight before it is summed. A gradient whose weight is nearly 0 must hardly count.",
      zh: "减去的是这一行梯度的直接求和（或平均）。应当是加权平均：每个梯度先乘自己的权重再求和。权重接近 0 的梯度应该几乎不起作用。",
    },
  },
  "sum-averaged": {
    title: { en: "A mean where the sum belongs", zh: "该求和的地方取了平均" },
    explanation: {
      en: "The products of weights and gradients are averaged over the row instead of summed. The weights sum to one already, so their sum of products is the average; dividing by the number of columns makes it too small.",
      zh: "权重与梯度的乘积在一行内取了平均，而不是求和。权重之和已经是 1，乘积之和本身就是加权平均；再除以列数就太小了。",
    },
  },
  "outer-factor-missing": {
    title: { en: "The weight does not multiply the whole difference", zh: "权重没有乘到整个差上" },
    explanation: {
      en: "The gradient minus the row's average is right, but the weight in front of it is missing, or it multiplies the first term only. Mind the brackets: weight · (gradient - average). A score whose weight is 0 must get no gradient.",
      zh: "梯度减去这一行的平均是对的，但前面漏乘了权重，或者只乘到了第一项上。正确的括号是：权重 ·（梯度 - 平均）。权重为 0 的分数不应得到任何梯度。",
    },
  },
  "sign-reversed": {
    title: { en: "The sign is reversed", zh: "符号反了" },
    explanation: {
      en: "The numbers are right but for their sign: somewhere a difference is taken the other way round. With it, gradient descent goes uphill.",
      zh: "数值都对，只是正负号相反：某处的减法写反了。用这样的梯度做梯度下降，损失会越来越大。",
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
