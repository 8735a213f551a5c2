"""What PyTorch has and this package has not: a sentence says so. Names that PyTorch has not raise PyTorch's own words."""

import difflib
import sys
from importlib import metadata

import torch
from torch._tensor import Tensor

from .table import LACKS

_MODULES = {
    "torch.distributed": "one process in one page computes here",
    "torch.fft": "numpy.fft takes what tensor.numpy() gives",
    "torch.fx": "code runs as it is written",
    "torch.hub": "a page's Python downloads nothing",
    "torch.multiprocessing": "one process in one page computes here",
    "torch.nested": "pad, and mask the padding",
    "torch.onnx": "nothing is exported",
    "torch.profiler": "time.perf_counter() measures",
    "torch.quantization": "there are no quantized tensors",
    "torch.sparse": "tensors are dense here",
    "torch.utils.cpp_extension": "there is no compiler",
    "torch.utils.tensorboard": "print, or plot, instead",
    "torchvision": "there are tensors and layers, no images",
    "torchaudio": "there are tensors and layers, no sounds",
    "torchtext": "there are tensors and layers, no texts",
    "flash_attn": "torch.nn.functional.scaled_dot_product_attention gives the same values",
    "xformers": "torch.nn.functional.scaled_dot_product_attention gives the same values",
    "triton": "there is no GPU; write it with tensors",
    "tensorflow": "torch and numpy are here",
    "jax": "torch and numpy are here",
    "keras": "torch and numpy are here",
    "transformers": "write the model with torch.nn",
}


def refuse(where, name, kind=None):
    """Raises the AttributeError for a name that `where` has not: a module, or tensors of the class `kind`."""
    if f"{where}.{name}" in _MODULES:
        raise AttributeError(_without(f"{where}.{name}"))
    if name not in LACKS.get(where, "").split():
        raise AttributeError(
            f"'{kind}' object has no attribute '{name}'" if kind else f"module '{where}' has no attribute '{name}'"
        )
    present = dir(Tensor) if kind else vars(sys.modules[where])
    near = difflib.get_close_matches(name, [other for other in present if not other.startswith("_")], 1, 0.5)
    hint = f" The nearest that it has is {where}.{near[0]}." if near else ""
    raise AttributeError(f"{where}.{name} is in PyTorch, but not in this page's small torch.{hint}")


def _without(module):
    return f"There is no {module} in this page's small torch: {_MODULES[module]}."


def distributions(name):
    """What `importlib.metadata` finds of torch: its version."""
    if name == "torch":
        yield _Metadata()


class _Metadata(metadata.Distribution):
    def read_text(self, filename):
        return f"Name: torch\nVersion: {torch.__version__}\n" if filename == "METADATA" else None

    def locate_file(self, path):
        return path


def refuse_module(name):
    """Raises ModuleNotFoundError for a package that is known and not here."""
    if name in _MODULES:
        raise ModuleNotFoundError(_without(name), name=name)
