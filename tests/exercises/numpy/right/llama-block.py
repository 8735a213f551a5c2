import numpy as np


# %% helpers, tril and where
def rms(x, g, eps):
    return x / np.sqrt((x**2).mean(-1, keepdims=True) + eps) * g


def rope(x, base):
    L, d = x.shape[-2], x.shape[-1]
    inv_freq = 1.0 / base ** (np.arange(0, d, 2) / d)
    theta = np.outer(np.arange(L), inv_freq)
    theta = np.concatenate([theta, theta], axis=-1)
    rotated = np.concatenate([-x[..., d // 2 :], x[..., : d // 2]], axis=-1)
    return x * np.cos(theta) + rotated * np.sin(theta)


def silu(z):
    return z / (1 + np.exp(-z))


def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    B, L, D = x.shape
    d = D // num_heads
    n = rms(x, params["gamma1"], eps)
    q = (n @ params["wq"].T).reshape(B, L, num_heads, d).transpose(0, 2, 1, 3)
    k = (n @ params["wk"].T).reshape(B, L, num_kv_heads, d).transpose(0, 2, 1, 3)
    v = (n @ params["wv"].T).reshape(B, L, num_kv_heads, d).transpose(0, 2, 1, 3)
    q, k = rope(q, base), rope(k, base)
    k = k.repeat(num_heads // num_kv_heads, axis=1)
    v = v.repeat(num_heads // num_kv_heads, axis=1)
    s = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    s = np.where(np.tril(np.ones((L, L))) == 1, s, -1e9)
    e = np.exp(s - s.max(-1, keepdims=True))
    a = e / e.sum(-1, keepdims=True)
    o = (a @ v).transpose(0, 2, 1, 3).reshape(B, L, D)
    x = x + o @ params["wo"].T
    n = rms(x, params["gamma2"], eps)
    return x + (silu(n @ params["w_gate"].T) * (n @ params["w_up"].T)) @ params["w_down"].T


# %% float64, additive mask of -infinity, query heads in groups
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    p = {name: value.astype(np.float64) for name, value in params.items()}
    x = x.astype(np.float64)
    B, L, D = x.shape
    G, R, d = num_kv_heads, num_heads // num_kv_heads, D // num_heads

    def norm(t, gamma):
        return gamma * t / np.sqrt(np.einsum("bld,bld->bl", t, t)[..., None] / D + eps)

    angles = np.arange(L)[:, None] * np.power(float(base), -2 * np.arange(d // 2) / d)[None]
    phase = np.exp(1j * angles)  # (L, d/2)

    def turn(t):
        z = (t[..., : d // 2] + 1j * t[..., d // 2 :]) * phase
        return np.concatenate([z.real, z.imag], -1)

    n = norm(x, p["gamma1"])
    q = turn(np.moveaxis((n @ p["wq"].T).reshape(B, L, G, R, d), 1, 3))  # (B, G, R, L, d)
    k = turn(np.moveaxis((n @ p["wk"].T).reshape(B, L, G, 1, d), 1, 3))
    v = np.moveaxis((n @ p["wv"].T).reshape(B, L, G, 1, d), 1, 3)
    s = q @ k.swapaxes(-1, -2) * d**-0.5
    s += np.triu(np.full((L, L), -np.inf), 1)
    s -= s.max(-1, keepdims=True)
    np.exp(s, out=s)
    s /= s.sum(-1, keepdims=True)
    h = x + np.moveaxis(s @ v, 3, 1).reshape(B, L, D) @ p["wo"].T
    n = norm(h, p["gamma2"])
    gate = n @ p["w_gate"].T
    return h + (gate * (1 / (1 + np.exp(-gate))) * (n @ p["w_up"].T)) @ p["w_down"].T


# %% loops over batch, heads and tokens
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    out = np.zeros_like(x)
    B, L, D = x.shape
    d = D // num_heads
    half = d // 2
    for b in range(B):
        n = np.array([t * params["gamma1"] / np.sqrt(np.mean(t * t) + eps) for t in x[b]])
        q, k, v = n @ params["wq"].T, n @ params["wk"].T, n @ params["wv"].T
        for m in (q, k):
            for start in range(0, m.shape[1], d):
                for pos in range(L):
                    for i in range(half):
                        angle = pos / base ** (2 * i / d)
                        a, c = m[pos, start + i], m[pos, start + half + i]
                        m[pos, start + i] = a * np.cos(angle) - c * np.sin(angle)
                        m[pos, start + half + i] = c * np.cos(angle) + a * np.sin(angle)
        merged = np.zeros((L, D))
        for h in range(num_heads):
            g = h // (num_heads // num_kv_heads)
            kh, vh = k[:, g * d : (g + 1) * d], v[:, g * d : (g + 1) * d]
            for i in range(L):
                s = np.array([q[i, h * d : (h + 1) * d] @ kh[j] / np.sqrt(d) for j in range(i + 1)])
                w = np.exp(s - s.max())
                merged[i, h * d : (h + 1) * d] = (w / w.sum()) @ vh[: i + 1]
        for i in range(L):
            y = x[b, i] + params["wo"] @ merged[i]
            m = y * params["gamma2"] / np.sqrt(np.mean(y * y) + eps)
            gate = params["w_gate"] @ m
            out[b, i] = y + params["w_down"] @ (gate / (1 + np.exp(-gate)) * (params["w_up"] @ m))
    return out


# %% a class of its own, masked by the lowest float32, tanh for the sigmoid
class Block:
    def __init__(self, params, heads, kv_heads, base, eps):
        self.p, self.heads, self.kv_heads, self.base, self.eps = params, heads, kv_heads, base, eps

    def norm(self, x, name):
        return self.p[name] * (x * (np.mean(np.square(x), axis=-1, keepdims=True) + self.eps) ** -0.5)

    def heads_of(self, x, name, n):
        return np.stack(np.split(np.einsum("bld,kd->blk", x, self.p[name]), n, axis=-1), axis=1)

    def rotate(self, x):
        half = x.shape[-1] // 2
        angle = np.arange(x.shape[2])[:, np.newaxis] * self.base ** (-np.arange(half) / half)
        y = x.copy()
        y[..., :half] = x[..., :half] * np.cos(angle) - x[..., half:] * np.sin(angle)
        y[..., half:] = x[..., :half] * np.sin(angle) + x[..., half:] * np.cos(angle)
        return y

    def attend(self, x):
        q = self.rotate(self.heads_of(x, "wq", self.heads))
        k = self.rotate(self.heads_of(x, "wk", self.kv_heads))
        v = self.heads_of(x, "wv", self.kv_heads)
        owner = np.arange(self.heads) * self.kv_heads // self.heads
        k, v = k[:, owner], v[:, owner]
        scores = np.einsum("bhid,bhjd->bhij", q, k) / np.sqrt(x.shape[-1] // self.heads)
        i, j = np.indices(scores.shape[-2:])
        scores[..., j > i] = np.finfo(np.float32).min
        scores = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
        weights = scores / np.sum(scores, axis=-1, keepdims=True)
        heads = np.einsum("bhij,bhjd->bihd", weights, v)
        return np.einsum("blk,dk->bld", heads.reshape(x.shape), self.p["wo"])

    def feed(self, x):
        gate = np.einsum("bld,fd->blf", x, self.p["w_gate"])
        gate = gate * 0.5 * (1 + np.tanh(gate / 2))
        return np.einsum("blf,df->bld", gate * np.einsum("bld,fd->blf", x, self.p["w_up"]), self.p["w_down"])

    def __call__(self, x):
        h = x + self.attend(self.norm(x, "gamma1"))
        return h + self.feed(self.norm(h, "gamma2"))


def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    return Block(params, num_heads, num_kv_heads, base, eps)(x)
