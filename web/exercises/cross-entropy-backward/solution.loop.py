import math

import numpy as np


def cross_entropy_backward(logits, targets):
    B, L, V = logits.shape
    number = sum(1 for b in range(B) for i in range(L) if targets[b, i] != -100)
    gradient = np.zeros((B, L, V))
    for b in range(B):
        for i in range(L):
            if targets[b, i] == -100:
                continue
            row = logits[b, i]  # (V)
            largest = max(row)
            powers = [math.exp(logit - largest) for logit in row]  # (V)
            total = sum(powers)
            for v in range(V):
                is_target = 1 if v == targets[b, i] else 0
                gradient[b, i, v] = (powers[v] / total - is_target) / number
    return gradient
