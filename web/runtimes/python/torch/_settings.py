"""Settings of the whole of torch, and functions that have nothing to do here."""

from ._device import CPU, require_cpu


_settings = {"threads": 1, "precision": "highest", "deterministic": False}


def compile(model=None, *args, **kwargs):  # noqa: A001
    """The function or module itself: nothing is compiled."""
    return model if model is not None else lambda function: function


def set_float32_matmul_precision(precision):
    """Does nothing: products are float32."""
    if precision not in ("highest", "high", "medium"):
        raise ValueError(f"precision must be one of highest, high, medium, got {precision}")
    _settings["precision"] = precision


def set_default_device(device):
    """Accepts the processor only."""
    require_cpu(device)


def get_default_device():
    """The processor."""
    return CPU


def numel(input):
    """The number of elements."""
    return input.numel()


__all__ = [
    "compile", "get_default_device", "numel", "set_default_device", "set_float32_matmul_precision",
]  # fmt: skip
