import math


def cross_entropy(logits, targets):
    B, L, V = logits.shape
    total, count = 0.0, 0
    for b in range(B):
        for i in range(L):
            if targets[b, i] == -100:
                continue
            largest = max(logits[b, i, v] for v in range(V))
            powers = sum(math.exp(logits[b, i, v] - largest) for v in range(V))
            total += largest + math.log(powers) - logits[b, i, targets[b, i]]  # -log of the target's probability
            count += 1
    return total / count
