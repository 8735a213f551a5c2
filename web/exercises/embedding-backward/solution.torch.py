import torch


def embedding_backward(ids, dx, vocab):
    tokens = ids.flatten()  # (B * L)
    gradients = dx.flatten(0, 1)  # (B * L, D)
    dtable = torch.zeros(vocab, dx.size(-1))  # (V, D)
    return dtable.index_add(0, tokens, gradients)  # row tokens[n] += gradients[n], for every n
