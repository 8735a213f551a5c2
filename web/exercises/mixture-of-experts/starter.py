import numpy as np


def mixture_of_experts(x, w_router, w1, w2, k):
    """Each token goes to its k best experts, and their outputs are added up by the router's shares.

    x: tokens, (N, D)
    w_router: weight of the router, (E, D); scores are x @ w_router.T
    w1, w2: layers of the experts, (E, F, D) and (E, D, F); expert e is relu(x @ w1[e].T) @ w2[e].T
    k: experts for each token
    Returns (N, D).
    """
    # TODO: choose k experts for each token, run each expert on its own tokens, add up what they give.
    return np.zeros_like(x)
