import type { Text } from "../../../format/index.js";

const about = (en: string, zh: string): Text => ({ en, zh });

/** What a name of torch or NumPy does, where that is not plain from the name. */
const described = {
  // Shapes
  reshape: about(
    "The same elements in the same order, in another shape; one size may be -1.",
    "元素及其顺序不变，只改形状；其中一维可写 -1。",
  ),
  view: about(
    "torch: another shape without copying, or an error. NumPy: the same memory, as another type.",
    "torch：换形状而不复制，做不到就报错。NumPy：同一块内存，按另一类型解读。",
  ),
  contiguous: about(
    "Copies if memory is not in the order of the axes: needed between transpose and view.",
    "内存与维的顺序不一致时复制一份；transpose 之后要用 view，中间需要它。",
  ),
  flatten: about(
    "Merges axes into one. torch can merge only some of them; NumPy merges all, and copies.",
    "把多个维合并成一维。torch 可只合并其中几维；NumPy 全部合并，并复制。",
  ),
  unflatten: about(
    "Splits one axis into several, such as the width D into heads: (H, D / H).",
    "把一维拆成多维，例如把宽度 D 拆成多个头：(H, D / H)。",
  ),
  transpose: about(
    "torch swaps two axes. NumPy reorders all axes; without arguments it reverses them.",
    "torch 交换两个维。NumPy 重排所有维，不带参数时逆序。",
  ),
  swapaxes: about(
    "Swaps two axes without copying; with -1 and -2 it transposes each matrix of a batch.",
    "交换两个维，不复制；取 -1 和 -2 时，转置 batch 中的每个矩阵。",
  ),
  permute: about("Puts all axes in the given order, without copying.", "按给定顺序重排所有维，不复制。"),
  moveaxis: about(
    "Moves an axis to another place; the others keep their order.",
    "把某一维移到别处，其余各维的次序不变。",
  ),
  T: about(
    "All axes in reverse order; for a batch of matrices use mT in torch, swapaxes in NumPy.",
    "所有维逆序。要转置一个 batch 的矩阵，torch 用 mT，NumPy 用 swapaxes。",
  ),
  mT: about("Swaps the last two axes: transposes each matrix of a batch.", "交换最后两维，即转置 batch 中的每个矩阵。"),
  unsqueeze: about("Inserts an axis of size 1 at this place.", "在指定位置插入大小为 1 的维。"),
  squeeze: about(
    "Removes axes of size 1: the given one, or all of them.",
    "去掉大小为 1 的维：指定的那一维，或者全部。",
  ),
  newaxis: about("None as an index: inserts an axis of size 1 there.", "索引里的 None：在该处插入大小为 1 的维。"),
  expand: about(
    "Repeats axes of size 1 up to the given sizes without copying; -1 keeps a size.",
    "把大小为 1 的维扩展到给定大小，不复制；-1 表示该维不变。",
  ),
  broadcast_to: about(
    "Repeats axes of size 1, and adds axes in front, up to this shape; does not copy.",
    "按广播规则扩展到给定形状，不复制。",
  ),
  repeat: about(
    "torch repeats the whole tensor, as tile does; NumPy repeats each element.",
    "torch 把整个张量重复若干遍，同 tile；NumPy 把每个元素各重复若干次。",
  ),
  repeat_interleave: about(
    "Repeats each element along the axis: a, a, b, b. NumPy calls this repeat.",
    "沿指定维把每个元素各重复若干次：a, a, b, b。在 NumPy 里叫 repeat。",
  ),
  tile: about("Repeats the whole array along each axis: a, b, a, b.", "沿各维把整个数组重复若干遍：a, b, a, b。"),
  cat: about(
    "Joins along an axis that is already there; all other sizes must be equal.",
    "沿已有的维拼接；其余各维大小必须相等。",
  ),
  stack: about("Joins along a new axis; all shapes must be equal.", "沿新增的一维堆叠；所有形状必须相同。"),
  split: about(
    "Splits along an axis. An integer is the size of each part in torch, their number in NumPy.",
    "沿指定维切分。参数为整数时，torch 当作每段的大小，NumPy 当作段数。",
  ),
  chunk: about(
    "Splits along the axis into at most this number of parts; the last may be smaller.",
    "沿指定维切成至多这么多段，最后一段可能较小。",
  ),
  unbind: about(
    "All slices along the axis, as a tuple; they do not have this axis.",
    "沿指定维逐个取出切片，组成元组；切片不再有这一维。",
  ),
  roll: about(
    "Shifts along the axis; what leaves at one end comes back at the other.",
    "沿指定维平移，从一端移出的从另一端补回。",
  ),
  pad: about(
    "Adds elements at both ends of axes. torch's list starts at the last axis, NumPy's at the first.",
    "在各维两端补元素。填充量的列表，torch 从最后一维写起，NumPy 从第一维写起。",
  ),
  unfold: about(
    "Windows that slide along the axis; of images in torch.nn.functional, each as a column.",
    "沿指定维滑动取窗口；torch.nn.functional 里的用于图像，每个窗口成一列。",
  ),
  size: about(
    "torch: the shape, or one size of it, as in x.size(-1). NumPy: the number of elements.",
    "torch：形状，或其中一维的大小，如 x.size(-1)。NumPy：元素总数。",
  ),
  numel: about("The number of elements: the product of all sizes.", "元素总数，即各维大小之积。"),
  dim: about("The number of axes.", "维数。"),

  // Products
  matmul: about(
    "Matrix product of the last two axes, as @; the axes in front of them are broadcast.",
    "最后两维做矩阵乘法，同 @；前面的各维按广播对齐。",
  ),
  bmm: about(
    "Product of two batches of matrices, (B, n, m) by (B, m, p), without broadcasting.",
    "两个 batch 的矩阵对应相乘：(B, n, m) 乘 (B, m, p)，不做广播。",
  ),
  mm: about("Product of two matrices; for batches use bmm or matmul.", "两个矩阵相乘；带 batch 维时用 bmm 或 matmul。"),
  baddbmm: about(
    "Product of two batches of matrices, added to a third: bias and scale of scores in one step.",
    "两个 batch 的矩阵对应相乘，再加上第三个：分数的缩放和偏置一步完成。",
  ),
  dot: about(
    "Dot product of two vectors. NumPy also multiplies matrices with it; torch does not.",
    "两个向量的点积。NumPy 也用它做矩阵乘法，torch 不行。",
  ),
  outer: about(
    "Outer product of two vectors: element (i, j) is a[i] * b[j].",
    "两个向量的外积：元素 (i, j) 等于 a[i] * b[j]。",
  ),
  einsum: about(
    "Multiplies its inputs and sums over every letter that is missing to the right of ->.",
    "各输入相乘，再对 -> 右边没有出现的字母求和。",
  ),
  norm: about(
    "By default the square root of the sum of squares: over all elements, or along an axis.",
    "默认为平方和的平方根：对全部元素，或沿指定维。",
  ),
  normalize: about(
    "Divides by the norm along the axis, so that each vector has norm 1.",
    "沿指定维除以范数，使每个向量的范数为 1。",
  ),
  cosine_similarity: about(
    "Dot product divided by both norms: between -1 and 1.",
    "点积除以两个向量的范数，在 -1 和 1 之间。",
  ),

  // Sums and maxima
  sum: about(
    "Adds up all elements, or along axes, which disappear unless kept by keepdim (NumPy: keepdims).",
    "对全部元素或沿指定维求和；该维随之消失，除非设 keepdim（NumPy 为 keepdims）。",
  ),
  mean: about(
    "Average of all elements, or along axes. torch needs floating-point numbers.",
    "对全部元素或沿指定维求平均；torch 要求浮点数。",
  ),
  var: about(
    "Variance. torch divides by n - 1 unless unbiased=False, NumPy by n unless ddof=1.",
    "方差。torch 默认除以 n - 1，除非 unbiased=False；NumPy 默认除以 n，除非 ddof=1。",
  ),
  std: about(
    "Standard deviation. torch divides by n - 1 unless unbiased=False, NumPy by n unless ddof=1.",
    "标准差。torch 默认除以 n - 1，除非 unbiased=False；NumPy 默认除以 n，除非 ddof=1。",
  ),
  max: about(
    "The largest element. Along an axis torch also gives the indices; NumPy gives only the values.",
    "最大值。沿指定维时，torch 连同索引一起返回，NumPy 只返回值。",
  ),
  min: about(
    "The smallest element. Along an axis torch also gives the indices; NumPy gives only the values.",
    "最小值。沿指定维时，torch 连同索引一起返回，NumPy 只返回值。",
  ),
  amax: about(
    "The largest element along one axis or several: values only, without indices.",
    "沿一维或多维取最大值；只返回值，不返回索引。",
  ),
  amin: about(
    "The smallest element along one axis or several: values only, without indices.",
    "沿一维或多维取最小值；只返回值，不返回索引。",
  ),
  argmax: about(
    "Index of the largest element along the axis; without an axis, in the flattened array.",
    "沿指定维取最大值的索引；不指定则为展平后的索引。",
  ),
  argmin: about(
    "Index of the smallest element along the axis; without an axis, in the flattened array.",
    "沿指定维取最小值的索引；不指定则为展平后的索引。",
  ),
  maximum: about("The larger of two, element by element.", "逐元素取两者中较大的。"),
  minimum: about("The smaller of two, element by element.", "逐元素取两者中较小的。"),
  topk: about(
    "The k largest elements along the axis and their indices, the largest first.",
    "沿指定维取最大的 k 个元素及其索引，从大到小。",
  ),
  sort: about(
    "Ascending, along the last axis by default. torch also gives indices; NumPy's a.sort() is in place.",
    "升序，默认沿最后一维。torch 还返回索引；NumPy 的 a.sort() 原地排序。",
  ),
  argsort: about(
    "The indices that sort along the axis, by default the last.",
    "沿指定维排序所用的索引，默认最后一维。",
  ),
  cumsum: about(
    "Sum of all elements up to each one, along the axis; NumPy flattens if none is given.",
    "沿指定维逐项累加；NumPy 不指定维时先展平。",
  ),
  logsumexp: about(
    "Logarithm of the sum of exp along the axis, without overflow.",
    "沿指定维对 exp 求和再取对数，不会上溢。",
  ),

  // Elements
  exp: about(
    "e to the power of each element; in float32 it is inf from about 89 on.",
    "逐元素求 e 的幂；float32 下约从 89 起为 inf。",
  ),
  log: about(
    "Natural logarithm of each element: -inf for 0, nan for negative numbers.",
    "逐元素取自然对数：0 得 -inf，负数得 nan。",
  ),
  rsqrt: about("1 divided by the square root of each element.", "逐元素取平方根的倒数。"),
  where: about(
    "Element by element: the first value where the condition is true, the second elsewhere.",
    "逐元素选择：条件为真处取前一个值，其余取后一个。",
  ),
  masked_fill: about(
    "Puts the value where the mask is true, and leaves the rest as it is.",
    "掩码为真处换成给定值，其余不变。",
  ),
  triu: about(
    "Keeps the diagonal and everything above it, the rest becomes 0; with 1, only above it.",
    "保留对角线及其上方，其余置 0；偏移为 1 时不含对角线。",
  ),
  tril: about(
    "Keeps the diagonal and everything below it, the rest becomes 0: a causal mask, from ones.",
    "保留对角线及其下方，其余置 0；作用于全 1 矩阵即得因果掩码。",
  ),
  clamp: about(
    "Limits each element to a range; what is outside becomes the nearest bound.",
    "把每个元素限制在区间内，超出的取最近的边界。",
  ),
  isfinite: about("True where an element is neither inf nor nan.", "元素既不是 inf 也不是 nan 处为 True。"),
  nan_to_num: about(
    "Replaces nan by 0, and inf by the largest finite number.",
    "把 nan 换成 0，inf 换成最大的有限数。",
  ),
  allclose: about(
    "Whether all elements are equal within a tolerance; nan is equal to nothing by default.",
    "所有元素在容差内是否相等；默认 nan 不等于任何数。",
  ),

  // Indices
  gather: about(
    "Picks elements along the axis by index; the result has the shape of the index.",
    "沿指定维按索引取元素；结果与索引形状相同。",
  ),
  take_along_axis: about(
    "Picks elements along the axis by indices, such as those of argsort.",
    "沿指定维按索引取元素，例如用 argsort 的结果。",
  ),
  index_select: about("Picks whole slices along the axis, by a vector of indices.", "沿指定维按一维索引取出整个切片。"),
  scatter: about(
    "Writes values along the axis to the places that the index gives: the opposite of gather.",
    "沿指定维把值写到索引给出的位置，与 gather 相反。",
  ),
  scatter_add: about(
    "Adds values along the axis at the places that the index gives, as often as they occur.",
    "沿指定维把值累加到索引给出的位置，重复的也都加上。",
  ),
  nonzero: about(
    "Indices of the elements that are not 0: in torch one row for each, in NumPy a tuple.",
    "非 0 元素的索引：torch 每个元素一行，NumPy 为元组。",
  ),
  one_hot: about(
    "A vector for each integer, with 1 at that index and 0 elsewhere.",
    "每个整数变成一个向量：该索引处为 1，其余为 0。",
  ),

  // New arrays
  tensor: about(
    "Copies data into a new tensor: integers become int64, numbers with a point float32.",
    "把数据复制成新张量：整数为 int64，小数为 float32。",
  ),
  asarray: about("Makes an array of the data; copies only if necessary.", "把数据变成数组，必要时才复制。"),
  from_numpy: about(
    "A tensor in the memory of the NumPy array: changes of one are seen in the other.",
    "与 NumPy 数组共用内存的张量，改一个，另一个也变。",
  ),
  numpy: about(
    "A NumPy array in the same memory; call detach() first if gradients are recorded.",
    "共用内存的 NumPy 数组；若在记录梯度，先调用 detach()。",
  ),
  arange: about("Evenly spaced numbers from start to end, without the end.", "从起点到终点的等差数列，不含终点。"),
  linspace: about(
    "Evenly spaced numbers, as many as given; both ends are included.",
    "按给定个数等间隔取数，两端都包含。",
  ),
  eye: about("The identity matrix: 1 on the diagonal, 0 elsewhere.", "单位矩阵：对角线为 1，其余为 0。"),
  empty: about("Not initialised: its elements may have any value.", "未初始化，元素可能是任意值。"),
  zeros_like: about("Zeros, with the shape and type of another array.", "全 0，形状和类型与另一数组相同。"),
  ones_like: about("Ones, with the shape and type of another array.", "全 1，形状和类型与另一数组相同。"),
  full_like: about(
    "One value everywhere, with the shape and type of another array.",
    "全为同一个值，形状和类型与另一数组相同。",
  ),
  polar: about(
    "Complex numbers by absolute value and angle, as rotary position embeddings use them.",
    "由模和辐角构成复数，用于旋转位置编码。",
  ),
  view_as_complex: about(
    "The last axis, of size 2, becomes the real and the imaginary part of complex numbers.",
    "最后一维大小须为 2，作为复数的实部和虚部。",
  ),
  view_as_real: about(
    "Complex numbers become a last axis of size 2: real and imaginary part.",
    "复数变成大小为 2 的最后一维：实部和虚部。",
  ),
  to: about(
    "Another type or device; the same tensor if it has them already.",
    "换类型或设备；本来就一致时返回原张量。",
  ),
  astype: about(
    "A copy with another type of elements; torch calls this to.",
    "复制成另一种元素类型；在 torch 里叫 to。",
  ),
  finfo: about(
    "Limits of a floating-point type; finfo(x.dtype).min serves as a finite -inf.",
    "浮点类型的界限；finfo(x.dtype).min 可充当有限的 -inf。",
  ),
  item: about(
    "The only element, as a Python number; an error if there are several.",
    "唯一的元素，转成 Python 数值；有多个则报错。",
  ),
  tolist: about("The elements as nested Python lists.", "转成嵌套的 Python 列表。"),

  // Random numbers
  manual_seed: about(
    "Starts the random numbers at a given point: the same ones in every run.",
    "设定随机种子，使每次运行的随机数相同。",
  ),
  rand: about("Uniformly distributed random numbers from 0 to 1, without 1.", "0 到 1 的均匀分布随机数，不含 1。"),
  randn: about(
    "Random numbers from the normal distribution with mean 0 and variance 1.",
    "标准正态分布随机数：均值 0，方差 1。",
  ),
  randint: about("Random integers from low to high, without high.", "从 low 到 high 的随机整数，不含 high。"),
  randperm: about("The integers from 0 to n - 1 in random order.", "0 到 n - 1 的随机排列。"),
  multinomial: about(
    "Draws indices at random, weighted by each row: the next token, for example.",
    "以每行的数为权重随机抽取索引，例如采样下一个 token。",
  ),

  // Gradients
  backward: about(
    "Computes the gradients of a scalar, and adds them to .grad of its parameters.",
    "从标量出发求梯度，累加到各参数的 .grad。",
  ),
  grad: about(
    "Of a tensor: the sum of what backward has computed. As a function: returns gradients.",
    "张量的 grad 是 backward 累加的梯度；作为函数则返回梯度。",
  ),
  detach: about(
    "The same values, in the same memory, but no gradient flows back from here.",
    "值相同，共用内存，但梯度不再从这里回传。",
  ),
  clone: about("A copy in its own memory; gradients flow back through it.", "复制到新的内存；梯度照常回传。"),
  copy: about("A copy in its own memory; a slice is only a view.", "复制到新的内存；切片则只是视图。"),
  requires_grad_: about(
    "From now on gradients are recorded for this tensor, or no longer with False.",
    "从此记录该张量的梯度；传 False 则不再记录。",
  ),
  copy_: about("Copies the values of another tensor into this one.", "把另一个张量的值复制到这个张量里。"),
  no_grad: about(
    "No gradients are recorded inside: for inference, or to change weights by hand.",
    "其中的运算不记录梯度，用于推理或手动改权重。",
  ),
  inference_mode: about(
    "Like no_grad, with less overhead; what it makes cannot take part in gradients later.",
    "类似 no_grad，开销更小；其中产生的张量之后不能参与求梯度。",
  ),
  requires_grad: about("Whether gradients are recorded for this tensor.", "是否为该张量记录梯度。"),
  clip_grad_norm: about(
    "Scales all gradients down together if their joint norm is above the limit.",
    "所有梯度的总范数超过上限时，一起按比例缩小。",
  ),

  // Layers
  softmax: about(
    "exp of the elements divided by their sum along the axis: along it they add up to 1.",
    "沿指定维取 exp 再除以总和，该维之和为 1。",
  ),
  Softmax: about(
    "softmax as a module; the axis is given when it is made: nn.Softmax(dim=-1)(x).",
    "模块形式的 softmax，创建时指定维：nn.Softmax(dim=-1)(x)。",
  ),
  log_softmax: about(
    "Logarithm of the softmax, without overflow and without a logarithm of 0.",
    "softmax 的对数，不会上溢，也不会对 0 取对数。",
  ),
  sigmoid: about(
    "1 / (1 + exp(-x)): any number becomes one between 0 and 1.",
    "1 / (1 + exp(-x))：把任意数变到 0 和 1 之间。",
  ),
  relu: about("Negative elements become 0.", "负数变为 0。"),
  gelu: about(
    "x times the probability that a normal variable is below x: a smooth ReLU.",
    "x 乘以标准正态变量小于 x 的概率，相当于平滑的 ReLU。",
  ),
  silu: about("x * sigmoid(x), also called Swish.", "x * sigmoid(x)，又叫 Swish。"),
  linear: about(
    "x @ weight.T + bias; the shape of weight is (outputs, inputs).",
    "x @ weight.T + bias；weight 的形状是（输出数，输入数）。",
  ),
  embedding: about(
    "Looks up a row of its table for each integer; the rows are weights.",
    "按每个整数查表取一行；表中各行就是权重。",
  ),
  layer_norm: about(
    "Over the last axes to mean 0 and variance 1, then a weight and a bias for each element.",
    "在最后几维上变为均值 0、方差 1，再逐元素乘权重、加偏置。",
  ),
  rms_norm: about(
    "Over the last axes divided by the root of the mean square, then a weight for each element.",
    "在最后几维上除以均方根，再逐元素乘权重。",
  ),
  Dropout: about(
    "In training sets elements to 0 with probability p, divides the rest by 1 - p; off after eval().",
    "训练时元素以概率 p 置 0，其余除以 1 - p；eval() 之后不起作用。",
  ),
  dropout: about(
    "Elements become 0 with probability p, unless training=False: pass training=self.training.",
    "元素以概率 p 置 0，除非 training=False；模块里请传 training=self.training。",
  ),
  scaled_dot_product_attention: about(
    "softmax(q @ k.mT / sqrt(d)) @ v; in a boolean mask, True means: may be attended to.",
    "softmax(q @ k.mT / sqrt(d)) @ v；布尔掩码中 True 表示可以关注。",
  ),
  MultiheadAttention: about(
    "In its boolean masks True means masked; takes (L, B, D) unless batch_first=True.",
    "布尔掩码中 True 表示屏蔽；输入为 (L, B, D)，除非 batch_first=True。",
  ),
  TransformerEncoderLayer: about(
    "Self-attention and a feed-forward network, each with a residual connection and LayerNorm.",
    "自注意力加前馈网络，各带残差连接和 LayerNorm。",
  ),
  Module: about(
    "Base class of layers; knows the parameters and modules that are assigned to self.",
    "各种层的基类；赋给 self 的参数和子模块会自动登记。",
  ),
  ModuleList: about(
    "A list of modules whose parameters are found; those in a plain list are not.",
    "模块列表，其中的参数会被登记；普通列表里的不会。",
  ),
  Sequential: about(
    "Calls its modules in order, each on what the one before returned.",
    "依次调用各模块，前一个的输出作为后一个的输入。",
  ),
  Parameter: about(
    "A tensor that is trained: assigned to self, it is among the module's parameters.",
    "要训练的张量；赋给 self 后成为模块的参数。",
  ),
  Buffer: about(
    "A tensor that belongs to the module but is not trained, such as a mask.",
    "属于模块但不训练的张量，例如掩码。",
  ),
  Identity: about(
    "Returns its input; takes the place of a layer that is left out.",
    "原样返回输入，用来替换被去掉的层。",
  ),
  Function: about(
    "Base class for an operation with its own forward and backward.",
    "自定义运算的基类，自己写 forward 和 backward。",
  ),

  // Training
  cross_entropy: about(
    "Takes logits, not probabilities: log_softmax over axis 1, then nll_loss.",
    "输入是 logits 而不是概率：先沿第 1 维做 log_softmax，再做 nll_loss。",
  ),
  nll_loss: about(
    "Minus the log-probability of the right class, averaged; takes the result of log_softmax.",
    "正确类别对数概率的相反数，取平均；输入是 log_softmax 的结果。",
  ),
  mse_loss: about("Average of the squared differences.", "差的平方取平均。"),
  xavier_uniform: about(
    "Uniformly distributed weights, in a range that keeps the variance from layer to layer.",
    "均匀分布的随机权重，取值范围使方差在各层之间保持不变。",
  ),
  SGD: about("Subtracts the gradient times the learning rate from each parameter.", "每个参数减去梯度乘以学习率。"),
  Adam: about(
    "Steps along the running mean of gradients, divided by the root of that of their squares.",
    "沿梯度的滑动平均更新，再除以梯度平方滑动平均的平方根。",
  ),
  AdamW: about("Adam, with weight decay that is not part of the gradient.", "Adam，但权重衰减不计入梯度。"),
} as const satisfies Readonly<Record<string, Text>>;

/** By the name alone, for torch and NumPy alike: where they differ, the text says so. */
export const abouts: Readonly<Record<string, Text>> = {
  ...described,
  movedim: described.moveaxis,
  expand_dims: described.unsqueeze,
  concatenate: described.cat,
  concat: described.cat,
  ndim: described.dim,
  clip: described.clamp,
  take_along_dim: described.take_along_axis,
  Sigmoid: described.sigmoid,
  ReLU: described.relu,
  GELU: described.gelu,
  SiLU: described.silu,
  Linear: described.linear,
  Embedding: described.embedding,
  LayerNorm: described.layer_norm,
  RMSNorm: described.rms_norm,
  CrossEntropyLoss: described.cross_entropy,
  NLLLoss: described.nll_loss,
  MSELoss: described.mse_loss,
};
