import torch


def attend(q, k, v):
    r = q.size(1) // k.size(1)
    k, v = k.repeat_interleave(r, dim=1), v.repeat_interleave(r, dim=1)
    return torch.softmax(q @ k.mT / q.size(-1) ** 0.5, dim=-1) @ v


# %% zero-after-scale: minus zero
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    return attend(q, k_codes * k_scale - k_zero, v_codes * v_scale - v_zero)


# %% zero-left-out: codes times scale
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    return attend(q, k_codes * k_scale, v_codes * v_scale)


# %% zero-rounded: round
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    return attend(q, (k_codes - k_zero.round()) * k_scale, (v_codes - v_zero.round()) * v_scale)


# %% scale-on-the-wrong-axis: keys by token
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    return attend(q, (k_codes - k_zero.mT) * k_scale.mT, (v_codes - v_zero) * v_scale)


# %% parameters-exchanged: only the scales
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    return attend(q, (k_codes - k_zero) * v_scale, (v_codes - v_zero) * k_scale)


# %% not-dequantized: codes
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    return attend(q, k_codes.float(), v_codes.float())


# %% groups-tiled-not-repeated: repeat
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    r = q.size(1) // k_codes.size(1)
    k, v = (k_codes - k_zero) * k_scale, (v_codes - v_zero) * v_scale
    return attend(q, k.repeat(1, r, 1, 1), v.repeat(1, r, 1, 1))


# %% groups-not-repeated: as they are
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    k, v = (k_codes - k_zero) * k_scale, (v_codes - v_zero) * v_scale
    return torch.softmax(q @ k.mT / q.size(-1) ** 0.5, dim=-1) @ v
