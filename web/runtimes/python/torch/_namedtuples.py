"""`torch.return_types`: tuples with names, as `max` and `sort` return them."""

_types, _names = {}, {}


class _Fields(tuple):
    __slots__ = ()
    __module__ = "torch.return_types"

    def __getattr__(self, name):
        raise AttributeError(f"'torch.return_types.{type(self).__name__}' object has no attribute '{name}'")

    def __repr__(self):
        parts = ",\n".join(f"{name}={value!r}" for name, value in zip(_names[type(self)], self, strict=True))
        return f"torch.return_types.{type(self).__name__}(\n{parts})"



def named_tuple(kind, names, items):
    """A tuple of type `torch.return_types.<kind>` whose items have names."""
    if kind not in _types:
        members = {name: property(lambda self, i=i: self[i]) for i, name in enumerate(names.split())}
        members |= {"__slots__": (), "__module__": "torch.return_types"}
        _types[kind] = type(kind, (_Fields,), members)
        _names[_types[kind]] = names.split()
    return tuple.__new__(_types[kind], items)
