"""The state of modules: to a dictionary and back."""

from collections import OrderedDict
from collections.abc import Mapping

import torch
from torch._tensor import Tensor

from ..parameter import Parameter, is_lazy


def collect(module, destination, prefix, keep_vars):
    """The parameters and persistent buffers of a module and all below, by dotted name."""
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    metadata = {"version": 1}
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = metadata
    for name, value in _own(module):
        destination[prefix + name] = value if keep_vars else value.detach()
    if hasattr(module, "get_extra_state"):
        destination[prefix + "_extra_state"] = module.get_extra_state()
    for name, child in module._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)
    for hook in module._state_dict_hooks.values():
        result = hook(module, destination, prefix, metadata)
        destination = destination if result is None else result
    return destination


def _own(module):
    for name, param in module._parameters.items():
        if param is not None:
            yield name, param
    for name, buffer in module._buffers.items():
        if buffer is not None and name not in module._non_persistent_buffers_set:
            yield name, buffer


def load(module, state_dict, strict, assign):
    """Copies values by name; returns the names that were missing and those that were not wanted."""
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    values = OrderedDict(state_dict)
    missing, unexpected, errors = [], [], []
    _load_into(module, values, "", assign, missing, unexpected, errors, strict)
    if strict:
        if unexpected:
            names = ", ".join(f'"{k}"' for k in unexpected)
            errors.insert(0, f"Unexpected key(s) in state_dict: {names}. ")
        if missing:
            names = ", ".join(f'"{k}"' for k in missing)
            errors.insert(0, f"Missing key(s) in state_dict: {names}. ")
    if errors:
        lines = "\n\t".join(errors)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(module).__name__}:\n\t{lines}")
    return missing, unexpected


def _load_into(module, values, prefix, assign, missing, unexpected, errors, strict):
    for hook in module._load_state_dict_pre_hooks.values():
        hook(values, prefix, {}, strict, missing, unexpected, errors)
    own = dict(_own(module))
    for name, target in own.items():
        key = prefix + name
        if key not in values:
            missing.append(key)
        else:
            _copy(module, name, target, key, values[key], assign, errors)
    _find_unexpected(module, values, prefix, own, unexpected)
    for name, child in module._modules.items():
        if child is not None:
            below = f"{prefix}{name}."
            part = {k: v for k, v in values.items() if k.startswith(below)}
            _load_into(child, part, below, assign, missing, unexpected, errors, strict)


def _copy(module, name, target, key, value, assign, errors):
    if not isinstance(value, Tensor):
        errors.append(
            f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object from checkpoint but '
            f"received {type(value)}"
        )
        return
    if is_lazy(target) and not is_lazy(value):
        target.materialize(value.shape)
    if target.dim() == 0 and value.dim() == 1 and value.numel() == 1:
        value = value[0]
    if value.shape != target.shape:
        errors.append(
            f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint, the shape in current model is "
            f"{target.shape}."
        )
        return
    with torch.no_grad():
        if not assign:
            target.copy_(value)
        elif isinstance(target, Parameter):
            setattr(module, name, value if isinstance(value, Parameter) else Parameter(value, target.requires_grad))
        else:
            setattr(module, name, value)


def _find_unexpected(module, values, prefix, own, unexpected):
    for key in values:
        if key.startswith(prefix):
            first, *rest = key[len(prefix) :].split(".", 1)
            if rest:
                if first not in module._modules:
                    unexpected.append(key)
            elif first not in own:
                unexpected.append(key)
