import math

import numpy as np


def classify(ids, mask, params):
    return np.stack([classify_one(ids[b], mask[b], params) for b in range(len(ids))])  # (B, C)


def classify_one(sentence, is_real, params):
    x = [params["embedding"][word] for word in sentence]  # L rows of (D)
    real = [i for i in range(len(x)) if is_real[i]]
    D = len(x[0])
    q = {i: linear(x[i], params, "q") for i in real}  # a padding query would be left out of the mean anyway
    k = {j: linear(x[j], params, "k") for j in real}
    v = {j: linear(x[j], params, "v") for j in real}
    pooled = [0.0] * D
    for i in real:
        scores = [sum(q[i][c] * k[j][c] for c in range(D)) / math.sqrt(D) for j in real]
        largest = max(scores)
        powers = [math.exp(score - largest) for score in scores]
        attended = [sum(power / sum(powers) * v[j][c] for j, power in zip(real, powers)) for c in range(D)]
        token = linear(attended, params, "o")  # (D)
        for c in range(D):
            pooled[c] += token[c] / len(real)
    return np.array(linear(pooled, params, "c"))  # (C)


def linear(row, params, name):  # (D) to (D), or to (C) for the classifier
    weight, bias = params["w" + name], params["b" + name]
    return [sum(w * value for w, value in zip(weight[o], row)) + bias[o] for o in range(len(bias))]
