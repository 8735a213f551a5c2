def draw(weights, u):
    reached = 0.0
    for token, weight in enumerate(weights):
        reached += weight / sum(weights)
        if u < reached:
            return token


def accept_draft(p, q, draft, u, u_last):
    K = len(draft)
    out = []
    for i in range(K):
        token = int(draft[i])
        if u[i] >= p[i, token] / q[i, token]:
            residual = [max(0.0, a - b) for a, b in zip(p[i], q[i])]  # V weights
            out.append(draw(residual, u_last))
            break
        out.append(token)
    else:
        out.append(draw(p[K], u_last))  # all K are accepted
    return out + [-1] * (K + 1 - len(out))  # (K + 1)
