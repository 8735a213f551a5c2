import numpy as np


def sink_attention(q, k, v, sink):
    B, H, L, d = q.shape
    scores = np.einsum("bhid,bhjd->bhij", q, k) / np.sqrt(d)  # (B, H, L, L): the sum runs over d
    scores = np.where(np.tri(L, dtype=bool), scores, -np.inf)
    column = np.broadcast_to(sink[:, None, None], (B, H, L, 1))  # one more key for each row
    scores = np.concatenate([scores, column], axis=-1)  # (B, H, L, L + 1)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = (powers / powers.sum(axis=-1, keepdims=True))[..., :-1]  # (B, H, L, L), without the sink's column
    return np.einsum("bhij,bhjd->bhid", weights, v), weights  # (B, H, L, d): the sum runs over the keys j
