"""Losses and a few gradients of the lab `induction`, by PyTorch from the same numbers: writes induction.json beside it.

    python3 tests/golden/lab/make_induction.py

The numbers are drawn here as web/format/random.ts and web/lab/induction/{data,parameters}.ts draw them, written again from
their description; the file holds sums of them, so that a difference is found where it begins.
"""

import json
import math
import pathlib

import torch
import torch.nn.functional as F

VOCABULARY, LENGTH, WIDTH, HEADS, BATCH, STEPS, SEED = 48, 64, 64, 2, 8, 100, 7
MASK = 0xFFFFFFFF


class Random:
    """splitmix32 seeds sfc32; twelve numbers are thrown away."""

    def __init__(self, seed):
        mixed = seed & MASK

        def mix():
            nonlocal mixed
            mixed = (mixed + 0x9E3779B9) & MASK
            z = mixed
            z = ((z ^ (z >> 16)) * 0x21F0AAAD) & MASK
            z = ((z ^ (z >> 15)) * 0x735A2D97) & MASK
            return z ^ (z >> 15)

        self.state = [mix(), mix(), mix(), 1]
        for _ in range(12):
            self.bits()

    def bits(self):
        a, b, c, counter = self.state
        total = (a + b + counter) & MASK
        self.state = [
            b ^ (b >> 9),
            (c + (c << 3)) & MASK,
            (((c << 21) | (c >> 11)) + total) & MASK,
            (counter + 1) & MASK,
        ]
        return total

    def uniform(self):
        return self.bits() / 2**32

    def between(self, low, high):
        return low + math.floor(self.uniform() * (high - low + 1))

    def normal(self, shape, deviation):
        def one():
            radius = math.sqrt(-2 * math.log(1 - self.uniform()))
            return radius * math.cos(2 * math.pi * self.uniform()) * deviation

        return torch.tensor([one() for _ in range(math.prod(shape))], dtype=torch.float64).float().double().view(shape)


def draw_parameters():
    random = Random(SEED)
    square = (WIDTH, WIDTH)
    shapes = {"embedding": (VOCABULARY, WIDTH), "positions": (LENGTH, WIDTH)}
    shapes |= {f"layer{layer}.{name}": square for layer in (1, 2) for name in ("wq", "wk", "wv", "wo")}
    shapes["unembedding"] = (VOCABULARY, WIDTH)
    large = ("embedding", "positions")
    return {name: random.normal(shape, 0.5 if name in large else WIDTH**-0.5) for name, shape in shapes.items()}


def draw_batch(step):
    """`step` from 1: ids [BATCH, LENGTH + 1], and targets, -100 where there is nothing to be known."""
    random = Random(((SEED + 1) * 0x9E3779B1 + step) & MASK)
    ids, targets = [], []
    for _ in range(BATCH):
        period = random.between(6, 32)
        start = random.between(0, LENGTH - 2 * period)
        every = list(range(VOCABULARY))
        for i in range(VOCABULARY - 1, 0, -1):
            j = random.between(0, i)
            every[i], every[j] = every[j], every[i]
        before = [every[random.between(period, VOCABULARY - 1)] for _ in range(start)]
        tokens = before + [every[i % period] for i in range(LENGTH + 1 - start)]
        ids.append(tokens[:LENGTH])
        targets.append([tokens[i + 1] if i >= start + period else -100 for i in range(LENGTH)])
    return torch.tensor(ids), torch.tensor(targets)


def loss_of(parameters, ids, targets):
    x = parameters["embedding"][ids]
    for layer in (1, 2):
        weight = lambda name: parameters[f"layer{layer}.{name}"]
        placed = x + parameters["positions"]
        heads = lambda t: t.view(BATCH, LENGTH, HEADS, -1).transpose(1, 2)
        q, k, v = heads(placed @ weight("wq").T), heads(placed @ weight("wk").T), heads(x @ weight("wv").T)
        out = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + out.transpose(1, 2).reshape(BATCH, LENGTH, WIDTH) @ weight("wo").T
    return F.cross_entropy((x @ parameters["unembedding"].T).flatten(0, 1), targets.flatten())


def train():
    parameters = {name: value.requires_grad_() for name, value in draw_parameters().items()}
    golden = {
        "generator": f"PyTorch {torch.__version__}, float64",
        "settings": {"seed": SEED, "heads": HEADS, "batch": BATCH},
        "sums": {name: value.sum().item() for name, value in parameters.items()},
        "tokens": [draw_batch(step)[0].sum().item() for step in range(1, STEPS + 1)],
    }
    optimizer = torch.optim.AdamW(parameters.values(), lr=3e-3, betas=(0.9, 0.98), weight_decay=0.01)
    losses = []
    for step in range(1, STEPS + 1):
        loss = loss_of(parameters, *draw_batch(step))
        optimizer.zero_grad()
        loss.backward()
        if step == 1:
            golden["gradients"] = {name: summary(value.grad) for name, value in parameters.items()}
        optimizer.step()
        if step == 1:
            golden["stepped"] = {name: summary(value.detach()) for name, value in parameters.items()}
        losses.append(loss.item())
    return golden | {"losses": losses}


def summary(value):
    """The norm, and every 500th number."""
    return {"norm": value.norm().item(), "some": value.flatten()[::500].tolist()}


if __name__ == "__main__":
    path = pathlib.Path(__file__).with_name("induction.json")
    path.write_text(json.dumps(train(), indent=1) + "\n")
