import torch
import torch.nn.functional as F


def sums(x, w, a_dst, a_src):
    z = torch.einsum("nk,hok->hno", x, w)
    return z, torch.einsum("hno,ho->hn", z, a_dst).unsqueeze(2) + torch.einsum("hno,ho->hn", z, a_src).unsqueeze(1)


def weights_of(scores, adjacency):
    return torch.softmax(scores.masked_fill(~adjacency, torch.finfo(scores.dtype).min), -1).masked_fill(~adjacency, 0)


def joined(out):
    return out.transpose(0, 1).flatten(1)


# %% other-slope: the default
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_dst, a_src)
    return joined(weights_of(F.leaky_relu(t), adjacency) @ z)


# %% leaky-relu-missing: linear
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_dst, a_src)
    return joined(weights_of(t, adjacency) @ z)


# %% direction-reversed: transposed
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_dst, a_src)
    return joined(weights_of(F.leaky_relu(t, 0.2), adjacency.T) @ z)


# %% masked-row-nan: minus infinity
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_dst, a_src)
    return joined(F.leaky_relu(t, 0.2).masked_fill(~adjacency, float("-inf")).softmax(-1) @ z)


# %% heads-reshaped-not-transposed: reshape
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_dst, a_src)
    return (weights_of(F.leaky_relu(t, 0.2), adjacency) @ z).reshape(x.size(0), -1)


# %% activation-on-output: elu, as between layers
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_dst, a_src)
    return F.elu(joined(weights_of(F.leaky_relu(t, 0.2), adjacency) @ z))
