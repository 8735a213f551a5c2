import math

import numpy as np


def attention_backward(q, k, v, mask, dout):
    B, L, d = q.shape
    S, m = v.shape[1:]
    scale = 1 / math.sqrt(d)
    dq, dk, dv = np.zeros((B, L, d)), np.zeros((B, S, d)), np.zeros((B, S, m))
    for b in range(B):
        for i in range(L):  # one query
            visible = [j for j in range(S) if mask[b, i, j]]
            if not visible:
                continue  # all its weights are 0: no gradient of its own, and it adds none
            scores = [scale * sum(q[b, i, c] * k[b, j, c] for c in range(d)) for j in visible]
            largest = max(scores)
            powers = [math.exp(score - largest) for score in scores]
            p = [power / sum(powers) for power in powers]  # one weight for each visible key
            dp = [sum(dout[b, i, c] * v[b, j, c] for c in range(m)) for j in visible]
            average = sum(weight * gradient for weight, gradient in zip(p, dp))
            for j, weight, gradient in zip(visible, p, dp):
                dz = weight * (gradient - average)  # of one score
                for c in range(d):
                    dq[b, i, c] += scale * dz * k[b, j, c]
                    dk[b, j, c] += scale * dz * q[b, i, c]
                for c in range(m):
                    dv[b, j, c] += weight * dout[b, i, c]
    return dq, dk, dv
