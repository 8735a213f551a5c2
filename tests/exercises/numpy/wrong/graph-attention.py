import numpy as np


def leaky_relu(t, slope=0.2):
    return np.where(t > 0, t, slope * t)


def sums(x, w, a_dst, a_src):
    z = np.einsum("nk,hok->hno", x, w)
    dst, src = np.einsum("hno,ho->hn", z, a_dst), np.einsum("hno,ho->hn", z, a_src)
    return z, dst[:, :, None] + src[:, None, :]


def masked_softmax(scores, mask):
    e = np.exp(np.where(mask, scores - np.max(np.where(mask, scores, -1e30), axis=-1, keepdims=True), -np.inf))
    return e / np.maximum(e.sum(axis=-1, keepdims=True), 1e-30)


def joined(out):
    return out.transpose(1, 0, 2).reshape(out.shape[1], -1)


# %% leaky-relu-missing: linear
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_dst, a_src)
    return joined(masked_softmax(t, adjacency) @ z)


# %% direction-reversed: .T
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_dst, a_src)
    return joined(masked_softmax(leaky_relu(t), adjacency.T) @ z)


# %% softmax-over-all-nodes: times the adjacency afterwards
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_dst, a_src)
    weights = masked_softmax(leaky_relu(t), np.ones_like(adjacency)) * adjacency
    return joined(weights @ z), weights


# %% masked-row-nan: -inf
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_dst, a_src)
    s = np.where(adjacency, leaky_relu(t), -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return joined(e / e.sum(axis=-1, keepdims=True) @ z)


# %% heads-averaged: mean
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_dst, a_src)
    return (masked_softmax(leaky_relu(t), adjacency) @ z).mean(axis=0)


# %% heads-reshaped-not-transposed: reshape alone
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_dst, a_src)
    return (masked_softmax(leaky_relu(t), adjacency) @ z).reshape(len(x), -1)


# %% source-and-target-exchanged: the other way round
def graph_attention(x, adjacency, w, a_dst, a_src):
    z, t = sums(x, w, a_src, a_dst)
    return joined(masked_softmax(leaky_relu(t), adjacency) @ z)
