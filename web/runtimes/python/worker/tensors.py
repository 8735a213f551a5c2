"""Answers in PyTorch: tensors go in, a function or a module answers, and gradients go back to every argument of floats.

What the learner may have patched is not called: what is needed of torch is looked up before their program runs.
"""

import inspect

import torch

arange, zeros = np.arange, np.zeros
signature, isclass = inspect.signature, inspect.isclass
Tensor, Module, Parameter = torch.Tensor, torch.nn.Module, torch.nn.Parameter
from_numpy, rng_state, go_back = torch.from_numpy, torch.get_rng_state, torch.autograd.backward
named_parameters, named_modules = Module.named_parameters, Module.named_modules
float32 = np.dtype(np.float32)

answer_class = None
notes = []
is_placed = False
# Which weight each whole leaf of the class holds, by name, once their sizes have told them apart.
homes = {}


def warm_up():
    """What torch makes and imports when it is first used is in the snapshot then."""
    nn, state = torch.nn, rng_state()
    layer = nn.Sequential(nn.Linear(2, 2), nn.LayerNorm(2), nn.ReLU(), nn.Dropout(0.1))
    x = layer.eval()(torch.ones(1, 2, 2).requires_grad_().clone())
    scores = x @ x.transpose(-2, -1) / 2 ** 0.5 + torch.matmul(x, x.mT)
    mask = torch.tril(torch.ones(2, 2, dtype=torch.bool))
    weights = torch.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1)
    heads = (weights @ x).view(1, 2, 1, 2).permute(0, 2, 1, 3).reshape(1, 2, 2).contiguous().unsqueeze(0).squeeze(0)
    total = (heads.mean(-1, keepdim=True) - heads.sum(-1, keepdim=True) * torch.exp(heads.amax(-1, keepdim=True))).sum()
    go_back(total)
    torch.set_rng_state(state)


def plain_array(value):
    """The numbers of a tensor; anything else as it is."""
    if isinstance(value, Tensor):
        value = value._array
        return value.view(ndarray) if type(value) is not ndarray else value
    return value


# Ids are int64, as PyTorch's own are: one_hot and cross_entropy take no others.
narrowed = {"f": float32, "i": np.dtype(np.int64)}


def tensor_of(array):
    return from_numpy(array.astype(narrowed.get(array.dtype.kind, array.dtype), copy=False))


def find_new_files():
    """Files have come beside the packages; the standard library's archive, which takes long to read, is as it was."""
    for path in [path for path in sys.path_importer_cache if "site-packages" in path]:
        del sys.path_importer_cache[path]


def hide_torch():
    """Programs of the other dialect do not find it."""
    of_torch = lambda finder: getattr(finder, "__module__", "").partition(".")[0] == "torch"
    sys.meta_path[:] = [Absent(("torch", "einops")), *(finder for finder in sys.meta_path if not of_torch(finder))]
    for name in list(modules):
        if name.partition(".")[0] in ("torch", "einops"):
            del modules[name]


def refuse_finished(names):
    """What is to be written in this exercise raises where PyTorch has it."""
    for dotted in names:
        path, _, name = dotted.rpartition(".")
        owner = torch
        for step in path.split(".")[1:]:
            owner = getattr(owner, step, None)  # Absent where the program does not name it.
        if owner is not None:
            setattr(owner, name, refused(dotted, name))


def refused(dotted, name):
    shown = dotted.replace("torch.nn.functional.", "F.").replace("torch.nn.", "nn.")

    def refuse(*args, **kwargs):
        raise NotImplementedError(f"{shown} is what this exercise asks you to write.")

    return type(name, (Module,), {"__init__": refuse}) if name[0].isupper() else refuse


def find_answer(namespace):
    """Where there are weights, a class goes before a function of the same program, which is a trial of it then."""
    global answer_class, learner
    answer_class = find_class(namespace, tensors["module"], program["functionName"])
    if answer_class is not None:
        learner = answer_class


def answer(index, arguments):
    """What the learner's function or module gives for the arguments of a call."""
    if answer_class is None:
        return watched(lambda: learner(*arguments))
    module, _, _ = make_module(index, arguments)
    return watched(lambda: call_module(module, arguments), module)


def watched(call, module=None):
    """Calls, and notes what is done beside computing."""
    before = rng_state()._array.tobytes()
    made = []
    make = Parameter.__new__
    Parameter.__new__ = lambda cls, *args, **kwargs: made.append(cls) or make(cls, *args, **kwargs)
    placed = [(leaf, leaf._array.copy()) for _, leaf in named_parameters(module)] if module is not None else []
    try:
        return call()
    finally:
        Parameter.__new__ = make
        if made:
            note("side-effect", "made-weights")
        elif rng_state()._array.tobytes() != before:
            note("side-effect", "drew")
        if any(not (leaf._array == values).all() for leaf, values in placed):
            note("side-effect", "changed-weights")


def note(*what):
    if what not in notes:
        notes.append(what)


def noted():
    """What was noted since the last time."""
    found = tuple(notes)
    notes.clear()
    return found


# Modules


def make_module(index, arguments):
    """The learner's module of a call, with the weights in it."""
    form = tensors["module"]
    given = init_arguments(asked_by(answer_class.__init__), form["init"][index], form["sizes"][index], bool(form["parameters"]))
    module = answer_class(**given)
    if any(type(leaf).__name__ == "UninitializedParameter" for _, leaf in named_parameters(module)):
        call_module(module, arguments)
    module.eval()
    weights = [value_of(parameter, arguments) for parameter in form["parameters"]]
    placement = place(module, form, [weight.shape for weight in weights])
    placement.fill(weights)
    return module, placement, weights


def value_of(parameter, arguments):
    argument = arguments[parameter["argument"]]
    return (argument[parameter["entry"]] if "entry" in parameter else argument)._array


def place(module, form, shapes):
    global is_placed
    of_torch = {path: type(part).__module__.partition(".")[0] == "torch" for path, part in named_modules(module)}
    roles = roles_for([one["name"] for one in form["parameters"]])
    parameters = list(named_parameters(module))
    weights = split_weights(form["parameters"], shapes, roles)
    leaves = leaves_in_blocks(parameters, of_torch, roles, weights)
    if all(leaf.block is None for leaf in leaves):  # A parameter may hold a weight of all blocks.
        whole = split_weights(form["parameters"], shapes, roles, whole=True)
        weights = whole if {leaf.shape for leaf in leaves} >= {weight.shape for weight in whole} else weights
    try:
        placement = Placement(leaves, weights, bool(form.get("transposed")), homes)
    except Unplaced as error:
        homeless, lost = error.args
        raise Unplaced(answer_class.__name__, [(leaf.name, leaf.shape) for leaf in homeless], lost) from None
    if len({weight.shape for weight in weights}) > 1:
        homes.update((piece.leaf.name, piece.weight.number) for piece in placement.pieces if piece.index is ...)
    if not is_placed:
        is_placed = True
        placed = [(piece.leaf.name, piece.weight.number, piece.by) for piece in placement.pieces]
        note("placed", answer_class.__name__, placed, placement.without, placement.unsure)
    return placement


def call_module(module, arguments):
    given = {one["name"]: arguments[one["argument"]] for one in tensors["module"]["forward"]}
    if any(one.kind is inspect.Parameter.VAR_POSITIONAL for one in signature(type(module).forward).parameters.values()):
        return module(*given.values())
    return module(**forward_arguments(asked_by(type(module).forward), given))


# Gradients


def back(number):
    """One gradient for each array of floats among the arguments, None where none comes, of the outputs times cotangents."""
    described = tensors["backward"][number]
    try:
        cotangents = [one and make_argument(one) for one in described["cotangents"]]
        gradients = gradients_of(described["call"], cotangents)
        return ("gradients", [None if one is None else (one.shape, one.astype(float64).tobytes()) for one in gradients])
    except BaseException as error:
        return ("threw", 0.0, *describe_error(error))
    finally:
        flush()


def gradients_of(index, cotangents):
    arguments = [make_argument(argument) for argument in calls[index]]
    leaves = {}  # By argument and entry.

    def tracked(value, place):
        """A tensor that comes from another, as in the midst of a network: what is written into it harms nobody."""
        if isinstance(value, dict):
            return {entry: tracked(part, (place[0], entry)) for entry, part in value.items()}
        if not isinstance(value, Tensor) or value._array.dtype != float32:
            return value
        leaves[place] = value.requires_grad_()
        return value.clone()

    placement = None
    if answer_class is not None:
        module, placement, weights = make_module(index, arguments)
    given = [tracked(argument, (place, None)) for place, argument in enumerate(arguments)]
    value = learner(*given) if placement is None else call_module(module, given)
    total = weighted_sum(outputs_of(value), cotangents)
    if total is not None:
        go_back(total)
    found = {place: None if leaf.grad is None else leaf.grad._array for place, leaf in leaves.items()}
    if placement is not None:
        for number, gradient in placement.gradients(weights).items():
            parameter = tensors["module"]["parameters"][number]
            found[parameter["argument"], parameter.get("entry")] = gradient
    return list(found.values())


def weighted_sum(outputs, cotangents):
    """None where no output leads back to anything."""
    total = None
    for output, cotangent in zip(outputs, cotangents):
        if cotangent is not None and isinstance(output, Tensor) and output.requires_grad:
            part = (output * cotangent).sum()
            total = part if total is None else total + part
    return total


warm_up()
