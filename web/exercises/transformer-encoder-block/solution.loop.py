import math

import numpy as np

EPS = 1e-5


def encoder_block(x, params, num_heads):
    return np.stack([block(tokens, params, num_heads) for tokens in x])  # (B, L, D)


def block(tokens, params, num_heads):
    """One sequence, (L, D)."""
    out = []
    for token, attended in zip(tokens, attention(tokens, params, num_heads)):
        h = layer_norm(token + attended, params["gamma1"], params["beta1"])  # (D)
        out.append(layer_norm(h + feed_forward(h, params), params["gamma2"], params["beta2"]))
    return np.stack(out)  # (L, D)


def attention(tokens, params, num_heads):
    L, D = tokens.shape
    d = D // num_heads
    q = [linear(token, params["wq"], params["bq"]) for token in tokens]  # L rows of (D)
    k = [linear(token, params["wk"], params["bk"]) for token in tokens]
    v = [linear(token, params["wv"], params["bv"]) for token in tokens]
    out = []
    for i in range(L):
        merged = np.zeros(D)  # the heads side by side
        for head in range(num_heads):
            features = range(head * d, (head + 1) * d)  # those of this head
            scores = [sum(q[i][c] * k[j][c] for c in features) / math.sqrt(d) for j in range(L)]  # L numbers
            largest = max(scores)
            powers = [math.exp(score - largest) for score in scores]
            for j in range(L):
                for c in features:
                    merged[c] += powers[j] / sum(powers) * v[j][c]
        out.append(linear(merged, params["wo"], params["bo"]))  # (D)
    return out


def feed_forward(token, params):
    hidden = np.array([max(value, 0.0) for value in linear(token, params["w1"], params["b1"])])  # (F)
    return linear(hidden, params["w2"], params["b2"])  # (D)


def linear(row, weight, bias):  # one dot product for each output feature
    return np.array([weight[o] @ row + bias[o] for o in range(len(bias))])


def layer_norm(token, gamma, beta):  # (D) to (D)
    mean = sum(token) / len(token)
    variance = sum((value - mean) ** 2 for value in token) / len(token)
    return gamma * (token - mean) / math.sqrt(variance + EPS) + beta
