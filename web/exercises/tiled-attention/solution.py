import numpy as np


def tiled_attention(q, k, v, block, causal):
    L, d = q.shape[-2:]
    S = k.shape[-2]
    maximum = np.full(q.shape[:-1], -np.inf)  # (B, H, L)
    total = np.zeros(q.shape[:-1])  # (B, H, L)
    acc = np.zeros((*q.shape[:-1], v.shape[-1]))  # (B, H, L, dv), not divided yet
    position = np.arange(L)[:, None] + S - L  # (L, 1), where each query is among the keys

    for start in range(0, S, block):
        keys = k[..., start : start + block, :]  # (B, H, b, d), b <= block
        values = v[..., start : start + block, :]  # (B, H, b, dv)
        scores = q @ keys.swapaxes(-2, -1) / np.sqrt(d)  # (B, H, L, d) @ (B, H, d, b) = (B, H, L, b)
        if causal:
            columns = start + np.arange(keys.shape[-2])  # (b), positions of the keys, not indices in the block
            scores = np.where(columns <= position, scores, -np.inf)  # (b) <= (L, 1) is (L, b)

        new = np.maximum(maximum, scores.max(axis=-1))  # (B, H, L)
        shift = np.where(np.isneginf(new), 0.0, new)  # no key so far: -inf - -inf would be NaN
        powers = np.exp(scores - shift[..., None])  # (B, H, L, b)
        factor = np.exp(maximum - shift)  # (B, H, L), exp(-inf) = 0 before the first key
        total = total * factor + powers.sum(axis=-1)  # (B, H, L)
        acc = acc * factor[..., None] + powers @ values  # (B, H, L, b) @ (B, H, b, dv) = (B, H, L, dv)
        maximum = new

    out = acc / np.where(total == 0, 1.0, total)[..., None]  # (B, H, L, dv) / (B, H, L, 1)
    with np.errstate(divide="ignore"):
        return out, maximum + np.log(total)  # -inf + log(0) is -inf, as it should be
