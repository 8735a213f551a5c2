import math

import torch

# %% split, -inf, a list of stacks
def online_states(x, block):
    m = torch.full((x.size(0), 1), -torch.inf)
    l = torch.zeros(x.size(0), 1)
    states = []
    for part in x.split(block, dim=1):
        m_new = torch.maximum(m, part.max(dim=1, keepdim=True).values)
        l = l * (m - m_new).exp() + (part - m_new).exp().sum(1, keepdim=True)
        m = m_new
        states.append(torch.cat([m, l], dim=1))
    return torch.stack(states, 1)


# %% written into the result
def online_states(x, block):
    n, m = x.shape
    T = math.ceil(m / block)
    out = torch.empty(n, T, 2)
    running = torch.full((n,), float("-inf"))
    total = torch.zeros(n)
    for t in range(T):
        scores = x[:, t * block : min((t + 1) * block, m)]
        new = torch.max(running, scores.max(dim=-1)[0])
        total = total * torch.exp(running - new) + torch.sum(torch.exp(scores - new.unsqueeze(-1)), dim=-1)
        running = new
        out[:, t, 0] = running
        out[:, t, 1] = total
    return out


# %% padded with -inf, blocks reduced first, then merged
def online_states(x, block):
    n, m = x.shape
    T = (m + block - 1) // block
    padded = torch.nn.functional.pad(x, (0, T * block - m), value=float("-inf")).view(n, T, block)
    tops = padded.amax(-1)
    sums = (padded - tops[..., None]).exp().sum(-1)
    m, l, states = tops[:, 0], sums[:, 0], []
    states.append(torch.stack((m, l), -1))
    for t in range(1, T):
        new = torch.maximum(m, tops[:, t])
        l = l * torch.exp(m - new) + sums[:, t] * torch.exp(tops[:, t] - new)
        m = new
        states.append(torch.stack((m, l), -1))
    return torch.stack(states, dim=1)


# %% the first block by itself, float64
def online_states(x, block):
    x = x.double()
    first, *rest = torch.split(x, block, dim=-1)
    m = first.amax(-1)
    l = torch.exp(first - m[:, None]).sum(-1)
    states = [torch.stack([m, l], -1)]
    for part in rest:
        new = torch.maximum(m, part.amax(-1))
        l = l * torch.exp(m - new) + torch.exp(part - new[:, None]).sum(-1)
        m = new
        states.append(torch.stack([m, l], -1))
    return torch.stack(states, 1).float()


# %% element by element
def online_states(x, block):
    rows = []
    for row in x:
        m, l, states = torch.tensor(-math.inf), torch.tensor(0.0), []
        for j, score in enumerate(row):
            new = torch.maximum(m, score)
            l = l * torch.exp(m - new) + torch.exp(score - new)
            m = new
            if (j + 1) % block == 0 or j + 1 == len(row):
                states.append(torch.stack([m, l]))
        rows.append(torch.stack(states))
    return torch.stack(rows)


# %% cummax and logcumsumexp
def online_states(x, block):
    ends = torch.arange(block, x.size(1) + block, block).clamp(max=x.size(1)) - 1
    tops = x.cummax(dim=1).values[:, ends]
    return torch.stack([tops, torch.exp(torch.logcumsumexp(x, dim=1)[:, ends] - tops)], dim=-1)


# %% Python's own numbers
def online_states(x, block):
    out = []
    for row in x.tolist():
        m, l, states = -math.inf, 0.0, []
        for start in range(0, len(row), block):
            part = row[start : start + block]
            new = max(m, *part)
            l = l * math.exp(m - new) + sum(math.exp(v - new) for v in part)
            m = new
            states.append([m, l])
        out.append(states)
    return torch.tensor(out)
