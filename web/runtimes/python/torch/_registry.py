"""How operations become functions of `torch` and methods of tensors.

An operation is a plain function, marked with `@operation`. Its PyTorch signatures are in `_signatures.py`; from them
come the public function, the method, and the method in place, all of which take arguments as PyTorch does and raise its
errors. Inside the package the plain functions are called.
"""

from importlib import import_module

from ._arguments import Parser
from ._inplace import apply_in_place, write
from ._tensor import Tensor


class _Implementations(dict):
    """The plain functions by name; the file that has one is imported when it is first called."""

    def __init__(self):
        self.files = {}

    def __missing__(self, name):
        import_module(self.files[name])
        return self[name]


IMPLEMENTATIONS = _Implementations()


def operation(function):
    """Marks the implementation of what PyTorch calls by the same name."""
    IMPLEMENTATIONS[function.__name__] = function
    return function


def operation_named(*names):
    """As `operation`, for a function that has other names, or several."""

    def mark(function):
        for name in names:
            IMPLEMENTATIONS[name] = function
        return function

    return mark


def _rows(table):
    """The file, the flags, the name and the parameters of every line."""
    file = None
    for line in table.strip().splitlines():
        if line.startswith("# "):
            file = line[2:]
        else:
            flags, name, params = line.replace("(", " ", 1).split(" ", 2)
            yield file, flags, name, params.replace(")", "", 1)


def _group(table):
    functions, methods, flags_of = {}, {}, {}
    for file, flags, name, params in _rows(table):
        IMPLEMENTATIONS.files[name] = f"torch.{file}"
        flags_of[name] = flags_of.get(name, "") + flags
        if "m" in flags:
            methods.setdefault(name, []).append(_method_params(params))
        if "M" in flags or "X" in flags:
            methods.setdefault(name, []).append(params)
        else:
            functions.setdefault(name, []).append(params)
    return functions, methods, flags_of


def _method_params(params):
    """The parameters of a method: those of the function without the tensor and without `out`."""
    hidden = "|" if params.endswith("|") else ""
    rest = params.removesuffix("|").split(", ")[1:]
    rest = [p for p in rest if not p.endswith(" out=None")]
    if rest and rest[-1] == "*":
        rest.pop()
    return ", ".join(rest) + hidden


def install(table, namespaces):
    """Makes the public functions in `namespaces` (one for each flag) and the methods of tensors.

    A line of `table` that begins with `#` says in which file the operations below it are, if they are not there yet.
    """
    functions, methods, flags_of = _group(table)
    for name, flags in flags_of.items():
        for flag, namespace in namespaces.items():
            if flag in flags:
                short = name.removeprefix(f"{namespace.__name__.split('.')[-1]}_")
                setattr(namespace, short, _label(_function(name, functions[name]), short, "torch"))
        for flag, namespace in (("I", "t"), ("N", "n")):
            if flag in flags:
                function = _label(_function_in_place(name, functions[name]), f"{name}_", "torch")
                setattr(namespaces[namespace], f"{name}_", function)
        if "m" in flags or "M" in flags:
            _add_method(name, _method(name, methods[name]))
        if "i" in flags:
            _add_method(f"{name}_", _method_in_place(name, methods[name]))


def _add_method(name, method):
    if not hasattr(Tensor, name):
        setattr(Tensor, name, _label(method, name, "Tensor"))


def _label(function, name, owner):
    function.__name__, function.__qualname__, function.__module__ = name, f"{owner}.{name}", "torch"
    return function


def _function(name, texts):
    parse = Parser(name, texts).parse

    def function(*args, **kwargs):
        bound = parse(args, kwargs)
        if "out" in bound:
            return _into(bound.pop("out"), IMPLEMENTATIONS[name](**bound))
        return IMPLEMENTATIONS[name](**bound)

    return function


def _method(name, texts):
    parse, empty = Parser(name, texts).parse, "" in texts

    def method(self, *args, **kwargs):
        if not args and not kwargs and empty:
            return IMPLEMENTATIONS[name](self)
        return IMPLEMENTATIONS[name](self, **parse(args, kwargs))

    return method


def _method_in_place(name, texts):
    parse = Parser(f"{name}_", texts).parse

    def method(self, *args, **kwargs):
        return apply_in_place(self, IMPLEMENTATIONS[name], **parse(args, kwargs))

    return method


def _function_in_place(name, texts):
    parse = Parser(f"{name}_", texts).parse

    def function(*args, **kwargs):
        bound = parse(args, kwargs)
        return apply_in_place(bound.pop("input"), IMPLEMENTATIONS[name], **bound)

    return function


def _into(out, result):
    """Writes a result into the tensors that the caller gave."""
    if out is None:
        return result
    if isinstance(out, (tuple, list)):
        for target, value in zip(out, result, strict=True):
            _into(target, value)
        return type(result)(out) if isinstance(result, tuple) else result
    if result.requires_grad:
        name = result.grad_fn.name().removesuffix("Backward0").lower()
        raise RuntimeError(
            f"{name}(): functions with out=... arguments don't support automatic differentiation, but one of the "
            "arguments requires grad."
        )
    if out.shape != result.shape:
        out._array = result._array.astype(out.dtype.array)
        out._ver[0] += 1
    else:
        write(out, result)
    return out
