"""torch.testing: comparisons that say what differs."""

import numpy as np

from ._ops.from_data import from_data
from ._tensor import Tensor, wrap

_TOLERANCES = {
    "float16": (1e-3, 1e-5), "bfloat16": (1.6e-2, 1e-5), "float32": (1.3e-6, 1e-5), "float64": (1e-7, 1e-7),
    "complex64": (1.3e-6, 1e-5), "complex128": (1e-7, 1e-7),
}  # fmt: skip


def assert_close(
    actual, expected, *, allow_subclasses=True, rtol=None, atol=None, equal_nan=False, check_device=True, check_dtype=True,
    check_layout=True, check_stride=False, msg=None,
):  # fmt: skip
    """Raises AssertionError unless two tensors, numbers, or lists or dictionaries of them are close."""
    if (rtol is None) != (atol is None):
        missing = "rtol" if rtol is None else "atol"
        raise ValueError(f"Both 'rtol' and 'atol' must be either specified or omitted, but got no {missing}.")
    settings = {"rtol": rtol, "atol": atol, "equal_nan": equal_nan, "check_dtype": check_dtype}
    try:
        _compare(actual, expected, settings, ())
    except AssertionError as error:
        text = str(error)
        raise AssertionError(msg(text) if callable(msg) else msg if msg is not None else text) from None


def _where(path):
    return "".join(f"[{key!r}]" for key in path)


def _compare(actual, expected, settings, path):
    if isinstance(expected, dict) and isinstance(actual, dict):
        if actual.keys() != expected.keys():
            missing, extra = sorted(expected.keys() - actual.keys()), sorted(actual.keys() - expected.keys())
            raise AssertionError(
                "The keys of the mappings do not match:\n"
                f"Missing keys in the actual mapping: {missing}\nAdditional keys in the actual mapping: {extra}"
            )
        for key in expected:
            _compare(actual[key], expected[key], settings, (*path, key))
        return
    if isinstance(expected, (list, tuple)) and isinstance(actual, (list, tuple)):
        if len(actual) != len(expected):
            raise AssertionError(f"The length of the sequences mismatch: {len(actual)} != {len(expected)}")
        for i, (a, b) in enumerate(zip(actual, expected, strict=True)):
            _compare(a, b, settings, (*path, i))
        return
    if isinstance(expected, Tensor) or isinstance(actual, Tensor):
        if not (isinstance(expected, Tensor) and isinstance(actual, Tensor)):
            raise TypeError(
                f"No comparison pair was able to handle inputs of type {type(actual)} and {type(expected)}."
            )
        _compare_tensors(actual.detach(), expected.detach(), settings, path)
        return
    if isinstance(expected, np.ndarray) and isinstance(actual, np.ndarray):
        _compare_tensors(from_data(actual), from_data(expected), settings, path)
        return
    if isinstance(expected, (int, float, complex)) and isinstance(actual, (int, float, complex)):
        _compare_numbers(actual, expected, settings, path)
    elif actual is not None or expected is not None:
        raise TypeError(f"No comparison pair was able to handle inputs of type {type(actual)} and {type(expected)}.")


def _item(path):
    return f"\n\nThe failure occurred for item {_where(path)}" if path else ""


def _tolerances(settings, *dtypes):
    if settings["rtol"] is not None:
        return settings["rtol"], settings["atol"]
    known = [_TOLERANCES.get(d.name, (0.0, 0.0)) for d in dtypes]
    return max(k[0] for k in known), max(k[1] for k in known)


def _compare_numbers(actual, expected, settings, path):
    if settings["check_dtype"] and type(actual) is not type(expected):
        raise AssertionError(
            f"The (d)types do not match: {type(actual)} != {type(expected)}." + _item(path)
        )
    rtol, atol = (1e-7, 1e-7) if isinstance(expected, (float, complex)) else (0.0, 0.0)
    if settings["rtol"] is not None:
        rtol, atol = settings["rtol"], settings["atol"]
    if np.isclose(actual, expected, rtol, atol, settings["equal_nan"]):
        return
    if rtol == atol == 0:
        raise AssertionError(
            f"Scalars are not equal!\n\nExpected {expected} but got {actual}.\n"
            f"Absolute difference: {abs(actual - expected)}\nRelative difference: {abs(actual - expected) / abs(expected)}"
            + _item(path)
        )
    difference = abs(actual - expected)
    raise AssertionError(
        f"Scalars are not close!\n\nExpected {expected} but got {actual}.\n"
        f"Absolute difference: {difference} (up to {atol} allowed)\n"
        f"Relative difference: {difference / abs(expected) if expected else np.inf} (up to {rtol} allowed)" + _item(path)
    )


def _compare_tensors(actual, expected, settings, path):
    if actual.shape != expected.shape:
        raise AssertionError(
            f"The values for attribute 'shape' do not match: {actual.shape} != {expected.shape}." + _item(path)
        )
    if settings["check_dtype"] and actual.dtype is not expected.dtype:
        raise AssertionError(
            f"The values for attribute 'dtype' do not match: {actual.dtype} != {expected.dtype}." + _item(path)
        )
    rtol, atol = _tolerances(settings, actual.dtype, expected.dtype)
    wide = np.complex128 if expected.dtype.is_complex or actual.dtype.is_complex else np.float64
    a, b = actual._array.astype(wide), expected._array.astype(wide)
    close = (a == b) | (np.isfinite(b) & (np.abs(a - b) <= atol + rtol * np.abs(b)))
    if settings["equal_nan"]:
        close = close | (np.isnan(a) & np.isnan(b))
    if not close.all():
        raise AssertionError(_explain(actual, a, b, close, rtol, atol, expected) + _item(path))


def _explain(actual, a, b, close, rtol, atol, expected):
    exact = rtol == atol == 0
    kind = "equal" if exact else "close"
    if not actual.ndim:
        got, wanted = actual.item(), expected.item()
        return (
            f"Scalars are not {kind}!\n\nExpected {wanted} but got {got}.\n"
            f"Absolute difference: {float(np.abs(a - b))}{'' if exact else f' (up to {atol} allowed)'}\n"
            f"Relative difference: {float(np.abs(a - b) / np.abs(b))}{'' if exact else f' (up to {rtol} allowed)'}"
        )
    count, wrong = close.size, int((~close).sum())
    a, b = (x.astype(expected._array.dtype) for x in (a, b))
    absolute = np.where(close, 0, np.abs(a - b))
    relative = np.where(close, 0, np.abs(a - b) / np.abs(b).astype(np.float32 if exact else b.dtype))
    lines = [f"Tensor-likes are not {kind}!", "", f"Mismatched elements: {wrong} / {count} ({wrong / count:.1%})"]
    for name, values, limit in (("absolute", absolute, atol), ("relative", relative, rtol)):
        at = np.unravel_index(int(np.argmax(np.where(np.isnan(values), np.inf, values))), values.shape)
        allowed = "" if exact else f" (up to {limit} allowed)"
        value = float(values[at]) if not exact or name == "relative" else _plain(values[at], expected)
        place = tuple(int(i) for i in at)
        lines.append(f"Greatest {name} difference: {value} at index {place}{allowed}")
    return "\n".join(lines)


def _plain(value, expected):
    return float(value) if expected.dtype.differentiable else int(value)


def make_tensor(*shape, dtype, device="cpu", low=None, high=None, requires_grad=False, **_):
    """A tensor of random numbers for tests."""
    from ._ops.random import rand, randint

    size = tuple(shape[0]) if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape
    if dtype.differentiable:
        low, high = (-9 if low is None else low), (9 if high is None else high)
        out = rand(size, dtype=dtype.to_real()) * (high - low) + low
        return wrap(out._array, dtype).requires_grad_(requires_grad)
    return randint(int(low or 0), int(high or 10), size, dtype=dtype)
