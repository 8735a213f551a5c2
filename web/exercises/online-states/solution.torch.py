import torch


def online_states(x, block):
    n, m = x.shape
    maximum = torch.full((n,), float("-inf"))  # (n), one running maximum for each row
    total = torch.zeros(n)  # (n)
    states = []
    for start in range(0, m, block):
        scores = x[:, start : start + block]  # (n, b), b <= block: a slice may be shorter
        new = torch.maximum(maximum, scores.amax(dim=-1))  # (n)
        old_terms = total * torch.exp(maximum - new)  # (n), exp(-inf) = 0 before the first block
        total = old_terms + torch.exp(scores - new[:, None]).sum(dim=-1)  # (n, b) - (n, 1), summed to (n)
        maximum = new
        states.append(torch.stack([maximum, total], dim=-1))  # (n, 2)
    return torch.stack(states, dim=1)  # T times (n, 2) = (n, T, 2)
