import numpy as np


def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]  # (V, D) indexed by (L) = (L, D)
    q = np.einsum("id,od->io", x, wq)  # (L, D)
    k = np.einsum("jd,od->jo", x, wk)  # (L, D)
    scores = np.einsum("ic,jc->ij", q, k) / np.sqrt(x.shape[-1])  # (L, L)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)  # (L, L), over the keys
