"""Less frequent: functions of one number that NumPy does not have, after Cephes and W. J. Cody."""

import math

import numpy as np

from torch._ops._special import _erfc_of_large, _poly, erf


_INVERSE = (
    ((0.886226899, -1.645349621, 0.914624893, -0.140543331), (-2.118377725, 1.442710462, -0.329097515, 0.012229801)),
    ((-1.970840454, -1.62490649, 3.429567803, 1.641345311), (3.543889200, 1.637067800)),
)  # fmt: skip


def erfc(x):
    """1 - erf(x) without its loss of digits."""
    x = np.asarray(x, np.float64)
    tail = _erfc_of_large(np.clip(np.abs(x), 1, 30))
    return np.where(np.abs(x) < 1, 1 - erf(x), np.where(x > 0, tail, 2 - tail)) + np.where(np.isnan(x), x, 0)


def erfinv(y):
    """The inverse of erf."""
    y = np.asarray(y, np.float64)
    (a, b), (c, d) = _INVERSE
    z = y * y
    center = y * _poly(a[::-1], z) / (_poly(b[::-1], z) * z + 1)
    t = np.sqrt(-np.log((1 - np.minimum(np.abs(y), 1)) / 2))
    tail = np.sign(y) * _poly(c[::-1], t) / (_poly(d[::-1], t) * t + 1)
    x = np.where(np.abs(y) <= 0.7, center, tail)
    for _ in range(2):
        x = x - (erf(x) - y) / (2 / np.sqrt(np.pi) * np.exp(-x * x))
    return np.where(np.abs(y) > 1, np.nan, np.where(np.abs(y) == 1, np.inf * y, x))


def lgamma(x):
    """The logarithm of |gamma(x)|."""
    def one(value):
        try:
            return math.lgamma(value)
        except ValueError:
            return math.inf

    x = np.asarray(x, np.float64)
    return np.array([one(v) for v in x.ravel().tolist()], np.float64).reshape(x.shape)


def polygamma(n, x):
    """The n-th derivative of digamma (n = 0: digamma itself), by recurrence and an asymptotic series."""
    x = np.asarray(x, np.float64)
    if n == 0:
        reflect = x < 0.5
        positive = np.where(reflect, 1 - x, x)
        value = _digamma(positive)
        poles = np.where((x == np.floor(x)) & (x < 0), np.nan, value - np.pi / np.tan(np.pi * np.where(reflect, x, 0.25)))
        return np.where(x == 0, -np.copysign(np.inf, x), np.where(reflect, poles, value))
    return (-1) ** (n + 1) * math.factorial(n) * hurwitz_zeta(n + 1, x)


def _digamma(x):
    result = np.zeros_like(x)
    for _ in range(10):
        result = np.where(x < 10, result - 1 / x, result)
        x = np.where(x < 10, x + 1, x)
    inverse = 1 / (x * x)
    series = _poly(
        (-1 / 12, 691 / 32760, -1 / 132, 1 / 240, -1 / 252, 1 / 120, -1 / 12, 0.0), inverse
    )
    return result + np.log(x) - 0.5 / x + series


def hurwitz_zeta(s, q):
    """The sum of (q + k) ** -s."""
    q = np.asarray(q, np.float64)
    total = np.zeros_like(q)
    for k in range(12):
        total = total + (q + k) ** -float(s)
    a = q + 12
    total = total + a ** (1.0 - s) / (s - 1) + 0.5 * a ** -float(s)
    factor, power = s, a ** (-s - 1.0)
    for k, bernoulli in enumerate((1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160), 1):
        total = total + bernoulli * factor * power
        factor = factor * (s + 2 * k - 1) * (s + 2 * k)
        power = power / (a * a)
    return total


def bessel(x, order):
    """exp(-|x|) I_order(x) for order 0 and 1, by its integral."""
    angle = (np.arange(256) + 0.5) * np.pi / 256
    x = np.asarray(x, np.float64)[..., None]
    return (np.exp(x * np.cos(angle) - np.abs(x)) * np.cos(order * angle)).mean(-1)
