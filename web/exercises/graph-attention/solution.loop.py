import numpy as np


def graph_attention(x, adjacency, w, a_dst, a_src):
    N, (H, o, _) = len(x), w.shape
    out = np.zeros((N, H * o))
    weights = np.zeros((H, N, N))
    for h in range(H):
        z = [w[h] @ x[n] for n in range(N)]  # each (o)
        for i in range(N):
            neighbours = [j for j in range(N) if adjacency[i, j]]
            sums = [a_dst[h] @ z[i] + a_src[h] @ z[j] for j in neighbours]
            scores = [total if total > 0 else 0.2 * total for total in sums]
            powers = [np.exp(score - max(scores)) for score in scores]
            for j, power in zip(neighbours, powers):  # nothing happens without neighbours
                weights[h, i, j] = power / sum(powers)
                out[i, h * o : (h + 1) * o] += weights[h, i, j] * z[j]
    return out, weights
