"""All operations, in the order in which they need one another; importing this file defines them."""

from ._ops import (  # noqa: F401
    activation,
    arithmetic,
    attention,
    comparison,
    complex,
    convert,
    creation,
    embedding,
    gather,
    indexing,
    joining,
    legacy,
    loss,
    matmul,
    normalization,
    pointwise,
    random,
    reduction,
    shape,
    sorting,
)
