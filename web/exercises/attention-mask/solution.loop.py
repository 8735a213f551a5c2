import numpy as np


def attention_mask(lengths, seq):
    out = np.zeros((len(lengths), seq, seq), dtype=bool)  # (B, L, L)
    for b in range(len(lengths)):
        for i in range(seq):  # query
            for j in range(seq):  # key
                out[b, i, j] = j <= i and j < lengths[b]
    return out
