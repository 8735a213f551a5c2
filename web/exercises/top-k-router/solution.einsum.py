import numpy as np


def top_k_router(x, w, k):
    scores = np.einsum("nd,ed->ne", x, w)  # (N, E): the weight needs no transpose
    order = np.argsort(-scores, axis=-1, kind="stable")  # (N, E)
    one_hot = np.eye(w.shape[0])[order[:, :k]]  # (N, k, E)
    chosen = one_hot.any(axis=1)  # (N, E)
    values = np.where(chosen, scores, -np.inf)  # (N, E)
    powers = np.exp(values - values.max(axis=-1, keepdims=True))  # (N, E), 0 where not chosen
    return powers / powers.sum(axis=-1, keepdims=True)
