import numpy as np

EPS = 1e-5
WHOLE = ("embedding", "positions", "gamma", "beta")  # the others have an entry for each block


def gpt_logits(ids, params, num_heads):
    embedding = params["embedding"]  # (V, D)
    x = embedding[ids] + params["positions"][: ids.shape[1]]  # (B, L, D) + (L, D)
    for i in range(2):
        p = {name: params[name][i] for name in params if name not in WHOLE}
        x = x + attention(layer_norm(x, p["gamma1"], p["beta1"]), p, num_heads)  # (B, L, D)
        hidden = np.einsum("bld,fd->blf", layer_norm(x, p["gamma2"], p["beta2"]), p["w1"]) + p["b1"]  # (B, L, 4D)
        x = x + np.einsum("blf,df->bld", gelu(hidden), p["w2"]) + p["b2"]  # (B, L, D)
    return np.einsum("bld,vd->blv", layer_norm(x, params["gamma"], params["beta"]), embedding)  # (B, L, V)


def attention(x, p, num_heads):
    length, dim = x.shape[1:]

    def heads(name):
        weight = p["w" + name].reshape(num_heads, -1, dim)  # (D, D) to (H, d, D): rows of a head lie side by side
        bias = p["b" + name].reshape(num_heads, 1, -1)  # (H, 1, d)
        return np.einsum("bld,hed->bhle", x, weight) + bias  # (B, H, L, d)

    q, k, v = heads("q"), heads("k"), heads("v")
    scores = np.einsum("bhid,bhjd->bhij", q, k) / np.sqrt(dim // num_heads)  # (B, H, L, L)
    scores = np.where(np.tri(length, dtype=bool), scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)
    out = p["wo"].reshape(dim, num_heads, -1)  # (D, D) to (D, H, d)
    return np.einsum("bhij,bhjd,ohd->bio", weights, v, out) + p["bo"]  # merged and projected: (B, L, D)


def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def layer_norm(x, gamma, beta):
    centered = x - x.mean(axis=-1, keepdims=True)
    variance = (centered**2).mean(axis=-1, keepdims=True)
    return gamma * centered / np.sqrt(variance + EPS) + beta
