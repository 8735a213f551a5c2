import torch
import torch.nn.functional as F

# %% a value of 1 beside the others
def linear_attention(q, k, v):
    q, k = F.elu(q) + 1, F.elu(k) + 1
    v1 = F.pad(v, (0, 1), value=1.0)
    out = q @ (k.mT @ v1)
    return out[..., :-1] / out[..., -1:]


# %% einsum, as in the authors' code
def linear_attention(q, k, v):
    Q = torch.nn.functional.elu(q) + 1
    K = torch.nn.functional.elu(k) + 1
    KV = torch.einsum("nhsd,nhsm->nhmd", K, v)
    Z = 1 / (torch.einsum("nhld,nhd->nhl", Q, K.sum(dim=2)) + 1e-6)
    return torch.einsum("nhld,nhmd,nhl->nhlm", Q, KV, Z).contiguous()


# %% where
def linear_attention(q, k, v):
    phi = lambda x: torch.where(x > 0, x + 1, x.clamp(max=0).exp())
    q, k = phi(q), phi(k)
    z = (q * k.sum(-2, keepdim=True)).sum(-1, keepdim=True)
    return torch.matmul(q / z, torch.matmul(k.transpose(2, 3), v))
