"""Blocks of layers that follow one another: which parameters of a module belong to which.

An exercise has the weights of all blocks in one entry, block by block, and a star in its name: `blocks.*.query.weight`.
"""

import re

NUMBER = re.compile(r"\d+")


def split_weights(described, shapes, roles, whole=False):
    """A weight for each block of those with a star, or one for all together if `whole`."""
    found = []
    for number, (one, shape) in enumerate(zip(described, shapes)):
        _, star, name = one["name"].rpartition("*.")
        blocks = range(shape[0]) if star and not whole else [None]
        found += [Weight(number, name, shape if block is None else shape[1:], roles, block) for block in blocks]
    return found


def leaves_in_blocks(parameters, of_torch, roles, weights):
    """The leaves, each in its block. `parameters` are named; `of_torch` says of a path whether the layer there is PyTorch's."""
    places = places_of({name: tuple(one.shape) for name, one in parameters}, weights)
    return [
        Leaf(name, one, of_torch[name.rpartition(".")[0]], roles, *places.get(name, (None, None)))
        for name, one in parameters
    ]


def places_of(shapes, weights):
    """Block and name in it of each parameter that belongs to one: `layers.0.fc.weight`, `block1.fc.weight`, `fcs.0.weight`."""
    blocks = {weight.block for weight in weights} - {None}
    families = {}  # Parameters whose names differ in one number: what is before and after it, and their shape.
    for name, shape in shapes.items():
        for number in NUMBER.finditer(name):
            key = (name[: number.start()], name[number.end() :], shape)
            families.setdefault(key, []).append((int(number.group()), name))
    families = {key: sorted(members) for key, members in families.items() if len(members) == len(blocks)}
    size = sum(size_of(weight.shape) for weight in weights if weight.block == 0 and len(weight.shape) > 1)
    for stem in dict.fromkeys(before for before, _, _ in families):
        own = {key: members for key, members in families.items() if key[0] == stem}
        if sum(size_of(shape) for _, _, shape in own if len(shape) > 1) == size:
            return {name: (at, after[1:]) for (_, after, _), those in own.items() for at, (_, name) in enumerate(those)}
    lists = {key: members for key, members in families.items() if key[0].endswith(".") and key[1][:1] == "."}
    return {
        name: (at, before + after[1:]) for (before, after, _), those in lists.items() for at, (_, name) in enumerate(those)
    }
