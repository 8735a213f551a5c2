import math


def next_token_loss(logits, ids, mask):
    B, L, V = logits.shape
    total, count = 0.0, 0
    for b in range(B):
        for i in range(L - 1):  # the last position has nothing to predict
            if not mask[b, i + 1]:
                continue
            largest = max(logits[b, i, v] for v in range(V))
            powers = sum(math.exp(logits[b, i, v] - largest) for v in range(V))
            total += largest + math.log(powers) - logits[b, i, ids[b, i + 1]]
            count += 1
    return total / count
