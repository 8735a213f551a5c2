import torch
import torch.nn.functional as F

# %% softmax-over-width-only: the last dim
def attention(features, position):
    weights = F.softmax((features * position).sum(-1), dim=-1)
    return (weights[..., None] * features).sum(dim=(1, 2)), weights


# %% softmax-over-width-only: dim 1
def attention(features, position):
    weights = F.softmax(torch.einsum("bhwc,hwc->bhw", features, position), dim=1)
    return torch.einsum("bhw,bhwc->bc", weights, features)


# %% softmax-over-batch: dim 0
def attention(features, position):
    weights = F.softmax((features * position).sum(-1), dim=0)
    return (weights.unsqueeze(-1) * features).sum((1, 2))


# %% softmax-over-everything: flattened with the batch
def attention(features, position):
    scores = (features * position).sum(-1)
    weights = torch.softmax(scores.flatten(), 0).view(scores.shape)
    return (weights.unsqueeze(-1) * features).sum((1, 2)), weights


# %% elementwise-scores: a softmax for each channel
def attention(features, position):
    products = features * position
    weights = F.softmax(products.flatten(1, 2), dim=1).view_as(products)
    return (weights * features).sum((1, 2))


# %% weighted-not-summed: no fourth axis
def attention(features, position):
    scores = (features * position).sum(-1)
    weights = F.softmax(scores.flatten(1), dim=1).view_as(scores)
    return features * weights


# %% weighted-not-summed: weighted
def attention(features, position):
    scores = (features * position).sum(-1)
    weights = F.softmax(scores.flatten(1), dim=1).view_as(scores)
    return features * weights.unsqueeze(-1)


# %% weighted-not-summed: over the height only
def attention(features, position):
    scores = (features * position).sum(-1)
    weights = F.softmax(scores.flatten(1), dim=1).view_as(scores)
    return (features * weights.unsqueeze(-1)).sum(1)


# %% averaged-instead-of-summed: mean
def attention(features, position):
    scores = (features * position).sum(-1)
    weights = F.softmax(scores.flatten(1), dim=1).view_as(scores)
    return (features * weights.unsqueeze(-1)).mean(dim=(1, 2))


# %% activation-on-output: relu
def attention(features, position):
    scores = (features * position).sum(-1)
    weights = F.softmax(scores.flatten(1), dim=1).view_as(scores)
    return F.relu((features * weights.unsqueeze(-1)).sum(dim=(1, 2)))


# %% first-entry-only: features[0]
def attention(features, position):
    scores = (features[0] * position).sum(-1)
    weights = F.softmax(scores.flatten(), dim=0).view_as(scores)
    return (features[0] * weights.unsqueeze(-1)).sum(dim=(0, 1))


# %% returned-weights-instead: the map
def attention(features, position):
    scores = (features * position).sum(-1)
    return F.softmax(scores.flatten(1), dim=1).view_as(scores)


# %% unwanted-scale: root of C
def attention(features, position):
    scores = (features * position).sum(-1) / features.size(-1) ** 0.5
    weights = F.softmax(scores.flatten(1), dim=1).view_as(scores)
    return (features * weights.unsqueeze(-1)).sum(dim=(1, 2))


# %% missing-keepdims: over both axes
def attention(features, position):
    scores = (features * position).sum(-1)
    e = torch.exp(scores - scores.amax(dim=(1, 2)))
    weights = e / e.sum(dim=(1, 2))
    return (features * weights.unsqueeze(-1)).sum(dim=(1, 2))


# %% missing-keepdims: the sum over both axes
def attention(features, position):
    scores = (features * position).sum(-1)
    e = torch.exp(scores - scores.amax(dim=(1, 2), keepdim=True))
    weights = e / e.sum(dim=(1, 2))
    return (features * weights.unsqueeze(-1)).sum(dim=(1, 2))


# %% uniform-weights: average pooling
def attention(features, position):
    return features.mean(dim=(1, 2))
