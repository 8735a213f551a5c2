import torch


def attention(features, position):
    scores = torch.einsum("bhwc,hwc->bhw", features, position)  # (B, h, w): the sum runs over the channels c
    weights = torch.softmax(scores.flatten(1), dim=-1).view_as(scores)  # over the h * w positions of an image
    return torch.einsum("bhw,bhwc->bc", weights, features), weights  # (B, C): the sum runs over h and w
