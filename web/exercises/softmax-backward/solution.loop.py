import numpy as np


def softmax_backward(y, dy):
    n, m = y.shape
    dx = np.zeros((n, m))
    for row in range(n):
        for j in range(m):  # the score
            for i in range(m):  # each weight of the row depends on it
                same = 1.0 if i == j else 0.0
                dx[row, j] += dy[row, i] * y[row, i] * (same - y[row, j])
    return dx
