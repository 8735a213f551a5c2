"""Switching the recording of gradients on and off."""

import functools
import inspect


class _Recording:
    enabled = True
    inference = False


recording = _Recording()


class _Switch:
    """A context manager, and a decorator with or without parentheses."""

    enabled = False

    def __new__(cls, function=None):
        self = object.__new__(cls)
        return self(function) if callable(function) else self

    def __enter__(self):
        self.previous = recording.enabled
        recording.enabled = self.enabled

    def __exit__(self, *exception):
        recording.enabled = self.previous

    def clone(self):
        return type(self)()

    def __call__(self, function):
        if inspect.isclass(function):
            function.__init__ = self(function.__init__)
            return function
        if inspect.isgeneratorfunction(function):
            return self._wrap_generator(function)

        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            with self.clone():
                return function(*args, **kwargs)

        return wrapped

    def _wrap_generator(self, function):
        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            generator = function(*args, **kwargs)
            while True:
                with self.clone():
                    try:
                        item = next(generator)
                    except StopIteration:
                        return
                yield item

        return wrapped


class no_grad(_Switch):  # noqa: N801
    """Operations in it record nothing: `with torch.no_grad():` or `@torch.no_grad()`."""


class enable_grad(_Switch):  # noqa: N801
    """Records gradients inside of `no_grad`."""

    enabled = True


class set_grad_enabled(_Switch):  # noqa: N801
    """Sets the recording at once; as a context manager, until its end."""

    def __new__(cls, mode=True):
        return object.__new__(cls)

    def __init__(self, mode):
        self.enabled, self.before = mode, recording.enabled
        recording.enabled = mode

    def __enter__(self):
        self.previous = self.before

    def clone(self):
        return set_grad_enabled(self.enabled)


class inference_mode(_Switch):  # noqa: N801
    """As `no_grad`; `mode=False` records."""

    def __new__(cls, mode=True):
        self = object.__new__(cls)
        return self(mode) if callable(mode) else self

    def __init__(self, mode=True):
        self.inference = mode
        self.enabled = not mode

    def __enter__(self):
        self.previous = recording.enabled, recording.inference
        recording.inference = self.inference
        recording.enabled = recording.enabled and self.enabled

    def __exit__(self, *exception):
        recording.enabled, recording.inference = self.previous

    def clone(self):
        return inference_mode(self.inference)


def is_grad_enabled():
    """Whether operations are recorded."""
    return recording.enabled


def is_inference_mode_enabled():
    """Whether `inference_mode` is on."""
    return recording.inference
