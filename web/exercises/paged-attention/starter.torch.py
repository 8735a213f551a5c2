import torch


def paged_attention(q, k_pages, v_pages, table, lengths):
    """Attention of one query for each sequence over keys and values that lie in pages. H query heads share G key heads.

    q: queries, (B, H, d)
    k_pages, v_pages: pages of keys and values, (N, T, G, d); unused slots hold rubbish, perhaps NaN
    table: pages of each sequence, (B, M); -1 where it has no more
    lengths: tokens of each sequence, (B), 0 to M * T
    Returns (B, H, d); zeros for a sequence of length 0.
    """
    # TODO: find page and slot of each token, then attend.
    return torch.zeros_like(q)
