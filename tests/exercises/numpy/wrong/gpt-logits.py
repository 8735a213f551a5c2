import numpy as np


def layer_norm(x, gamma, beta):
    mean = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(var + 1e-5) + beta


def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def linear(x, w, b):
    return x @ w.T + b


def split(x, num_heads):
    B, L, D = x.shape
    return x.reshape(B, L, num_heads, D // num_heads).transpose(0, 2, 1, 3)


def merge(x):
    B, H, L, d = x.shape
    return x.transpose(0, 2, 1, 3).reshape(B, L, H * d)


def mask(scores):
    L = scores.shape[-1]
    return np.where(np.tril(np.ones((L, L))) == 0, -1e9, scores)


def attention(x, p, num_heads):
    q = split(linear(x, p["wq"], p["bq"]), num_heads)
    k = split(linear(x, p["wk"], p["bk"]), num_heads)
    v = split(linear(x, p["wv"], p["bv"]), num_heads)
    weights = softmax(mask(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])))
    return linear(merge(weights @ v), p["wo"], p["bo"])


def feed_forward(x, p):
    return linear(gelu(linear(x, p["w1"], p["b1"])), p["w2"], p["b2"])


def block(x, p, num_heads):
    x = x + attention(layer_norm(x, p["gamma1"], p["beta1"]), p, num_heads)
    return x + feed_forward(layer_norm(x, p["gamma2"], p["beta2"]), p)


def embed(ids, params):
    return params["embedding"][ids] + params["positions"][: ids.shape[1]]


def unembed(x, params):
    return layer_norm(x, params["gamma"], params["beta"]) @ params["embedding"].T


def blocks(x, params, num_heads):
    for i in range(2):
        p = {k: v[i] for k, v in params.items() if k not in ("embedding", "positions", "gamma", "beta")}
        x = block(x, p, num_heads)
    return x


def gpt_logits(ids, params, num_heads):
    return unembed(blocks(embed(ids, params), params, num_heads), params)

# %% positions-missing: tokens alone
def embed(ids, params):
    return params["embedding"][ids]


# %% positions-from-one: rows 1 to L
def embed(ids, params):
    return params["embedding"][ids] + params["positions"][1 : ids.shape[1] + 1]


# %% positions-from-one: arange from 1
def embed(ids, params):
    return params["embedding"][ids] + params["positions"][np.arange(1, ids.shape[1] + 1)]


# %% embedding-scaled: tokens by root D
def embed(ids, params):
    e = params["embedding"]
    return e[ids] * np.sqrt(e.shape[1]) + params["positions"][: ids.shape[1]]


# %% last-norm-missing: blocks, then logits
def unembed(x, params):
    return x @ params["embedding"].T


# %% unembedding-not-transposed: the table as it is
def unembed(x, params):
    return layer_norm(x, params["gamma"], params["beta"]) @ params["embedding"]


# %% unembedding-missing: the last tokens
def unembed(x, params):
    return layer_norm(x, params["gamma"], params["beta"])


# %% probabilities-returned: softmax
def unembed(x, params):
    return softmax(layer_norm(x, params["gamma"], params["beta"]) @ params["embedding"].T)


# %% last-position-only: x[:, -1]
def unembed(x, params):
    return layer_norm(x[:, -1], params["gamma"], params["beta"]) @ params["embedding"].T


# %% post-norm: norm of the sums
def block(x, p, num_heads):
    ln1 = lambda t: layer_norm(t, p["gamma1"], p["beta1"])
    ln2 = lambda t: layer_norm(t, p["gamma2"], p["beta2"])
    x = ln1(x + attention(x, p, num_heads))
    return ln2(x + feed_forward(x, p))


# %% norm-before-residual: of the outputs
def block(x, p, num_heads):
    ln1 = lambda t: layer_norm(t, p["gamma1"], p["beta1"])
    ln2 = lambda t: layer_norm(t, p["gamma2"], p["beta2"])
    x = x + ln1(attention(x, p, num_heads))
    return x + ln2(feed_forward(x, p))


# %% residual-from-normalised: x overwritten
def block(x, p, num_heads):
    ln1 = lambda t: layer_norm(t, p["gamma1"], p["beta1"])
    ln2 = lambda t: layer_norm(t, p["gamma2"], p["beta2"])
    x = ln1(x)
    x = x + attention(x, p, num_heads)
    x = ln2(x)
    return x + feed_forward(x, p)


# %% residual-from-normalised: in the second half
def block(x, p, num_heads):
    ln1 = lambda t: layer_norm(t, p["gamma1"], p["beta1"])
    ln2 = lambda t: layer_norm(t, p["gamma2"], p["beta2"])
    x = x + attention(ln1(x), p, num_heads)
    h = ln2(x)
    return h + feed_forward(h, p)


# %% single-norm: the first alone
def block(x, p, num_heads):
    ln1 = lambda t: layer_norm(t, p["gamma1"], p["beta1"])
    x = x + attention(ln1(x), p, num_heads)
    return x + feed_forward(x, p)


# %% single-norm: the second alone
def block(x, p, num_heads):
    ln2 = lambda t: layer_norm(t, p["gamma2"], p["beta2"])
    x = x + attention(x, p, num_heads)
    return x + feed_forward(ln2(x), p)


# %% norm-parameters-shared: the first twice
def block(x, p, num_heads):
    ln1 = lambda t: layer_norm(t, p["gamma1"], p["beta1"])
    x = x + attention(ln1(x), p, num_heads)
    return x + feed_forward(ln1(x), p)


# %% missing-residual: none
def block(x, p, num_heads):
    ln1 = lambda t: layer_norm(t, p["gamma1"], p["beta1"])
    ln2 = lambda t: layer_norm(t, p["gamma2"], p["beta2"])
    x = attention(ln1(x), p, num_heads)
    return feed_forward(ln2(x), p)


# %% missing-residual: around the feed-forward network
def block(x, p, num_heads):
    ln1 = lambda t: layer_norm(t, p["gamma1"], p["beta1"])
    ln2 = lambda t: layer_norm(t, p["gamma2"], p["beta2"])
    x = x + attention(ln1(x), p, num_heads)
    return feed_forward(ln2(x), p)


# %% residual-from-input: x again
def block(x, p, num_heads):
    ln1 = lambda t: layer_norm(t, p["gamma1"], p["beta1"])
    ln2 = lambda t: layer_norm(t, p["gamma2"], p["beta2"])
    h = x + attention(ln1(x), p, num_heads)
    return x + feed_forward(ln2(h), p)


# %% parallel-sublayers: both of x
def block(x, p, num_heads):
    ln1 = lambda t: layer_norm(t, p["gamma1"], p["beta1"])
    ln2 = lambda t: layer_norm(t, p["gamma2"], p["beta2"])
    return x + attention(ln1(x), p, num_heads) + feed_forward(ln2(x), p)


# %% missing-feed-forward: attention alone
def block(x, p, num_heads):
    ln1 = lambda t: layer_norm(t, p["gamma1"], p["beta1"])
    return x + attention(ln1(x), p, num_heads)


# %% sublayers-exchanged: feed-forward network first
def block(x, p, num_heads):
    ln1 = lambda t: layer_norm(t, p["gamma1"], p["beta1"])
    ln2 = lambda t: layer_norm(t, p["gamma2"], p["beta2"])
    x = x + feed_forward(ln2(x), p)
    return x + attention(ln1(x), p, num_heads)


# %% one-block-only: the first
def blocks(x, params, num_heads):
    return block(x, {k: v[0] for k, v in params.items() if k not in ("embedding", "positions", "gamma", "beta")}, num_heads)


# %% blocks-mixed-up: always entry 0
def blocks(x, params, num_heads):
    for i in range(2):
        p = {k: v[0] for k, v in params.items() if k not in ("embedding", "positions", "gamma", "beta")}
        x = block(x, p, num_heads)
    return x


# %% blocks-mixed-up: from the last
def blocks(x, params, num_heads):
    for i in reversed(range(2)):
        p = {k: v[i] for k, v in params.items() if k not in ("embedding", "positions", "gamma", "beta")}
        x = block(x, p, num_heads)
    return x


# %% missing-activation: linear after linear
def gelu(x):
    return x


# %% exact-gelu: math.erf
import math


def gelu(x):
    return 0.5 * x * (1 + np.vectorize(math.erf)(x / np.sqrt(2)))


# %% gelu-formula: a square
def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**2)))


# %% gelu-formula: without the root
def gelu(x):
    return 0.5 * x * (1 + np.tanh(2 / np.pi * (x + 0.044715 * x**3)))


# %% other-activation: relu
def gelu(x):
    return np.maximum(x, 0)


# %% other-activation: the quick one
def gelu(x):
    return x / (1 + np.exp(-1.702 * x))


# %% mask-looks-ahead: triu
def mask(scores):
    L = scores.shape[-1]
    return np.where(np.triu(np.ones((L, L))) == 0, -np.inf, scores)


# %% mask-looks-ahead: the lower triangle filled
def mask(scores):
    L = scores.shape[-1]
    return np.where(np.tril(np.ones((L, L)), -1) == 1, -1e9, scores)


# %% mask-ignored: none
def mask(scores):
    return scores


# %% mask-off-by-one: one key too many
def mask(scores):
    L = scores.shape[-1]
    return np.where(np.tril(np.ones((L, L)), 1) == 0, -np.inf, scores)


# %% mask-off-by-one: the diagonal filled by -1e9
def mask(scores):
    L = scores.shape[-1]
    return np.where(np.triu(np.ones((L, L))) == 1, -1e9, scores)


# %% mask-inverted: the past filled by -1e9
def mask(scores):
    L = scores.shape[-1]
    return np.where(np.tril(np.ones((L, L))) == 1, -1e9, scores)


# %% mask-times-infinity: (1 - mask) times -inf
def mask(scores):
    L = scores.shape[-1]
    return scores + (1 - np.tril(np.ones((L, L)))) * -np.inf


# %% mask-as-factor: scores times tril
def mask(scores):
    L = scores.shape[-1]
    return scores * np.tril(np.ones((L, L)))


# %% mask-added: tril added
def mask(scores):
    L = scores.shape[-1]
    return scores + np.tril(np.ones((L, L)))


# %% mask-value-too-high: -100
def mask(scores):
    L = scores.shape[-1]
    return np.where(np.tril(np.ones((L, L))) == 0, -100.0, scores)


# %% mask-after-softmax: weights times tril
def attention(x, p, num_heads):
    q = split(linear(x, p["wq"], p["bq"]), num_heads)
    k = split(linear(x, p["wk"], p["bk"]), num_heads)
    v = split(linear(x, p["wv"], p["bv"]), num_heads)
    weights = softmax(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])) * np.tri(x.shape[1])
    return linear(merge(weights @ v), p["wo"], p["bo"])


# %% missing-scale: q k alone
def attention(x, p, num_heads):
    q = split(linear(x, p["wq"], p["bq"]), num_heads)
    k = split(linear(x, p["wk"], p["bk"]), num_heads)
    v = split(linear(x, p["wv"], p["bv"]), num_heads)
    weights = softmax(mask(q @ k.swapaxes(-1, -2)))
    return linear(merge(weights @ v), p["wo"], p["bo"])


# %% scale-by-model-dimension: the root of D
def attention(x, p, num_heads):
    q = split(linear(x, p["wq"], p["bq"]), num_heads)
    k = split(linear(x, p["wk"], p["bk"]), num_heads)
    v = split(linear(x, p["wv"], p["bv"]), num_heads)
    weights = softmax(mask(q @ k.swapaxes(-1, -2) / np.sqrt(x.shape[-1])))
    return linear(merge(weights @ v), p["wo"], p["bo"])


# %% scale-by-dimension: d
def attention(x, p, num_heads):
    q = split(linear(x, p["wq"], p["bq"]), num_heads)
    k = split(linear(x, p["wk"], p["bk"]), num_heads)
    v = split(linear(x, p["wv"], p["bv"]), num_heads)
    weights = softmax(mask(q @ k.swapaxes(-1, -2) / q.shape[-1]))
    return linear(merge(weights @ v), p["wo"], p["bo"])


# %% multiplied-by-root: times
def attention(x, p, num_heads):
    q = split(linear(x, p["wq"], p["bq"]), num_heads)
    k = split(linear(x, p["wk"], p["bk"]), num_heads)
    v = split(linear(x, p["wv"], p["bv"]), num_heads)
    weights = softmax(mask(q @ k.swapaxes(-1, -2) * np.sqrt(q.shape[-1])))
    return linear(merge(weights @ v), p["wo"], p["bo"])


# %% queries-and-keys-swapped: k q
def attention(x, p, num_heads):
    q = split(linear(x, p["wq"], p["bq"]), num_heads)
    k = split(linear(x, p["wk"], p["bk"]), num_heads)
    v = split(linear(x, p["wv"], p["bv"]), num_heads)
    weights = softmax(mask(k @ q.swapaxes(-1, -2) / np.sqrt(q.shape[-1])))
    return linear(merge(weights @ v), p["wo"], p["bo"])


# %% values-from-keys: weights times k
def attention(x, p, num_heads):
    q = split(linear(x, p["wq"], p["bq"]), num_heads)
    k = split(linear(x, p["wk"], p["bk"]), num_heads)
    v = split(linear(x, p["wv"], p["bv"]), num_heads)
    weights = softmax(mask(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])))
    return linear(merge(weights @ k), p["wo"], p["bo"])


# %% unstable-softmax: exp of the scores
def softmax(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


# %% softmax-over-queries: axis -2
def softmax(x):
    e = np.exp(x - x.max(axis=-2, keepdims=True))
    return e / e.sum(axis=-2, keepdims=True)


# %% global-maximum: x.max()
def softmax(x):
    e = np.exp(x - x.max())
    return e / e.sum(axis=-1, keepdims=True)


# %% missing-keepdims: in the softmax
def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1)


# %% missing-keepdims: in the norm
def layer_norm(x, gamma, beta):
    return gamma * (x - x.mean(axis=-1)) / np.sqrt(x.var(axis=-1) + 1e-5) + beta


# %% heads-reshaped-not-transposed: reshape alone
def split(x, num_heads):
    B, L, D = x.shape
    return x.reshape(B, num_heads, L, D // num_heads)


# %% heads-interleaved: (d, H)
def split(x, num_heads):
    B, L, D = x.shape
    return x.reshape(B, L, D // num_heads, num_heads).transpose(0, 3, 1, 2)


# %% heads-not-split: one head
def split(x, num_heads):
    return x[:, None]


# %% missing-output-projection: merged only
def attention(x, p, num_heads):
    q = split(linear(x, p["wq"], p["bq"]), num_heads)
    k = split(linear(x, p["wk"], p["bk"]), num_heads)
    v = split(linear(x, p["wv"], p["bv"]), num_heads)
    weights = softmax(mask(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])))
    return merge(weights @ v)


# %% weights-not-transposed: x @ w where it runs
def linear(x, w, b):
    return x @ w + b if w.shape[0] == w.shape[1] else x @ w.T + b


# %% missing-bias: no biases
def linear(x, w, b):
    return x @ w.T


# %% unbiased-variance: ddof 1
def layer_norm(x, gamma, beta):
    mean = x.mean(axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(x.var(axis=-1, keepdims=True, ddof=1) + 1e-5) + beta


# %% missing-affine: neither
def layer_norm(x, gamma, beta):
    return (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + 1e-5)


# %% mean-not-subtracted: rms
def layer_norm(x, gamma, beta):
    return gamma * x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + 1e-5) + beta


# %% divided-by-variance: no root
def layer_norm(x, gamma, beta):
    return gamma * (x - x.mean(axis=-1, keepdims=True)) / (x.var(axis=-1, keepdims=True) + 1e-5) + beta


# %% normalized-over-everything: no axis
def layer_norm(x, gamma, beta):
    return gamma * (x - x.mean()) / np.sqrt(x.var() + 1e-5) + beta


# %% normalized-over-batch: axis 0
def layer_norm(x, gamma, beta):
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 1e-5) + beta


# %% first-entry-only: ids[0]
def gpt_logits(ids, params, num_heads):
    return unembed(blocks(embed(ids[:1], params), params, num_heads), params)


# %% activation-on-output: relu
def unembed(x, params):
    return np.maximum(layer_norm(x, params["gamma"], params["beta"]) @ params["embedding"].T, 0)
