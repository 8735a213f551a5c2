import math

import torch
import torch.nn.functional as F
from torch import nn


class RMSNorm(nn.Module):
    def __init__(self, dim, eps):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(dim))

    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)


class Base(nn.Module):
    Norm = RMSNorm

    def __init__(self, d_model, num_heads, num_kv_heads, d_ff, base, eps):
        super().__init__()
        self.num_heads, self.num_kv_heads, self.base = num_heads, num_kv_heads, base
        self.d_model, self.head_dim = d_model, d_model // num_heads
        self.n_rep = num_heads // num_kv_heads
        kv_dim = num_kv_heads * self.head_dim
        self.input_layernorm = self.Norm(d_model, eps)
        self.q_proj = nn.Linear(d_model, d_model, bias=False)
        self.k_proj = nn.Linear(d_model, kv_dim, bias=False)
        self.v_proj = nn.Linear(d_model, kv_dim, bias=False)
        self.o_proj = nn.Linear(d_model, d_model, bias=False)
        self.post_attention_layernorm = self.Norm(d_model, eps)
        self.gate_proj = nn.Linear(d_model, d_ff, bias=False)
        self.up_proj = nn.Linear(d_model, d_ff, bias=False)
        self.down_proj = nn.Linear(d_ff, d_model, bias=False)

    def norm1(self, x):
        return self.input_layernorm(x)

    def norm2(self, x):
        return self.post_attention_layernorm(x)

    def split(self, x, n):
        return x.view(x.shape[0], x.shape[1], n, self.head_dim).transpose(1, 2)

    def merge(self, x):
        return x.transpose(1, 2).reshape(x.shape[0], x.shape[2], -1)

    def angles(self, L):
        freqs = 1.0 / self.base ** (torch.arange(0, self.head_dim, 2) / self.head_dim)
        return torch.outer(torch.arange(L).float(), freqs)

    def rope(self, x):
        a = self.angles(x.shape[-2])
        x1, x2 = x.chunk(2, dim=-1)
        return torch.cat([x1 * a.cos() - x2 * a.sin(), x2 * a.cos() + x1 * a.sin()], dim=-1)

    def repeat(self, x):
        return x.repeat_interleave(self.n_rep, dim=1)

    def scale(self, scores):
        return scores / math.sqrt(self.head_dim)

    def mask(self, scores):
        L = scores.shape[-1]
        return scores.masked_fill(torch.triu(torch.ones(L, L, dtype=torch.bool), 1), float("-inf"))

    def weigh(self, scores):
        return F.softmax(self.mask(self.scale(scores)), dim=-1)

    def attend(self, q, k, v):
        return self.weigh(q @ k.transpose(-2, -1)) @ v

    def attention(self, x):
        q = self.rope(self.split(self.q_proj(x), self.num_heads))
        k = self.rope(self.split(self.k_proj(x), self.num_kv_heads))
        v = self.split(self.v_proj(x), self.num_kv_heads)
        return self.o_proj(self.merge(self.attend(q, self.repeat(k), self.repeat(v))))

    def feed(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.feed(self.norm2(x))


# %% post-norm: as in the first Transformer
class LlamaBlock(Base):
    def forward(self, x):
        x = self.norm1(x + self.attention(x))
        return self.norm2(x + self.feed(x))


# %% post-norm: after the feed-forward network only
class LlamaBlock(Base):
    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return self.norm2(x + self.feed(x))


# %% norm-before-residual: the sublayer's output
class LlamaBlock(Base):
    def forward(self, x):
        x = x + self.norm1(self.attention(x))
        return x + self.norm2(self.feed(x))


# %% residual-from-normalised: x overwritten
class LlamaBlock(Base):
    def forward(self, x):
        x = self.norm1(x)
        x = x + self.attention(x)
        x = self.norm2(x)
        return x + self.feed(x)


# %% residual-from-normalised: residual taken too late
class LlamaBlock(Base):
    def forward(self, x):
        x = self.norm1(x)
        residual = x
        x = residual + self.attention(x)
        residual = x
        return residual + self.feed(self.norm2(x))


# %% residual-from-normalised: only the second
class LlamaBlock(Base):
    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        x = self.norm2(x)
        return x + self.feed(x)


# %% residual-from-input: residual never set again
class LlamaBlock(Base):
    def forward(self, x):
        residual = x
        x = residual + self.attention(self.norm1(x))
        return residual + self.feed(self.norm2(x))


# %% missing-residual: around the attention
class LlamaBlock(Base):
    def forward(self, x):
        x = self.attention(self.norm1(x))
        return x + self.feed(self.norm2(x))


# %% missing-residual: around the feed-forward network
class LlamaBlock(Base):
    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return self.feed(self.norm2(x))


# %% missing-residual: both
class LlamaBlock(Base):
    def forward(self, x):
        return self.feed(self.norm2(self.attention(self.norm1(x))))


# %% single-norm: the first is missing
class LlamaBlock(Base):
    def forward(self, x):
        x = x + self.attention(x)
        return x + self.feed(self.norm2(x))


# %% single-norm: the second is missing
class LlamaBlock(Base):
    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.feed(x)


# %% norm-added: at the end
class LlamaBlock(Base):
    def forward(self, x):
        return self.norm2(super().forward(x))


# %% norm-parameters-shared: the first for both
class LlamaBlock(Base):
    def norm2(self, x):
        return self.input_layernorm(x)


# %% norm-parameters-shared: exchanged
class LlamaBlock(Base):
    def norm1(self, x):
        return self.post_attention_layernorm(x)

    def norm2(self, x):
        return self.input_layernorm(x)


# %% parallel-sublayers: as GPT-J
class LlamaBlock(Base):
    def forward(self, x):
        n = self.norm1(x)
        return x + self.attention(n) + self.feed(n)


# %% parallel-sublayers: each with its norm
class LlamaBlock(Base):
    def forward(self, x):
        return x + self.attention(self.norm1(x)) + self.feed(self.norm2(x))


# %% feed-forward-first: norms by order
class LlamaBlock(Base):
    def forward(self, x):
        x = x + self.feed(self.norm1(x))
        return x + self.attention(self.norm2(x))


# %% missing-feed-forward: attention only
class LlamaBlock(Base):
    def forward(self, x):
        return x + self.attention(self.norm1(x))


# %% rope-before-split: over D
class LlamaBlock(Base):
    def rope(self, x):
        half = x.shape[-1] // 2
        freqs = 1.0 / self.base ** (torch.arange(0, x.shape[-1], 2) / x.shape[-1])
        a = torch.outer(torch.arange(x.shape[1]).float(), freqs)
        x1, x2 = x[..., :half], x[..., half:]
        return torch.cat([x1 * a.cos() - x2 * a.sin(), x2 * a.cos() + x1 * a.sin()], dim=-1)

    def attention(self, x):
        q = self.split(self.rope(self.q_proj(x)), self.num_heads)
        k = self.split(self.rope(self.k_proj(x)), self.num_kv_heads)
        v = self.split(self.v_proj(x), self.num_kv_heads)
        return self.o_proj(self.merge(self.attend(q, self.repeat(k), self.repeat(v))))


# %% rope-before-projection: of the tokens
class LlamaBlock(Base):
    def turn(self, x):
        half = x.shape[-1] // 2
        freqs = 1.0 / self.base ** (torch.arange(0, x.shape[-1], 2) / x.shape[-1])
        a = torch.outer(torch.arange(x.shape[1]).float(), freqs)
        x1, x2 = x[..., :half], x[..., half:]
        return torch.cat([x1 * a.cos() - x2 * a.sin(), x2 * a.cos() + x1 * a.sin()], dim=-1)

    def attention(self, x):
        turned = self.turn(x)
        q = self.split(self.q_proj(turned), self.num_heads)
        k = self.split(self.k_proj(turned), self.num_kv_heads)
        v = self.split(self.v_proj(x), self.num_kv_heads)
        return self.o_proj(self.merge(self.attend(q, self.repeat(k), self.repeat(v))))


# %% values-rotated: all three
class LlamaBlock(Base):
    def attention(self, x):
        q, k, v = (
            self.rope(self.split(f(x), n))
            for f, n in (
                (self.q_proj, self.num_heads),
                (self.k_proj, self.num_kv_heads),
                (self.v_proj, self.num_kv_heads),
            )
        )
        return self.o_proj(self.merge(self.attend(q, self.repeat(k), self.repeat(v))))


# %% keys-not-rotated: queries only
class LlamaBlock(Base):
    def attention(self, x):
        q = self.rope(self.split(self.q_proj(x), self.num_heads))
        k = self.split(self.k_proj(x), self.num_kv_heads)
        v = self.split(self.v_proj(x), self.num_kv_heads)
        return self.o_proj(self.merge(self.attend(q, self.repeat(k), self.repeat(v))))


# %% queries-not-rotated: keys only
class LlamaBlock(Base):
    def attention(self, x):
        q = self.split(self.q_proj(x), self.num_heads)
        k = self.rope(self.split(self.k_proj(x), self.num_kv_heads))
        v = self.split(self.v_proj(x), self.num_kv_heads)
        return self.o_proj(self.merge(self.attend(q, self.repeat(k), self.repeat(v))))


# %% not-rotated: result thrown away
class LlamaBlock(Base):
    def attention(self, x):
        q = self.split(self.q_proj(x), self.num_heads)
        k = self.split(self.k_proj(x), self.num_kv_heads)
        self.rope(q), self.rope(k)
        v = self.split(self.v_proj(x), self.num_kv_heads)
        return self.o_proj(self.merge(self.attend(q, self.repeat(k), self.repeat(v))))


# %% rotated-by-head: before the transposition
class LlamaBlock(Base):
    def attention(self, x):
        B, L, D = x.shape
        q = self.rope(self.q_proj(x).view(B, L, self.num_heads, self.head_dim)).transpose(1, 2)
        k = self.rope(self.k_proj(x).view(B, L, self.num_kv_heads, self.head_dim)).transpose(1, 2)
        v = self.split(self.v_proj(x), self.num_kv_heads)
        return self.o_proj(self.merge(self.attend(q, self.repeat(k), self.repeat(v))))


# %% pairs-are-neighbours: complex, as in Meta's code
class LlamaBlock(Base):
    def rope(self, x):
        a = self.angles(x.shape[-2])
        z = torch.view_as_complex(x.float().reshape(*x.shape[:-1], -1, 2)) * torch.polar(torch.ones_like(a), a)
        return torch.view_as_real(z).flatten(-2)


# %% pairs-are-neighbours: even and odd features
class LlamaBlock(Base):
    def rope(self, x):
        a = self.angles(x.shape[-2])
        x1, x2 = x[..., ::2], x[..., 1::2]
        return torch.stack([x1 * a.cos() - x2 * a.sin(), x2 * a.cos() + x1 * a.sin()], dim=-1).flatten(-2)


# %% pairs-are-neighbours: angles repeated for neighbours
class LlamaBlock(Base):
    def rope(self, x):
        a = self.angles(x.shape[-2]).repeat_interleave(2, dim=-1)
        x1, x2 = x.chunk(2, dim=-1)
        return x * a.cos() + torch.cat([-x2, x1], dim=-1) * a.sin()


# %% rotated-backwards: the minus in the other half
class LlamaBlock(Base):
    def rope(self, x):
        a = self.angles(x.shape[-2]).repeat(1, 2)
        x1, x2 = x.chunk(2, dim=-1)
        return x * a.cos() + torch.cat([x2, -x1], dim=-1) * a.sin()


# %% minus-missing: swapped halves
class LlamaBlock(Base):
    def rope(self, x):
        a = self.angles(x.shape[-2]).repeat(1, 2)
        x1, x2 = x.chunk(2, dim=-1)
        return x * a.cos() + torch.cat([x2, x1], dim=-1) * a.sin()


# %% halves-not-exchanged: x itself
class LlamaBlock(Base):
    def rope(self, x):
        a = self.angles(x.shape[-2]).repeat(1, 2)
        x1, x2 = x.chunk(2, dim=-1)
        return x * a.cos() + torch.cat([-x1, x2], dim=-1) * a.sin()


# %% exponent-of-feature: i / d
class LlamaBlock(Base):
    def angles(self, L):
        freqs = 1.0 / self.base ** (torch.arange(self.head_dim // 2) / self.head_dim)
        return torch.outer(torch.arange(L).float(), freqs)


# %% exponent-of-feature: of the model's width
class LlamaBlock(Base):
    def angles(self, L):
        freqs = 1.0 / self.base ** (2 * torch.arange(0, self.head_dim, 2) / self.head_dim)
        return torch.outer(torch.arange(L).float(), freqs)


# %% frequency-inverted: not divided
class LlamaBlock(Base):
    def angles(self, L):
        freqs = self.base ** (torch.arange(0, self.head_dim, 2) / self.head_dim)
        return torch.outer(torch.arange(L).float(), freqs)


# %% base-ignored: 10000
class LlamaBlock(Base):
    def angles(self, L):
        freqs = 10000.0 ** (-torch.arange(0, self.head_dim, 2) / self.head_dim)
        return torch.outer(torch.arange(L).float(), freqs)


# %% overwritten-before-use: in a copy
class LlamaBlock(Base):
    def rope(self, x):
        a = self.angles(x.shape[-2])
        half = self.head_dim // 2
        out = x.clone()
        first, second = out[..., :half], out[..., half:]
        new = first * a.cos() - second * a.sin()
        again = second * a.cos() + new * a.sin()
        return torch.cat([new, again], dim=-1)


# %% added-not-rotated: sinusoids
class LlamaBlock(Base):
    def rope(self, x):
        a = self.angles(x.shape[-2])
        return x + torch.cat([a.sin(), a.cos()], dim=-1)


# %% mask-off-by-one: the token itself is hidden
class LlamaBlock(Base):
    def mask(self, scores):
        L = scores.shape[-1]
        return scores.masked_fill(torch.triu(torch.ones(L, L)) == 1, float("-inf"))


# %% mask-off-by-one: one too many
class LlamaBlock(Base):
    def mask(self, scores):
        L = scores.shape[-1]
        return scores.masked_fill(torch.tril(torch.ones(L, L), diagonal=1) == 0, float("-inf"))


# %% mask-off-by-one: triu without its diagonal, added
class LlamaBlock(Base):
    def mask(self, scores):
        L = scores.shape[-1]
        return scores + torch.triu(torch.full((L, L), float("-inf")))


# %% mask-looks-ahead: triu kept
class LlamaBlock(Base):
    def mask(self, scores):
        L = scores.shape[-1]
        return scores.masked_fill(torch.triu(torch.ones(L, L)) == 0, float("-inf"))


# %% mask-inverted: the past is filled
class LlamaBlock(Base):
    def mask(self, scores):
        L = scores.shape[-1]
        return scores.masked_fill(torch.tril(torch.ones(L, L)).bool(), float("-inf"))


# %% mask-ignored: none
class LlamaBlock(Base):
    def mask(self, scores):
        return scores


# %% mask-after-softmax: multiplied
class LlamaBlock(Base):
    def weigh(self, scores):
        return torch.tril(F.softmax(self.scale(scores), dim=-1))


# %% mask-as-factor: tril of the scores
class LlamaBlock(Base):
    def mask(self, scores):
        return torch.tril(scores)


# %% mask-added: ones
class LlamaBlock(Base):
    def mask(self, scores):
        L = scores.shape[-1]
        return scores + torch.tril(torch.ones(L, L))


# %% mask-times-infinity: zeros times it
class LlamaBlock(Base):
    def mask(self, scores):
        L = scores.shape[-1]
        return scores + torch.triu(torch.ones(L, L), 1) * float("-inf")


# %% mask-value-too-high: -1e4 in place
class LlamaBlock(Base):
    def mask(self, scores):
        L = scores.shape[-1]
        return scores.masked_fill(torch.tril(torch.ones(L, L)) == 0, -1e4)


# %% mask-value-too-high: -1000 added
class LlamaBlock(Base):
    def mask(self, scores):
        L = scores.shape[-1]
        return scores + torch.triu(torch.full((L, L), -1000.0), 1)


# %% maximum-of-hidden: before the mask
class LlamaBlock(Base):
    def weigh(self, scores):
        scores = self.scale(scores)
        scores = self.mask(scores - scores.max(dim=-1, keepdim=True).values)
        powers = scores.exp()
        return powers / powers.sum(-1, keepdim=True)


# %% scale-by-model-dimension: root of D
class LlamaBlock(Base):
    def scale(self, scores):
        return scores / math.sqrt(self.d_model)


# %% scale-by-other-size: root of the number of heads
class LlamaBlock(Base):
    def scale(self, scores):
        return scores / math.sqrt(self.num_heads)


# %% scale-by-dimension: d
class LlamaBlock(Base):
    def scale(self, scores):
        return scores / self.head_dim


# %% multiplied-by-root: times
class LlamaBlock(Base):
    def scale(self, scores):
        return scores * self.head_dim**0.5


# %% missing-scale: none
class LlamaBlock(Base):
    def scale(self, scores):
        return scores


# %% scaled-after-softmax: weights
class LlamaBlock(Base):
    def weigh(self, scores):
        return F.softmax(self.mask(scores), dim=-1) / math.sqrt(self.head_dim)


# %% heads-reshaped-not-transposed: view (B, H, L, d)
class LlamaBlock(Base):
    def split(self, x, n):
        return x.view(x.shape[0], n, x.shape[1], self.head_dim)


# %% heads-reshaped-not-transposed: on the way back
class LlamaBlock(Base):
    def merge(self, x):
        return x.reshape(x.shape[0], x.shape[2], -1)


# %% heads-interleaved: (d, heads)
class LlamaBlock(Base):
    def split(self, x, n):
        return x.view(x.shape[0], x.shape[1], self.head_dim, n).permute(0, 3, 1, 2)


# %% queries-and-keys-swapped: k q
class LlamaBlock(Base):
    def attend(self, q, k, v):
        return self.weigh(k @ q.transpose(-2, -1)) @ v


# %% values-from-keys: rotated keys
class LlamaBlock(Base):
    def attend(self, q, k, v):
        return self.weigh(q @ k.transpose(-2, -1)) @ k


# %% values-from-keys: the wrong layer
class LlamaBlock(Base):
    def attention(self, x):
        q = self.rope(self.split(self.q_proj(x), self.num_heads))
        k = self.rope(self.split(self.k_proj(x), self.num_kv_heads))
        v = self.split(self.k_proj(x), self.num_kv_heads)
        return self.o_proj(self.merge(self.attend(q, self.repeat(k), self.repeat(v))))


# %% missing-output-projection: merged heads
class LlamaBlock(Base):
    def attention(self, x):
        q = self.rope(self.split(self.q_proj(x), self.num_heads))
        k = self.rope(self.split(self.k_proj(x), self.num_kv_heads))
        v = self.split(self.v_proj(x), self.num_kv_heads)
        return self.merge(self.attend(q, self.repeat(k), self.repeat(v)))


# %% weights-not-transposed: queries and output
class LlamaBlock(Base):
    def attention(self, x):
        q = self.rope(self.split(x @ self.q_proj.weight, self.num_heads))
        k = self.rope(self.split(self.k_proj(x), self.num_kv_heads))
        v = self.split(self.v_proj(x), self.num_kv_heads)
        return self.merge(self.attend(q, self.repeat(k), self.repeat(v))) @ self.o_proj.weight


# %% weights-not-transposed: everywhere
def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    B, L, D = x.shape
    d = D // num_heads
    n = F.rms_norm(x, (D,), params["gamma1"], eps)
    q = (n @ params["wq"]).view(B, L, num_heads, d).transpose(1, 2)
    k = (n @ params["wk"]).view(B, L, num_kv_heads, d).transpose(1, 2)
    v = (n @ params["wv"]).view(B, L, num_kv_heads, d).transpose(1, 2)
    a = torch.outer(torch.arange(L).float(), base ** (-torch.arange(0, d, 2) / d))

    def rope(x):
        x1, x2 = x.chunk(2, dim=-1)
        return torch.cat([x1 * a.cos() - x2 * a.sin(), x2 * a.cos() + x1 * a.sin()], dim=-1)

    k = rope(k).repeat_interleave(num_heads // num_kv_heads, dim=1)
    v = v.repeat_interleave(num_heads // num_kv_heads, dim=1)
    scores = rope(q) @ k.mT / math.sqrt(d)
    scores = scores.masked_fill(torch.triu(torch.ones(L, L), 1) == 1, -math.inf)
    x = x + (scores.softmax(-1) @ v).transpose(1, 2).reshape(B, L, D) @ params["wo"]
    n = F.rms_norm(x, (D,), params["gamma2"], eps)
    return x + (F.silu(n @ params["w_gate"]) * (n @ params["w_up"])) @ params["w_down"]


# %% missing-affine: no gain
class Norm(RMSNorm):
    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% missing-keepdims: of the mean square
class Norm(RMSNorm):
    def forward(self, x):
        return self.weight * x / torch.sqrt(x.pow(2).mean(-1) + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% missing-keepdims: of the sum
class LlamaBlock(Base):
    def weigh(self, scores):
        scores = self.mask(self.scale(scores))
        powers = torch.exp(scores - scores.amax(-1, keepdim=True))
        return powers / powers.sum(-1)


# %% activation-on-output: relu
class LlamaBlock(Base):
    def forward(self, x):
        return torch.relu(super().forward(x))


# %% first-entry-only: x[0]
class LlamaBlock(Base):
    def forward(self, x):
        return super().forward(x[:1])


# %% gate-and-up-exchanged: silu of up
class LlamaBlock(Base):
    def feed(self, x):
        return self.down_proj(self.gate_proj(x) * F.silu(self.up_proj(x)))


# %% sigmoid-for-silu: GLU
class LlamaBlock(Base):
    def feed(self, x):
        return self.down_proj(torch.sigmoid(self.gate_proj(x)) * self.up_proj(x))


# %% gelu-for-silu: GEGLU
class LlamaBlock(Base):
    def feed(self, x):
        return self.down_proj(F.gelu(self.gate_proj(x)) * self.up_proj(x))


# %% other-activation: ReGLU
class LlamaBlock(Base):
    def feed(self, x):
        return self.down_proj(F.relu(self.gate_proj(x)) * self.up_proj(x))


# %% sign-in-exponential: plus
class LlamaBlock(Base):
    def feed(self, x):
        gate = self.gate_proj(x)
        return self.down_proj(gate / (1 + torch.exp(gate)) * self.up_proj(x))


# %% missing-activation: bilinear
class LlamaBlock(Base):
    def feed(self, x):
        return self.down_proj(self.gate_proj(x) * self.up_proj(x))


# %% added-not-multiplied: sum
class LlamaBlock(Base):
    def feed(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) + self.up_proj(x))


# %% activation-after-product: silu last
class LlamaBlock(Base):
    def feed(self, x):
        return self.down_proj(F.silu(self.gate_proj(x) * self.up_proj(x)))


# %% both-activated: twice
class LlamaBlock(Base):
    def feed(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * F.silu(self.up_proj(x)))


# %% branch-missing: no up
class LlamaBlock(Base):
    def feed(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)))


# %% missing-down-projection: hidden features
class LlamaBlock(Base):
    def feed(self, x):
        return F.silu(self.gate_proj(x)) * self.up_proj(x)


# %% mean-subtracted: layer normalisation
class Norm(RMSNorm):
    def forward(self, x):
        x = x - x.mean(-1, keepdim=True)
        return self.weight * x / torch.sqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% mean-subtracted: nn.LayerNorm
class Norm(nn.LayerNorm):
    def __init__(self, dim, eps):
        super().__init__(dim, eps=eps, bias=False)


class LlamaBlock(Base):
    Norm = Norm


# %% sum-instead-of-mean: sum
class Norm(RMSNorm):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).sum(-1, keepdim=True) + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% epsilon-outside-root: added to the root
class Norm(RMSNorm):
    def forward(self, x):
        return self.weight * x / (x.pow(2).mean(-1, keepdim=True).sqrt() + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% epsilon-ignored: fixed
class Norm(RMSNorm):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6)


class LlamaBlock(Base):
    Norm = Norm


# %% epsilon-ignored: nn.RMSNorm without it
class Norm(nn.RMSNorm):
    def __init__(self, dim, eps):
        super().__init__(dim)


class LlamaBlock(Base):
    Norm = Norm


# %% divided-by-variance: no root
class Norm(RMSNorm):
    def forward(self, x):
        return self.weight * x / (x.pow(2).mean(-1, keepdim=True) + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% root-before-mean: absolute values
class Norm(RMSNorm):
    def forward(self, x):
        return self.weight * x / (x.abs().mean(-1, keepdim=True) + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% mean-squared: squared too late
class Norm(RMSNorm):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.mean(-1, keepdim=True).pow(2) + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% multiplied-not-divided: sqrt for rsqrt
class Norm(RMSNorm):
    def forward(self, x):
        return self.weight * x * torch.sqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% gain-plus-one: Gemma's
class Norm(RMSNorm):
    def forward(self, x):
        return (1 + self.weight) * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% gain-added: plus
class Norm(RMSNorm):
    def forward(self, x):
        return self.weight + x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% normalized-over-everything: no axis
class Norm(RMSNorm):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean() + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% normalized-over-batch: axis 0
class Norm(RMSNorm):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(0, keepdim=True) + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% normalized-over-batch: axis 1
class Norm(RMSNorm):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(dim=1, keepdim=True) + self.eps)


class LlamaBlock(Base):
    Norm = Norm


# %% groups-tiled-not-repeated: repeat
class LlamaBlock(Base):
    def repeat(self, x):
        return x.repeat(1, self.n_rep, 1, 1)


# %% groups-tiled-not-repeated: expand in front
class LlamaBlock(Base):
    def repeat(self, x):
        B, G, L, d = x.shape
        return x[:, None].expand(B, self.n_rep, G, L, d).reshape(B, G * self.n_rep, L, d)


# %% groups-tiled-not-repeated: torch.cat
class LlamaBlock(Base):
    def repeat(self, x):
        return torch.cat([x] * self.n_rep, dim=1)


# %% repeated-along-sequence: axis 2 and a view
class LlamaBlock(Base):
    def repeat(self, x):
        B, G, L, d = x.shape
        return x.repeat_interleave(self.n_rep, dim=2).view(B, self.num_heads, L, d)


# %% group-count-as-size: h // G
class LlamaBlock(Base):
    def repeat(self, x):
        return x[:, torch.arange(self.num_heads) // self.num_kv_heads]


# %% queries-averaged: one query for each group
class LlamaBlock(Base):
    def attention(self, x):
        q = self.rope(self.split(self.q_proj(x), self.num_heads))
        k = self.rope(self.split(self.k_proj(x), self.num_kv_heads))
        v = self.split(self.v_proj(x), self.num_kv_heads)
        q = q.unflatten(1, (self.num_kv_heads, self.n_rep)).mean(2)
        return self.o_proj(self.merge(self.attend(self.repeat(q), self.repeat(k), self.repeat(v))))


# %% weights-shared: those of the first
class LlamaBlock(Base):
    def attend(self, q, k, v):
        out = super().attend(q, k, v)
        return out[:, :: self.n_rep].repeat_interleave(self.n_rep, dim=1)


# %% groups-not-repeated: as they are
class LlamaBlock(Base):
    def repeat(self, x):
        return x


# %% groups-not-repeated: a loop over the key heads
class LlamaBlock(Base):
    def attention(self, x):
        q = self.rope(self.split(self.q_proj(x), self.num_heads))
        k = self.rope(self.split(self.k_proj(x), self.num_kv_heads))
        v = self.split(self.v_proj(x), self.num_kv_heads)
        heads = [self.attend(q[:, h], k[:, h], v[:, h]) for h in range(self.num_kv_heads)]
        return self.o_proj(torch.cat(heads, dim=-1))


# %% softmax-over-heads: dim 1
class LlamaBlock(Base):
    def weigh(self, scores):
        return F.softmax(self.mask(self.scale(scores)), dim=1)


# %% softmax-over-batch: dim 0
class LlamaBlock(Base):
    def weigh(self, scores):
        return F.softmax(self.mask(self.scale(scores)), dim=0)


# %% softmax-over-queries: dim -2
class LlamaBlock(Base):
    def weigh(self, scores):
        return F.softmax(self.mask(self.scale(scores)), dim=-2)


# %% softmax-over-everything: flattened
class LlamaBlock(Base):
    def weigh(self, scores):
        scores = self.mask(self.scale(scores))
        return F.softmax(scores.flatten(-2), dim=-1).view_as(scores)


# %% keys-not-transposed: q @ k
class LlamaBlock(Base):
    def attend(self, q, k, v):
        return self.weigh(q @ k) @ v


# %% hard-max: argmax
class LlamaBlock(Base):
    def weigh(self, scores):
        scores = self.mask(self.scale(scores))
        return F.one_hot(scores.argmax(-1), scores.shape[-1]).to(scores.dtype) + 0 * F.softmax(scores, -1)


# %% not-normalized: exponentials
class LlamaBlock(Base):
    def weigh(self, scores):
        scores = self.mask(self.scale(scores))
        return torch.exp(scores - scores.amax(-1, keepdim=True))


# %% no-softmax: raw scores, hidden by zeros
class LlamaBlock(Base):
    def weigh(self, scores):
        return self.mask(self.scale(scores))


# %% weights-transposed: on the values
class LlamaBlock(Base):
    def attend(self, q, k, v):
        return self.weigh(q @ k.transpose(-2, -1)).transpose(-2, -1) @ v


# %% unstable-softmax: exp of the scores
class LlamaBlock(Base):
    def weigh(self, scores):
        powers = torch.exp(self.mask(self.scale(scores)))
        return powers / powers.sum(-1, keepdim=True)


# %% scores-clipped: to 50
class LlamaBlock(Base):
    def weigh(self, scores):
        scores = self.mask(self.scale(scores).clamp(-50, 50))
        return F.softmax(scores, dim=-1)


# %% global-maximum: of all
class LlamaBlock(Base):
    def weigh(self, scores):
        scores = self.mask(self.scale(scores))
        powers = torch.exp(scores - scores.max())
        return powers / powers.sum(-1, keepdim=True)


# %% maximum-starts-too-high: at zero
class LlamaBlock(Base):
    def weigh(self, scores):
        scores = self.mask(self.scale(scores))
        powers = torch.exp(scores - scores.amax(-1, keepdim=True).clamp(min=0))
        return powers / powers.sum(-1, keepdim=True)
