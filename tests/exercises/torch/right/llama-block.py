import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


# %% named as in Hugging Face's Transformers
class RMSNorm(nn.Module):
    def __init__(self, hidden_size, eps=1e-6):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(hidden_size))
        self.variance_epsilon = eps

    def forward(self, hidden_states):
        input_dtype = hidden_states.dtype
        hidden_states = hidden_states.to(torch.float32)
        variance = hidden_states.pow(2).mean(-1, keepdim=True)
        hidden_states = hidden_states * torch.rsqrt(variance + self.variance_epsilon)
        return self.weight * hidden_states.to(input_dtype)


class Rotary(nn.Module):
    def __init__(self, dim, base):
        super().__init__()
        inv_freq = 1.0 / (base ** (torch.arange(0, dim, 2, dtype=torch.int64).float() / dim))
        self.register_buffer("inv_freq", inv_freq, persistent=False)

    @torch.no_grad()
    def forward(self, x, position_ids):
        inv_freq = self.inv_freq[None, :, None].float().expand(position_ids.shape[0], -1, 1)
        freqs = (inv_freq @ position_ids[:, None, :].float()).transpose(1, 2)
        emb = torch.cat((freqs, freqs), dim=-1)
        return emb.cos().to(x.dtype), emb.sin().to(x.dtype)


def rotate_half(x):
    x1 = x[..., : x.shape[-1] // 2]
    x2 = x[..., x.shape[-1] // 2 :]
    return torch.cat((-x2, x1), dim=-1)


def apply_rotary_pos_emb(q, k, cos, sin, unsqueeze_dim=1):
    cos, sin = cos.unsqueeze(unsqueeze_dim), sin.unsqueeze(unsqueeze_dim)
    return (q * cos) + (rotate_half(q) * sin), (k * cos) + (rotate_half(k) * sin)


def repeat_kv(hidden_states, n_rep):
    batch, num_key_value_heads, slen, head_dim = hidden_states.shape
    if n_rep == 1:
        return hidden_states
    hidden_states = hidden_states[:, :, None, :, :].expand(batch, num_key_value_heads, n_rep, slen, head_dim)
    return hidden_states.reshape(batch, num_key_value_heads * n_rep, slen, head_dim)


class Attention(nn.Module):
    def __init__(self, hidden_size, num_heads, num_key_value_heads, base):
        super().__init__()
        self.head_dim = hidden_size // num_heads
        self.num_key_value_groups = num_heads // num_key_value_heads
        self.scaling = self.head_dim**-0.5
        self.q_proj = nn.Linear(hidden_size, num_heads * self.head_dim, bias=False)
        self.k_proj = nn.Linear(hidden_size, num_key_value_heads * self.head_dim, bias=False)
        self.v_proj = nn.Linear(hidden_size, num_key_value_heads * self.head_dim, bias=False)
        self.o_proj = nn.Linear(num_heads * self.head_dim, hidden_size, bias=False)
        self.rotary_emb = Rotary(self.head_dim, base)

    def forward(self, hidden_states, attention_mask=None):
        input_shape = hidden_states.shape[:-1]
        hidden_shape = (*input_shape, -1, self.head_dim)
        q = self.q_proj(hidden_states).view(hidden_shape).transpose(1, 2)
        k = self.k_proj(hidden_states).view(hidden_shape).transpose(1, 2)
        v = self.v_proj(hidden_states).view(hidden_shape).transpose(1, 2)
        positions = torch.arange(input_shape[1], device=hidden_states.device).unsqueeze(0)
        q, k = apply_rotary_pos_emb(q, k, *self.rotary_emb(v, positions))
        k, v = repeat_kv(k, self.num_key_value_groups), repeat_kv(v, self.num_key_value_groups)
        attn_weights = torch.matmul(q, k.transpose(2, 3)) * self.scaling
        lowest = torch.finfo(hidden_states.dtype).min
        causal_mask = torch.triu(torch.full((input_shape[1], input_shape[1]), lowest), diagonal=1)
        attn_weights = attn_weights.masked_fill(causal_mask < 0, lowest)
        attn_weights = F.softmax(attn_weights, dim=-1, dtype=torch.float32).to(q.dtype)
        attn_output = torch.matmul(attn_weights, v).transpose(1, 2).contiguous()
        return self.o_proj(attn_output.reshape(*input_shape, -1).contiguous())


class MLP(nn.Module):
    def __init__(self, hidden_size, intermediate_size):
        super().__init__()
        self.gate_proj = nn.Linear(hidden_size, intermediate_size, bias=False)
        self.up_proj = nn.Linear(hidden_size, intermediate_size, bias=False)
        self.down_proj = nn.Linear(intermediate_size, hidden_size, bias=False)
        self.act_fn = nn.SiLU()

    def forward(self, x):
        return self.down_proj(self.act_fn(self.gate_proj(x)) * self.up_proj(x))


class LlamaDecoderLayer(nn.Module):
    def __init__(self, config, layer_idx):
        super().__init__()
        self.hidden_size = config.hidden_size
        self.self_attn = Attention(
            config.hidden_size, config.num_attention_heads, config.num_key_value_heads, config.rope_theta
        )
        self.mlp = MLP(config.hidden_size, config.intermediate_size)
        self.input_layernorm = RMSNorm(config.hidden_size, eps=config.rms_norm_eps)
        self.post_attention_layernorm = RMSNorm(config.hidden_size, eps=config.rms_norm_eps)

    def forward(self, hidden_states, attention_mask=None):
        residual = hidden_states
        hidden_states = self.input_layernorm(hidden_states)
        hidden_states = self.self_attn(hidden_states, attention_mask)
        hidden_states = residual + hidden_states
        residual = hidden_states
        hidden_states = self.post_attention_layernorm(hidden_states)
        hidden_states = self.mlp(hidden_states)
        return residual + hidden_states


# %% named as in Meta's code, rotated in halves
class RMSNorm(torch.nn.Module):
    def __init__(self, dim: int, eps: float = 1e-6):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(dim))

    def _norm(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)

    def forward(self, x):
        output = self._norm(x.float()).type_as(x)
        return output * self.weight


def precompute_freqs_cis(dim: int, end: int, theta: float = 10000.0):
    freqs = 1.0 / (theta ** (torch.arange(0, dim, 2)[: (dim // 2)].float() / dim))
    freqs = torch.outer(torch.arange(end), freqs)
    return torch.polar(torch.ones_like(freqs), freqs)


def apply_rotary_emb(x, freqs_cis):
    # (B, L, heads, d): the halves are real and imaginary parts.
    x_ = torch.complex(*x.float().chunk(2, dim=-1))
    out = x_ * freqs_cis[None, :, None, :]
    return torch.cat([out.real, out.imag], dim=-1).type_as(x)


def repeat_kv(x: torch.Tensor, n_rep: int) -> torch.Tensor:
    bs, slen, n_kv_heads, head_dim = x.shape
    if n_rep == 1:
        return x
    return (
        x[:, :, :, None, :]
        .expand(bs, slen, n_kv_heads, n_rep, head_dim)
        .reshape(bs, slen, n_kv_heads * n_rep, head_dim)
    )


class Attention(nn.Module):
    def __init__(self, args):
        super().__init__()
        self.n_kv_heads = args.n_heads if args.n_kv_heads is None else args.n_kv_heads
        self.n_local_heads = args.n_heads
        self.n_rep = args.n_heads // self.n_kv_heads
        self.head_dim = args.dim // args.n_heads
        self.wq = nn.Linear(args.dim, args.n_heads * self.head_dim, bias=False)
        self.wk = nn.Linear(args.dim, self.n_kv_heads * self.head_dim, bias=False)
        self.wv = nn.Linear(args.dim, self.n_kv_heads * self.head_dim, bias=False)
        self.wo = nn.Linear(args.n_heads * self.head_dim, args.dim, bias=False)

    def forward(self, x, freqs_cis, mask):
        bsz, seqlen, _ = x.shape
        xq, xk, xv = self.wq(x), self.wk(x), self.wv(x)
        xq = xq.view(bsz, seqlen, self.n_local_heads, self.head_dim)
        xk = xk.view(bsz, seqlen, self.n_kv_heads, self.head_dim)
        xv = xv.view(bsz, seqlen, self.n_kv_heads, self.head_dim)
        xq, xk = apply_rotary_emb(xq, freqs_cis), apply_rotary_emb(xk, freqs_cis)
        keys, values = repeat_kv(xk, self.n_rep), repeat_kv(xv, self.n_rep)
        xq, keys, values = xq.transpose(1, 2), keys.transpose(1, 2), values.transpose(1, 2)
        scores = torch.matmul(xq, keys.transpose(2, 3)) / math.sqrt(self.head_dim)
        if mask is not None:
            scores = scores + mask
        scores = F.softmax(scores.float(), dim=-1).type_as(xq)
        output = torch.matmul(scores, values).transpose(1, 2).contiguous().view(bsz, seqlen, -1)
        return self.wo(output)


class FeedForward(nn.Module):
    def __init__(self, dim: int, hidden_dim: int):
        super().__init__()
        self.w1 = nn.Linear(dim, hidden_dim, bias=False)
        self.w2 = nn.Linear(hidden_dim, dim, bias=False)
        self.w3 = nn.Linear(dim, hidden_dim, bias=False)

    def forward(self, x):
        return self.w2(F.silu(self.w1(x)) * self.w3(x))


@dataclass
class ModelArgs:
    dim: int
    n_heads: int
    n_kv_heads: int
    hidden_dim: int
    rope_theta: float
    norm_eps: float


class TransformerBlock(nn.Module):
    def __init__(self, layer_id: int, args: ModelArgs):
        super().__init__()
        self.n_heads = args.n_heads
        self.dim = args.dim
        self.head_dim = args.dim // args.n_heads
        self.attention = Attention(args)
        self.feed_forward = FeedForward(dim=args.dim, hidden_dim=args.hidden_dim)
        self.layer_id = layer_id
        self.attention_norm = RMSNorm(args.dim, eps=args.norm_eps)
        self.ffn_norm = RMSNorm(args.dim, eps=args.norm_eps)
        self.rope_theta = args.rope_theta

    def forward(self, x):
        seqlen = x.shape[1]
        freqs_cis = precompute_freqs_cis(self.head_dim, seqlen, self.rope_theta)
        mask = None
        if seqlen > 1:
            mask = torch.full((seqlen, seqlen), float("-inf"))
            mask = torch.triu(mask, diagonal=1)
        h = x + self.attention(self.attention_norm(x), freqs_cis, mask)
        return h + self.feed_forward(self.ffn_norm(h))


class LlamaBlock(TransformerBlock):
    def __init__(self, d_model, num_heads, num_kv_heads, d_ff, base, eps):
        super().__init__(0, ModelArgs(d_model, num_heads, num_kv_heads, d_ff, base, eps))


# %% one fused projection for q, k, v and one for gate and up
class LlamaBlock(nn.Module):
    def __init__(self, dim, n_heads, n_kv_heads, hidden_dim, rope_theta=10000.0, norm_eps=1e-5):
        super().__init__()
        self.h, self.g, self.d = n_heads, n_kv_heads, dim // n_heads
        self.theta = rope_theta
        self.norm_attn = nn.RMSNorm(dim, eps=norm_eps)
        self.wqkv = nn.Linear(dim, (n_heads + 2 * n_kv_heads) * self.d, bias=False)
        self.wo = nn.Linear(dim, dim, bias=False)
        self.norm_mlp = nn.RMSNorm(dim, eps=norm_eps)
        self.gate_up_proj = nn.Linear(dim, 2 * hidden_dim, bias=False)
        self.down_proj = nn.Linear(hidden_dim, dim, bias=False)

    def rope(self, x):
        half = self.d // 2
        t = torch.arange(x.shape[1], dtype=torch.float64)
        angles = t[:, None] / self.theta ** (torch.arange(half, dtype=torch.float64) / half)
        cos, sin = angles.cos()[:, None].float(), angles.sin()[:, None].float()  # (L, 1, d/2)
        out = torch.empty_like(x)
        out[..., :half] = x[..., :half] * cos - x[..., half:] * sin
        out[..., half:] = x[..., half:] * cos + x[..., :half] * sin
        return out

    def forward(self, x):
        B, L, D = x.shape
        sizes = [D, self.g * self.d, self.g * self.d]
        q, k, v = self.wqkv(self.norm_attn(x)).split(sizes, dim=-1)
        q = self.rope(q.view(B, L, self.h, self.d)).reshape(B, L, self.g, self.h // self.g, self.d)
        k = self.rope(k.view(B, L, self.g, self.d))
        v = v.view(B, L, self.g, self.d)
        scores = torch.einsum("blgrd,bsgd->bgrls", q, k) / self.d**0.5
        keep = torch.tril(torch.ones(L, L)).bool()
        weights = torch.where(keep, scores, torch.tensor(float("-inf"))).softmax(-1)
        attended = torch.einsum("bgrls,bsgd->blgrd", weights, v).reshape(B, L, D)
        x = x + self.wo(attended)
        gate, up = self.gate_up_proj(self.norm_mlp(x)).chunk(2, dim=-1)
        return x + self.down_proj(gate * torch.sigmoid(gate) * up)


# %% a function with the weights as given, in place
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    B, L, D = x.shape
    d = D // num_heads
    n = F.rms_norm(x, (D,), params["gamma1"], eps)
    q = F.linear(n, params["wq"]).view(B, L, num_heads, d).transpose(1, 2)
    k = F.linear(n, params["wk"]).view(B, L, num_kv_heads, d).transpose(1, 2)
    v = F.linear(n, params["wv"]).view(B, L, num_kv_heads, d).transpose(1, 2)
    angle = torch.arange(L).unsqueeze(1) * torch.pow(base, -torch.arange(0, d, 2) / d)
    cos, sin = torch.cos(angle).repeat(1, 2), torch.sin(angle).repeat(1, 2)
    sign = torch.ones(d)
    sign[: d // 2] = -1
    q, k = (z * cos + z.roll(d // 2, dims=-1) * sign * sin for z in (q, k))
    out = torch.empty(B, num_heads, L, d)
    mask = torch.triu(torch.ones(L, L, dtype=torch.bool), 1)
    for h in range(num_heads):
        g = h // (num_heads // num_kv_heads)
        s = q[:, h] @ k[:, g].transpose(1, 2)
        s /= math.sqrt(d)
        s.masked_fill_(mask, -1e9)
        s = torch.exp(s - s.amax(-1, keepdim=True))
        s = s / s.sum(-1, keepdim=True)
        out[:, h] = s @ v[:, g]
    h = x + out.transpose(1, 2).reshape(B, L, D) @ params["wo"].T
    n = F.rms_norm(h, (D,), params["gamma2"], eps)
    return h + F.linear(F.silu(F.linear(n, params["w_gate"])) * F.linear(n, params["w_up"]), params["w_down"])


# %% plain parameters, the second norm defined first
class LlamaBlock(nn.Module):
    def __init__(self, d_model, num_heads, num_kv_heads, d_ff, base, eps):
        super().__init__()
        d = d_model // num_heads
        self.num_heads, self.num_kv_heads, self.base, self.eps = num_heads, num_kv_heads, base, eps
        self.post_attention_norm = nn.Parameter(torch.ones(d_model))
        self.pre_attention_norm = nn.Parameter(torch.ones(d_model))
        self.Wq = nn.Parameter(torch.randn(num_heads * d, d_model))
        self.Wk = nn.Parameter(torch.randn(num_kv_heads * d, d_model))
        self.Wv = nn.Parameter(torch.randn(num_kv_heads * d, d_model))
        self.Wo = nn.Parameter(torch.randn(d_model, d_model))
        self.W_gate = nn.Parameter(torch.randn(d_ff, d_model))
        self.W_up = nn.Parameter(torch.randn(d_ff, d_model))
        self.W_down = nn.Parameter(torch.randn(d_model, d_ff))

    def norm(self, x, weight):
        return x / (x.square().mean(-1, keepdim=True) + self.eps).sqrt() * weight

    def forward(self, x):
        B, L, D = x.shape
        d = D // self.num_heads
        n = self.norm(x, self.pre_attention_norm)
        q = (n @ self.Wq.T).reshape(B, L, self.num_heads, d).permute(0, 2, 1, 3)
        k = (n @ self.Wk.T).reshape(B, L, self.num_kv_heads, d).permute(0, 2, 1, 3)
        v = (n @ self.Wv.T).reshape(B, L, self.num_kv_heads, d).permute(0, 2, 1, 3)
        freq = torch.exp(torch.arange(0, d, 2) * (-math.log(self.base) / d))
        theta = torch.einsum("i,j->ij", torch.arange(L).float(), freq)

        def turn(z):
            a, b = z[..., : d // 2], z[..., d // 2 :]
            return torch.cat([a * theta.cos() - b * theta.sin(), a * theta.sin() + b * theta.cos()], -1)

        k = turn(k).repeat_interleave(self.num_heads // self.num_kv_heads, 1)
        v = v.repeat_interleave(self.num_heads // self.num_kv_heads, 1)
        s = turn(q) @ k.mT / math.sqrt(d)
        s = s + torch.triu(torch.full((L, L), -torch.inf), 1)
        x = x + (F.softmax(s, -1) @ v).permute(0, 2, 1, 3).reshape(B, L, D) @ self.Wo.T
        n = self.norm(x, self.post_attention_norm)
        return x + (F.silu(n @ self.W_gate.T) * (n @ self.W_up.T)) @ self.W_down.T


# %% float64, one token after another
class LlamaBlock(nn.Module):
    def __init__(self, d_model, num_heads, num_kv_heads, d_ff, base, eps):
        super().__init__()
        self.n, self.g, self.d, self.base = num_heads, num_kv_heads, d_model // num_heads, base
        self.ln_1 = nn.RMSNorm(d_model, eps)
        self.ln_2 = nn.RMSNorm(d_model, eps)
        self.query = nn.Linear(d_model, d_model, bias=False)
        self.kv = nn.Linear(d_model, 2 * num_kv_heads * self.d, bias=False)
        self.proj = nn.Linear(d_model, d_model, bias=False)
        self.ffn = nn.ModuleDict(
            {
                "w1": nn.Linear(d_model, d_ff, bias=False),
                "w3": nn.Linear(d_model, d_ff, bias=False),
                "w2": nn.Linear(d_ff, d_model, bias=False),
            }
        )

    def rotated(self, vectors, position):
        """(B, heads, d) at one position."""
        i = torch.arange(self.d // 2, dtype=torch.float64)
        angle = position * self.base ** (-2 * i / self.d)
        first, second = vectors.double().tensor_split(2, dim=-1)
        return torch.cat((first * angle.cos() - second * angle.sin(), second * angle.cos() + first * angle.sin()), -1)

    def forward(self, x):
        keys, values, rows = [], [], []
        for position in range(x.shape[1]):
            token = x[:, position]
            n = self.ln_1(token)
            k, v = self.kv(n).chunk(2, -1)
            keys.append(self.rotated(k.unflatten(-1, (self.g, self.d)), position))
            values.append(v.unflatten(-1, (self.g, self.d)).double())
            q = self.rotated(self.query(n).unflatten(-1, (self.n, self.d)), position)
            q = q.unflatten(1, (self.g, -1))  # (B, G, H / G, d)
            scores = q @ torch.stack(keys, -1) / self.d**0.5  # (B, G, H / G, position + 1)
            attended = scores.softmax(-1) @ torch.stack(values, 2)
            h = token + self.proj(attended.flatten(1).float())
            n = self.ln_2(h)
            rows.append(h + self.ffn["w2"](F.silu(self.ffn["w1"](n)) * self.ffn["w3"](n)))
        return torch.stack(rows, 1)
