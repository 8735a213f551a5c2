import numpy as np

# %% swapaxes, NaN cleared
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    S = memory.shape[1]
    d = D // num_heads
    q = (x @ params["wq"].T + params["bq"]).reshape(B, L, num_heads, d).swapaxes(1, 2)
    k = (memory @ params["wk"].T + params["bk"]).reshape(B, S, num_heads, d).swapaxes(1, 2)
    v = (memory @ params["wv"].T + params["bv"]).reshape(B, S, num_heads, d).swapaxes(1, 2)
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, None, :], scores, -np.inf)
    with np.errstate(invalid="ignore"):
        e = np.exp(scores - scores.max(axis=-1, keepdims=True))
        w = np.nan_to_num(e / e.sum(axis=-1, keepdims=True))
    return (w @ v).swapaxes(1, 2).reshape(B, L, D) @ params["wo"].T + params["bo"], w


# %% added -1e9, times the mask
def softmax(z):
    z = np.exp(z - np.max(z, -1, keepdims=True))
    return z / np.sum(z, -1, keepdims=True)


def cross_attention(x, memory, memory_mask, params, num_heads):
    d = x.shape[2] // num_heads
    Q = np.matmul(x, params["wq"].transpose()) + params["bq"]
    K = np.matmul(memory, params["wk"].transpose()) + params["bk"]
    V = np.matmul(memory, params["wv"].transpose()) + params["bv"]
    mask = memory_mask.astype(float)[:, None, :]
    heads = []
    for h in range(num_heads):
        q, k, v = (t[:, :, h * d : (h + 1) * d] for t in (Q, K, V))
        a = softmax(q @ k.transpose(0, 2, 1) / np.sqrt(d) + (1 - mask) * -1e9) * mask
        heads.append(a @ v)
    return np.concatenate(heads, axis=2) @ params["wo"].transpose() + params["bo"]


# %% loops, real positions only
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    out = np.zeros((B, L, D))
    for b in range(B):
        real = memory[b][np.asarray(memory_mask[b], dtype=bool)]
        if len(real) > 0:
            q = x[b] @ params["wq"].T + params["bq"]
            k = real @ params["wk"].T + params["bk"]
            v = real @ params["wv"].T + params["bv"]
            for h in range(num_heads):
                s = slice(h * d, (h + 1) * d)
                a = q[:, s] @ k[:, s].T / d**0.5
                a = np.exp(a - a.max(axis=1)[:, None])
                out[b, :, s] = a @ v[:, s] / a.sum(axis=1)[:, None]
    return out @ params["wo"].T + params["bo"]


# %% einsum, float32
def cross_attention(x, memory, memory_mask, params, num_heads):
    p = {name: np.asarray(value, dtype=np.float32) for name, value in params.items()}
    x, memory = np.asarray(x, dtype=np.float32), np.asarray(memory, dtype=np.float32)
    B, L, D = x.shape
    split = lambda t: t.reshape(B, t.shape[1], num_heads, -1)
    q, k, v = split(x @ p["wq"].T + p["bq"]), split(memory @ p["wk"].T + p["bk"]), split(memory @ p["wv"].T + p["bv"])
    s = np.einsum("bqhd,bkhd->bhqk", q, k) / np.float32((D // num_heads) ** 0.5)
    s[~np.broadcast_to(memory_mask[:, None, None, :], s.shape)] = np.finfo(np.float32).min
    s = np.exp(s - s.max(-1, keepdims=True))
    s = s / s.sum(-1, keepdims=True) * memory_mask[:, None, None, :]
    return np.einsum("bhqk,bkhd->bqhd", s, v).reshape(B, L, D) @ p["wo"].T + p["bo"]
