"""The way to the rest of the package.

`torch._more` and what it lists may lie beside this core or may be missing; it is asked for a name that the core has not.
"""

from importlib import import_module


def _rest():
    """`torch._more`, or None where it is missing."""
    try:
        return import_module("torch._more")
    except ModuleNotFoundError as error:
        if error.name != "torch._more":
            raise
        return None


def _find(where, name, finder, otherwise):
    more = None if name.startswith("__") else _rest()
    if more is None:
        raise AttributeError(otherwise)
    return getattr(more, finder)(where, name)


def look_in_rest(module):
    """The `__getattr__` of a module whose other names are in the rest."""
    return lambda name: _find(module, name, "find", f"module '{module}' has no attribute '{name}'")


def find_method(tensor, name):
    """What a tensor has by a name that is in the rest."""
    otherwise = f"'{type(tensor).__name__}' object has no attribute '{name}'"
    return _find(tensor, name, "find_method", otherwise)


class LastFinder:
    """Where Python looks for modules last: the rest says what to do instead of those that are not here."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if not name.startswith("torch._more") and (more := _rest()):
            more.refuse_module(name)

    @staticmethod
    def find_distributions(context):
        more = _rest()
        return more.distributions(context.name) if more else ()
