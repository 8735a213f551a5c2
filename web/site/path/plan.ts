/** For an interview in three days: what is asked most, four exercises a day, each after what it builds on. */
export const threeDays: readonly (readonly string[])[] = [
  ["softmax", "scaled-dot-product-attention", "causal-mask", "causal-self-attention"],
  ["cross-entropy", "grouped-query-attention", "decode-step", "rotary-embedding"],
  ["rms-norm", "top-p-probabilities", "online-states", "attention-backward"],
];
