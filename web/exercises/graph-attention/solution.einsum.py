import numpy as np


def graph_attention(x, adjacency, w, a_dst, a_src):
    z = np.einsum("nk,hok->hno", x, w)  # the sum runs over k
    attending = np.einsum("hno,ho->hn", z, a_dst)
    attended = np.einsum("hno,ho->hn", z, a_src)
    sums = attending[:, :, None] + attended[:, None]  # (H, N, N)
    scores = np.maximum(sums, 0.2 * sums)  # LeakyReLU: below zero a fifth of a number is the larger

    scores = np.where(adjacency, scores, -1e9)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True) * adjacency  # zeros for a node without neighbours
    return np.einsum("hij,hjo->iho", weights, z).reshape(len(x), -1), weights  # (N, H, o) to (N, H o)
