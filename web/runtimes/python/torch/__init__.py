"""A small PyTorch on NumPy, for reading and practising in a page.

It answers as PyTorch 2.14 on a processor does: values, shapes, types, gradients, printed text, errors. What it lacks
says so. It is not PyTorch itself: https://pytorch.org is.
"""

import math as _math
import sys as _sys

from . import _dtype, _nn
from ._autograd.grad_mode import (
    enable_grad,
    inference_mode,
    is_grad_enabled,
    is_inference_mode_enabled,
    no_grad,
    set_grad_enabled,
)
from ._device import device
from ._dtype import dtype, finfo, get_default_dtype, iinfo, set_default_dtype
from ._size import Size
from ._tensor import Tensor, is_tensor
from . import _operations  # noqa: F401  defines the operations that are installed below
from ._ops.from_data import as_tensor, asarray, from_numpy, scalar_tensor, tensor
from ._ops.legacy import (
    TYPED_CLASSES as _TYPED_CLASSES,
    channels_last,
    contiguous_format,
    layout,
    memory_format,
    preserve_format,
    strided,
)
from ._ops.random import Generator, default_generator, get_rng_state, initial_seed, manual_seed, seed, set_rng_state
from ._registry import install as _install
from ._rest import LastFinder as _LastFinder, look_in_rest as _look_in_rest
from ._signatures import TABLE as _TABLE
from ._settings import *  # noqa: F403
from ._tensor_str import get_printoptions, set_printoptions

_install(_TABLE, {"t": _sys.modules[__name__], "n": _nn})

from . import _operators, autograd, cuda, nn, random
from .functional import *  # noqa: F403

__version__ = "2.14.1"
pi, e, inf, nan, newaxis = _math.pi, _math.e, _math.inf, _math.nan, None
globals().update(_TYPED_CLASSES)
globals().update({kind.name: kind for kind in _dtype.ALL})
globals().update(_dtype.ALIASES)
version = type("version", (), {"__version__": __version__, "cuda": None, "git_version": "Unknown"})

__getattr__ = _look_in_rest(__name__)
if _LastFinder not in _sys.meta_path:
    _sys.meta_path.append(_LastFinder)
