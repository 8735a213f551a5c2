import numpy as np


def accept_draft(p, q, draft, u, u_last):
    """The tokens that are kept of a draft, and one more.

    p: probabilities of the large model, (K + 1, V)
    q: probabilities of the small model, (K, V)
    draft: the tokens that it drafted, (K)
    u: a uniform number for each of them, (K); u_last: one for the token that is drawn
    Returns whole numbers, (K + 1): accepted tokens, the drawn one, then -1.
    """
    # TODO: accept up to the first rejection, then draw from the residual, or from the last row.
    return np.full((len(draft) + 1,), -1)
