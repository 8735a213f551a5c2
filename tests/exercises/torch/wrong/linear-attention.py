import torch
import torch.nn.functional as F


def phi(x):
    return F.elu(x) + 1


# %% score-matrix-kept: weights first
def linear_attention(q, k, v):
    w = phi(q) @ phi(k).transpose(-2, -1)
    return w / w.sum(-1, keepdim=True) @ v


# %% feature-map-without-one: elu
def linear_attention(q, k, v):
    q, k = F.elu(q), F.elu(k)
    return q @ (k.transpose(-2, -1) @ v) / (q @ k.sum(-2).unsqueeze(-1))


# %% other-feature-map: relu
def linear_attention(q, k, v):
    q, k = F.relu(q), F.relu(k)
    return q @ (k.transpose(-2, -1) @ v) / (q @ k.sum(-2).unsqueeze(-1) + 1e-6)


# %% normalizer-missing: not divided
def linear_attention(q, k, v):
    return torch.einsum("bhld,bhsd,bhse->bhle", phi(q), phi(k), v)


# %% softmax-features: efficient attention
def linear_attention(q, k, v):
    q, k = q.softmax(-1), k.softmax(-2)
    return q @ (k.transpose(-2, -1) @ v)


# %% normalizer-over-queries: columns
def linear_attention(q, k, v):
    w = phi(q) @ phi(k).transpose(-2, -1)
    return w / w.sum(-2, keepdim=True) @ v


# %% missing-keepdims: (B, H, L)
def linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    return q @ (k.transpose(-2, -1) @ v) / (q @ k.sum(-2).unsqueeze(-1)).squeeze(-1)


# %% keys-not-transposed: k @ v
def linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    return q @ (k @ v) / (q @ k.sum(-2).unsqueeze(-1))
