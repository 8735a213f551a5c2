import numpy as np

# %% helper functions, stacked arrays indexed by block
def layer_norm(x, g, b, eps=1e-5):
    mu = np.mean(x, axis=-1, keepdims=True)
    var = np.var(x, axis=-1, keepdims=True)
    return g * ((x - mu) / np.sqrt(var + eps)) + b


def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def gpt_logits(ids, params, num_heads):
    B, L = ids.shape
    wte, wpe = params["embedding"], params["positions"]
    x = wte[ids] + wpe[np.arange(L)]
    D = x.shape[-1]
    d = D // num_heads
    mask = np.triu(np.ones((L, L)), k=1).astype(bool)
    for i in range(2):
        h = layer_norm(x, params["gamma1"][i], params["beta1"][i])
        q = (h @ params["wq"][i].T + params["bq"][i]).reshape(B, L, num_heads, d).transpose(0, 2, 1, 3)
        k = (h @ params["wk"][i].T + params["bk"][i]).reshape(B, L, num_heads, d).transpose(0, 2, 1, 3)
        v = (h @ params["wv"][i].T + params["bv"][i]).reshape(B, L, num_heads, d).transpose(0, 2, 1, 3)
        scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
        scores[..., mask] = -1e9
        out = (softmax(scores) @ v).transpose(0, 2, 1, 3).reshape(B, L, D)
        x = x + out @ params["wo"][i].T + params["bo"][i]
        h = layer_norm(x, params["gamma2"][i], params["beta2"][i])
        x = x + gelu(h @ params["w1"][i].T + params["b1"][i]) @ params["w2"][i].T + params["b2"][i]
    return layer_norm(x, params["gamma"], params["beta"]) @ wte.T


# %% the picoGPT way: functions of one sequence, heads by split, an additive mask
def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def softmax(x):
    exp_x = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return exp_x / np.sum(exp_x, axis=-1, keepdims=True)


def layer_norm(x, g, b, eps=1e-5):
    mean = np.mean(x, axis=-1, keepdims=True)
    variance = np.var(x, axis=-1, keepdims=True)
    return g * (x - mean) / np.sqrt(variance + eps) + b


def linear(x, w, b):
    return x @ w.T + b


def attention(q, k, v, mask):
    return softmax(q @ k.T / np.sqrt(q.shape[-1]) + mask) @ v


def mha(x, p, i, n_head):
    q, k, v = (linear(x, p["w" + n][i], p["b" + n][i]) for n in "qkv")
    heads = [np.split(t, n_head, axis=-1) for t in (q, k, v)]
    causal_mask = (1 - np.tri(x.shape[0])) * -1e10
    out = np.hstack([attention(*qkv, causal_mask) for qkv in zip(*heads)])
    return linear(out, p["wo"][i], p["bo"][i])


def transformer_block(x, p, i, n_head):
    x = x + mha(layer_norm(x, p["gamma1"][i], p["beta1"][i]), p, i, n_head)
    h = layer_norm(x, p["gamma2"][i], p["beta2"][i])
    return x + linear(gelu(linear(h, p["w1"][i], p["b1"][i])), p["w2"][i], p["b2"][i])


def gpt_logits(ids, params, num_heads):
    results = []
    for inputs in ids:
        x = params["embedding"][inputs] + params["positions"][range(len(inputs))]
        for i in range(params["wq"].shape[0]):
            x = transformer_block(x, params, i, num_heads)
        results.append(layer_norm(x, params["gamma"], params["beta"]) @ params["embedding"].T)
    return np.stack(results)


# %% zip of the stacked arrays, einsum, float32, np.where
def gpt_logits(ids, params, num_heads):
    f = np.float32
    p = {name: value.astype(f) for name, value in params.items()}

    def norm(x, gamma, beta):
        c = x - x.mean(-1, keepdims=True)
        return c / np.sqrt((c * c).mean(-1, keepdims=True) + f(1e-5)) * gamma + beta

    (B, L), D = ids.shape, p["embedding"].shape[1]
    x = np.take(p["embedding"], ids, axis=0)
    x += p["positions"][None, :L]
    names = "gamma1 beta1 wq bq wk bk wv bv wo bo gamma2 beta2 w1 b1 w2 b2".split()
    for g1, e1, wq, bq, wk, bk, wv, bv, wo, bo, g2, e2, w1, b1, w2, b2 in zip(*(p[name] for name in names)):
        n = norm(x, g1, e1)
        q, k, v = ((n @ w.T + b).reshape(B, L, num_heads, -1) for w, b in ((wq, bq), (wk, bk), (wv, bv)))
        s = np.einsum("bihd,bjhd->bhij", q, k) / np.sqrt(f(D // num_heads))
        s = np.where(np.arange(L)[:, None] >= np.arange(L)[None], s, np.finfo(f).min)
        s = np.exp(s - s.max(-1, keepdims=True))
        s /= s.sum(-1, keepdims=True)
        x = x + np.einsum("bhij,bjhd->bihd", s, v).reshape(B, L, D) @ wo.T + bo
        h = norm(x, g2, e2) @ w1.T + b1
        h = f(0.5) * h * (1 + np.tanh(f(0.7978845608) * (h + f(0.044715) * h * h * h)))
        x = x + h @ w2.T + b2
    return np.einsum("bld,vd->blv", norm(x, p["gamma"], p["beta"]), p["embedding"])


# %% token by token, with a cache of keys and values
def gpt_logits(ids, params, num_heads):
    p = params
    D = p["embedding"].shape[1]
    d = D // num_heads
    norm = lambda x, g, b: g * (x - x.mean()) / np.sqrt(x.var() + 1e-5) + b
    out = np.zeros(ids.shape + (p["embedding"].shape[0],))
    for b in range(ids.shape[0]):
        cache = [([], []), ([], [])]
        for t in range(ids.shape[1]):
            x = p["embedding"][ids[b, t]] + p["positions"][t]
            for i, (keys, values) in enumerate(cache):
                n = norm(x, p["gamma1"][i], p["beta1"][i])
                q = (p["wq"][i] @ n + p["bq"][i]).reshape(num_heads, d)
                keys.append((p["wk"][i] @ n + p["bk"][i]).reshape(num_heads, d))
                values.append((p["wv"][i] @ n + p["bv"][i]).reshape(num_heads, d))
                k, v = np.array(keys), np.array(values)
                s = np.einsum("hd,thd->ht", q, k) / d**0.5
                w = np.exp(s - s.max(axis=1, keepdims=True))
                w /= w.sum(axis=1, keepdims=True)
                x = x + p["wo"][i] @ np.einsum("ht,thd->hd", w, v).ravel() + p["bo"][i]
                h = p["w1"][i] @ norm(x, p["gamma2"][i], p["beta2"][i]) + p["b1"][i]
                h = h / 2 * (1 + np.tanh((2 / np.pi) ** 0.5 * (h + 0.044715 * np.power(h, 3))))
                x = x + p["w2"][i] @ h + p["b2"][i]
            out[b, t] = p["embedding"] @ norm(x, p["gamma"], p["beta"])
    return out
