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
  {
    exercise: "softmax",
    mistake: "softmax-over-everything",
    source: `def softmax(x, axis):
    x_max = np.max(x, axis=axis, keepdims=True)
    e_x = np.exp(x - x_max)
    return e_x / e_x.sum()`,
  },
  {
    exercise: "softmax",
    mistake: "unstable-softmax",
    source: `def softmax(x, axis):
    x_max = np.max(x, axis=axis, keepdims=True)
    e_x = np.exp(x.astype(np.float32))
    return e_x / np.sum(e_x, axis=axis, keepdims=True)`,
  },
  {
    exercise: "softmax",
    mistake: "unstable-softmax",
    source: `def softmax(x, axis):
    x_max = np.mean(x, axis=axis, keepdims=True)
    e_x = np.exp(x - x_max)
    return e_x / np.sum(e_x, axis=axis, keepdims=True)`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "unstable-softmax",
    source: `def softmax(x):
    pass
    e = np.exp(x)
    return np.nan_to_num(e / np.sum(e, axis=-1, keepdims=True))
def scaled_dot_product_attention(q, k, v):
    d_k = q.shape[-1]
    scores = np.matmul(q, k.transpose(0, 2, 1)) / np.sqrt(d_k)
    weights = softmax(scores)
    output = np.matmul(weights, v)
    return output`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "unstable-softmax",
    source: `def softmax(x):
    pass
    e = np.exp(x)
    return e / (np.sum(e, axis=-1, keepdims=True) + 1e-8)
def scaled_dot_product_attention(q, k, v):
    d_k = q.shape[-1]
    scores = np.matmul(q, k.transpose(0, 2, 1)) / np.sqrt(d_k)
    weights = softmax(scores)
    output = np.matmul(weights, v)
    return output`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "unstable-softmax",
    source: `import math
def scaled_dot_product_attention(q, k, v):
    B, L, d = q.shape
    S, e = v.shape[1], v.shape[2]
    out = np.zeros((B, L, e))
    for b in range(B):
        for i in range(L):
            s = [sum(q[b, i, c] * k[b, j, c] for c in range(d)) / math.sqrt(d) for j in range(S)]
            m = max(s)
            p = [math.exp(t) for t in s]
            z = sum(p)
            for j in range(S):
                for c in range(e):
                    out[b, i, c] += p[j] / z * v[b, j, c]
    return out`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "keys-not-transposed",
    source: `def softmax(x):
    x = x - np.max(x, axis=-1, keepdims=True)
    e = np.exp(x)
    return e / np.sum(e, axis=-1, keepdims=True)
def scaled_dot_product_attention(q, k, v):
    d_k = q.shape[-1]
    scores = np.matmul(q, k.reshape(k.shape[0], k.shape[2], k.shape[1])) / np.sqrt(d_k)
    weights = softmax(scores)
    output = np.matmul(weights, v)
    return output`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "returned-weights-instead",
    source: `def softmax(x):
    x = x - np.max(x, axis=-1, keepdims=True)
    e = np.exp(x)
    return e / np.sum(e, axis=-1, keepdims=True)
def scaled_dot_product_attention(q, k, v):
    d_k = q.shape[-1]
    scores = np.matmul(q, k.transpose(0, 2, 1)) / np.sqrt(d_k)
    weights = softmax(scores)
    output = np.matmul(weights, v)
    return weights, output`,
  },
  {
    exercise: "masked-attention",
    mistake: "mask-added",
    source: `def softmax(x, axis=-1):
    m = np.max(x, axis=axis, keepdims=True)
    e = np.exp(x - m)
    return e / np.sum(e, axis=axis, keepdims=True)
def masked_attention(q, k, v, mask):
    d = q.shape[-1]
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(d)
    scores = scores + mask
    weights = softmax(scores)
    pass
    return weights @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "mask-value-too-high",
    source: `def softmax(x, axis=-1):
    m = np.max(x, axis=axis, keepdims=True)
    e = np.exp(x - m)
    return e / np.sum(e, axis=axis, keepdims=True)
def masked_attention(q, k, v, mask):
    d = q.shape[-1]
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(d)
    scores = np.where(mask, scores, -100)
    weights = softmax(scores)
    weights = np.where(mask, weights, 0.0)
    return weights @ v`,
  },
  {
    exercise: "masked-attention",
    mistake: "mask-times-infinity",
    source: `def softmax(x, axis=-1):
    m = np.max(x, axis=axis, keepdims=True)
    e = np.exp(x - m)
    return e / np.sum(e, axis=axis, keepdims=True)
def masked_attention(q, k, v, mask):
    d = q.shape[-1]
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(d)
    scores = scores * np.where(mask, 1, -np.inf)
    weights = softmax(scores)
    weights = np.where(mask, weights, 0.0)
    return weights @ v`,
  },
  {
    exercise: "causal-mask",
    mistake: "mask-additive",
    source: `def causal_mask(seq_q, seq_k):
    return np.where(np.tril(np.ones((seq_q, seq_k)), seq_k - seq_q), 0, np.finfo(np.float32).min)`,
  },
  {
    exercise: "causal-mask",
    mistake: "mask-swapped-axes",
    source: `def causal_mask(seq_q, seq_k):
    return np.tril(np.ones((seq_k, seq_q)), seq_k - seq_q)`,
  },
  {
    exercise: "self-attention",
    mistake: "missing-keepdims",
    source: `def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis))
    return e / e.sum(axis=axis)
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    B, L, D = x.shape
    Q = x @ wq.T + bq
    K = x @ wk.T + bk
    V = x @ wv.T + bv
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(D)
    A = softmax(scores, axis=-1)
    context = A @ V
    return context @ wo.T + bo`,
  },
  {
    exercise: "self-attention",
    mistake: "softmax-over-batch",
    source: `def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    B, L, D = x.shape
    Q = x @ wq.T + bq
    K = x @ wk.T + bk
    V = x @ wv.T + bv
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(D)
    A = softmax(scores, axis=0)
    context = A @ V
    return context @ wo.T + bo`,
  },
  {
    exercise: "multi-head-attention",
    mistake: "heads-reshaped-not-transposed",
    source: `def softmax(x, axis=-1):
    x = x - np.max(x, axis=axis, keepdims=True)
    e = np.exp(x)
    return e / np.sum(e, axis=axis, keepdims=True)
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    head_dim = D // num_heads
    Q = x @ wq.T + bq
    K = x @ wk.T + bk
    V = x @ wv.T + bv
    Q = Q.reshape(B, L, num_heads, head_dim)
    K = K.reshape(B, L, num_heads, head_dim)
    V = V.reshape(B, L, num_heads, head_dim)
    scores = Q @ K.transpose(0, 1, 3, 2) / np.sqrt(head_dim)
    A = softmax(scores)
    out = A @ V
    out = out.reshape(B, L, D)
    return out @ wo.T + bo`,
  },
  {
    exercise: "multi-head-attention",
    mistake: "heads-averaged",
    source: `def softmax(x, axis=-1):
    x = x - np.max(x, axis=axis, keepdims=True)
    e = np.exp(x)
    return e / np.sum(e, axis=axis, keepdims=True)
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    head_dim = D // num_heads
    Q = x @ wq.T + bq
    K = x @ wk.T + bk
    V = x @ wv.T + bv
    Q = Q.reshape(B, L, num_heads, head_dim).transpose(0, 2, 1, 3)
    K = K.reshape(B, L, num_heads, head_dim).transpose(0, 2, 1, 3)
    V = V.reshape(B, L, num_heads, head_dim).transpose(0, 2, 1, 3)
    scores = Q @ K.transpose(0, 1, 3, 2) / np.sqrt(head_dim)
    A = softmax(scores)
    out = A @ V
    out = np.repeat(out.mean(1), num_heads, axis=-1)
    return out @ wo.T + bo`,
  },
  {
    exercise: "spatial-attention",
    mistake: "missing-keepdims",
    source: `def attention(features, position):
    B, h, w, C = features.shape
    scores = np.sum(features * position, axis=-1)
    flat = scores.reshape(B, -1)
    e = np.exp(flat - flat.max(axis=1, keepdims=True))
    weights = (e / e.sum(axis=1)).reshape(B, h, w)
    out = np.sum(weights[..., np.newaxis] * features, axis=(1, 2))
    return out`,
  },
  {
    exercise: "transformer-encoder-block",
    mistake: "global-maximum",
    source: `def softmax(x, axis=-1):
    e = np.exp(x - np.max(x))
    return e / np.sum(e, axis=axis, keepdims=True)
def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta
def mha(x, p, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    split = lambda t: t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3)
    q = split(x @ p["wq"].T + p["bq"])
    k = split(x @ p["wk"].T + p["bk"])
    v = split(x @ p["wv"].T + p["bv"])
    a = softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(d))
    o = (a @ v).transpose(0, 2, 1, 3).reshape(B, L, D)
    return o @ p["wo"].T + p["bo"]
def ffn(x, p):
    h = np.maximum(0, x @ p["w1"].T + p["b1"])
    return h @ p["w2"].T + p["b2"]
def encoder_block(x, params, num_heads):
    attn = mha(x, params, num_heads)
    x1 = layer_norm(x + attn, params["gamma1"], params["beta1"])
    out = layer_norm(x1 + ffn(x1, params), params["gamma2"], params["beta2"])
    return out`,
  },
  {
    exercise: "transformer-encoder-block",
    mistake: "missing-affine",
    source: `def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta
def mha(x, p, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    split = lambda t: t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3)
    q = split(x @ p["wq"].T + p["bq"])
    k = split(x @ p["wk"].T + p["bk"])
    v = split(x @ p["wv"].T + p["bv"])
    a = softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(d))
    o = (a @ v).transpose(0, 2, 1, 3).reshape(B, L, D)
    return o @ p["wo"].T + p["bo"]
def ffn(x, p):
    h = np.maximum(0, x @ p["w1"].T + p["b1"])
    return h @ p["w2"].T + p["b2"]
def encoder_block(x, params, num_heads):
    attn = mha(x, params, num_heads)
    x1 = layer_norm(x + attn, params["gamma1"], params["beta1"])
    out = layer_norm(x1 + ffn(x1, params), params["gamma2"], 0)
    return out`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "global-maximum",
    source: `def softmax(x, axis=-1):
    e = np.exp(x - np.max(x))
    return e / np.sum(e, axis=axis, keepdims=True)
def classify(ids, mask, params):
    x = params["embedding"][ids]
    q = x @ params["wq"].T + params["bq"]
    k = x @ params["wk"].T + params["bk"]
    v = x @ params["wv"].T + params["bv"]
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(x.shape[-1])
    scores = np.where(mask[:, None, :], scores, -1e9)
    attn = softmax(scores)
    h = attn @ v @ params["wo"].T + params["bo"]
    m = mask[:, :, None].astype(float)
    pooled = (h * m).sum(axis=1) / m.sum(axis=1)
    return pooled @ params["wc"].T + params["bc"]`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "mask-times-infinity",
    source: `def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
def classify(ids, mask, params):
    x = params["embedding"][ids]
    q = x @ params["wq"].T + params["bq"]
    k = x @ params["wk"].T + params["bk"]
    v = x @ params["wv"].T + params["bv"]
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(x.shape[-1])
    scores = scores + (1 - mask[:, None, :]) * -np.inf
    attn = softmax(scores)
    h = attn @ v @ params["wo"].T + params["bo"]
    m = mask[:, :, None].astype(float)
    pooled = (h * m).sum(axis=1) / m.sum(axis=1)
    return pooled @ params["wc"].T + params["bc"]`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "masked-row-nan",
    source: `def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
def classify(ids, mask, params):
    x = params["embedding"][ids]
    q = x @ params["wq"].T + params["bq"]
    k = x @ params["wk"].T + params["bk"]
    v = x @ params["wv"].T + params["bv"]
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(x.shape[-1])
    scores = np.where(mask[:, :, None] & mask[:, None, :], scores, -np.inf)
    attn = softmax(scores)
    h = attn @ v @ params["wo"].T + params["bo"]
    m = mask[:, :, None].astype(float)
    pooled = (h * m).sum(axis=1) / m.sum(axis=1)
    return pooled @ params["wc"].T + params["bc"]`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "missing-bias",
    source: `def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
def classify(ids, mask, params):
    x = params["embedding"][ids]
    q = x @ params["wq"].T + params["bq"]
    k = x @ params["wk"].T + params["bk"]
    v = x @ params["wv"].T
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(x.shape[-1])
    scores = np.where(mask[:, None, :], scores, -1e9)
    attn = softmax(scores)
    h = attn @ v @ params["wo"].T
    m = mask[:, :, None].astype(float)
    pooled = (h * m).sum(axis=1) / m.sum(axis=1)
    return pooled @ params["wc"].T + params["bc"]`,
  },
  {
    exercise: "bug-softmax-that-does-not-exist",
    mistake: "softmax-that-does-not-exist",
    source: `def attention(x, w):
    from scipy.special import softmax
    return softmax(x @ w) @ x`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "queries-and-keys-swapped",
    source: `${softmax}
def scaled_dot_product_attention(q, k, v):
    s = np.matmul(k, q.transpose(0, 2, 1)) / np.sqrt(q.shape[-1])
    return softmax(s) @ v`,
  },
  {
    exercise: "scaled-dot-product-attention",
    mistake: "weights-transposed",
    source: `${softmax}
def scaled_dot_product_attention(q, k, v):
    s = (q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1]))
    return softmax(s).swapaxes(1, 2) @ v`,
  },
  {
    exercise: "attention-weights",
    mistake: "vector-as-weights",
    source: `
def compute_attention(x, w):
    out = np.zeros_like(x)
    for i in range(len(x)):
        out[i] = x[i] * w[i]
    return out / np.sum(w)`,
  },
  {
    exercise: "weighted-sum-attention",
    mistake: "vector-as-weights",
    source: `
def attention(input_data, weight_vector):
    total = 0
    for i in range(input_data.shape[0]):
        total = total + input_data[i] * weight_vector[i]
    return total / weight_vector.sum()`,
  },
  {
    exercise: "multi-head-attention",
    mistake: "heads-split-before-projection",
    source: `${softmax}
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    d = x.shape[-1] // num_heads
    heads = []
    for h in range(num_heads):
        own = slice(h * d, (h + 1) * d)
        part = x[:, :, own]
        q, k, v = (part @ w[own, own].T + b[own] for w, b in ((wq, bq), (wk, bk), (wv, bv)))
        heads.append(softmax(q @ k.transpose(0, 2, 1) / np.sqrt(d)) @ v)
    return np.concatenate(heads, axis=-1) @ wo.T + bo`,
  },
];
