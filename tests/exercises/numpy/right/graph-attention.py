import numpy as np

# %% head by head, concatenated
def graph_attention(x, adjacency, w, a_dst, a_src):
    outs = []
    for W, dst, src in zip(w, a_dst, a_src):
        z = x @ W.T
        e = (z @ dst)[:, None] + (z @ src)[None, :]
        e = np.where(e >= 0, e, 0.2 * e)
        e = np.where(adjacency, e, -np.inf)
        top = np.max(e, axis=1, keepdims=True, initial=-1e30)
        p = np.exp(e - top)
        p = p / np.maximum(p.sum(axis=1, keepdims=True), 1e-30)
        outs.append(p @ z)
    return np.concatenate(outs, axis=1)


# %% edges as a list
def graph_attention(x, adjacency, w, a_dst, a_src):
    N, H = len(x), len(w)
    target, source = np.nonzero(adjacency)
    z = np.einsum("hok,nk->nho", w, x)
    e = (z * a_dst).sum(-1)[target] + (z * a_src).sum(-1)[source]
    e = np.maximum(e, 0.2 * e)
    top = np.full((N, H), -np.inf)
    np.maximum.at(top, target, e)
    p = np.exp(e - top[target])
    total = np.zeros((N, H))
    np.add.at(total, target, p)
    out = np.zeros_like(z)
    np.add.at(out, target, (p / total[target])[..., None] * z[source])
    return out.reshape(N, -1)
