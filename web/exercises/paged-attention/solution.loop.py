import numpy as np


def paged_attention(q, k_pages, v_pages, table, lengths):
    B, H, d = q.shape
    T, G = k_pages.shape[1:3]
    out = np.zeros((B, H, d))
    for b in range(B):
        n = int(lengths[b])
        for h in range(H):
            g = h // (H // G)
            places = [(table[b, p // T], p % T) for p in range(n)]  # page and slot of each token
            scores = [q[b, h] @ k_pages[page, slot, g] / np.sqrt(d) for page, slot in places]
            powers = [np.exp(score - max(scores)) for score in scores]
            for power, (page, slot) in zip(powers, places):
                out[b, h] += power / sum(powers) * v_pages[page, slot, g]  # (d)
    return out
