import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def paged_attention(q, k_pages, v_pages, table, lengths):
    B, H, d = q.shape
    T, G = k_pages.shape[1:3]
    out = np.zeros((B, H, d))  # a sequence of length 0 keeps its zeros
    for b in range(B):
        n = int(lengths[b])
        if n == 0:
            continue
        position = np.arange(n)
        page = table[b, position // T]  # (n)
        k = k_pages[page, position % T].swapaxes(0, 1)  # (n, G, d) to (G, n, d)
        v = v_pages[page, position % T].swapaxes(0, 1)

        queries = q[b].reshape(G, H // G, d)  # neighbouring query heads share a key head
        weights = softmax(queries @ k.swapaxes(-1, -2) / np.sqrt(d))  # (G, H/G, d) @ (G, d, n)
        out[b] = (weights @ v).reshape(H, d)  # (G, H/G, n) @ (G, n, d)
    return out
