import math

import numpy as np


def linear(row, weight, bias):  # (D) to (D): one dot product for each output feature
    return [sum(w * value for w, value in zip(weight[o], row)) + bias[o] for o in range(len(bias))]


def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    B, L, D = x.shape
    out = np.zeros((B, L, D))
    weights = np.zeros((B, L, L))
    for b in range(B):
        q = [linear(row, wq, bq) for row in x[b]]  # L rows of (D)
        k = [linear(row, wk, bk) for row in x[b]]
        v = [linear(row, wv, bv) for row in x[b]]
        for i in range(L):  # one query
            scores = [sum(q[i][c] * k[j][c] for c in range(D)) / math.sqrt(D) for j in range(L)]  # L numbers
            largest = max(scores)
            powers = [math.exp(score - largest) for score in scores]
            average = [0.0] * D
            for j in range(L):
                weights[b, i, j] = powers[j] / sum(powers)
                for c in range(D):
                    average[c] += weights[b, i, j] * v[j][c]
            out[b, i] = linear(average, wo, bo)  # (D)
    return out, weights
