def attention(features, position):
    scores = (features * position).sum(-1)
    weights = softmax(scores.flatten(1), -1).view_as(scores)
    return torch.einsum("bhw,bhwc->bc", weights, features), weights
