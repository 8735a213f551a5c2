import math


def label_smoothing_loss(logits, targets, epsilon):
    N, V = logits.shape
    loss = 0.0
    for i in range(N):
        largest = max(logits[i, v] for v in range(V))
        log_sum = largest + math.log(sum(math.exp(logits[i, v] - largest) for v in range(V)))
        for v in range(V):
            wanted = epsilon / V + (1 - epsilon if v == targets[i] else 0)
            loss -= wanted * (logits[i, v] - log_sum)
    return loss / N
