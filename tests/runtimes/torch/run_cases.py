"""Runs those cases of `/data/cases.json` that `/data/names.json` names, and prints what fails: JSON, what is wrong by name.

README.md beside this file explains the format and the rule of comparison.
"""

import json
import math
import re
import traceback
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
FLOATS = {"float64": 1e-9, "float32": 1e-5, "bfloat16": 1e-2, "float16": 2e-3}


def number(x):
    return float(x) if isinstance(x, str) else x


def to_input(value, grads):
    if not isinstance(value, dict):
        return value
    dtype = getattr(torch, value["dtype"])
    data = [number(x) for x in value["data"]]
    tensor = torch.tensor(data, dtype=dtype).reshape(value["shape"]).clone()  # not a view
    return tensor.requires_grad_() if grads and value["dtype"].startswith("float") else tensor


def encode(x):
    """As in the cases; the floats stay floats."""
    if isinstance(x, torch.Tensor):
        x = x.detach()
        flat = x.reshape(-1).tolist()
        return {"shape": list(x.shape), "dtype": str(x.dtype).removeprefix("torch."), "data": flat}
    if isinstance(x, torch.Size):
        return repr(x)
    if isinstance(x, (torch.dtype, torch.device)):
        return str(x)
    if isinstance(x, (list, tuple)):
        return {"list": [encode(v) for v in x]}
    if x is None or isinstance(x, (bool, int, str)):
        return x
    if isinstance(x, float):
        return {"float": x}
    return f"(something of type {type(x).__name__})"


def near(a, b, tolerance):
    a, b = number(a), number(b)
    if math.isnan(b) or math.isinf(b):
        return a == b or (math.isnan(a) and math.isnan(b))
    return abs(a - b) <= tolerance + tolerance * abs(b)


def difference(got, wanted, where="out"):
    """What differs, in words; None when nothing does."""
    if isinstance(wanted, dict) and "data" in wanted:
        if not isinstance(got, dict) or "data" not in got:
            return f"{where}: a tensor is expected, not {got!r}"
        for key in ("shape", "dtype"):
            if got[key] != wanted[key]:
                return f"{where}: {key} {got[key]} instead of {wanted[key]}"
        tolerance = FLOATS.get(wanted["dtype"])
        for at, (a, b) in enumerate(zip(got["data"], wanted["data"])):
            same = near(a, b, tolerance) if tolerance else type(a) is type(b) and a == b
            if not same:
                return f"{where}: element {at} is {a}, not {b}"
        return None
    if isinstance(wanted, dict) and "list" in wanted:
        if not isinstance(got, dict) or "list" not in got:
            return f"{where}: a list is expected, not {got!r}"
        if len(got["list"]) != len(wanted["list"]):
            return f"{where}: {len(got['list'])} elements instead of {len(wanted['list'])}"
        parts = (difference(a, b, f"{where}[{i}]") for i, (a, b) in enumerate(zip(got["list"], wanted["list"])))
        return next((part for part in parts if part), None)
    if isinstance(wanted, dict):
        ok = isinstance(got, dict) and "float" in got and near(got["float"], wanted["float"], 1e-5)
        return None if ok else f"{where}: {got!r} instead of {wanted!r}"
    if isinstance(wanted, str) and isinstance(got, str):
        got, wanted = ADDRESS.sub("0x0", got), ADDRESS.sub("0x0", wanted)
    return None if type(got) is type(wanted) and got == wanted else f"{where}: {got!r} instead of {wanted!r}"


def cotangent(out, k):
    data = [((i * 5 + 2 * k + 3) % 7 - 3) / 4 for i in range(out.numel())]
    return torch.tensor(data, dtype=out.dtype).reshape(out.shape)


def run(case):
    """What is wrong with a case, in words; None when it passes."""
    scope = {"torch": torch, "nn": nn, "F": F, "math": math}
    wanted = case.get("raises")
    try:
        exec(compile(case["code"], case["name"], "exec"), scope)
        torch.manual_seed(0)
        inputs = [to_input(x, "grads" in case) for x in case["inputs"]]
        result = scope["f"](*inputs)
    except Exception as error:  # noqa: BLE001
        message = ADDRESS.sub("0x0", str(error))
        if not wanted:
            return f"raises {type(error).__name__}: {message}\n{traceback.format_exc(limit=-3)}"
        if type(error).__name__ != wanted["type"]:
            return f"raises {type(error).__name__}: {message}\n    instead of {wanted['type']}: {wanted['message']}"
        how = wanted.get("match")
        first = [text.split("\n")[0] if how == "first-line" else text for text in (message, wanted["message"])]
        return None if how == "type" or first[0] == first[1] else f"says {message!r}\n    instead of {wanted['message']!r}"
    if wanted:
        return f"does not raise {wanted['type']}: {wanted['message']}"
    plural = isinstance(result, (tuple, list)) and not isinstance(result, torch.Size)
    outputs = list(result) if plural else [result]
    wrong = difference({"list": [encode(x) for x in outputs]}, {"list": case["outputs"]})
    if wrong or "grads" not in case:
        return wrong
    try:
        total = None
        for k, out in enumerate(outputs):
            if isinstance(out, torch.Tensor) and out.requires_grad and out.is_floating_point():
                part = (out * cotangent(out, k)).sum()
                total = part if total is None else total + part
        total.backward()
    except Exception as error:  # noqa: BLE001
        return f"backward raises {type(error).__name__}: {error}\n{traceback.format_exc(limit=-3)}"
    for k, (x, grad) in enumerate(zip(inputs, case["grads"])):
        got = encode(x.grad) if isinstance(x, torch.Tensor) and x.grad is not None else None
        wrong = difference(got, grad, f"gradient of input {k}")
        if wrong:
            return wrong
    return None


warnings.simplefilter("ignore")
with open("/data/cases.json", encoding="utf8") as cases, open("/data/names.json", encoding="utf8") as names:
    chosen = set(json.load(names))
    wrong = {case["name"]: run(case) for case in json.load(cases)["cases"] if case["name"] in chosen}
print(json.dumps({name: text for name, text in wrong.items() if text}))
