from math import exp, pi, sqrt, tanh

import numpy as np

WHOLE = ("embedding", "positions", "gamma", "beta")  # the others have an entry for each block


def gpt_logits(ids, params, num_heads):
    embedding, positions = params["embedding"], params["positions"]
    logits = np.zeros((*ids.shape, len(embedding)))  # (B, L, V)
    for b, sequence in enumerate(ids):
        x = [embedding[token] + positions[i] for i, token in enumerate(sequence)]  # L rows of (D)
        for block in range(2):
            p = {name: params[name][block] for name in params if name not in WHOLE}
            normed = [norm(row, p["gamma1"], p["beta1"]) for row in x]
            x = [row + change for row, change in zip(x, attention(normed, p, num_heads))]
            x = [row + feed_forward(norm(row, p["gamma2"], p["beta2"]), p) for row in x]
        for i, row in enumerate(x):
            last = norm(row, params["gamma"], params["beta"])  # (D)
            for token in range(len(embedding)):
                logits[b, i, token] = last @ embedding[token]
    return logits


def attention(rows, p, num_heads):
    q = [p["wq"] @ row + p["bq"] for row in rows]  # L rows of (D)
    k = [p["wk"] @ row + p["bk"] for row in rows]
    v = [p["wv"] @ row + p["bv"] for row in rows]
    size = len(rows[0]) // num_heads
    result = []
    for i in range(len(rows)):
        merged = np.zeros(len(rows[0]))  # (D)
        for head in range(num_heads):
            own = slice(head * size, (head + 1) * size)
            scores = [q[i][own] @ k[j][own] / sqrt(size) for j in range(i + 1)]  # the query itself and the past
            largest = max(scores)
            powers = [exp(score - largest) for score in scores]
            for j in range(i + 1):
                merged[own] += powers[j] / sum(powers) * v[j][own]
        result.append(p["wo"] @ merged + p["bo"])
    return result


def feed_forward(row, p):
    hidden = p["w1"] @ row + p["b1"]  # (4D)
    active = np.array([0.5 * h * (1 + tanh(sqrt(2 / pi) * (h + 0.044715 * h**3))) for h in hidden])
    return p["w2"] @ active + p["b2"]  # (D)


def norm(row, gamma, beta):
    mean = sum(row) / len(row)
    variance = sum((value - mean) ** 2 for value in row) / len(row)
    return gamma * (row - mean) / sqrt(variance + 1e-5) + beta
