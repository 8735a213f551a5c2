import math

import numpy as np


def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    return np.stack([block(tokens, params, num_heads, num_kv_heads, base, eps) for tokens in x])


def block(tokens, params, num_heads, num_kv_heads, base, eps):
    """One sequence, (L, D)."""
    normalised = [rms_norm(token, params["gamma1"], eps) for token in tokens]  # L of (D,)
    attended = attention(normalised, params, num_heads, num_kv_heads, base)
    out = []
    for token, change in zip(tokens, attended):
        h = token + change  # (D,)
        out.append(h + swiglu(rms_norm(h, params["gamma2"], eps), params))
    return np.stack(out)


def attention(tokens, params, num_heads, num_kv_heads, base):
    d = tokens[0].size // num_heads
    q = [params["wq"] @ token for token in tokens]  # L of (D,)
    k = [params["wk"] @ token for token in tokens]  # L of (G * d,)
    v = [params["wv"] @ token for token in tokens]
    out = []
    for i in range(len(tokens)):
        heads = []
        for head in range(num_heads):
            group = head * num_kv_heads // num_heads
            query = rotate(q[i][head * d : (head + 1) * d], i, base)  # (d,)
            shared = slice(group * d, (group + 1) * d)
            scores = [query @ rotate(k[j][shared], j, base) / math.sqrt(d) for j in range(i + 1)]
            largest = max(scores)
            powers = [math.exp(score - largest) for score in scores]
            heads.append(sum(power * v[j][shared] for j, power in enumerate(powers)) / sum(powers))
        out.append(params["wo"] @ np.concatenate(heads))  # (D,)
    return out


def rotate(vector, position, base):
    d = len(vector)
    turned = np.empty_like(vector)
    for i in range(d // 2):
        angle = position * base ** (-2 * i / d)
        first, second = vector[i], vector[i + d // 2]
        turned[i] = first * math.cos(angle) - second * math.sin(angle)
        turned[i + d // 2] = second * math.cos(angle) + first * math.sin(angle)
    return turned


def swiglu(token, params):
    gate = params["w_gate"] @ token  # (F,)
    return params["w_down"] @ (gate / (1 + np.exp(-gate)) * (params["w_up"] @ token))  # (D,)


def rms_norm(token, gamma, eps):
    return gamma * token / math.sqrt(token @ token / len(token) + eps)
