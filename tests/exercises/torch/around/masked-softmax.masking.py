# mask-ignored = lengths-ignored
# one-mask-for-all = one-length-for-all
import torch


def masked_softmax(scores, lengths):
    B, L, S = scores.shape
    mask = (torch.arange(S) < lengths[:, None, None]).expand(B, L, S)
    return weigh(scores, mask)
