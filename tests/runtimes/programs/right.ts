import { type RightProgram, softmax } from "../python-program.js";

/** Right answers of many styles: each must be accepted. */
export const right: readonly RightProgram[] = [
  {
    exercise: "softmax",
    name: "log-sum-exp, in place on a copy",
    source: `def softmax(x, axis):
    y = np.array(x)
    y -= np.amax(y, axis=axis, keepdims=True)
    return np.exp(y - np.log(np.exp(y).sum(axis=axis, keepdims=True)))`,
  },
  {
    exercise: "softmax",
    name: "moves the axis, loops over rows, returns lists",
    source: `def softmax(x, axis):
    rows = np.moveaxis(x, axis, -1)
    out = np.array([np.exp(row - max(row)) / sum(np.exp(row - max(row))) for row in rows])
    return np.moveaxis(out, -1, axis).tolist()`,
  },
  {
    exercise: "softmax",
    name: "changes its input in place",
    source: `def softmax(x, axis):
    x -= x.max(axis, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis, keepdims=True)
    return x`,
  },
  {
    exercise: "scaled-dot-product-attention",
    name: "einsum, scaled queries",
    source: `${softmax}
def scaled_dot_product_attention(q, k, v):
    scores = np.einsum("bld,bsd->bls", q * q.shape[-1] ** -0.5, k)
    return np.einsum("bls,bse->ble", softmax(scores), v)`,
  },
  {
    exercise: "scaled-dot-product-attention",
    name: "online softmax over keys",
    source: `def scaled_dot_product_attention(q, k, v):
    b, l, d = q.shape
    top = np.full((b, l, 1), -np.inf)
    total = np.zeros((b, l, 1))
    out = np.zeros((b, l, v.shape[-1]))
    for j in range(k.shape[1]):
        score = (q * k[:, j:j + 1]).sum(-1, keepdims=True) / np.sqrt(d)
        new = np.maximum(top, score)
        keep, weight = np.exp(top - new), np.exp(score - new)
        out = out * keep + weight * v[:, j:j + 1]
        total = total * keep + weight
        top = new
    return out / total`,
  },
  {
    exercise: "scaled-dot-product-attention",
    name: "a list comprehension over the batch, float32, tuple",
    source: `${softmax}
def scaled_dot_product_attention(q, k, v):
    w = [softmax((a @ b.T / np.sqrt(a.shape[1])).astype(np.float32)) for a, b in zip(q, k)]
    return [a @ c for a, c in zip(w, v)], w`,
  },
  {
    exercise: "masked-attention",
    name: "masked, then cleaned with where",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = np.where(mask, q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1]), -np.inf)
    top = s.max(-1, keepdims=True)
    e = np.exp(s - np.where(np.isfinite(top), top, 0))
    total = e.sum(-1, keepdims=True)
    w = np.divide(e, total, out=np.zeros_like(e), where=total > 0)
    return w @ v, w`,
  },
  {
    exercise: "masked-attention",
    name: "minus 1e9, then the mask once more",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])
    return (softmax(np.where(mask, s, -1e9)) * mask) @ v`,
  },
  {
    exercise: "masked-attention",
    name: "nan_to_num at the end",
    source: `${softmax}
def masked_attention(q, k, v, mask):
    s = q @ np.swapaxes(k, -1, -2) / np.sqrt(k.shape[-1])
    s[~mask] = -np.inf
    return np.nan_to_num(softmax(s)) @ v`,
  },
  {
    exercise: "causal-mask",
    name: "by comparing indices",
    source: `def causal_mask(seq_q, seq_k):
    return np.arange(seq_k)[None, :] <= np.arange(seq_q)[:, None] + seq_k - seq_q`,
  },
  {
    exercise: "causal-mask",
    name: "lists of zeros and ones",
    source: `def causal_mask(seq_q, seq_k):
    return [[1 if j - i <= seq_k - seq_q else 0 for j in range(seq_k)] for i in range(seq_q)]`,
  },
  {
    exercise: "self-attention",
    name: "one fused projection, no key bias",
    source: `${softmax}
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    w = np.concatenate([wq, wk, wv])
    b = np.concatenate([bq, 0 * bk, bv])
    q, k, v = np.split(x @ w.T + b, 3, axis=-1)
    a = softmax(q @ k.transpose(0, 2, 1) / np.sqrt(x.shape[-1]))
    return a @ v @ wo.T + bo, a`,
  },
  {
    exercise: "self-attention-weights",
    name: "one-hot times the table",
    source: `${softmax}
def attention_matrix(ids, embedding, wq, wk):
    x = np.eye(len(embedding))[ids] @ embedding
    return softmax(np.einsum("id,jd->ij", x @ wq.T, x @ wk.T) / np.sqrt(x.shape[1]))`,
  },
  {
    exercise: "multi-head-attention",
    name: "a loop over heads by slices",
    source: `${softmax}
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    d = x.shape[-1] // num_heads
    heads = []
    for h in range(num_heads):
        s = slice(h * d, (h + 1) * d)
        q, k, v = x @ wq[s].T + bq[s], x @ wk[s].T + bk[s], x @ wv[s].T + bv[s]
        heads.append(softmax(q @ k.transpose(0, 2, 1) / np.sqrt(d)) @ v)
    return np.concatenate(heads, axis=-1) @ wo.T + bo`,
  },
  {
    exercise: "multi-head-attention",
    name: "einsum all the way",
    source: `${softmax}
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    split = lambda w, b: (np.einsum("bld,ed->ble", x, w) + b).reshape(B, L, num_heads, -1)
    q, k, v = split(wq, bq), split(wk, bk), split(wv, bv)
    a = softmax(np.einsum("bqhd,bkhd->bhqk", q, k) / np.sqrt(D / num_heads))
    return np.einsum("bhqk,bkhd->bqhd", a, v).reshape(B, L, D) @ wo.T + bo, a`,
  },
  {
    exercise: "layer-normalization",
    name: "by moments",
    source: `def layer_norm(x, gamma, beta, eps):
    mean = x.mean(-1, keepdims=True)
    centred = x - mean
    return centred / np.sqrt((centred ** 2).mean(-1, keepdims=True) + eps) * gamma + beta`,
  },
  {
    exercise: "spatial-attention",
    name: "tensordot over channels",
    source: `def attention(features, position):
    b, h, w, c = features.shape
    s = (features * position).sum(-1).reshape(b, -1)
    e = np.exp(s - s.max(1)[:, None])
    a = e / e.sum(1)[:, None]
    return (a[:, :, None] * features.reshape(b, -1, c)).sum(1), a.reshape(b, h, w)`,
  },
  {
    exercise: "softmax",
    name: "logaddexp along the axis",
    source: `def softmax(x, axis):
    return np.exp(x - np.logaddexp.reduce(x, axis=axis, keepdims=True))`,
  },
  {
    exercise: "scaled-dot-product-attention",
    name: "a vectorized function of one sequence",
    source: `def scaled_dot_product_attention(q, k, v):
    f = np.vectorize(lambda a, b, c: one(a, b, c), signature='(l,d),(s,d),(s,e)->(l,e)')
    return f(q, k, v)
def one(a, b, c):
    s = np.tensordot(a, b, axes=([1], [1])) * a.shape[1] ** -.5
    s -= s.max(1)[:, None]
    p = np.exp(s)
    return np.dot(p, c) / p.sum(1, keepdims=True)`,
  },
  {
    exercise: "masked-attention",
    name: "a maximum of the visible scores only",
    source: `def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    top = np.max(s, axis=-1, keepdims=True, where=mask, initial=-1e300)
    e = np.exp(np.where(mask, s - top, -np.inf))
    z = e.sum(-1, keepdims=True)
    w = np.divide(e, z, out=np.zeros_like(e), where=z != 0)
    return w @ v, w`,
  },
  {
    exercise: "multi-head-attention",
    name: "the sum of each head's output projection",
    source: `def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    D = x.shape[-1]; d = D // num_heads
    out = np.zeros_like(x) + bo
    for h in range(num_heads):
        r = np.arange(h * d, h * d + d)
        q = x @ wq[r].T + bq[r]; k = x @ wk[r].T; v = x @ wv[r].T + bv[r]
        s = np.einsum('bid,bjd->bij', q, k) / np.sqrt(d)
        p = np.exp(s - s.max(-1, keepdims=True))
        out += (p / p.sum(-1, keepdims=True)) @ v @ wo[:, r].T
    return out`,
  },
  {
    exercise: "layer-normalization",
    name: "a centring matrix and a norm",
    source: `def layer_norm(x, gamma, beta, eps):
    D = x.shape[-1]
    c = x @ (np.eye(D) - 1 / D)
    n = np.linalg.norm(c, axis=-1, keepdims=True)
    return gamma * c / np.hypot(n / np.sqrt(D), np.sqrt(eps)) + beta`,
  },
  {
    exercise: "transformer-encoder-block",
    name: "one matrix for queries, keys and values, in place",
    source: `def encoder_block(x, params, num_heads):
    from functools import reduce
    g = params.get
    B, L, D = x.shape; d = D // num_heads
    qkv = x @ np.vstack([g('wq'), g('wk'), g('wv')]).T + np.hstack([g('bq'), g('bk'), g('bv')])
    q, k, v = qkv.reshape(B, L, 3, num_heads, d).transpose(2, 0, 3, 1, 4)
    a = np.exp((s := q @ k.swapaxes(-1, -2) * d ** -.5) - np.logaddexp.reduce(s, -1, keepdims=True))
    x += np.moveaxis(a @ v, 1, 2).reshape(x.shape) @ g('wo').T + g('bo')
    for i in '12':
        if i == '2':
            x = x + (lambda h: h * (h > 0))(x @ g('w1').T + g('b1')) @ g('w2').T + g('b2')
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-5) * g('gamma' + i) + g('beta' + i)
    return x`,
  },
  {
    exercise: "attention-text-classifier",
    name: "one-hot ids, classified token by token, a masked mean",
    source: `def classify(ids, mask, params):
    x = np.eye(len(params['embedding']))[ids] @ params['embedding']
    q, k, v = (x @ params['w' + c].T + params['b' + c] for c in 'qkv')
    s = np.matmul(q, np.transpose(k, (0, 2, 1))) * x.shape[-1] ** -0.5 + np.where(mask, 0, -np.inf)[:, None, :]
    s = s - s.max(axis=2, keepdims=True)
    a = np.exp(s) / np.exp(s).sum(axis=2, keepdims=True)
    logits = (a @ v @ params['wo'].T + params['bo']) @ params['wc'].T + params['bc']
    return np.ma.mean(np.ma.array(logits, mask=np.repeat(~mask[:, :, None], logits.shape[-1], 2)), axis=1).filled(0)`,
  },
];
