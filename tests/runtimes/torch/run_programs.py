"""Runs the programs in `/data/programs.json` and prints those that give something else: JSON, what differs by program.

Each has the same variables in sight. Compared are the value of the last line (or `r`), what it prints, the gradients of
the variables for a fixed cotangent, and the error.
"""

import contextlib
import copy
import io
import json
import math
import re
import warnings

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
TOLERANCES = {"torch.float64": 1e-9, "torch.float16": 2e-3, "torch.bfloat16": 1e-2}
VARIABLES = "abvsqk"


def encode(x, depth=0):
    if isinstance(x, torch.Tensor):
        kind = [list(x.shape), str(x.dtype), bool(x.requires_grad), x.grad_fn and x.grad_fn.name(), list(x.stride())]
        data = x.detach().reshape(-1).tolist()
        return {"T": kind, "data": [[v.real, v.imag] if isinstance(v, complex) else v for v in data]}
    if isinstance(x, (bool, int, str)) or x is None:
        return x
    if isinstance(x, (float, complex)):
        return {"f": x if isinstance(x, float) else [x.real, x.imag]}
    if isinstance(x, dict) and depth < 5:
        return {"D": [[str(k), encode(v, depth + 1)] for k, v in x.items()]}
    if isinstance(x, (list, tuple)) and depth < 6:
        return {"L": [encode(v, depth + 1) for v in x], "type": type(x).__name__}
    if isinstance(x, np.ndarray):
        return {"np": [list(x.shape), str(x.dtype)], "data": x.reshape(-1).tolist()}
    return ADDRESS.sub("0x0", repr(x))[:3000]


def variables():
    torch.manual_seed(0)
    ramp = lambda count, step, over, by, *shape: (torch.arange(count).reshape(shape) * step % over).float() / by - 1  # noqa: E731
    small = [[1.5, 2.5], [-0.5, 4.0]]
    return {
        "torch": torch, "nn": nn, "F": F, "math": math, "np": np, "copy": copy,
        "a": torch.tensor([[0.5, -1.25, 2.0], [3.5, -0.75, 1.5]], requires_grad=True),
        "b": torch.tensor([[1.5, 0.25, -2.0], [-0.5, 2.75, 0.75]], requires_grad=True),
        "v": torch.tensor([1.0, -2.0, 0.5], requires_grad=True),
        "s": torch.tensor([[2.0, 1.0, 0.0], [1.0, 3.0, 0.5], [0.0, 0.5, 1.5]], requires_grad=True),
        "q": ramp(24, 5, 11, 5, 2, 3, 4).requires_grad_(), "k": ramp(40, 7, 13, 6, 2, 5, 4).requires_grad_(),
        "x": ramp(48, 5, 17, 8, 2, 2, 3, 4), "i": torch.tensor([[0, 2, 1], [1, 1, 0]]), "j": torch.tensor([1, 0, 2]),
        "m": torch.tensor([[True, False, True], [False, True, False]]), "e": torch.empty(0, 3),
        "z": torch.tensor(3.5), "n": torch.tensor(2), "h": torch.tensor(small, dtype=torch.float16),
        "bf": torch.tensor(small, dtype=torch.bfloat16), "d": torch.tensor(small, dtype=torch.float64),
        "c": torch.tensor([1 + 2j, 3 - 1j]), "u": torch.tensor([3, 200], dtype=torch.uint8),
        "i8": torch.tensor([3, -7], dtype=torch.int8), "i32": torch.tensor([3, -7], dtype=torch.int32),
    }  # fmt: skip


def cotangent(out, k):
    return torch.tensor([((i * 5 + 2 * k + 3) % 7 - 3) / 4 for i in range(out.numel())], dtype=out.dtype).reshape(out.shape)


def value_of(program, scope):
    lines = program.rstrip().split("\n")
    try:
        last = compile(lines[-1], "program", "eval")
        first = compile("\n".join(lines[:-1]), "program", "exec")
    except SyntaxError:
        exec(compile(program, "program", "exec"), scope)
        return scope.get("r")
    exec(first, scope)
    return eval(last, scope)


def gradients(value, scope, result):
    outputs = value if isinstance(value, (tuple, list)) and not isinstance(value, torch.Size) else [value]
    total = None
    for k, out in enumerate(outputs):
        if isinstance(out, torch.Tensor) and out.is_floating_point() and out.grad_fn is not None:
            part = (out * cotangent(out, k)).sum()
            total = part if total is None else total + part
    if total is None:
        return
    leaves = {n: scope[n] for n in VARIABLES if isinstance(scope[n], torch.Tensor) and scope[n].is_leaf}
    for leaf in leaves.values():
        leaf.grad = None
    try:
        total.backward()
        result["grads"] = {n: encode(leaf.grad) for n, leaf in leaves.items() if leaf.grad is not None}
    except Exception as error:  # noqa: BLE001
        result["bwd"] = f"{type(error).__name__}: {error}"[:200]


def run(program):
    scope, printed, result = variables(), io.StringIO(), {}
    try:
        with contextlib.redirect_stdout(printed):
            value = value_of(program, scope)
        result["out"] = encode(value)
        gradients(value, scope, result)
    except Exception as error:  # noqa: BLE001
        result["raises"] = [type(error).__name__, ADDRESS.sub("0x0", str(error))]
    result["print"] = ADDRESS.sub("0x0", printed.getvalue())
    return result


def near(a, b, tolerance):
    if b in ("nan", "inf", "-inf") and isinstance(a, float):
        b = float(b)
    if isinstance(b, list):
        return isinstance(a, list) and len(a) == len(b) and all(near(x, y, tolerance) for x, y in zip(a, b))
    if not isinstance(b, (int, float)) or isinstance(a, (bool, str)) or isinstance(b, bool) or not math.isfinite(b):
        return a == b or (isinstance(b, float) and math.isnan(b) and math.isnan(a))
    return abs(a - b) <= tolerance + tolerance * abs(b)


def same(a, b):
    if isinstance(b, dict) and isinstance(a, dict):
        if "T" in b and "T" in a:
            return a["T"] == b["T"] and near(a["data"], b["data"], TOLERANCES.get(b["T"][1], 1e-5))
        if "f" in b and "f" in a:
            return near(a["f"], b["f"], 1e-5)
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in b)
    if isinstance(b, list) and isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return near(a, b, 1e-5) if isinstance(a, float) or isinstance(b, float) else type(a) is type(b) and a == b


warnings.simplefilter("ignore")
with open("/data/programs.json", encoding="utf8") as file:
    programs = json.load(file)["programs"]
wrong = {}
for program, wanted in programs:
    got = run(program)
    if not same(got, wanted):
        wrong[program] = f"{str(got)[:500]} instead of {str(wanted)[:500]}"
print(json.dumps(wrong))
