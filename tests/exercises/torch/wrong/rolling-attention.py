import math

import torch


def attend(q, k, v):
    rep = q.size(1) // k.size(1)
    k, v = k.repeat_interleave(rep, dim=1), v.repeat_interleave(rep, dim=1)
    return (torch.softmax(q.unsqueeze(2) @ k.mT / math.sqrt(q.size(-1)), dim=-1) @ v).squeeze(2)


def written(ring, new, slot):
    ring = ring.clone()
    ring[:, :, slot] = new
    return ring


# %% empty-slots-attended: the whole ring
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    slot = position % ring_k.size(2)
    return attend(q, written(ring_k, k_new, slot), written(ring_v, v_new, slot))


# %% wrong-slot: the last once it is full
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    W = ring_k.size(2)
    slot, n = min(position, W - 1), min(position + 1, W)
    return attend(q, written(ring_k, k_new, slot)[:, :, :n], written(ring_v, v_new, slot)[:, :, :n])


# %% written-after-attending: not written
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    n = min(position + 1, ring_k.size(2))
    return attend(q, ring_k[:, :, :n], ring_v[:, :, :n])


# %% oldest-kept: cat
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    k = torch.cat([ring_k[:, :, :position], k_new.unsqueeze(2)], dim=2)
    v = torch.cat([ring_v[:, :, :position], v_new.unsqueeze(2)], dim=2)
    return attend(q, k, v)


# %% first-slot-dropped: the last W of cat
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    W = ring_k.size(2)
    k = torch.cat([ring_k[:, :, :position], k_new.unsqueeze(2)], dim=2)[:, :, -W:]
    v = torch.cat([ring_v[:, :, :position], v_new.unsqueeze(2)], dim=2)[:, :, -W:]
    return attend(q, k, v)


# %% mask-by-slot: causal over the slots
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    slot = position % ring_k.size(2)
    return attend(q, written(ring_k, k_new, slot)[:, :, : slot + 1], written(ring_v, v_new, slot)[:, :, : slot + 1])


# %% groups-tiled-not-repeated: repeat
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    W = ring_k.size(2)
    slot, n, rep = position % W, min(position + 1, W), q.size(1) // k_new.size(1)
    k, v = written(ring_k, k_new, slot)[:, :, :n], written(ring_v, v_new, slot)[:, :, :n]
    return attend(q, k.repeat(1, rep, 1, 1), v.repeat(1, rep, 1, 1))
