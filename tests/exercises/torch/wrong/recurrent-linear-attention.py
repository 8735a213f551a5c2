import torch
import torch.nn.functional as F


def phi(x):
    return F.elu(x) + 1


# %% score-matrix-kept: tril
def recurrent_linear_attention(q, k, v):
    w = torch.tril(phi(q) @ phi(k).transpose(-2, -1))
    return w / w.sum(-1, keepdim=True) @ v


# %% read-before-write: 0 / 0
def recurrent_linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    B, H, L, d = q.shape
    S, z, out = torch.zeros(B, H, d, v.shape[-1]), torch.zeros(B, H, d), []
    for i in range(L):
        out.append(torch.einsum("bhd,bhde->bhe", q[:, :, i], S) / (q[:, :, i] * z).sum(-1, keepdim=True))
        S = S + k[:, :, i, :, None] * v[:, :, i, None]
        z = z + k[:, :, i]
    return torch.stack(out, dim=2)


# %% normalizer-not-causal: k.sum
def recurrent_linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    kv = (k.unsqueeze(-1) * v.unsqueeze(-2)).cumsum(2)
    return (q.unsqueeze(-2) @ kv).squeeze(-2) / (q * k.sum(2, keepdim=True)).sum(-1, keepdim=True)


# %% mask-looks-ahead: flipped cumsum
def recurrent_linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    kv = (k.unsqueeze(-1) * v.unsqueeze(-2)).flip(2).cumsum(2).flip(2)
    z = k.flip(2).cumsum(2).flip(2)
    return (q.unsqueeze(-2) @ kv).squeeze(-2) / (q * z).sum(-1, keepdim=True)


# %% feature-map-without-one: elu
def recurrent_linear_attention(q, k, v):
    q, k = F.elu(q), F.elu(k)
    kv = (k.unsqueeze(-1) * v.unsqueeze(-2)).cumsum(2)
    return (q.unsqueeze(-2) @ kv).squeeze(-2) / (q * k.cumsum(2)).sum(-1, keepdim=True)


# %% state-overwritten: no sum
def recurrent_linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    z = k.cumsum(2)
    return (q * k).sum(-1, keepdim=True) * v / (q * z).sum(-1, keepdim=True)
