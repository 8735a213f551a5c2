import torch
from torch import nn


# %% as in Llama
class RMSNorm(nn.Module):
    def __init__(self, dim: int, eps: float = 1e-6):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(dim))

    def _norm(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)

    def forward(self, x):
        output = self._norm(x.float()).type_as(x)
        return output * self.weight


# %% as in Hugging Face
class RMSNorm(nn.Module):
    def __init__(self, hidden_size, eps=1e-6):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(hidden_size))
        self.variance_epsilon = eps

    def forward(self, hidden_states):
        input_dtype = hidden_states.dtype
        hidden_states = hidden_states.to(torch.float32)
        variance = hidden_states.pow(2).mean(-1, keepdim=True)
        hidden_states = hidden_states * torch.rsqrt(variance + self.variance_epsilon)
        return self.weight * hidden_states.to(input_dtype)


# %% a norm divided by the root of D
class RMSNorm(nn.Module):
    def __init__(self, d_model, eps):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(d_model))
        self.eps = eps

    def forward(self, x):
        mean_square = x.norm(2, dim=-1, keepdim=True) ** 2 / x.shape[-1]
        return self.gamma * (x / (mean_square + self.eps) ** 0.5)


# %% a function
def rms_norm(x, gamma, eps):
    rms = torch.sqrt((x * x).mean(dim=-1, keepdim=True) + eps)
    return x / rms * gamma


# %% a function in float64
def rms_norm(x, gamma, eps):
    y = x.double()
    scale = torch.einsum("bld,bld->bl", y, y).div(x.size(-1)).add(eps).rsqrt().unsqueeze(-1)
    return (y * scale).to(x.dtype) * gamma


# %% a loop over the tokens
def rms_norm(x, gamma, eps):
    rows = []
    for token in x.reshape(-1, x.shape[-1]):
        rows.append(gamma * token / torch.sqrt(torch.dot(token, token) / token.numel() + eps))
    return torch.stack(rows).view_as(x)
