import numpy as np

EPS = 1e-5


def encoder_block(x, params, num_heads):
    h = layer_norm(x + attention(x, params, num_heads), params["gamma1"], params["beta1"])  # (B, L, D)
    return layer_norm(h + feed_forward(h, params), params["gamma2"], params["beta2"])


def attention(x, params, num_heads):
    D = x.shape[-1]
    head_dim = D // num_heads

    def heads(name):  # (B, L, D) to (B, L, H, d)
        w = params["w" + name].reshape(num_heads, head_dim, D)  # rows as (H, d): a view
        return np.einsum("bid,hcd->bihc", x, w) + params["b" + name].reshape(num_heads, head_dim)

    scores = np.einsum("bihc,bjhc->bhij", heads("q"), heads("k")) / np.sqrt(head_dim)  # (B, H, L, L)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, H, L, L), over the keys
    averages = np.einsum("bhij,bjhc->bihc", weights, heads("v"))  # (B, L, H, d)
    w = params["wo"].reshape(D, num_heads, head_dim)  # columns as (H, d): the sum over h and c merges the heads
    return np.einsum("bihc,ohc->bio", averages, w) + params["bo"]  # (B, L, D)


def feed_forward(x, params):
    hidden = np.maximum(np.einsum("bid,fd->bif", x, params["w1"]) + params["b1"], 0)  # (B, L, F)
    return np.einsum("bif,df->bid", hidden, params["w2"]) + params["b2"]  # (B, L, D)


def layer_norm(x, gamma, beta):
    centered = x - x.mean(axis=-1, keepdims=True)  # (B, L, D) - (B, L, 1)
    variance = np.einsum("bid,bid->bi", centered, centered) / x.shape[-1]  # (B, L)
    return np.einsum("bid,bi,d->bid", centered, 1 / np.sqrt(variance + EPS), gamma) + beta
