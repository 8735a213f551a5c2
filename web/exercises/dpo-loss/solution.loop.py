import math


def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    total = 0.0
    for b in range(len(chosen)):
        x = beta * ((chosen[b] - ref_chosen[b]) - (rejected[b] - ref_rejected[b]))
        total += max(-x, 0.0) + math.log1p(math.exp(-abs(x)))  # -log(sigmoid(x)), the exponent is never positive
    return total / len(chosen)
