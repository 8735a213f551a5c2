import math

import numpy as np


def linear(row, weight, bias):  # (D) to (D): one dot product for each output feature
    return [sum(w * value for w, value in zip(weight[o], row)) + bias[o] for o in range(len(bias))]


def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    out = np.zeros((B, L, D))
    weights = np.zeros((B, num_heads, L, L))
    for b in range(B):
        q = [linear(row, wq, bq) for row in x[b]]  # L rows of (D)
        k = [linear(row, wk, bk) for row in x[b]]
        v = [linear(row, wv, bv) for row in x[b]]
        for i in range(L):
            merged = [0.0] * D  # the heads side by side
            for h in range(num_heads):
                features = range(h * d, (h + 1) * d)  # those of head h
                scores = [sum(q[i][c] * k[j][c] for c in features) / math.sqrt(d) for j in range(L)]  # L numbers
                largest = max(scores)
                powers = [math.exp(score - largest) for score in scores]
                for j in range(L):
                    weights[b, h, i, j] = powers[j] / sum(powers)
                    for c in features:
                        merged[c] += weights[b, h, i, j] * v[j][c]
            out[b, i] = linear(merged, wo, bo)  # (D)
    return out, weights
