import torch


def embedding_backward(ids, dx, vocab):
    """Gradient of an embedding table whose rows were looked up: x = table[ids].

    ids: (B, L), whole numbers. dx: (B, L, D), the gradient of x. Returns (vocab, D).
    """
    grad = torch.zeros(vocab, dx.size(-1))
    grad[ids] += dx  # each row gets the gradient of its tokens
    return grad
