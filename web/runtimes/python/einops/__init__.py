"""A small einops for the page's small torch: rearrange, reduce, repeat, einsum, pack and unpack for tensors and arrays.

https://einops.rocks
"""

from ._einops import EinopsError, asnumpy, einsum, pack, parse_shape, rearrange, reduce, repeat, unpack

__version__ = "0.8.1"
__all__ = [
    "EinopsError", "asnumpy", "einsum", "pack", "parse_shape", "rearrange", "reduce", "repeat", "unpack",
]  # fmt: skip
