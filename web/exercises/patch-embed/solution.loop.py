import numpy as np


def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    D = len(bias)
    rows, columns = h // patch, w // patch
    out = np.zeros((B, rows * columns, D))
    for b in range(B):
        for row in range(rows):
            for column in range(columns):
                top, left = row * patch, column * patch
                piece = images[b, :, top : top + patch, left : left + patch]  # (C, p, p)
                numbers = piece.reshape(-1)  # (C * p * p): channel, row, column
                for f in range(D):
                    out[b, row * columns + column, f] = np.dot(weight[f], numbers) + bias[f]
    return out
