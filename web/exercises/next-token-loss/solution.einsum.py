import numpy as np


def next_token_loss(logits, ids, mask):
    x = logits[:, :-1] - logits[:, :-1].max(axis=-1, keepdims=True)  # (B, L - 1, V)
    log_probs = x - np.log(np.exp(x).sum(axis=-1, keepdims=True))  # (B, L - 1, V) - (B, L - 1, 1)
    one_hot = np.eye(logits.shape[-1])[ids[:, 1:]]  # (B, L - 1, V)
    counts = mask[:, 1:].astype(float)  # (B, L - 1)
    return -np.einsum("blv,blv,bl->", log_probs, one_hot, counts) / counts.sum()
