"""torch.distributions: the three that teaching code uses. Their arguments are not checked."""

import math

import torch
from torch._rest import look_in_rest
from torch.nn import functional as F


class Distribution:
    """What is drawn with `sample` and has a density `log_prob`."""

    def __init__(self, batch_shape):
        self.batch_shape, self.event_shape = torch.Size(batch_shape), torch.Size()

    def _extended(self, sample_shape):
        return (*sample_shape, *self.batch_shape)

    def sample(self, sample_shape=()):
        """Numbers without a gradient."""
        with torch.no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape=()):
        """Numbers whose gradient goes to the parameters."""
        raise NotImplementedError

    def __repr__(self):
        parts = [f"{name}: {_shown(self.__dict__[name])}" for name in self._names if name in self.__dict__]
        return f"{type(self).__name__}({', '.join(parts)})"


def _shown(value):
    return value if value.numel() == 1 else value.size()


def _tensors(*values):
    values = [v if isinstance(v, torch.Tensor) else torch.tensor(float(v)) for v in values]
    return torch.broadcast_tensors(*values)


class Categorical(Distribution):
    """One of several classes, by `probs` or `logits` along the last dimension."""

    _names = ("probs", "logits")

    def __init__(self, probs=None, logits=None, validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        if probs is not None:
            self.probs = probs / probs.sum(-1, keepdim=True)
        else:
            self.logits = logits - logits.logsumexp(-1, keepdim=True)
        shape = (logits if probs is None else probs).shape
        self._num_events = shape[-1]
        super().__init__(shape[:-1])

    def __getattr__(self, name):
        if name == "logits":
            eps = torch.finfo(self.probs.dtype).eps
            self.logits = self.probs.clamp(eps, 1 - eps).log()
        elif name == "probs":
            self.probs = F.softmax(self.logits, -1)
        else:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return self.__dict__[name]

    def sample(self, sample_shape=()):
        """The numbers of classes."""
        flat = self.probs.detach().reshape(-1, self._num_events)
        drawn = torch.multinomial(flat, torch.Size(sample_shape).numel(), True).T
        return drawn.reshape(self._extended(sample_shape))

    def log_prob(self, value):
        """The logarithm of the classes' probabilities."""
        value = value.long().unsqueeze(-1)
        value, logits = torch.broadcast_tensors(value, self.logits)
        return logits.gather(-1, value[..., :1]).squeeze(-1)

    def entropy(self):
        logits = torch.clamp(self.logits, min=torch.finfo(self.logits.dtype).min)
        return -(logits * self.probs).sum(-1)


class Bernoulli(Distribution):
    """One or zero; the probability of a one is `probs`, or the sigmoid of `logits`."""

    _names = ("probs", "logits")

    def __init__(self, probs=None, logits=None, validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        (given,) = _tensors(logits if probs is None else probs)
        self.probs = torch.sigmoid(given) if probs is None else given
        eps = torch.finfo(given.dtype).eps
        self.logits = given if probs is None else torch.logit(given, eps)
        super().__init__(given.shape)

    def sample(self, sample_shape=()):
        """Ones and zeros."""
        return torch.bernoulli(self.probs.detach().expand(self._extended(sample_shape)))

    def log_prob(self, value):
        logits, value = torch.broadcast_tensors(self.logits, value)
        return -F.binary_cross_entropy_with_logits(logits, value, reduction="none")

    def entropy(self):
        return F.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none")

    @property
    def mean(self):
        return self.probs


class Normal(Distribution):
    """Normal numbers with the mean `loc` and the standard deviation `scale`."""

    _names = ("loc", "scale")

    def __init__(self, loc, scale, validate_args=None):
        self.loc, self.scale = _tensors(loc, scale)
        super().__init__(self.loc.shape)

    def sample(self, sample_shape=()):
        """Numbers without a gradient."""
        shape = self._extended(sample_shape)
        with torch.no_grad():
            return torch.normal(self.loc.expand(shape), self.scale.expand(shape))

    def rsample(self, sample_shape=()):
        shape = self._extended(sample_shape)
        return self.loc + torch.randn(shape, dtype=self.loc.dtype) * self.scale

    def log_prob(self, value):
        log_scale = self.scale.log()
        return -((value - self.loc) ** 2) / (2 * self.scale**2) - log_scale - math.log(math.sqrt(2 * math.pi))

    def entropy(self):
        return 0.5 + 0.5 * math.log(2 * math.pi) + torch.log(self.scale)

    @property
    def mean(self):
        return self.loc

    @property
    def stddev(self):
        return self.scale

    @property
    def variance(self):
        return self.scale**2


def kl_divergence(p, q):
    """The divergence of two normal or two categorical distributions."""
    if isinstance(p, Normal) and isinstance(q, Normal):
        ratio = (p.scale / q.scale) ** 2
        return 0.5 * (ratio + ((p.loc - q.loc) / q.scale) ** 2 - 1 - ratio.log())
    if isinstance(p, Categorical) and isinstance(q, Categorical):
        return (p.probs * (p.logits - q.logits)).sum(-1)
    raise NotImplementedError(f"No KL(p || q) is implemented for p type {type(p).__name__} and q type {type(q).__name__}")


__getattr__ = look_in_rest(__name__)
