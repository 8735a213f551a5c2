import { softmax, unstableSoftmax, type WrongProgram } from "../python-program.js";

/** Wrong answers as people write them in NumPy, with the code of the mistake that the judge must name. */
export const wrong: readonly WrongProgram[] = [
  {
    exercise: "scaled-dot-product-attention",
    mistake: "missing-scale",
    source: `${softmax}
def scaled_dot_product_attention(q, k, v):
    return softmax(q @ k.swapaxes(1, 2)) @ v`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "softmax-over-queries",
    source: `${softmax}
def scaled_dot_product_attention(q, k, v):
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1]), axis=1) @ v`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "keys-not-transposed",
    source: `${softmax}
def scaled_dot_product_attention(q, k, v):
    return softmax(q @ k.T / np.sqrt(q.shape[-1])) @ v`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "keys-not-transposed",
    source: `${softmax}
def scaled_dot_product_attention(q, k, v):
    return softmax(np.matmul(q, k) / np.sqrt(q.shape[-1])) @ v`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "missing-keepdims",
    source: `def scaled_dot_product_attention(q, k, v):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max(-1, keepdims=True))
    return e / e.sum(-1) @ v`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "softmax-over-everything",
    source: `def scaled_dot_product_attention(q, k, v):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max())
    return e / e.sum() @ v`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "unstable-softmax",
    source: `${unstableSoftmax}
def scaled_dot_product_attention(q, k, v):
    w = softmax(q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1]))
    return w @ v, w`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "unstable-softmax",
    source: `${unstableSoftmax}
def scaled_dot_product_attention(q, k, v):
    return np.einsum('bls,bse->ble', softmax(np.einsum('bld,bsd->bls', q, k) / np.sqrt(q.shape[-1])), v).astype(np.float32)`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "scale-by-other-size",
    source: `${softmax}
def scaled_dot_product_attention(q, k, v):
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(k.shape[1])) @ v`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "hard-max",
    source: `def scaled_dot_product_attention(q, k, v):
    s = q @ k.swapaxes(1, 2)
    return np.take_along_axis(v, s.argmax(-1)[..., None], 1)`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "uniform-weights",
    source: `def scaled_dot_product_attention(q, k, v):
    return np.broadcast_to(v.mean(1, keepdims=True), (q.shape[0], q.shape[1], v.shape[2]))`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "global-maximum",
    source: `def scaled_dot_product_attention(q, k, v):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max())
    return e / e.sum(-1, keepdims=True) @ v`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "no-softmax",
    source: `def scaled_dot_product_attention(q, k, v):
    return q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1]) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "mask-times-infinity",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(s + (1 - mask) * -np.inf) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "mask-times-infinity",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return np.where(mask.any(-1, keepdims=True), softmax(s + ~mask * -np.inf) @ v, 0)`,
  },
  {
    exercise: "masked-attention",
    mistake: "masked-row-nan",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(np.where(mask, s, -np.inf)) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "masked-row-mean",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(np.where(mask, s, -1e9)) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "masked-row-mean",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    s[~mask] = np.finfo(float).min
    w = softmax(s)
    return w @ v, w`,
  },
  {
    exercise: "masked-attention",
    mistake: "masked-row-mean",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(s + (1 - mask) * -1e9) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "masked-row-mean",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(s.astype(np.float32) + (1 - mask.astype(np.float32)) * np.float32(-1e9)) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "mask-inverted",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return np.nan_to_num(softmax(np.where(mask, -np.inf, s))) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "mask-inverted",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(np.where(mask, -1e9, s)) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "mask-after-softmax",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return (softmax(s) * mask) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "mask-as-factor",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(s * mask) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "mask-ignored",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(s) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "unstable-softmax",
    source: `def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.exp(s) * mask
    return e / e.sum(-1, keepdims=True) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "unstable-softmax",
    source: `def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.where(mask, np.exp(s), 0)
    t = e.sum(-1, keepdims=True)
    return e / np.where(t == 0, 1, t) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "unstable-softmax",
    source: `def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.where(mask, np.exp(s), 0)
    t = e.sum(-1, keepdims=True)
    return e / (t + 1e-9) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "maximum-of-hidden",
    source: `def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max(-1, keepdims=True)) * mask
    return e / (e.sum(-1, keepdims=True) + 1e-9) @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "softmax-over-queries",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return np.nan_to_num(softmax(np.where(mask, s, -np.inf), axis=1)) @ v`,
  },
  {
    exercise: "causal-mask",
    mistake: "mask-top-left",
    source: `def causal_mask(seq_q, seq_k):
    return np.tril(np.ones((seq_q, seq_k))).astype(bool)`,
  },
  {
    exercise: "causal-mask",
    mistake: "mask-inverted",
    source: `def causal_mask(seq_q, seq_k):
    return np.triu(np.ones((seq_q, seq_k)), k=1 + seq_k - seq_q).astype(bool)`,
  },
  {
    exercise: "causal-mask",
    mistake: "mask-inverted",
    source: `def causal_mask(seq_q, seq_k):
    return np.triu(np.ones((seq_q, seq_k)), k=1)`,
  },
  {
    exercise: "causal-mask",
    mistake: "mask-looks-ahead",
    source: `def causal_mask(seq_q, seq_k):
    return np.triu(np.ones((seq_q, seq_k)))`,
  },
  {
    exercise: "causal-mask",
    mistake: "mask-off-by-one",
    source: `def causal_mask(seq_q, seq_k):
    return np.tril(np.ones((seq_q, seq_k)), seq_k - seq_q - 1)`,
  },
  {
    exercise: "causal-mask",
    mistake: "mask-additive",
    source: `def causal_mask(seq_q, seq_k):
    return np.where(np.tril(np.ones((seq_q, seq_k)), seq_k - seq_q), 0, -np.inf)`,
  },
  {
    exercise: "self-attention",
    mistake: "softmax-over-queries",
    source: `${softmax}
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(D), 1) @ v @ wo.T + bo`,
  },
  {
    exercise: "self-attention",
    mistake: "missing-bias",
    source: `${softmax}
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq.T, x @ wk.T, x @ wv.T
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(D)) @ v @ wo.T`,
  },
  {
    exercise: "self-attention",
    mistake: "missing-bias",
    source: `${softmax}
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq.T, x @ wk.T, x @ wv.T
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(D)) @ v @ wo.T + bo`,
  },
  {
    exercise: "self-attention",
    mistake: "weights-not-transposed",
    source: `${softmax}
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq + bq, x @ wk + bk, x @ wv + bv
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(D)) @ v @ wo + bo`,
  },
  {
    exercise: "self-attention",
    mistake: "values-from-keys",
    source: `${softmax}
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wk.T + bk
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(D)) @ v @ wo.T + bo`,
  },
  {
    exercise: "self-attention",
    mistake: "missing-output-projection",
    source: `${unstableSoftmax}
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(D)) @ v`,
  },
  {
    exercise: "self-attention",
    mistake: "keys-not-transposed",
    source: `${softmax}
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    return softmax(q @ k.T / np.sqrt(D)) @ v @ wo.T + bo`,
  },
  {
    exercise: "self-attention-weights",
    mistake: "returned-output-instead",
    source: `${softmax}
def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]
    q, k = x @ wq.T, x @ wk.T
    return softmax(q @ k.T / np.sqrt(x.shape[1])) @ x`,
  },
  {
    exercise: "self-attention-weights",
    mistake: "softmax-over-queries",
    source: `${softmax}
def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]
    q, k = x @ wq.T, x @ wk.T
    return softmax(q @ k.T / np.sqrt(x.shape[1]), 0)`,
  },
  {
    exercise: "self-attention-weights",
    mistake: "missing-keepdims",
    source: `def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]
    q, k = x @ wq.T, x @ wk.T
    s = q @ k.T / np.sqrt(x.shape[1])
    e = np.exp(s - s.max(-1, keepdims=True))
    return e / e.sum(-1)`,
  },
  {
    exercise: "self-attention-weights",
    mistake: "missing-scale",
    source: `${softmax}
def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]
    q, k = x @ wq.T, x @ wk.T
    return softmax(q @ k.T)`,
  },
  {
    exercise: "self-attention-weights",
    mistake: "not-projected",
    source: `${softmax}
def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]
    return softmax(x @ x.T / np.sqrt(x.shape[1]))`,
  },
  {
    exercise: "multi-head-attention",
    mistake: "heads-reshaped-not-transposed",
    source: `${softmax}
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, num_heads, L, d) for t in (q, k, v))
    o = softmax(q @ k.swapaxes(2, 3) / np.sqrt(d)) @ v
    return o.transpose(0, 2, 1, 3).reshape(B, L, D) @ wo.T + bo`,
  },
  {
    exercise: "multi-head-attention",
    mistake: "heads-reshaped-not-transposed",
    source: `${softmax}
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    o = softmax(q @ k.swapaxes(2, 3) / np.sqrt(d)) @ v
    return o.reshape(B, L, D) @ wo.T + bo`,
  },
  {
    exercise: "multi-head-attention",
    mistake: "heads-interleaved",
    source: `${softmax}
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, d, num_heads).transpose(0, 3, 1, 2) for t in (q, k, v))
    o = softmax(q @ k.swapaxes(2, 3) / np.sqrt(d)) @ v
    return o.transpose(0, 2, 1, 3).reshape(B, L, D) @ wo.T + bo`,
  },
  {
    exercise: "multi-head-attention",
    mistake: "heads-averaged",
    source: `${softmax}
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    return (softmax(q @ k.swapaxes(2, 3) / np.sqrt(d)) @ v).mean(1)`,
  },
  {
    exercise: "multi-head-attention",
    mistake: "heads-averaged",
    source: `${softmax}
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    return (softmax(q @ k.swapaxes(2, 3) / np.sqrt(d)) @ v).mean(1) @ wo.T + bo`,
  },
  {
    exercise: "multi-head-attention",
    mistake: "heads-averaged",
    source: `${softmax}
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    o = (softmax(q @ k.swapaxes(2, 3) / np.sqrt(d)) @ v).mean(1)
    return np.tile(o, num_heads) @ wo.T + bo`,
  },
  {
    exercise: "multi-head-attention",
    mistake: "scale-by-model-dimension",
    source: `${softmax}
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    o = softmax(q @ k.swapaxes(2, 3) / np.sqrt(D)) @ v
    return o.transpose(0, 2, 1, 3).reshape(B, L, D) @ wo.T + bo`,
  },
  {
    exercise: "multi-head-attention",
    mistake: "softmax-over-queries",
    source: `${softmax}
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    o = softmax(q @ k.swapaxes(2, 3) / np.sqrt(d), 2) @ v
    return o.transpose(0, 2, 1, 3).reshape(B, L, D) @ wo.T + bo`,
  },
];
