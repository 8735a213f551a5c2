import torch

# %% while
def tree_mask(parents, past):
    T = parents.shape[0]
    mask = torch.zeros(T, past + T, dtype=torch.bool)
    mask[:, :past] = True
    for t in range(T):
        p = t
        while p != -1:
            mask[t, past + p] = True
            p = parents[p].item()
    return mask


# %% rows stacked
def tree_mask(parents, past):
    T = len(parents)
    own = torch.eye(T, dtype=torch.bool)
    rows = []
    for t, p in enumerate(parents.tolist()):
        rows.append(own[t] | rows[p] if p >= 0 else own[t])
    return torch.cat((torch.ones((T, past), dtype=torch.bool), torch.stack(rows)), dim=-1)


# %% repeated products
def tree_mask(parents, past):
    T = len(parents)
    step = torch.eye(T)
    for t in range(T):
        if parents[t] >= 0:
            step[t, parents[t]] = 1.0
    reach = step
    for _ in range(T):
        reach = (reach @ step).clamp(max=1.0)
    return torch.cat([torch.ones(T, past), reach], dim=1) > 0
