import numpy as np


def graph_attention(x, adjacency, w, a_dst, a_src):
    """A graph attention layer of several heads, without a nonlinearity behind it.

    x: nodes, (N, K)
    adjacency: (N, N), true where node i (row) attends to node j
    w: projections (out, in), (H, o, K)
    a_dst, a_src: (H, o)
    Returns (N, H * o), the heads side by side; or (out, weights) with weights (H, N, N).
    """
    # TODO: project, score the neighbours, softmax, weighted sum, join the heads.
    return np.zeros((x.shape[0], w.shape[0] * w.shape[1]))
