"""What PyTorch makes of the solutions of the exercises, in float64: writes `<slug>.json` beside this file.

    node tests/golden/exercises/draw.mjs cases.json && python3 tests/golden/exercises/answer.py cases.json

One file for each exercise: by case, by output, the numbers as float32, little-endian, in base64.
"""

import base64
import json
import sys
from pathlib import Path

import numpy as np
import torch

TYPES = {"float": (np.dtype("<f4"), torch.float64), "int": (np.dtype("<i4"), torch.int64), "bool": (np.dtype("u1"), torch.bool)}


def read(value):
    if not isinstance(value, dict):
        return value
    if "kind" not in value:
        return {name: read(entry) for name, entry in value.items()}
    stored, wanted = TYPES[value["kind"]]
    array = np.frombuffer(base64.b64decode(value["data"]), stored).reshape(value["shape"])
    return torch.from_numpy(array.copy()).to(wanted)


def parameters_of(module_form, arguments):
    for one in module_form["parameters"]:
        value = arguments[one["argument"]]
        value = value[one["entry"]] if "entry" in one else value
        before, star, after = one["name"].partition("*")
        if not star:
            yield one["name"], value
            continue
        for block, part in enumerate(value):
            yield f"{before}{block}{after}", part


def answer(exercise, program, arguments, index):
    form = exercise["module"]
    if exercise["function"] in program:
        return program[exercise["function"]](*arguments)
    module = program[form["name"]](**form["init"][index])
    given = dict(parameters_of(form, arguments))
    own = dict(module.named_parameters())
    assert own.keys() == given.keys(), (own.keys(), given.keys())
    with torch.no_grad():
        for name, parameter in own.items():
            parameter.copy_(given[name])
        return module(*(arguments[one["argument"]] for one in form["forward"]))


def write(tensor):
    array = np.asarray(tensor.detach() if torch.is_tensor(tensor) else tensor)
    return base64.b64encode(array.astype("<f4").tobytes()).decode()


def answers(exercise):
    program = {}
    exec(compile(exercise["source"], exercise["slug"], "exec"), program)
    found = {}
    for index, case in enumerate(exercise["cases"]):
        result = answer(exercise, program, [read(value) for value in case["inputs"]], index)
        results = result if isinstance(result, tuple) else (result,)
        found[case["name"]] = {output["name"]: write(one) for output, one in zip(exercise["outputs"], results)}
    return found


torch.set_default_dtype(torch.float64)
for exercise in json.loads(Path(sys.argv[1]).read_text()):
    target = Path(__file__).parent / f"{exercise['slug']}.json"
    target.write_text(json.dumps(answers(exercise), indent=1) + "\n")
