import numpy as np


def paged_attention(q, k_pages, v_pages, table, lengths):
    B, H, d = q.shape
    T, G = k_pages.shape[1:3]
    M = table.shape[1]
    position = np.arange(M * T).reshape(M, T)
    used = position < lengths[:, None, None]  # (B, M, T)
    slots = used[..., None, None]  # (B, M, T, 1, 1), as the gathered pages
    k = np.where(slots, k_pages[table], 0.0)  # (B, M, T, G, d); -1 reads the last page, which is masked
    v = np.where(slots, v_pages[table], 0.0)

    queries = q.reshape(B, G, H // G, d)  # (B, G, R, d), with R = H / G
    scores = np.einsum("bgrd,bmtgd->bgrmt", queries, k) / np.sqrt(d)  # pages and slots keep axes of their own
    scores = np.where(used[:, None, None], scores, -np.inf)
    largest = scores.max(axis=(-2, -1), keepdims=True, initial=-1e30)  # finite, also for length 0
    powers = np.exp(scores - largest)
    total = powers.sum(axis=(-2, -1), keepdims=True)
    weights = powers / np.where(total > 0, total, 1.0)  # one softmax over both axes
    return np.einsum("bgrmt,bmtgd->bgrd", weights, v).reshape(B, H, d)
