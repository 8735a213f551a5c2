import numpy as np


def relative_scores(q, r):
    """Scores of queries with the relative positions of keys.

    q: queries, (B, H, L, d)
    r: one vector for each offset from -(L - 1) to L - 1, (2L - 1, d)
    Returns (B, H, L, L).
    """
    # TODO: score[i, j] is q[i] times the vector of the offset j - i.
    return np.zeros((*q.shape[:3], q.shape[2]))
