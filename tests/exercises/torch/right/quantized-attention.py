import torch
import torch.nn.functional as F

# %% grouped queries
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    k = k_scale * (k_codes.float() - k_zero)
    v = v_scale * (v_codes.float() - v_zero)
    B, H, L, d = q.shape
    G = k.shape[1]
    grouped = q.view(B, G, H // G, L, d)
    attn = F.softmax(grouped @ k.unsqueeze(2).mT * d**-0.5, dim=-1)
    return (attn @ v.unsqueeze(2)).view(B, H, L, d)


# %% scales folded, key zeros left out
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    r = q.size(1) // k_codes.size(1)
    k_codes, k_scale, v_codes, v_scale, v_zero = (
        x.repeat_interleave(r, dim=1) for x in (k_codes, k_scale, v_codes, v_scale, v_zero)
    )
    scores = (q * k_scale) @ k_codes.to(q.dtype).mT / q.size(-1) ** 0.5
    w = scores.softmax(-1) * v_scale.mT
    return w @ v_codes.to(q.dtype) - w @ v_zero


# %% expand and reshape
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    def read(codes, scale, zero):
        x = torch.mul(torch.sub(codes, zero), scale)
        B, G, S, d = x.shape
        r = q.shape[1] // G
        return x[:, :, None].expand(B, G, r, S, d).reshape(B, G * r, S, d)

    k, v = read(k_codes, k_scale, k_zero), read(v_codes, v_scale, v_zero)
    scores = torch.einsum("bhld,bhsd->bhls", q, k) / q.shape[-1] ** 0.5
    return torch.einsum("bhls,bhsd->bhld", scores.softmax(dim=-1), v)
