import torch


def attention(features, position):
    """Spatial attention: a map of weights decides which positions of an image count.

    features: feature maps, shape (B, h, w, C); position: scoring vectors, shape (h, w, C).
    Returns one vector for each image, shape (B, C), or a tuple (out, weights) to have the weights,
    shape (B, h, w), checked too.
    """
    # TODO: score every position, take the softmax over all positions of an image, add the weighted positions up.
    batch, _, _, channels = features.shape
    return torch.zeros(batch, channels)
