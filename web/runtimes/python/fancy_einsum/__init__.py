"""fancy_einsum: torch.einsum with names of several letters, the pattern first."""

from einops import einsum as _einsum


def einsum(equation, *operands):
    """`einsum("batch i d, batch j d -> batch i j", q, k)`."""
    return _einsum(*operands, equation)
