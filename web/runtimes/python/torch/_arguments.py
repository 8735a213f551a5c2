"""Arguments as PyTorch takes them: signatures with overloads, and its errors when none fits.

A signature reads `sum(Tensor input, int[1]? dim, bool keepdim=False, *, dtype? dtype=None)`: `?` allows None, `int[1]`
a single int as well, `*` begins the arguments that need a keyword.
"""

import operator

import numpy as np

from ._device import device
from ._dtype import INT, is_dtype
from ._tensor import Tensor

_TYPE_NAMES = {
    "Tensor": "Tensor", "Scalar": "Number", "int": "int", "float": "float", "complex": "complex", "bool": "bool",
    "Tensor[]": "tuple of Tensors", "Tensor?[]": "tuple of Tensors", "int[]": "tuple of ints", "float[]": "tuple of floats", "str": "str",
    "Scalar[]": "tuple of Scalars", "Generator": "torch.Generator", "dtype": "torch.dtype", "device": "torch.device",
    "layout": "torch.layout", "memory_format": "torch.memory_format", "object": "object",
}  # fmt: skip
_NUMPY_NAMES = {"dim": ("axis",), "keepdim": ("keepdims",), "input": ("x", "a", "x1"), "other": ("x2",)}
_NUMBERS = (int, float, complex, np.number, np.bool_)
_OPTIONS = "dtype? dtype=None, layout? layout=None, device? device=None, bool pin_memory=False, bool requires_grad=False"
NUMBERS_AS_TENSORS = {
    name + suffix
    for name in "add div divide mul multiply sub subtract true_divide floor_divide copy".split()
    for suffix in ("", "_")
}


def type_name(value):
    """The name of a value's type as C knows it: classes of C modules with their module."""
    kind = type(value)
    if kind.__module__ == "torch" and kind is not Tensor:
        return f"torch.{kind.__name__}"
    return f"numpy.{kind.__name__}" if kind.__module__.split(".")[0] == "numpy" else kind.__name__


def is_number(value):
    return isinstance(value, _NUMBERS)


def is_int(value):
    if isinstance(value, Tensor):
        return value.dtype.kind == INT and not value.shape and not value._requires_grad
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def _is_scalar(value):
    return is_number(value) or (isinstance(value, Tensor) and not value.shape and not value._requires_grad)


def _is_float(value):
    return isinstance(value, (float, int, np.floating)) or (isinstance(value, Tensor) and _is_scalar(value))


def _is_int_list(value):
    return isinstance(value, (tuple, list)) and (not value or is_int(value[0]))


def _is_tensor_list(value):
    if not isinstance(value, (tuple, list)):
        return False
    for i, item in enumerate(value):
        if not isinstance(item, Tensor):
            raise TypeError(f"expected Tensor as element {i} in argument 0, but got {type_name(item)}")
    return True


_CHECKS = {
    "Tensor": lambda v: isinstance(v, Tensor),
    "Scalar": _is_scalar,
    "int": is_int,
    "float": _is_float,
    "complex": _is_scalar,
    "bool": lambda v: isinstance(v, (bool, np.bool_)),
    "Tensor[]": _is_tensor_list,
    "Tensor?[]": lambda v: isinstance(v, (tuple, list)) and _is_tensor_list([t for t in v if t is not None]),
    "int[]": _is_int_list,
    "float[]": lambda v: isinstance(v, (tuple, list)) and all(map(_is_float, v)),
    "Scalar[]": lambda v: isinstance(v, (tuple, list)) and all(map(_is_scalar, v)),
    "str": lambda v: isinstance(v, str),
    "dtype": is_dtype,
    "device": lambda v: isinstance(v, (device, str)) or is_int(v),
    "Generator": lambda v: type(v).__name__ == "Generator",
    "layout": lambda v: type(v).__name__ == "layout",
    "memory_format": lambda v: type(v).__name__ == "memory_format",
    "object": lambda v: True,
}


def _number(value):
    return value.item() if isinstance(value, (Tensor, np.generic)) else value


def _ints(value, function, param):
    ints = []
    for i, item in enumerate(value):
        try:
            if isinstance(item, (bool, np.bool_)):
                raise TypeError
            ints.append(operator.index(item))
        except TypeError:
            raise TypeError(
                f"{function}(): argument '{param.name}' failed to unpack the object at pos {i + 1} with error "
                f'"type must be tuple of ints,but got {type_name(item)}"'
            ) from None
    return tuple(ints)


class Parameter:
    """One parameter of a signature."""

    def __init__(self, text, keyword_only, numbers):
        kind, _, rest = text.partition(" ")
        self.name, has_default, self.default = rest.partition("=")
        self.key = "input" if self.name == "self" else self.name
        self.allow_none = kind.endswith("?") or self.default == "None"
        kind = kind.removesuffix("?")
        self.size = 0
        if "[" in kind:
            kind, _, size = kind[:-1].partition("[")
            self.size, kind = int(size or 0), kind + "[]"
        self.optional, self.keyword_only, self.kind = bool(has_default), keyword_only, kind
        self.aliases = _NUMPY_NAMES.get(self.name, ())
        self.check = (lambda v: isinstance(v, Tensor) or is_number(v)) if numbers and kind == "Tensor" else _CHECKS[kind]
        self.type_name = _TYPE_NAMES[kind]

    def accepts(self, value):
        return self.check(value) or (self.size > 0 and self.kind == "int[]" and is_int(value))

    def convert(self, value, function):
        if self.kind in ("int", "Scalar", "float"):
            return _number(value)
        if self.kind != "int[]":
            return value
        return (int(value),) * self.size if is_int(value) else _ints(value, function, self)

    def __str__(self):
        return f"{self.type_name} {self.name}" + (f" = {self.default}" if self.optional else "")


class Signature:
    """One overload of a function."""

    def __init__(self, name, text):
        self.name, self.hidden = name, text.endswith("|")
        self.params, keyword_only = [], False
        for part in text.removesuffix("|").replace("{options}", _OPTIONS).split(", ") if text else ():
            if part == "*":
                keyword_only = True
            else:
                self.params.append(Parameter(part, keyword_only, name in NUMBERS_AS_TENSORS))
        self.required = sum(not p.optional for p in self.params)
        self.positional = sum(not p.keyword_only for p in self.params)
        self.varargs = self.positional == 1 and self.params[0].kind == "int[]"

    def __str__(self):
        parts = [str(p) for p in self.params]
        if self.positional < len(parts):
            parts.insert(self.positional, "*")
        return f"({', '.join(parts)})"

    def bind(self, args, kwargs):
        """The values by name, or the error (as a string) that says why they do not fit."""
        count, bound, used = len(args), {}, 0
        if count > self.positional and not self.varargs:
            return self._too_many(count)
        taken = 0
        for i, param in enumerate(self.params):
            if taken < count:
                if param.keyword_only:
                    return self._too_many(count)
                value, keyword = args[taken], False
                taken += 1
            else:
                keyword = True
                value = _lookup(kwargs, param)
                if value is _MISSING:
                    if param.optional:
                        continue
                    return self._missing(i)
                used += 1
            if value is None and param.allow_none:
                bound[param.key] = None
            elif param.accepts(value):
                if count > self.positional and not keyword:
                    return self._too_many(count)
                bound[param.key] = param.convert(value, self.name)
            elif self.varargs and not keyword and i == 0 and _is_int_list(args):
                bound[param.key] = _ints(args, self.name, param)
                taken = count
            elif self.varargs and count > self.positional and not keyword:
                return self._too_many(count)
            else:
                return self._wrong_type(param, value, None if keyword else taken)
        if used < len(kwargs):
            return self._unexpected(kwargs, count)
        return bound

    def _too_many(self, count):
        lowest, highest = self.required, self.positional
        takes = f"{highest} positional argument{'' if highest == 1 else 's'}"
        if lowest != highest:
            takes = f"from {lowest} to {highest} positional arguments"
        return f"{self.name}() takes {takes} but {count} {'was' if count == 1 else 'were'} given"

    def _missing(self, start):
        names = [f'"{p.name}"' for p in self.params[start:] if not p.optional]
        plural = "s" if len(names) == 1 else ""
        return f"{self.name}() missing {len(names)} required positional argument{plural}: {', '.join(names)}"

    def _wrong_type(self, param, value, position):
        where = f"{self.name}(): argument '{param.name}'" + (f" (position {position})" if position else "")
        if param.kind == "int[]" and isinstance(value, (tuple, list)) and position:
            return f"{where} must be {param.type_name}, but found element of type {type_name(value[0])} at pos 0"
        return f"{where} must be {param.type_name}, not {type_name(value)}"

    def _unexpected(self, kwargs, count):
        names = [p.name for p in self.params]
        for key in kwargs:
            if key not in names:
                return f"{self.name}() got an unexpected keyword argument '{key}'"
            if names.index(key) < count:
                return f"{self.name}() got multiple values for argument '{key}'"
        return "invalid keyword arguments"


_MISSING = object()


def _lookup(kwargs, param):
    if param.name in kwargs:
        return kwargs[param.name]
    for alias in param.aliases:
        if alias in kwargs:
            return kwargs[alias]
    return _MISSING


class Parser:
    """The overloads of a function; `texts` are their parameters."""

    def __init__(self, name, texts):
        self.name, self.texts, self.overloads = name, texts, None

    def parse(self, args, kwargs):
        """The values by name for the first overload that fits.

        Raises:
            TypeError: as PyTorch does when none fits.
        """
        if self.overloads is None:
            overloads = [Signature(self.name, text) for text in self.texts]
            self.overloads = sorted(overloads, key=lambda s: s.hidden)
        for overload in self.overloads:
            bound = overload.bind(args, kwargs)
            if type(bound) is dict:
                return bound
        raise TypeError(bound if len(self.overloads) == 1 else self._explain(args, kwargs))

    def _explain(self, args, kwargs):
        count = len(args) + len(kwargs)
        shown = [s for s in self.overloads if not s.hidden]
        plausible = [s for s in shown if s.required <= count <= len(s.params)]
        if len(plausible) == 1:
            return plausible[0].bind(args, kwargs)
        got = "".join(f"{type_name(a)}, " for a in args) + "".join(f"{k}={type_name(v)}, " for k, v in kwargs.items())
        got = f"({got[:-2] if args else got})"
        text = f"{self.name}() received an invalid combination of arguments - got {got}, but expected "
        if len(shown) == 1:
            return f"{text}{shown[0]}"
        return text + "one of:\n" + "".join(f" * {s}\n{_mismatch(s, args, kwargs)}" for s in shown)


def _mismatch(signature, args, kwargs):
    if len(args) + len(kwargs) != len(signature.params) + (signature.positional < len(signature.params)):
        return ""
    names = [p.name for p in signature.params]
    unknown = [key for key in kwargs if key not in names]
    if unknown:
        return f"      didn't match because some of the keywords were incorrect: {', '.join(unknown)}\n"
    given = [("", a) for a in args] + [(f"{n}=", kwargs[n]) for n in names[len(args) :] if n in kwargs]
    parts = [_describe(param, prefix, value) for param, (prefix, value) in zip(signature.params, given, strict=False)]
    return f"      didn't match because some of the arguments have invalid types: ({', '.join(parts)})\n"


def _describe(param, prefix, value):
    text = prefix + type_name(value)
    if isinstance(value, (tuple, list)):
        inner = ", ".join(map(type_name, value))
        if isinstance(value, tuple):
            text += f" of ({inner}{',' if len(value) == 1 else ''})"
        else:
            text += f" of [{inner}]"
    fits = type_name(value) in {"float": ("float", "int")}.get(param.type_name, (param.type_name,))
    return text if fits else f"!{text}!"

