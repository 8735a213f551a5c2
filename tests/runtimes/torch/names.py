"""Lists what a program can name, with its arguments: `torch` as it is here, and of NumPy what attention takes.

Prints JSON: by the module or class that has the names, `name(arguments)` for each, or `name` where it is no function.
"""

import importlib
import inspect
import json
import re

import numpy as np
import torch
from torch import _signatures
from torch._more import signatures as more_signatures, table

MODULES = """torch torch.nn torch.nn.functional torch.nn.init torch.nn.utils torch.optim torch.optim.lr_scheduler torch.linalg
    torch.autograd torch.func torch.utils.data torch.special"""
NUMPY = """np.abs np.add np.all np.allclose np.any np.arange np.argmax np.argmin np.argsort np.array np.array_split np.asarray
    np.atleast_2d np.average np.bincount np.block np.broadcast_to np.ceil np.clip np.concatenate np.copy np.cos np.cumsum np.diag
    np.diagonal np.divide np.dot np.dtype np.e np.einsum np.empty np.empty_like np.equal np.exp np.expand_dims np.expm1 np.eye
    np.finfo np.flip np.float32 np.float64 np.floor np.full np.full_like np.greater np.identity np.inf np.inner np.int64 np.isclose
    np.isfinite np.isinf np.isnan np.ix_ np.less np.linspace np.log np.log1p np.log2 np.logaddexp np.logical_and np.logical_not
    np.logical_or np.matmul np.max np.maximum np.mean np.median np.meshgrid np.min np.minimum np.moveaxis np.multiply np.nan
    np.nan_to_num np.ndarray np.ndim np.negative np.newaxis np.nonzero np.ones np.ones_like np.outer np.pad np.pi np.power np.prod
    np.ravel np.repeat np.reshape np.roll np.round np.searchsorted np.shape np.sign np.sin np.size np.sort np.split np.sqrt
    np.square np.squeeze np.stack np.std np.subtract np.sum np.swapaxes np.take np.take_along_axis np.tanh np.tensordot np.tile
    np.trace np.transpose np.tril np.triu np.true_divide np.unique np.var np.vstack np.hstack np.where np.zeros np.zeros_like
    np.linalg.norm np.linalg.inv np.linalg.eigh np.linalg.svd np.linalg.det np.linalg.solve
    np.random.default_rng np.random.seed np.random.rand np.random.randn np.random.randint np.random.normal np.random.permutation
    ndarray.T ndarray.all ndarray.any ndarray.argmax ndarray.argmin ndarray.argsort ndarray.astype ndarray.clip ndarray.copy
    ndarray.cumsum ndarray.diagonal ndarray.dot ndarray.dtype ndarray.fill ndarray.flatten ndarray.item ndarray.max ndarray.mean
    ndarray.min ndarray.nbytes ndarray.ndim ndarray.nonzero ndarray.prod ndarray.ravel ndarray.repeat ndarray.reshape ndarray.round
    ndarray.shape ndarray.size ndarray.sort ndarray.squeeze ndarray.std ndarray.strides ndarray.sum ndarray.swapaxes ndarray.take
    ndarray.tolist ndarray.trace ndarray.transpose ndarray.var ndarray.view"""


def operations():
    """Of each operation its PyTorch signatures: where it is, and its parameters."""
    found = {}
    for line in [*_signatures.TABLE.split("\n"), *more_signatures.TABLE.split("\n")]:
        if not line or line.startswith("#"):
            continue
        flags, rest = line.split(" ", 1)
        name, params = rest.split("(", 1)
        if not params.endswith("|)"):
            found.setdefault(name, []).append((flags, params.removesuffix(")")))
    return found


OPERATIONS = operations()


def is_method_only(flags):
    return "M" in flags or "X" in flags


def of_operation(rows, in_class):
    """Its longest signature, without types, and without `out`."""
    functions = [params for flags, params in rows if not is_method_only(flags)]
    params = max(functions or [params for _, params in rows], key=lambda params: params.count(", "))
    params = params.replace("{options}", "dtype? dtype=None, device? device=None, bool requires_grad=False")
    names = [part.split(" ", 1)[-1] for part in params.split(", ") if part and not part.endswith(" out=None")]
    if in_class and functions:
        names = names[1:]
    return "(" + ", ".join(names[:-1] if names and names[-1] == "*" else names) + ")"


def of_signature(value):
    try:
        text = str(inspect.signature(value))
    except (TypeError, ValueError):
        return "(...)"
    text = re.sub(r", _\w+=[^,)]*", "", text)
    text = re.sub(r"<[\w.]*? ?(\w+)(?: at 0x\w+)?>", r"\1", re.sub(r" -> .*$", "", text))
    return text.replace("(self, /, ", "(").replace("(self, ", "(").replace("(self)", "()")


def of_torch(name, value, in_class):
    rows = OPERATIONS.get(name) or OPERATIONS.get(name.removesuffix("_"))
    if rows and not inspect.isclass(value):
        return of_operation(rows, in_class)
    return of_signature(value) if callable(value) and not isinstance(value, torch.dtype) else ""


def torch_names(owner, value):
    in_class = owner == "torch.Tensor"
    listed = {*dir(value), *(name for names in table.TABLE.get(owner, {}).values() for name in names.split())}
    for name, rows in OPERATIONS.items():
        flags = "".join(one for one, _ in rows)
        if (in_class and ("m" in flags or is_method_only(flags))) or (owner == "torch" and "t" in flags):
            listed.add(name)
    found = {}
    for name in sorted(name for name in listed if not name.startswith("_")):
        try:
            member = inspect.getattr_static(value, name) if in_class and name in dir(value) else getattr(value, name)
        except (AttributeError, ImportError):
            continue
        inner = str(getattr(member, "__module__", "")).startswith(("torch._rest", "torch._autograd.engine"))
        if not inner and not inspect.ismodule(member):
            found[name] = "" if isinstance(member, property) else of_torch(name, member, in_class)
    return found


def of_numpy(value):
    if not callable(value) or isinstance(value, type):
        return "" if not isinstance(value, type) else "(...)"
    first = re.sub(r"\s+", " ", (value.__doc__ or "").strip().split("\n\n")[0])
    written = re.match(r"^(?:a\.)?\w+(\(.*?\))(?: -> .*)?$", first)
    shown = written[1] if written else of_signature(value)
    shown = re.sub(r"(?:, )?/, out=None, \*, .*\)$", ")", shown)
    return re.sub(r", like=None|, \*, subok=False|\[, signature\]", "", shown)


def numpy_names():
    found = {}
    for dotted in NUMPY.split():
        owner, _, name = dotted.rpartition(".")
        holder = np.ndarray if owner == "ndarray" else importlib.import_module(owner.replace("np", "numpy", 1))
        owner = "numpy.ndarray" if owner == "ndarray" else owner.replace("np", "numpy", 1)
        found.setdefault(owner, {})[name] = of_numpy(getattr(holder, name))
    return found


result = {owner: torch_names(owner, importlib.import_module(owner)) for owner in MODULES.split()}
result["torch.Tensor"] = torch_names("torch.Tensor", torch.Tensor)
result.update(numpy_names())
print(json.dumps({owner: [name + arguments for name, arguments in names.items()] for owner, names in result.items()}, indent=2))
