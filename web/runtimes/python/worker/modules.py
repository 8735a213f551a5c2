"""Classes of learners: which one is the answer, how it is made, how it is called.

People name what `__init__` and `forward` take in many ways. What a name explains is given by name, the rest by position.
"""

VARIADIC = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def is_module_class(value):
    return isclass(value) and issubclass(value, Module)


def find_class(namespace, form, function):
    """The class of this name; else, where the function is not there either, the last of the learner's own.

    Where there are no weights, the function is what is asked for, and a class may be a part of it.
    """
    has_function = callable(namespace.get(function)) and not is_module_class(namespace.get(function))
    if has_function and not form["parameters"]:
        return None
    named = namespace.get(form["name"])
    if is_module_class(named):
        return named
    if has_function:
        return None
    own = [value for value in namespace.values() if is_module_class(value) and value.__module__ == "solution"]
    return own[-1] if own else None


def asked_by(function):
    """The parameters of a method after `self` that have names."""
    return [one for one in list(signature(function).parameters.values())[1:] if one.kind not in VARIADIC]


def init_arguments(asked, wanted, sizes, has_weights):
    """What a learner's `__init__` asks for. `wanted` is what the exercise's takes; `sizes` are all of the case, by name."""
    given, left = {}, dict(wanted)
    for one in asked:
        if one.name in left:
            given[one.name] = left.pop(one.name)
    roles = {one.name: ROLES_OF_ARGUMENT.get(one.name.lower(), ()) for one in asked}
    for one in sorted(asked, key=lambda one: len(roles[one.name])):  # What has one meaning first.
        role = next((role for role in roles[one.name] if role in left), None)
        if one.name not in given and role is not None:
            given[one.name] = left.pop(role)
    for one in asked:
        if one.name in given:
            continue
        value = usual_value(one.name.lower(), wanted, sizes, has_weights)
        if value is not None:
            given[one.name] = value
        elif one.default is one.empty and left:
            given[one.name] = left.pop(next(iter(left)))
    return given


def usual_value(name, wanted, sizes, has_weights):
    """What a class asks for beside what the exercise's does; None where that is not known."""
    if name in CONFIGS:
        return config_of(wanted, sizes, has_weights)
    if name in DROPOUTS:
        return 0.0
    if name in INDICES:
        return 0
    if name in BIASES:
        return has_weights or None
    if name in LENGTHS and "max_length" not in wanted:
        return max([64, *sizes.values()])
    width = wanted.get("d_model", sizes.get("D", sizes.get("d")))
    if name in HEAD_SIZES:
        return width and width // wanted.get("num_heads", 1)
    roles = ROLES_OF_ARGUMENT.get(name, ())
    return next((wanted[role] for role in roles if role in wanted), width if "d_model" in roles else None)


def config_of(wanted, sizes, has_weights):
    """An object that has everything under every name."""
    names = {*ROLES_OF_ARGUMENT, *DROPOUTS, *BIASES, *LENGTHS, *INDICES, *HEAD_SIZES}
    values = {name: usual_value(name, wanted, sizes, has_weights) for name in names}
    return types.SimpleNamespace(**{name: value for name, value in values.items() if value is not None} | wanted)


def forward_arguments(asked, given):
    """What a learner's `forward` is called with, by its own names. `given` are the exercise's arguments by theirs.

    One sequence serves as queries, keys and values, of two the second as keys and values; a mask that the exercise has not is None.
    """
    left, taken = dict(given), {}
    for one in asked:
        if one.name in left:
            taken[one.name] = left.pop(one.name)
    roles = {one.name: role_of(one.name, ROLE_OF)[0] for one in asked if one.name not in taken}
    for name, role in roles.items():
        same = next((other for other in left if role in ("q", "k", "v") and role_of(other, ROLE_OF)[0] == role), None)
        if same is not None:
            taken[name] = left.pop(same)
    roles = {name: role for name, role in roles.items() if name not in taken}
    if {"q", "k", "v"} <= set(roles.values()) and any(HIDING.search(name) is None for name in left):
        sequences = [name for name in left if HIDING.search(name) is None][:2]
        asking, asked_of = left.pop(sequences[0]), left.pop(sequences[-1], None)
        for name, role in roles.items():
            if role in ("q", "k", "v"):
                taken[name] = asking if role == "q" or asked_of is None else asked_of
    for one in asked:
        if one.name in taken:
            continue
        hides = HIDING.search(one.name.lower()) is not None
        name = next((name for name in left if (HIDING.search(name) is not None) == hides), None)
        if name is not None and (hides or one.default in (one.empty, None)):
            taken[one.name] = left.pop(name)
        elif hides and one.default is one.empty:
            taken[one.name] = None
    return taken
