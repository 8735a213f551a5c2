import numpy as np

EPS = 1e-5


def encoder_block(x, params, num_heads):
    attended = multi_head_attention(x, params, num_heads)  # (B, L, D)
    h = layer_norm(x + attended, params["gamma1"], params["beta1"])  # (B, L, D)
    return layer_norm(h + feed_forward(h, params), params["gamma2"], params["beta2"])


def multi_head_attention(x, params, num_heads):
    batch, length, dim = x.shape

    def split(projected):  # (B, L, D) to (B, H, L, d)
        return projected.reshape(batch, length, num_heads, dim // num_heads).transpose(0, 2, 1, 3)

    q, k, v = (split(linear(x, params["w" + name], params["b" + name])) for name in "qkv")
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(dim // num_heads)  # (B, H, L, d) @ (B, H, d, L)
    heads = softmax(scores) @ v  # (B, H, L, L) @ (B, H, L, d)
    concatenated = heads.transpose(0, 2, 1, 3).reshape(batch, length, dim)  # to (B, L, H, d) to (B, L, D)
    return linear(concatenated, params["wo"], params["bo"])


def feed_forward(x, params):
    hidden = np.maximum(linear(x, params["w1"], params["b1"]), 0)  # (B, L, F)
    return linear(hidden, params["w2"], params["b2"])  # (B, L, D)


def linear(x, weight, bias):
    return x @ weight.T + bias


def layer_norm(x, gamma, beta):
    mean = x.mean(axis=-1, keepdims=True)  # (B, L, 1)
    variance = x.var(axis=-1, keepdims=True)  # (B, L, 1)
    return gamma * (x - mean) / np.sqrt(variance + EPS) + beta


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
