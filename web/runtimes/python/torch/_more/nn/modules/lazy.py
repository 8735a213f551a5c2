"""Modules that learn their sizes from the first input."""

import warnings

import torch

from torch.nn.parameter import is_lazy


class LazyModuleMixin:
    """Runs `initialize_parameters` before the first forward, then turns into the ordinary class."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        warnings.warn(
            "Lazy modules are a new feature under heavy development so changes to the API or functionality can happen at any "
            "moment.",
            stacklevel=3,
        )

    def has_uninitialized_params(self):
        """Whether a shape is still unknown."""
        members = [*self._parameters.values(), *self._buffers.values()]
        return any(is_lazy(member) for member in members if member is not None)

    def __call__(self, *args, **kwargs):
        with torch.no_grad():
            self.initialize_parameters(*args, **kwargs)
        self.__class__ = self._become
        del self.__dict__["_become"]
        return self(*args, **kwargs)
