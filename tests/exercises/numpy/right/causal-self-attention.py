import numpy as np

# %% split and swapaxes, -inf
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).swapaxes(1, 2) for t in (q, k, v))
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)
    scores[:, :, np.triu(np.ones((L, L), dtype=bool), k=1)] = -np.inf
    e = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
    p = e / np.sum(e, axis=-1, keepdims=True)
    return (p @ v).swapaxes(1, 2).reshape(B, L, D) @ w_o.T + b_o


# %% slices and an additive -1e9
def softmax(z):
    z = z - z.max(-1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(-1, keepdims=True)


def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    hd = D // num_heads
    qkv = np.matmul(x, w_qkv.transpose()) + b_qkv
    mask = (1 - np.tril(np.ones((L, L)))) * -1e9
    outs = []
    for h in range(num_heads):
        q = qkv[..., h * hd : (h + 1) * hd]
        k = qkv[..., D + h * hd : D + (h + 1) * hd]
        v = qkv[..., 2 * D + h * hd : 2 * D + (h + 1) * hd]
        outs.append(softmax(q @ k.transpose(0, 2, 1) / hd**0.5 + mask) @ v)
    return np.concatenate(outs, axis=-1) @ w_o.T + b_o


# %% float32, weights cut first, einsum
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    x = np.asarray(x, dtype=np.float32)
    wq, wk, wv = np.asarray(w_qkv, dtype=np.float32).reshape(3, -1, x.shape[-1])
    bq, bk, bv = np.asarray(b_qkv, dtype=np.float32).reshape(3, -1)
    B, L, D = x.shape

    def heads(w, b):
        return (x @ w.T + b).reshape(B, L, num_heads, -1)

    q, k, v = heads(wq, bq), heads(wk, bk), heads(wv, bv)
    s = np.einsum("bihd,bjhd->bhij", q, k) / np.float32(np.sqrt(D // num_heads))
    s = np.where(np.arange(L)[:, None] >= np.arange(L), s, np.finfo(np.float32).min)
    s = np.exp(s - s.max(-1, keepdims=True))
    s /= s.sum(-1, keepdims=True)
    return np.einsum("bhij,bjhd->bihd", s, v).reshape(B, L, D) @ w_o.T + b_o, s


# %% loops over positions
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    out = np.zeros_like(x)
    for b in range(B):
        q, k, v = (x[b] @ w_qkv[i * D : (i + 1) * D].T + b_qkv[i * D : (i + 1) * D] for i in range(3))
        for h in range(num_heads):
            s = slice(h * d, (h + 1) * d)
            for i in range(L):
                score = k[: i + 1, s] @ q[i, s] / np.sqrt(d)
                w = np.exp(score - score.max())
                out[b, i, s] = (w / w.sum()) @ v[: i + 1, s]
    return out @ w_o.T + b_o
