"""Random numbers as PyTorch draws them on the processor: a Mersenne Twister and its own ways from bits to numbers."""

import math

import numpy as np

from .. import _dtype
from .._autograd.grad_mode import recording
from .._autograd.graph import node_class, set_history
from .._inplace import check_in_place
from .creation import filled, zeros_like
from .from_data import finish
from .._registry import operation
from .._tensor import Tensor, wrap


DEFAULT_SEED = 67280421310721


class Generator:
    """A source of random numbers; `torch.default_generator` is the one that is used when none is given."""

    __module__ = "torch"

    def __init__(self, device="cpu"):
        self.manual_seed(DEFAULT_SEED)

    def manual_seed(self, seed):
        """Begins the sequence that belongs to `seed`."""
        self._seed = int(seed)
        self._bits = np.random.RandomState(self._seed & 0xFFFFFFFF)._bit_generator
        self._normal = None
        return self

    def seed(self):
        """Takes a seed from the clock."""
        import time

        self.manual_seed(time.time_ns() & 0xFFFFFFFF)
        return self._seed

    def initial_seed(self):
        return self._seed

    def get_state(self):
        """The state, to be given to `set_state`."""
        import pickle

        state = pickle.dumps((self._seed, self._bits.state, self._normal))
        return wrap(np.frombuffer(state, np.uint8).copy(), _dtype.uint8)

    def set_state(self, new_state):
        """Goes back to a state of `get_state`."""
        import pickle

        self._seed, self._bits.state, self._normal = pickle.loads(new_state._array.tobytes())
        return self

    @property
    def device(self):
        from .._device import CPU

        return CPU

    def words(self, count):
        """`count` words of 32 bits."""
        return self._bits.random_raw(count) if count else np.zeros(0, np.uint64)

    def long_words(self, count):
        """`count` words of 64 bits, the first half of each being the higher."""
        pairs = self.words(2 * count).reshape(-1, 2)
        return (pairs[:, 0] << np.uint64(32)) | pairs[:, 1]


default_generator = Generator()


def manual_seed(seed):
    """Begins the sequence of random numbers that belongs to `seed`."""
    return default_generator.manual_seed(seed)


def seed():
    """Takes a seed from the clock."""
    return default_generator.seed()


def initial_seed():
    """The seed that was set last."""
    return default_generator.initial_seed()


def get_rng_state():
    """The state of the default generator."""
    return default_generator.get_state()


def set_rng_state(new_state):
    """Sets the state of the default generator."""
    default_generator.set_state(new_state)


def uniform_values(generator, shape, kind, low=0.0, high=1.0):
    """Uniform numbers: 24 random bits for float32, 53 for float64."""
    count = math.prod(shape)
    if kind == np.float64:
        unit = (generator.long_words(count) & np.uint64(2**53 - 1)) * 2.0**-53
        return (unit * (high - low) + low).reshape(shape)
    unit = ((generator.words(count) & np.uint64(2**24 - 1)) * 2.0**-24).astype(np.float32)
    low, high = np.float32(low), np.float32(high)
    return (unit * (high - low) + low).reshape(shape)


def normal_values(generator, shape, kind, mean=0.0, std=1.0):
    """Normal numbers: in blocks of 16 where there are so many, else pair by pair."""
    count = math.prod(shape)
    if count < 16:
        return np.array([_one_normal(generator) * std + mean for _ in range(count)], np.float64).reshape(shape)
    data = uniform_values(generator, (count,), kind)
    whole = count // 16 * 16
    data[:whole] = _box_muller(data[:whole].reshape(-1, 16), mean, std).reshape(-1)
    if count % 16:  # The last 16 are drawn again.
        tail = uniform_values(generator, (16,), kind)
        data[count - 16 :] = _box_muller(tail.reshape(1, 16), mean, std).reshape(-1)
    return data.reshape(shape)


def _box_muller(block, mean, std):
    kind = block.dtype.type
    radius = np.sqrt(kind(-2) * np.log(1 - block[:, :8]))
    angle = (kind(2 * math.pi)) * block[:, 8:]
    return np.concatenate([radius * np.cos(angle), radius * np.sin(angle)], 1) * kind(std) + kind(mean)


def _one_normal(generator):
    if generator._normal is not None:
        value, generator._normal = generator._normal, None
        return value
    first, second = uniform_values(generator, (2,), np.float64)
    radius = math.sqrt(-2.0 * math.log1p(-second))
    angle = 2.0 * math.pi * first
    generator._normal = radius * math.sin(angle)
    return radius * math.cos(angle)


def _kind_of(dtype):
    return np.float64 if dtype is _dtype.float64 else np.float32


def _floating(dtype):
    return _dtype.get_default_dtype() if dtype is None else _dtype.as_dtype(dtype)


def _check_sizes(size, dtype, device):
    filled(size, 0, dtype, False, device)


@operation
def rand(size, generator=None, dtype=None, requires_grad=False, device=None, **_):
    kind = _floating(dtype)
    _check_sizes(size, kind, device)
    if kind.kind < _dtype.FLOAT:
        raise NotImplementedError(f"\"check_uniform_bounds\" not implemented for '{kind.scalar}'")
    return finish(wrap(uniform_values(generator or default_generator, size, _kind_of(kind)), kind), requires_grad)


@operation
def randn(size, generator=None, dtype=None, requires_grad=False, device=None, **_):
    kind = _floating(dtype)
    _check_sizes(size, kind, device)
    if kind.kind < _dtype.FLOAT:
        raise NotImplementedError(f"\"normal_kernel_cpu\" not implemented for '{kind.scalar}'")
    return finish(wrap(normal_values(generator or default_generator, size, _kind_of(kind)), kind), requires_grad)


@operation
def rand_like(input, generator=None, dtype=None, requires_grad=False, device=None, **_):
    return rand(input.shape, generator, dtype or input.dtype, requires_grad, device)


@operation
def randn_like(input, generator=None, dtype=None, requires_grad=False, device=None, **_):
    return randn(input.shape, generator, dtype or input.dtype, requires_grad, device)


def _ints(generator, low, high, shape):
    count, span = math.prod(shape), high - low
    if span >= 2**28:
        words = generator.long_words(count) % np.uint64(span)
    else:
        words = generator.words(count) % np.uint64(span)
    return (words.astype(np.int64) + low).reshape(shape)


@operation
def randint(low=None, high=None, size=None, generator=None, dtype=None, requires_grad=False, device=None, **_):
    low, high = (0, low if high is None else high) if low is None or high is None else (low, high)
    if low >= high:
        raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    kind = _dtype.int64 if dtype is None else _dtype.as_dtype(dtype)
    _check_sizes(size, kind, device)
    return finish(wrap(_ints(generator or default_generator, low, high, size), kind), requires_grad)


@operation
def randint_like(input, high=None, low=None, generator=None, dtype=None, **_):
    return randint(0 if low is None else low, high, input.shape, generator, dtype or input.dtype)


@operation
def randperm(n, generator=None, dtype=None, device=None, **_):
    if n < 0:
        raise RuntimeError("n must be non-negative, got" + str(n))
    words = (generator or default_generator).words(max(n - 1, 0)).tolist()
    order = list(range(n))
    for i, word in enumerate(words):
        j = i + word % (n - i)
        order[i], order[j] = order[j], order[i]
    return wrap(np.array(order, np.int64), _dtype.int64 if dtype is None else _dtype.as_dtype(dtype))


@operation
def normal(mean=0.0, std=1.0, size=None, generator=None, dtype=None, requires_grad=False, device=None, **_):
    if size is not None:
        kind = _floating(dtype)
        return finish(
            wrap(normal_values(generator or default_generator, size, _kind_of(kind), mean, std), kind), requires_grad
        )
    if isinstance(std, Tensor) and (std._array < 0).any():
        raise RuntimeError("normal expects all elements of std >= 0.0")
    shape = np.broadcast_shapes(*[x.shape for x in (mean, std) if isinstance(x, Tensor)])
    kind = (mean if isinstance(mean, Tensor) else std).dtype
    noise = wrap(normal_values(generator or default_generator, shape, _kind_of(kind)), kind)
    return (noise * std + mean).detach()


def _coins(generator, p, shape):
    return uniform_values(generator, shape, np.float64) < p


@operation
def multinomial(input, num_samples, replacement=False, generator=None):
    _check_distribution(input, num_samples, replacement)
    source = generator or default_generator
    rows = input._values.reshape(-1, input.shape[-1])
    if not replacement or num_samples == 1:
        waits = exponential_values(source, rows.shape, input.dtype)
        order = np.argsort(-(rows / waits), axis=-1, kind="stable")[:, :num_samples]
    else:
        order = np.stack([_draw(source, row, num_samples) for row in rows])
    return wrap(order.reshape((*input.shape[:-1], num_samples)), _dtype.int64)


def _check_distribution(input, num_samples, replacement):
    if not 1 <= input.ndim <= 2:
        raise RuntimeError("prob_dist must be 1 or 2 dim")
    if not input.dtype.is_floating_point:
        raise RuntimeError(
            f"multinomial only supports floating-point dtypes for input, got: {input.dtype.scalar}"
        )
    if num_samples <= 0:
        raise RuntimeError("cannot sample n_sample <= 0 samples")
    if not replacement and num_samples > input.shape[-1]:
        raise RuntimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    if not np.isfinite(input._array).all() or (input._array < 0).any():
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    if not (input._array.sum(-1) > 0).all():
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")


def _draw(source, row, count):
    cumulative = np.cumsum(row.astype(np.float64))
    cumulative /= cumulative[-1]
    return np.minimum(np.searchsorted(cumulative, uniform_values(source, (count,), np.float64)), len(row) - 1)


def exponential_values(generator, shape, dtype, rate=1.0):
    """Exponentially distributed numbers."""
    unit = uniform_values(generator, shape, np.float64)
    return (-1 / rate * np.log1p(-unit)).astype(dtype.compute)


# --- in place ---------------------------------------------------------------------------------------------------


def _overwrite(tensor, values):
    """Fills a tensor with numbers that do not depend on what it was."""
    check_in_place(tensor)
    tensor._array[...] = wrap(values, tensor.dtype)._array
    tensor._ver[0] += 1
    if recording.enabled and tensor._requires_grad:
        set_history(tensor, node_class("NormalBackward0")((tensor,), ((tensor, lambda g: zeros_like(g)),)), 0)
    return tensor


def uniform_(self, from_=0, to=1, *, generator=None, **kwargs):
    """Fills the tensor with uniform numbers."""
    low = kwargs.get("from", from_)
    if low > to:
        raise RuntimeError(f"uniform_ expects to return a [from, to) range, but found from={low:g} > to={to:g}")
    return _overwrite(self, uniform_values(generator or default_generator, self.shape, _kind_of(self.dtype), low, to))


def normal_(self, mean=0, std=1, *, generator=None):
    """Fills the tensor with normal numbers."""
    if std < 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
    source = generator or default_generator
    return _overwrite(self, normal_values(source, self.shape, _kind_of(self.dtype), mean, std))


Tensor.uniform_, Tensor.normal_ = uniform_, normal_


def dropout_mask(shape, dtype, p):
    """What dropout multiplies with: 0 with probability `p`, else 1 / (1 - p)."""
    return wrap(_coins(default_generator, 1 - p, shape) / (1 - p), dtype)
