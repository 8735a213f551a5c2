import numpy as np


def norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + eps)


def angles(L, d, base):
    return np.outer(np.arange(L), 1.0 / base ** (np.arange(0, d, 2) / d))


def rope(x, base):
    a = angles(x.shape[-2], x.shape[-1], base)
    x1, x2 = np.split(x, 2, axis=-1)
    return np.concatenate([x1 * np.cos(a) - x2 * np.sin(a), x2 * np.cos(a) + x1 * np.sin(a)], axis=-1)


def split(x, n):
    B, L, width = x.shape
    return x.reshape(B, L, n, width // n).transpose(0, 2, 1, 3)


def merge(x):
    B, n, L, d = x.shape
    return x.transpose(0, 2, 1, 3).reshape(B, L, n * d)


def repeat(x, H):
    return np.repeat(x, H // x.shape[1], axis=1)


def scale(scores, q):
    return scores / np.sqrt(q.shape[-1])


def mask(scores):
    L = scores.shape[-1]
    return np.where(np.tril(np.ones((L, L), dtype=bool)), scores, -np.inf)


def softmax(s):
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def weigh(scores, q):
    return softmax(mask(scale(scores, q)))


def attend(q, k, v):
    return weigh(q @ k.swapaxes(-1, -2), q) @ v


def attention(x, p, H, G, base):
    q = rope(split(x @ p["wq"].T, H), base)
    k = rope(split(x @ p["wk"].T, G), base)
    v = split(x @ p["wv"].T, G)
    return merge(attend(q, repeat(k, H), repeat(v, H))) @ p["wo"].T


def silu(z):
    return z / (1 + np.exp(-z))


def feed(x, p):
    return (silu(x @ p["w_gate"].T) * (x @ p["w_up"].T)) @ p["w_down"].T


def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    h = x + attention(norm(x, params["gamma1"], eps), params, num_heads, num_kv_heads, base)
    return h + feed(norm(h, params["gamma2"], eps), params)


# %% post-norm: as in the first Transformer
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    x = norm(x + attn(x), g1, eps)
    return norm(x + feed(x, params), g2, eps)


# %% norm-before-residual: what is added
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    x = x + norm(attn(x), g1, eps)
    return x + norm(feed(x, params), g2, eps)


# %% residual-from-normalised: overwritten
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    x = norm(x, g1, eps)
    x = x + attn(x)
    x = norm(x, g2, eps)
    return x + feed(x, params)


# %% residual-from-input: x twice
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    h = x + attn(norm(x, g1, eps))
    return x + feed(norm(h, g2, eps), params)


# %% missing-residual: attention
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    x = attn(norm(x, g1, eps))
    return x + feed(norm(x, g2, eps), params)


# %% missing-residual: both
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    return feed(norm(attn(norm(x, g1, eps)), g2, eps), params)


# %% single-norm: second
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    x = x + attn(norm(x, g1, eps))
    return x + feed(x, params)


# %% norm-added: the first once more
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    x = x + attn(norm(x, g1, eps))
    return norm(x + feed(norm(x, g2, eps), params), g1, eps)


# %% norm-parameters-shared: gamma1
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    x = x + attn(norm(x, g1, eps))
    return x + feed(norm(x, g1, eps), params)


# %% norm-parameters-shared: exchanged
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    x = x + attn(norm(x, g2, eps))
    return x + feed(norm(x, g1, eps), params)


# %% parallel-sublayers: one norm
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    n = norm(x, g1, eps)
    return x + attn(n) + feed(n, params)


# %% feed-forward-first: its own norm
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    x = x + feed(norm(x, g2, eps), params)
    return x + attn(norm(x, g1, eps))


# %% missing-feed-forward: end
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    def attn(t):
        return attention(t, params, num_heads, num_kv_heads, base)

    g1, g2 = params["gamma1"], params["gamma2"]
    return x + attn(norm(x, g1, eps))


# %% rope-before-split: over all features
def attention(x, p, H, G, base):
    q = split(rope(x @ p["wq"].T, base), H)
    k = split(rope(x @ p["wk"].T, base), G)
    v = split(x @ p["wv"].T, G)
    return merge(attend(q, repeat(k, H), repeat(v, H))) @ p["wo"].T


# %% rope-before-projection: everything
def attention(x, p, H, G, base):
    x = rope(x, base)
    q = split(x @ p["wq"].T, H)
    k = split(x @ p["wk"].T, G)
    v = split(x @ p["wv"].T, G)
    return merge(attend(q, repeat(k, H), repeat(v, H))) @ p["wo"].T


# %% values-rotated: too
def attention(x, p, H, G, base):
    q = rope(split(x @ p["wq"].T, H), base)
    k = rope(split(x @ p["wk"].T, G), base)
    v = rope(split(x @ p["wv"].T, G), base)
    return merge(attend(q, repeat(k, H), repeat(v, H))) @ p["wo"].T


# %% keys-not-rotated: queries only
def attention(x, p, H, G, base):
    q = rope(split(x @ p["wq"].T, H), base)
    k = split(x @ p["wk"].T, G)
    v = split(x @ p["wv"].T, G)
    return merge(attend(q, repeat(k, H), repeat(v, H))) @ p["wo"].T


# %% queries-not-rotated: keys only
def attention(x, p, H, G, base):
    q = split(x @ p["wq"].T, H)
    k = rope(split(x @ p["wk"].T, G), base)
    v = split(x @ p["wv"].T, G)
    return merge(attend(q, repeat(k, H), repeat(v, H))) @ p["wo"].T


# %% not-rotated: neither
def attention(x, p, H, G, base):
    q = split(x @ p["wq"].T, H)
    k = split(x @ p["wk"].T, G)
    v = split(x @ p["wv"].T, G)
    return merge(attend(q, repeat(k, H), repeat(v, H))) @ p["wo"].T


# %% rotated-by-head: before the transposition
def attention(x, p, H, G, base):
    q = rope((x @ p["wq"].T).reshape(*x.shape[:2], H, -1), base).transpose(0, 2, 1, 3)
    k = rope((x @ p["wk"].T).reshape(*x.shape[:2], G, -1), base).transpose(0, 2, 1, 3)
    v = split(x @ p["wv"].T, G)
    return merge(attend(q, repeat(k, H), repeat(v, H))) @ p["wo"].T


# %% pairs-are-neighbours: even and odd
def rope(x, base):
    a = angles(x.shape[-2], x.shape[-1], base)
    out = np.empty_like(x)
    x1, x2 = x[..., 0::2], x[..., 1::2]
    out[..., 0::2] = x1 * np.cos(a) - x2 * np.sin(a)
    out[..., 1::2] = x2 * np.cos(a) + x1 * np.sin(a)
    return out


# %% pairs-are-neighbours: read in turn, written in halves
def rope(x, base):
    a = angles(x.shape[-2], x.shape[-1], base)
    x1, x2 = x[..., 0::2], x[..., 1::2]
    return np.concatenate([x1 * np.cos(a) - x2 * np.sin(a), x2 * np.cos(a) + x1 * np.sin(a)], axis=-1)


# %% pairs-are-neighbours: np.repeat of the angles
def rope(x, base):
    a = angles(x.shape[-2], x.shape[-1], base)
    a = np.repeat(a, 2, axis=-1)
    x1, x2 = np.split(x, 2, axis=-1)
    return x * np.cos(a) + np.concatenate([-x2, x1], axis=-1) * np.sin(a)


# %% rotated-backwards: the other sign
def rope(x, base):
    a = angles(x.shape[-2], x.shape[-1], base)
    x1, x2 = np.split(x, 2, axis=-1)
    return np.concatenate([x1 * np.cos(a) + x2 * np.sin(a), x2 * np.cos(a) - x1 * np.sin(a)], axis=-1)


# %% minus-missing: plus twice
def rope(x, base):
    a = angles(x.shape[-2], x.shape[-1], base)
    x1, x2 = np.split(x, 2, axis=-1)
    return np.concatenate([x1 * np.cos(a) + x2 * np.sin(a), x2 * np.cos(a) + x1 * np.sin(a)], axis=-1)


# %% halves-not-exchanged: own sines
def rope(x, base):
    a = angles(x.shape[-2], x.shape[-1], base)
    a = np.tile(a, 2)
    return x * np.cos(a) + x * np.sin(a)


# %% overwritten-before-use: in place
def rope(x, base):
    a = angles(x.shape[-2], x.shape[-1], base)
    half = x.shape[-1] // 2
    x1, x2 = x[..., :half], x[..., half:]
    x[..., :half] = x1 * np.cos(a) - x2 * np.sin(a)
    x[..., half:] = x2 * np.cos(a) + x1 * np.sin(a)
    return x


# %% added-not-rotated: sines and cosines
def rope(x, base):
    a = angles(x.shape[-2], x.shape[-1], base)
    return x + np.concatenate([np.sin(a), np.cos(a)], axis=-1)


# %% exponent-of-feature: i by d
def angles(L, d, base):
    return np.outer(np.arange(L), base ** (-np.arange(d // 2) / d))


# %% frequency-inverted: times
def angles(L, d, base):
    return np.outer(np.arange(L), base ** (np.arange(0, d, 2) / d))


# %% base-ignored: 10000
def angles(L, d, base):
    return np.outer(np.arange(L), 10000.0 ** (-np.arange(0, d, 2) / d))


# %% mask-off-by-one: k=-1
def mask(scores):
    L = scores.shape[-1]
    return np.where(np.tril(np.ones((L, L)), -1) == 1, scores, -1e9)


# %% mask-off-by-one: k=1
def mask(scores):
    L = scores.shape[-1]
    return np.where(np.tril(np.ones((L, L)), 1) == 1, scores, -np.inf)


# %% mask-off-by-one: triu without k
def mask(scores):
    L = scores.shape[-1]
    return scores + np.triu(np.full((L, L), -1e9))


# %% mask-looks-ahead: triu
def mask(scores):
    L = scores.shape[-1]
    return np.where(np.triu(np.ones((L, L))) == 1, scores, -np.inf)


# %% mask-inverted: where exchanged
def mask(scores):
    L = scores.shape[-1]
    return np.where(np.tril(np.ones((L, L))) == 1, -1e9, scores)


# %% mask-ignored: none
def mask(scores):
    L = scores.shape[-1]
    return scores


# %% mask-as-factor: times
def mask(scores):
    L = scores.shape[-1]
    return scores * np.tril(np.ones((L, L)))


# %% mask-added: plus
def mask(scores):
    L = scores.shape[-1]
    return scores + np.tril(np.ones((L, L)))


# %% mask-times-infinity: zeros
def mask(scores):
    L = scores.shape[-1]
    return scores + (1 - np.tril(np.ones((L, L)))) * -np.inf


# %% mask-value-too-high: -1e4
def mask(scores):
    L = scores.shape[-1]
    return np.where(np.tril(np.ones((L, L))) == 1, scores, -1e4)


# %% mask-value-too-high: -100 added
def mask(scores):
    L = scores.shape[-1]
    return scores + np.triu(np.full((L, L), -100.0), 1)


# %% mask-after-softmax: tril
def weigh(scores, q):
    return np.tril(softmax(scale(scores, q)))


# %% maximum-of-hidden: shifted first
def weigh(scores, q):
    s = scale(scores, q)
    s = mask(s - s.max(axis=-1, keepdims=True))
    e = np.exp(s)
    return e / e.sum(axis=-1, keepdims=True)


# %% scaled-after-softmax: weights
def weigh(scores, q):
    return scale(softmax(mask(scores)), q)


# %% scores-clipped: np.clip
def weigh(scores, q):
    return softmax(mask(np.clip(scale(scores, q), -50, 50)))


# %% uniform-weights: means
def weigh(scores, q):
    return softmax(mask(scores)) * 0 + 1 / scores.shape[-1]


# %% scale-by-model-dimension: root of D
def scale(scores, q):
    return scores / np.sqrt(q.shape[1] * q.shape[-1])


# %% scale-by-other-size: root of H
def scale(scores, q):
    return scores / np.sqrt(q.shape[1])


# %% scale-by-dimension: d
def scale(scores, q):
    return scores / q.shape[-1]


# %% multiplied-by-root: times
def scale(scores, q):
    return scores * np.sqrt(q.shape[-1])


# %% missing-scale: none
def scale(scores, q):
    return scores


# %% softmax-over-heads: axis 1
def softmax(s):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


# %% softmax-over-batch: axis 0
def softmax(s):
    e = np.exp(s - s.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


# %% softmax-over-queries: axis -2
def softmax(s):
    e = np.exp(s - s.max(axis=-2, keepdims=True))
    return e / e.sum(axis=-2, keepdims=True)


# %% softmax-over-everything: no axis
def softmax(s):
    e = np.exp(s - s.max())
    return e / e.sum()


# %% missing-keepdims: of the sum
def softmax(s):
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1)


# %% hard-max: argmax
def softmax(s):
    return np.eye(s.shape[-1])[s.argmax(axis=-1)]


# %% not-normalized: exponentials
def softmax(s):
    return np.exp(s - s.max(axis=-1, keepdims=True))


# %% unstable-softmax: exp
def softmax(s):
    e = np.exp(s)
    return e / e.sum(axis=-1, keepdims=True)


# %% global-maximum: s.max()
def softmax(s):
    e = np.exp(s - s.max())
    return e / e.sum(axis=-1, keepdims=True)


# %% maximum-starts-too-high: initial=0
def softmax(s):
    e = np.exp(s - s.max(axis=-1, keepdims=True, initial=0))
    return e / e.sum(axis=-1, keepdims=True)


# %% normalized-by-sum: no exp
def softmax(s):
    s = np.where(np.isinf(s), 0, s)
    return s / s.sum(axis=-1, keepdims=True)


# %% heads-reshaped-not-transposed: split
def split(x, n):
    B, L, width = x.shape
    return x.reshape(B, n, L, width // n)


# %% heads-reshaped-not-transposed: merge
def merge(x):
    B, n, L, d = x.shape
    return x.reshape(B, L, n * d)


# %% heads-interleaved: (d, n)
def split(x, n):
    B, L, width = x.shape
    return x.reshape(B, L, width // n, n).transpose(0, 3, 1, 2)


# %% queries-and-keys-swapped: k q
def attend(q, k, v):
    return weigh(k @ q.swapaxes(-1, -2), q) @ v


# %% values-from-keys: k
def attend(q, k, v):
    return weigh(q @ k.swapaxes(-1, -2), q) @ k


# %% weights-transposed: .swapaxes
def attend(q, k, v):
    return weigh(q @ k.swapaxes(-1, -2), q).swapaxes(-1, -2) @ v


# %% keys-not-transposed: q @ k
def attend(q, k, v):
    return weigh(q @ k, q) @ v


# %% keys-not-transposed: k.T
def attend(q, k, v):
    return weigh(q @ k.T, q) @ v


# %% missing-output-projection: merged
def attention(x, p, H, G, base):
    q = rope(split(x @ p["wq"].T, H), base)
    k = rope(split(x @ p["wk"].T, G), base)
    v = split(x @ p["wv"].T, G)
    return merge(attend(q, repeat(k, H), repeat(v, H)))


# %% weights-not-transposed: output
def attention(x, p, H, G, base):
    q = rope(split(x @ p["wq"].T, H), base)
    k = rope(split(x @ p["wk"].T, G), base)
    v = split(x @ p["wv"].T, G)
    return merge(attend(q, repeat(k, H), repeat(v, H))) @ p["wo"]


# %% weights-not-transposed: everywhere
def attention(x, p, H, G, base):
    q = rope(split(x @ p["wq"], H), base)
    k = rope(split(x @ p["wk"], G), base)
    v = split(x @ p["wv"], G)
    return merge(attend(q, repeat(k, H), repeat(v, H))) @ p["wo"]


def feed(x, p):
    return (silu(x @ p["w_gate"]) * (x @ p["w_up"])) @ p["w_down"]


# %% activation-on-output: relu
block = llama_block


def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    return np.maximum(block(x, params, num_heads, num_kv_heads, base, eps), 0)


# %% first-entry-only: x[0]
block = llama_block


def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    return block(x[:1], params, num_heads, num_kv_heads, base, eps)[0]


# %% gate-and-up-exchanged: silu(up)
def feed(x, p):
    g, u = x @ p["w_gate"].T, x @ p["w_up"].T
    return (g * silu(u)) @ p["w_down"].T


# %% sigmoid-for-silu: GLU
def feed(x, p):
    g, u = x @ p["w_gate"].T, x @ p["w_up"].T
    return (u / (1 + np.exp(-g))) @ p["w_down"].T


# %% gelu-for-silu: tanh
def feed(x, p):
    g, u = x @ p["w_gate"].T, x @ p["w_up"].T
    return (0.5 * g * (1 + np.tanh(np.sqrt(2 / np.pi) * (g + 0.044715 * g**3))) * u) @ p["w_down"].T


# %% other-activation: relu
def feed(x, p):
    g, u = x @ p["w_gate"].T, x @ p["w_up"].T
    return (np.maximum(g, 0) * u) @ p["w_down"].T


# %% sign-in-exponential: plus
def feed(x, p):
    g, u = x @ p["w_gate"].T, x @ p["w_up"].T
    return (g / (1 + np.exp(g)) * u) @ p["w_down"].T


# %% missing-activation: bilinear
def feed(x, p):
    g, u = x @ p["w_gate"].T, x @ p["w_up"].T
    return (g * u) @ p["w_down"].T


# %% added-not-multiplied: sum
def feed(x, p):
    g, u = x @ p["w_gate"].T, x @ p["w_up"].T
    return (silu(g) + u) @ p["w_down"].T


# %% activation-after-product: silu last
def feed(x, p):
    g, u = x @ p["w_gate"].T, x @ p["w_up"].T
    return silu(g * u) @ p["w_down"].T


# %% both-activated: twice
def feed(x, p):
    g, u = x @ p["w_gate"].T, x @ p["w_up"].T
    return (silu(g) * silu(u)) @ p["w_down"].T


# %% branch-missing: no up
def feed(x, p):
    g, u = x @ p["w_gate"].T, x @ p["w_up"].T
    return silu(g) @ p["w_down"].T


# %% missing-down-projection: hidden
def feed(x, p):
    g, u = x @ p["w_gate"].T, x @ p["w_up"].T
    return silu(g) * u


# %% mean-subtracted: layer norm
def norm(x, gamma, eps):
    x = x - x.mean(axis=-1, keepdims=True)
    return gamma * x / np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + eps)


# %% mean-subtracted: var
def norm(x, gamma, eps):
    return gamma * x / np.sqrt(x.var(axis=-1, keepdims=True) + eps)


# %% sum-instead-of-mean: norm
def norm(x, gamma, eps):
    return gamma * x / np.linalg.norm(x, axis=-1, keepdims=True)


# %% epsilon-outside-root: plus eps
def norm(x, gamma, eps):
    return gamma * x / (np.sqrt(np.mean(x**2, axis=-1, keepdims=True)) + eps)


# %% epsilon-ignored: none
def norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.mean(x**2, axis=-1, keepdims=True))


# %% epsilon-ignored: 1e-5
def norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + 1e-5)


# %% divided-by-variance: no root
def norm(x, gamma, eps):
    return gamma * x / (np.mean(x**2, axis=-1, keepdims=True) + eps)


# %% root-before-mean: abs
def norm(x, gamma, eps):
    return gamma * x / (np.mean(np.abs(x), axis=-1, keepdims=True) + eps)


# %% mean-squared: later
def norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.mean(x, axis=-1, keepdims=True) ** 2 + eps)


# %% multiplied-not-divided: times
def norm(x, gamma, eps):
    return gamma * x * np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + eps)


# %% missing-affine: no gamma
def norm(x, gamma, eps):
    return x / np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + eps)


# %% gain-plus-one: Gemma
def norm(x, gamma, eps):
    return (1 + gamma) * x / np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + eps)


# %% gain-added: plus
def norm(x, gamma, eps):
    return gamma + x / np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + eps)


# %% normalized-over-everything: no axis
def norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.mean(x**2) + eps)


# %% normalized-over-batch: axis 0
def norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.mean(x**2, axis=0, keepdims=True) + eps)


# %% normalized-over-batch: axis 1
def norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.mean(x**2, axis=1, keepdims=True) + eps)


# %% missing-keepdims: of the mean square
def norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.mean(x**2, axis=-1) + eps)


# %% groups-tiled-not-repeated: np.tile
def repeat(x, H):
    B, G, L, d = x.shape
    return np.tile(x, (1, H // G, 1, 1))


# %% groups-tiled-not-repeated: concatenate
def repeat(x, H):
    B, G, L, d = x.shape
    return np.concatenate([x] * (H // G), axis=1)


# %% groups-tiled-not-repeated: modulo
def repeat(x, H):
    B, G, L, d = x.shape
    return x[:, [h % G for h in range(H)]]


# %% repeated-along-sequence: axis 2
def repeat(x, H):
    B, G, L, d = x.shape
    return np.repeat(x, H // G, axis=2).reshape(B, H, L, d)


# %% group-count-as-size: h // G
def repeat(x, H):
    B, G, L, d = x.shape
    return x[:, [h // G for h in range(H)]]


# %% groups-not-repeated: as they are
def repeat(x, H):
    B, G, L, d = x.shape
    return x


# %% queries-averaged: means
def attention(x, p, H, G, base):
    q = rope(split(x @ p["wq"].T, H), base)
    k = rope(split(x @ p["wk"].T, G), base)
    v = split(x @ p["wv"].T, G)
    q = q.reshape(q.shape[0], G, H // G, *q.shape[2:]).mean(axis=2)
    return merge(attend(repeat(q, H), repeat(k, H), repeat(v, H))) @ p["wo"].T


# %% weights-shared: the first of a group
def attention(x, p, H, G, base):
    q = rope(split(x @ p["wq"].T, H), base)
    k = rope(split(x @ p["wk"].T, G), base)
    v = split(x @ p["wv"].T, G)
    out = attend(q, repeat(k, H), repeat(v, H))
    return merge(repeat(out[:, :: H // G], H)) @ p["wo"].T


# %% no-softmax: hidden by zeros
def weigh(scores, q):
    return np.tril(scale(scores, q))
