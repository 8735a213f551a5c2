import numpy as np


def attention_mask(lengths, seq):
    """Which keys each query may attend to: real ones that are not after it.

    lengths: int, how many tokens of each entry are real, (B)
    seq: padded length, L
    Returns bool (B, L, L), true = may attend.
    """
    # TODO: everything is visible so far.
    return np.ones((len(lengths), seq, seq), dtype=bool)
