import math

import numpy as np


def project(row, weight):  # (D) to (D): one dot product for each output feature
    return [sum(w * value for w, value in zip(output, row)) for output in weight]


def attention_matrix(ids, embedding, wq, wk):
    L, D = len(ids), embedding.shape[1]
    q = [project(embedding[word], wq) for word in ids]  # L rows of (D)
    k = [project(embedding[word], wk) for word in ids]
    matrix = np.zeros((L, L))
    for i in range(L):  # one query
        scores = [sum(q[i][c] * k[j][c] for c in range(D)) / math.sqrt(D) for j in range(L)]  # L numbers
        largest = max(scores)
        powers = [math.exp(score - largest) for score in scores]
        for j in range(L):
            matrix[i, j] = powers[j] / sum(powers)
    return matrix
