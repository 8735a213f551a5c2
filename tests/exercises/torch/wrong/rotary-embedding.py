import torch


def angles_of(x, base):
    d = x.shape[-1]
    freqs = base ** (-torch.arange(0, d, 2).float() / d)
    return torch.outer(torch.arange(x.shape[-2]).float(), freqs)


def turn(x, angles):
    a, b = x.chunk(2, dim=-1)
    cos, sin = angles.cos(), angles.sin()
    return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1)


# %% pairs-are-neighbours: view_as_complex, as in Meta's Llama
def rotary_embedding(x, base):
    angles = angles_of(x, base)
    z = torch.view_as_complex(x.float().reshape(*x.shape[:-1], -1, 2))
    z = z * torch.polar(torch.ones_like(angles), angles)
    return torch.view_as_real(z).flatten(3)


# %% pairs-are-neighbours: read as neighbours, written as halves
def rotary_embedding(x, base):
    angles = angles_of(x, base)
    cos, sin = angles.cos(), angles.sin()
    x1, x2 = x[..., ::2], x[..., 1::2]
    return torch.cat([x1 * cos - x2 * sin, x1 * sin + x2 * cos], dim=-1)


# %% pairs-are-neighbours: halves, stacked and flattened
def rotary_embedding(x, base):
    angles = angles_of(x, base)
    cos, sin = angles.cos(), angles.sin()
    x1, x2 = x.chunk(2, dim=-1)
    return torch.stack([x1 * cos - x2 * sin, x1 * sin + x2 * cos], dim=-1).flatten(-2)


# %% pairs-are-neighbours: repeat_interleave and rotate_half
def rotary_embedding(x, base):
    angles = angles_of(x, base).repeat_interleave(2, dim=-1)
    x1, x2 = x.chunk(2, dim=-1)
    return x * angles.cos() + torch.cat((-x2, x1), dim=-1) * angles.sin()


# %% pairs-are-neighbours: rotate_every_two, as in GPT-J
def rotary_embedding(x, base):
    angles = angles_of(x, base).repeat_interleave(2, dim=-1)
    x1, x2 = x[..., ::2], x[..., 1::2]
    turned = torch.stack((-x2, x1), dim=-1).flatten(-2)
    return x * angles.cos() + turned * angles.sin()


# %% rotated-backwards: signs exchanged
def rotary_embedding(x, base):
    angles = angles_of(x, base)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * angles.cos() + b * angles.sin(), b * angles.cos() - a * angles.sin()], dim=-1)


# %% rotated-backwards: rotate_half the other way
def rotary_embedding(x, base):
    angles = angles_of(x, base)
    emb = torch.cat((angles, angles), dim=-1)
    a, b = x.chunk(2, dim=-1)
    return x * emb.cos() + torch.cat((b, -a), dim=-1) * emb.sin()


# %% minus-missing: roll
def rotary_embedding(x, base):
    angles = angles_of(x, base)
    emb = torch.cat((angles, angles), dim=-1)
    return x * emb.cos() + x.roll(x.shape[-1] // 2, -1) * emb.sin()


# %% halves-not-exchanged: x twice
def rotary_embedding(x, base):
    emb = angles_of(x, base).repeat(1, 2)
    return x * emb.cos() + x * emb.sin()


# %% exponent-of-feature: arange of half by d
def rotary_embedding(x, base):
    d = x.shape[-1]
    inv_freq = 1.0 / base ** (torch.arange(d // 2) / d)
    return turn(x, torch.arange(x.shape[2]).unsqueeze(-1) * inv_freq)


# %% exponent-of-feature: arange(0, d, 2) twice
def rotary_embedding(x, base):
    d = x.shape[-1]
    inv_freq = 1.0 / base ** (2 * torch.arange(0, d, 2) / d)
    return turn(x, torch.arange(x.shape[2]).unsqueeze(-1) * inv_freq)


# %% frequency-inverted: no reciprocal
def rotary_embedding(x, base):
    d = x.shape[-1]
    freq = base ** (torch.arange(0, d, 2).float() / d)
    return turn(x, torch.outer(torch.arange(x.shape[2]).float(), freq))


# %% base-ignored: ten thousand
def rotary_embedding(x, base):
    return turn(x, angles_of(x, 10000.0))


# %% overwritten-before-use: views
def rotary_embedding(x, base):
    x = x.clone()
    cos, sin = angles_of(x, base).cos(), angles_of(x, base).sin()
    h = x.shape[-1] // 2
    x[..., :h] = x[..., :h] * cos - x[..., h:] * sin
    x[..., h:] = x[..., :h] * sin + x[..., h:] * cos
    return x


# %% rotated-by-head: (B, L, H, d)
def rotary_embedding(x, base):
    batch, seq_len, heads, d = x.shape
    freqs = base ** (-torch.arange(0, d, 2).float() / d)
    angles = torch.outer(torch.arange(seq_len).float(), freqs)
    return turn(x, angles[None, :, None, :])


# %% rotated-by-head: as many angles as heads
def rotary_embedding(x, base):
    seq_len, d = x.shape[1], x.shape[-1]
    freqs = base ** (-torch.arange(0, d, 2).float() / d)
    return turn(x, torch.outer(torch.arange(seq_len).float(), freqs))


# %% rotated-by-head: angles with an axis for the heads
def rotary_embedding(x, base):
    return turn(x, angles_of(x, base)[:, None, :])


# %% positions-from-one: arange(1, L + 1)
def rotary_embedding(x, base):
    d = x.shape[-1]
    freqs = base ** (-torch.arange(0, d, 2).float() / d)
    return turn(x, torch.outer(torch.arange(1, x.shape[2] + 1).float(), freqs))


# %% added-not-rotated: sines and cosines in turn
def rotary_embedding(x, base):
    angles = angles_of(x, base)
    pe = torch.zeros(x.shape[-2:])
    pe[:, 0::2] = torch.sin(angles)
    pe[:, 1::2] = torch.cos(angles)
    return x + pe


# %% added-not-rotated: halves
def rotary_embedding(x, base):
    angles = angles_of(x, base)
    return x + torch.cat([angles.sin(), angles.cos()], dim=-1)


# %% first-entry-only: x[0]
def rotary_embedding(x, base):
    return turn(x[0], angles_of(x, base))
