import numpy as np


def tiled_attention(q, k, v, block, causal):
    (L, d), S = q.shape[-2:], k.shape[-2]
    maximum, total, acc = -np.inf, 0.0, 0.0  # broadcast until the first block gives them shapes
    for start in range(0, S, block):
        part = slice(start, start + block)
        scores = np.einsum("bhid,bhjd->bhij", q, k[:, :, part]) / np.sqrt(d)  # (B, H, L, b)
        if causal:
            later = np.arange(S)[part] > np.arange(L)[:, None] + S - L  # (b) > (L, 1) is (L, b)
            scores = np.where(later, -np.inf, scores)
        new = np.maximum(maximum, scores.max(axis=-1, keepdims=True))  # (B, H, L, 1)
        shift = np.where(np.isneginf(new), 0.0, new)
        powers, factor = np.exp(scores - shift), np.exp(maximum - shift)  # (B, H, L, b), (B, H, L, 1)
        total = total * factor + np.einsum("bhij->bhi", powers)[..., None]  # (B, H, L, 1)
        acc = acc * factor + np.einsum("bhij,bhjc->bhic", powers, v[:, :, part])  # (B, H, L, dv): summed over j
        maximum = new
    with np.errstate(divide="ignore"):
        lse = (maximum + np.log(total))[..., 0]  # (B, H, L)
    return acc / np.where(total == 0, 1.0, total), lse
