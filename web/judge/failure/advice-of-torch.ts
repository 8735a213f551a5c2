import type { Text } from "../../format/index.js";

const sentence = (en: string, zh: string): Text => ({ en, zh });

/** What PyTorch refuses and learners write often, and what to write instead. */
const advice: readonly (readonly [RegExp, Text])[] = [
  [
    /^(?:F\.scaled_dot_product_attention|nn\.MultiheadAttention|F\.multi_head_attention_forward) is what this exercise asks/,
    sentence(
      "Write scores, softmax and weighted sum yourself: torch.softmax may be used.",
      "请自己写分数、softmax 和加权求和：torch.softmax 可以使用。",
    ),
  ],
  [
    /^Subtraction, the `-` operator, with a bool tensor|^Negation, the `?.-.? operator, on a bool tensor/,
    sentence("A mask of booleans is turned around by ~mask.", "布尔 mask 取反请写 ~mask。"),
  ],
  [
    /^masked_fill_? only supports boolean masks/,
    sentence(
      "Compare first: scores.masked_fill(mask == 0, ...).",
      "先比较再填充：scores.masked_fill(mask == 0, ...)。",
    ),
  ],
  [
    /^view size is not compatible with input tensor's size and stride/,
    sentence(
      "After transpose or permute the memory is in another order: use reshape, or contiguous() before view.",
      "transpose 或 permute 之后内存顺序变了：改用 reshape，或在 view 之前调用 contiguous()。",
    ),
  ],
  [
    /^Can't call numpy\(\) on Tensor that requires grad/,
    sentence("Stay with tensors: no gradient comes back through NumPy.", "请一直使用张量：经过 NumPy 梯度就断了。"),
  ],
  [
    /^The size of tensor a \(\d+\) must match the size of tensor b/,
    sentence(
      "Print both shapes: aligned from the right, sizes must be equal, or one of them 1.",
      "把两者的 shape 打印出来：从右对齐，各维大小要么相等，要么有一个是 1。",
    ),
  ],
  [
    /^mat1 and mat2 shapes cannot be multiplied|^Expected size for first two dimensions of batch2 tensor to be/,
    sentence(
      "The last axis of the first must be as long as the last but one of the second.",
      "前一个张量的最后一维要等于后一个张量的倒数第二维。",
    ),
  ],
  [
    /operand type\(s\) for .* and '(?:torch\.return_types\.)?max'/,
    sentence(
      "max with a dim gives values and indices: take .values, or use amax.",
      "带 dim 的 max 返回值和下标：取 .values，或改用 amax。",
    ),
  ],
  [
    /^transpose\(\) (?:takes 2 positional|missing 2|received an invalid)/,
    sentence(
      "transpose swaps two dims; permute puts all of them in order.",
      "transpose 交换两个维度；重排所有维度用 permute。",
    ),
  ],
  [
    /^softmax\(\).*'axis'/,
    sentence("PyTorch calls it dim: torch.softmax(x, dim=-1).", "PyTorch 里这个参数叫 dim：torch.softmax(x, dim=-1)。"),
  ],
  [
    /^softmax\(\) missing 1 required/,
    sentence("Say along which dim: torch.softmax(x, dim=-1).", "要写明沿哪一维：torch.softmax(x, dim=-1)。"),
  ],
  [
    /^(?:sqrt|exp)\(\): argument 'input'.* must be Tensor, not (?:int|float)/,
    sentence("For a plain number use math.sqrt or math.exp.", "普通数字请用 math.sqrt、math.exp。"),
  ],
  [
    /^only one element tensors can be converted/,
    sentence(
      "The tensor holds many numbers: use torch's functions, not those of math.",
      "张量里有多个数：请用 torch 的函数，而不是 math 的。",
    ),
  ],
  [
    /^mean\(\): could not infer output dtype/,
    sentence("Only floats have a mean: mask.float().mean(...).", "只有浮点数能求平均：mask.float().mean(...)。"),
  ],
  [
    /^shape '\[.*\]' is invalid for input of size/,
    sentence(
      "The sizes must multiply to the number of elements: print x.shape first.",
      "各维的乘积必须等于元素个数：先打印 x.shape。",
    ),
  ],
  [
    /^Boolean value of Tensor with more than one value/,
    sentence(
      "An if takes one truth value: use torch.where, .any() or .all().",
      "if 只能判断一个真假值：请用 torch.where、.any() 或 .all()。",
    ),
  ],
  [
    /^(?:cat|stack)\(\): argument 'tensors'.*not Tensor/,
    sentence("They take a list: torch.cat([a, b], dim=...).", "要传列表：torch.cat([a, b], dim=...)。"),
  ],
  [
    /'indices' to have one of the following scalar types/,
    sentence("Ids are whole numbers: ids.long().", "id 必须是整数：ids.long()。"),
  ],
  [
    /^'(?:torch\.)?Size' object is not callable|^'builtin_function_or_method' object is not subscriptable|^'method' object is not subscriptable/,
    sentence("A size is x.shape[0] or x.size(0).", "大小写作 x.shape[0] 或 x.size(0)。"),
  ],
  [
    /^module 'torch\.nn' has no attribute 'softmax'/,
    sentence("It is torch.softmax(x, dim=...), or F.softmax.", "应写 torch.softmax(x, dim=...) 或 F.softmax。"),
  ],
  [
    /one of the variables needed for gradient computation has been modified by an inplace operation/,
    sentence(
      "Something is written in place that the way back needs: write x = x - m, not x -= m.",
      "反向传播要用的值被原地修改了：写 x = x - m，不要写 x -= m。",
    ),
  ],
];

export const adviceOfTorch = (message: string): Text | undefined => advice.find(([sign]) => sign.test(message))?.[1];
