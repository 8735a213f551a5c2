import math


def masked_attention(q, k, v, mask):
    weights = weigh(q @ k.transpose(-2, -1) / math.sqrt(q.size(-1)), mask)
    return weights @ v, weights
