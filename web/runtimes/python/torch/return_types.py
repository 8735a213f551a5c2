"""torch.return_types: the tuples with names that operations return."""

from ._namedtuples import named_tuple as _named_tuple


def __getattr__(name):
    return type(_named_tuple(name, "", ()))
