import torch


def mixture_of_experts(x, w_router, w1, w2, k):
    scores = torch.einsum("nd,ed->ne", x, w_router)
    order = torch.sort(scores, dim=-1, descending=True, stable=True)  # of equals the lower index first
    shares = torch.softmax(order.values[:, :k], dim=-1)  # (N, k)
    gates = torch.zeros_like(scores).scatter(-1, order.indices[:, :k], shares)  # (N, E), mostly zeros
    hidden = torch.relu(torch.einsum("nd,efd->nef", x, w1))  # every expert on every token: simple, and E / k times the work
    return torch.einsum("ne,nef,edf->nd", gates, hidden, w2)
