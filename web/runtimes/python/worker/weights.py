"""Where the weights of an exercise belong in the module that a learner wrote.

A *weight* is what the exercise has, with the name that its starter gives it; a *leaf* is a parameter of the learner's module.
A leaf may hold a weight, a part of one (of a head), or parts of several (a fused projection).
"""

import math

PROJECTIONS = {"qkv": ("q", "k", "v"), "kqv": ("k", "q", "v"), "kv": ("k", "v"), "gate_up": ("gate", "up")}


class Unplaced(Exception):
    """The leaves without a weight, and the numbers of weights without a leaf."""


class Weight:
    """`name` is that in its block, where it belongs to one: then its numbers stand in the whole entry from `start`."""

    def __init__(self, number, name, shape, roles, block=None):
        self.number, self.name, self.shape, self.block = number, name, tuple(shape), block
        self.start = 0 if block is None else block * size_of(self.shape)
        self.role, self.numbers = role_of(name, roles)
        self.path, _, own = name.rpartition(".")
        self.shift = own == "bias"


class Leaf:
    def __init__(self, name, parameter, of_torch, roles, block=None, within=None):
        """`within` is its name in its block, where it belongs to one."""
        self.name, self.parameter, self.of_torch = name, parameter, of_torch
        self.shape, self.block, self.within = tuple(parameter.shape), block, within or name
        self.role, self.numbers = role_of(self.within, roles)
        self.path, _, own = self.within.rpartition(".")
        self.shift = is_shift(own)


class Piece:
    """`leaf[index]` holds the numbers of a weight that stand at `places` of it, counted row by row."""

    def __init__(self, leaf, index, weight, places, by):
        self.leaf, self.index, self.weight, self.places, self.by = leaf, index, weight, places, by


class Placement:
    """Which leaf holds which weight."""

    def __init__(self, leaves, weights, transposed, homes):
        """`homes` has the numbers of weights by the names of leaves, where other sizes told them apart."""
        self.transposed, self.unsure, self.homes = transposed, False, homes
        if not any(weight.shift for weight in weights):  # A matrix that is called B is no bias then.
            for leaf in leaves:
                leaf.shift = leaf.shift and len(leaf.shape) < 2
        self.pieces = []
        left, lost = [], []
        for self.block in dict.fromkeys(one.block for one in (*leaves, *weights)):
            self.leaves = [leaf for leaf in leaves if leaf.block == self.block]
            self.weights = [weight for weight in weights if weight.block == self.block]
            self.place_matrices()
            self.place_shifts()
            left, lost = left + self.leaves, lost + self.weights
        self.without = numbers_of(weight for weight in lost if weight.shift)
        homeless, wanted = [leaf for leaf in left if not leaf.shift], numbers_of(one for one in lost if not one.shift)
        if homeless or wanted:
            raise Unplaced(homeless, wanted)
        for leaf in left:  # Biases that the exercise has not.
            leaf.parameter._array[...] = 0

    def fill(self, values):
        """Copies the values of the weights, by number, into the leaves."""
        for piece in self.pieces:
            numbers = values[piece.weight.number].reshape(-1)[piece.weight.start + piece.places]
            piece.leaf.parameter._array[piece.index] = numbers

    def gradients(self, values):
        """Of every weight by number; None where no gradient has come to any leaf of it."""
        found = {}
        for piece in self.pieces:
            grad = piece.leaf.parameter.grad
            if grad is not None:
                number = piece.weight.number
                total = found.setdefault(number, zeros(values[number].size, float64))
                total[piece.weight.start + piece.places.reshape(-1)] += grad._array[piece.index].reshape(-1)
        return {number: total.reshape(values[number].shape) for number, total in found.items()}

    # How leaves find their weights

    def place_matrices(self):
        self.by_name(False)
        for role in dict.fromkeys(weight.role for weight in self.weights if not weight.shift):
            self.by_role(role)
        for role, targets in PROJECTIONS.items():
            self.spread(role, targets)
            self.unfuse(role, targets)
        for role in ("qkv", "gate_up"):
            if {*PROJECTIONS[role]} <= {weight.role for weight in self.weights}:
                self.spread("", PROJECTIONS[role])
            self.unfuse("", PROJECTIONS[role])
        self.by_shape(False)

    def place_shifts(self):
        self.by_name(True)
        shifts = [leaf for leaf in self.leaves if leaf.shift]
        self.shift_of = {leaf.path: only_of(leaf.path, shifts) for leaf in shifts}
        self.bias_of = {weight.path: weight for weight in self.weights if weight.shift}
        for piece in [one for one in self.pieces if one.weight.block == self.block and not one.weight.shift]:
            self.follow(piece)
        for role in dict.fromkeys(weight.role for weight in self.weights if weight.shift):
            self.in_order(self.leaves_of(role, True), self.weights_of(role, True), "other-name")
        self.by_shape(True)

    def leaves_of(self, role, shift=False):
        return sorted(
            (leaf for leaf in self.leaves if leaf.shift == shift and leaf.role == role), key=lambda leaf: leaf.numbers
        )

    def weights_of(self, role, shift=False):
        return [weight for weight in self.weights if weight.shift == shift and weight.role == role]

    def by_name(self, shift):
        for weight in [weight for weight in self.weights if weight.shift == shift]:
            for leaf in self.leaves:
                if leaf.within == weight.name and self.try_whole(leaf, weight, "name"):
                    break

    def by_role(self, role):
        leaves, weights = self.leaves_of(role), self.weights_of(role)
        if len(leaves) > len(weights) == 1:
            self.spread(role, (role,))
        else:
            self.in_order(leaves, weights, "other-name")

    def in_order(self, leaves, weights, by):
        """Each weight takes the first leaf that it fits."""
        for weight in weights:
            for leaf in leaves:
                if leaf in self.leaves and self.try_whole(leaf, weight, by):
                    break

    def by_shape(self, shift):
        """What no name explains: where shapes leave one possibility, or did for other sizes, then in order of definition."""
        for weight in [weight for weight in self.weights if weight.shift == shift]:
            for leaf in [leaf for leaf in self.leaves if self.homes.get(leaf.name) == weight.number]:
                self.try_whole(leaf, weight, "order")
        leaves = [leaf for leaf in self.leaves if leaf.shift == shift]
        weights = [weight for weight in self.weights if weight.shift == shift]
        for weight in weights:
            fitting = [leaf for leaf in leaves if self.places_in(leaf, weight) is not None]
            rivals = [other for other in weights if fitting and self.places_in(fitting[0], other) is not None]
            if len(fitting) == 1 and len(rivals) == 1:
                self.try_whole(fitting[0], weight, "order")
        leaves = [leaf for leaf in leaves if leaf in self.leaves]
        weights = [weight for weight in weights if weight in self.weights]
        if len(leaves) == len(weights):
            for leaf, weight in zip(leaves, weights):
                self.try_whole(leaf, weight, "order")

    def try_whole(self, leaf, weight, by):
        places = self.places_in(leaf, weight)
        if places is None:
            return False
        self.unsure = self.unsure or is_unsure(leaf, weight)
        self.pieces.append(Piece(leaf, ..., weight, places, by))
        self.leaves.remove(leaf)
        self.weights.remove(weight)
        return True

    def places_in(self, leaf, weight):
        """Where the numbers of a leaf stand in the weight; None when it cannot hold it."""
        places = arange(size_of(weight.shape)).reshape(weight.shape)
        if leaf.shape == weight.shape:
            return places.T if self.transposed and is_unsure(leaf, weight) else places
        is_kernel = len(leaf.shape) > 2 and leaf.shape[:1] == weight.shape[:1] and leaf.of_torch  # Of a convolution.
        if len(weight.shape) == 1 or leaf.shape[:2] == weight.shape or is_kernel:
            return places.reshape(leaf.shape) if size_of(leaf.shape) == places.size else None
        return None if leaf.of_torch or len(weight.shape) != 2 else places_in_parameter(leaf.shape, places)

    def spread(self, role, targets):
        """Leaves that hold, each for one head or one for all, rows of every target."""
        weights = [weight for target in targets for weight in self.weights_of(target)]
        if len(weights) != len(targets) or any(len(weight.shape) != 2 for weight in weights):
            return
        if len({weight.shape for weight in weights}) > 1:
            self.stack(role, weights)
            return
        rows, columns = weights[0].shape
        leaves = self.leaves_of(role)
        if role == "":
            leaves = [leaf for leaf in leaves if self.rows_of(leaf, columns, len(targets)) == rows]
        sized = [self.rows_of(leaf, columns, len(targets)) for leaf in leaves]
        if None in sized or sum(sized) != rows:
            return
        at = 0
        for leaf, size in zip(leaves, sized):
            for number, weight in enumerate(weights):
                part = slice(number * size, (number + 1) * size)
                places = arange(rows * columns).reshape(rows, columns)[at : at + size]
                upright = leaf.shape[1] == columns and leaf.shape[0] == size * len(targets)
                index, places = (part, places) if upright else ((slice(None), part), places.T)
                self.pieces.append(Piece(leaf, index, weight, places, "part"))
            at += size
            self.leaves.remove(leaf)
        for weight in weights:
            self.weights.remove(weight)

    def stack(self, role, weights):
        """One leaf that holds the rows of several weights, more of one than of another: grouped heads."""
        columns = weights[0].shape[1]
        rows = [weight.shape[0] for weight in weights]
        leaves = [leaf for leaf in self.leaves_of(role) if self.rows_of(leaf, columns, 1) == sum(rows)]
        if len(leaves) != 1 or any(weight.shape[1] != columns for weight in weights):
            return
        leaf, at = leaves[0], 0
        for weight, size in zip(weights, rows):
            part, places = slice(at, at + size), arange(size * columns).reshape(size, columns)
            index, places = (part, places) if leaf.shape == (sum(rows), columns) else ((slice(None), part), places.T)
            self.pieces.append(Piece(leaf, index, weight, places, "part"))
            self.weights.remove(weight)
            at += size
        self.leaves.remove(leaf)

    def unfuse(self, role, targets):
        """One weight that has the rows of every target, where the learner has a leaf, or one for each head, of each."""
        for weight in [weight for weight in self.weights_of(role) if len(weight.shape) == 2]:
            rows, columns = weight.shape
            leaves = [self.leaves_of(target) for target in targets]
            sized = [[self.rows_of(leaf, columns, 1) for leaf in those] for those in leaves]
            if any(None in those or sum(those) * len(targets) != rows for those in sized):
                continue
            places, at = arange(rows * columns).reshape(rows, columns), 0
            for leaf, size in zip(sum(leaves, []), sum(sized, [])):
                part = places[at : at + size]
                self.pieces.append(Piece(leaf, ..., weight, part if leaf.shape == part.shape else part.T, "part"))
                self.leaves.remove(leaf)
                at += size
            self.weights.remove(weight)

    def rows_of(self, leaf, columns, parts):
        """How many rows of each of `parts` weights a leaf holds."""
        if len(leaf.shape) != 2:
            return None
        rows = leaf.shape[0] if leaf.shape[1] == columns else None
        if rows is None and not leaf.of_torch and leaf.shape[0] == columns:
            rows = leaf.shape[1]
        return None if rows is None or rows % parts else rows // parts

    def follow(self, piece):
        """The bias of the layer that a matrix belongs to goes where the matrix went."""
        own, weight = self.shift_of.get(piece.leaf.path), self.bias_of.get(piece.weight.path)
        if own is None or weight is None:
            return
        is_whole = piece.index is ... and piece.places.size == size_of(piece.weight.shape)
        if is_whole and own.shape != weight.shape:
            return
        if is_whole:
            places, by = arange(size_of(weight.shape)), "name" if own.within == weight.name else piece.by
        elif own.shape == piece.places.shape[:1] or isinstance(piece.index, slice):
            places, by = piece.places[:, 0] // piece.weight.shape[1], "part"
        else:
            return
        self.pieces.append(Piece(own, piece.index, weight, places, by))
        if own in self.leaves:
            self.leaves.remove(own)
        if weight in self.weights:
            self.weights.remove(weight)


def numbers_of(weights):
    """Each once: those of two blocks have the same."""
    return [*dict.fromkeys(weight.number for weight in weights)]


def only_of(path, leaves):
    """The one among leaves that belongs to a layer; None where there are several."""
    own = [leaf for leaf in leaves if leaf.path == path]
    return own[0] if len(own) == 1 else None


def is_unsure(leaf, weight):
    """Whether nothing says how a matrix is applied: it is square, and no layer's."""
    return not leaf.of_torch and len(leaf.shape) == 2 and leaf.shape == weight.shape and leaf.shape[0] == leaf.shape[1]


def places_in_parameter(shape, places):
    """Of a matrix (out, in) in a parameter that is no layer's: transposed, or cut by head."""
    rows, columns = places.shape
    if shape == (columns, rows):
        return places.T
    if len(shape) != 3:
        return None
    first, second, third = shape
    if (first * third, second) == (rows, columns):
        return places.reshape(first, third, second).swapaxes(1, 2)
    if (first * second, third) == (rows, columns):
        return places.reshape(shape)
    if (first, second * third) == (columns, rows) or (first * second, third) == (columns, rows):
        return places.T.reshape(shape)
    return None


def size_of(shape):
    return math.prod(shape)
