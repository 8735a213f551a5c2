import numpy as np


def gpt_logits(ids, params, num_heads):
    """The logits of a small GPT: two pre-norm blocks, learned positions, the embedding table as output layer.

    ids: token ids, shape (B, L); num_heads divides D.
    params: a dictionary with embedding (V, D) and positions (T, D), T > L; for the two blocks, first axis 2: gamma1, beta1
    (2, D), wq, wk, wv, wo (2, D, D), bq, bk, bv, bo (2, D), gamma2, beta2 (2, D), w1 (2, 4D, D), b1 (2, 4D), w2 (2, D, 4D),
    b2 (2, D); for the last normalisation gamma, beta (D).
    Returns the logits of the next token at each position, shape (B, L, V).
    """
    # TODO: embeddings, then both blocks, then the last normalisation and the logits.
    return np.zeros((*ids.shape, len(params["embedding"])))
