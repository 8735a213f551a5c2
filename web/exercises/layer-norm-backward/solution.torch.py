import torch


def layer_norm_backward(x, gamma, dy, eps):
    mean = x.mean(dim=-1, keepdim=True)  # (B, L, 1)
    variance = x.var(dim=-1, correction=0, keepdim=True)  # (B, L, 1), divided by D
    rstd = torch.rsqrt(variance + eps)  # (B, L, 1), 1 / σ
    normalized = (x - mean) * rstd  # (B, L, D)

    dgamma = (dy * normalized).sum(dim=(0, 1))  # (D)
    dbeta = dy.sum(dim=(0, 1))  # (D)

    g = dy * gamma  # (B, L, D), gradient with respect to normalized
    first = g.mean(dim=-1, keepdim=True)  # (B, L, 1), through the mean
    second = (g * normalized).mean(dim=-1, keepdim=True)  # (B, L, 1), through the variance
    dx = (g - first - normalized * second) * rstd  # (B, L, D)
    return dx, dgamma, dbeta
