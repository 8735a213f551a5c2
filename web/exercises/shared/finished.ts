/** What PyTorch has finished of what several exercises ask for: they refuse it. */

/** A log-softmax. */
export const finishedLogSoftmax: readonly string[] = [
  "torch.log_softmax",
  "torch.nn.functional.log_softmax",
  "torch.Tensor.log_softmax",
  "torch.nn.LogSoftmax",
  "torch.special.log_softmax",
];

/** A softmax, or what is one step from it. */
export const finishedSoftmax: readonly string[] = [
  "torch.softmax",
  "torch.nn.functional.softmax",
  "torch.Tensor.softmax",
  "torch.nn.Softmax",
  "torch.nn.Softmax2d",
  "torch.special.softmax",
  ...finishedLogSoftmax,
  "torch.nn.functional.softmin",
  "torch.nn.Softmin",
  "torch.nn.functional.gumbel_softmax",
];

/** Attention. The softmax inside is free. */
export const finishedAttention: readonly string[] = [
  "torch.nn.functional.scaled_dot_product_attention",
  "torch.nn.MultiheadAttention",
  "torch.nn.functional.multi_head_attention_forward",
];

/** Attention with its layers, and what contains them. */
export const finishedBlocks: readonly string[] = [
  ...finishedAttention,
  "torch.nn.TransformerEncoderLayer",
  "torch.nn.TransformerEncoder",
  "torch.nn.TransformerDecoderLayer",
  "torch.nn.TransformerDecoder",
  "torch.nn.Transformer",
];

/** Gradients of whatever there is. */
export const finishedBackward: readonly string[] = [
  "torch.autograd.grad",
  "torch.autograd.backward",
  "torch.Tensor.backward",
  "torch.func.grad",
  "torch.func.vjp",
];
