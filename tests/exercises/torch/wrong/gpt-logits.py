import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def gelu(x):
    return F.gelu(x, approximate="tanh")


def causal(scores):
    L = scores.size(-1)
    return scores.masked_fill(torch.tril(torch.ones(L, L)) == 0, float("-inf"))


class Attention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.out_proj = nn.Linear(d_model, d_model)

    def split(self, x):
        return x.view(x.size(0), x.size(1), self.num_heads, -1).transpose(1, 2)

    def merge(self, x):
        return x.transpose(1, 2).flatten(2)

    def scores(self, q, k):
        return q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))

    def weights(self, scores):
        return F.softmax(causal(scores), dim=-1)

    def forward(self, x):
        q, k, v = self.split(self.q_proj(x)), self.split(self.k_proj(x)), self.split(self.v_proj(x))
        return self.out_proj(self.merge(self.weights(self.scores(q, k)) @ v))


class FeedForward(nn.Module):
    def __init__(self, d_model, d_ff):
        super().__init__()
        self.fc1 = nn.Linear(d_model, d_ff)
        self.fc2 = nn.Linear(d_ff, d_model)

    def forward(self, x):
        return self.fc2(gelu(self.fc1(x)))


class BlockBase(nn.Module):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.ln1 = nn.LayerNorm(d_model)
        self.attn = Attention(d_model, num_heads)
        self.ln2 = nn.LayerNorm(d_model)
        self.mlp = FeedForward(d_model, d_ff)

    def forward(self, x):
        x = x + self.attn(self.ln1(x))
        return x + self.mlp(self.ln2(x))


class Block(BlockBase):
    pass


class GPTBase(nn.Module):
    def __init__(self, vocab_size, max_length, d_model, num_heads, num_layers, d_ff):
        super().__init__()
        self.tok_emb = nn.Embedding(vocab_size, d_model)
        self.pos_emb = nn.Embedding(max_length, d_model)
        self.blocks = nn.ModuleList([Block(d_model, num_heads, d_ff) for _ in range(num_layers)])
        self.ln_f = nn.LayerNorm(d_model)

    def embed(self, ids):
        return self.tok_emb(ids) + self.pos_emb(torch.arange(ids.size(1)))

    def unembed(self, x):
        return F.linear(self.ln_f(x), self.tok_emb.weight)

    def forward(self, ids):
        x = self.embed(ids)
        for block in self.blocks:
            x = block(x)
        return self.unembed(x)


class GPT(GPTBase):
    pass

# %% positions-missing: tokens alone
class GPT(GPTBase):
    def embed(self, ids):
        return self.tok_emb(ids)


# %% positions-from-one: arange from 1
class GPT(GPTBase):
    def embed(self, ids):
        return self.tok_emb(ids) + self.pos_emb(torch.arange(1, ids.size(1) + 1))


# %% embedding-scaled: tokens by root D
class GPT(GPTBase):
    def embed(self, ids):
        x = self.tok_emb(ids) * math.sqrt(self.tok_emb.embedding_dim)
        return x + self.pos_emb(torch.arange(ids.size(1)))


# %% embedding-scaled: both by root D
class GPT(GPTBase):
    def embed(self, ids):
        return super().embed(ids) * self.tok_emb.weight.size(1) ** 0.5


# %% last-norm-missing: blocks, then logits
class GPT(GPTBase):
    def unembed(self, x):
        return F.linear(x, self.tok_emb.weight)


# %% unembedding-not-transposed: the table as it is
class GPT(GPTBase):
    def unembed(self, x):
        return self.ln_f(x) @ self.tok_emb.weight


# %% unembedding-missing: the last tokens
class GPT(GPTBase):
    def unembed(self, x):
        return self.ln_f(x)


# %% probabilities-returned: softmax
class GPT(GPTBase):
    def unembed(self, x):
        return F.softmax(super().unembed(x), dim=-1)


# %% probabilities-returned: log_softmax
class GPT(GPTBase):
    def unembed(self, x):
        return F.log_softmax(super().unembed(x), dim=-1)


# %% last-position-only: as for generation
class GPT(GPTBase):
    def unembed(self, x):
        return super().unembed(x[:, [-1], :])


# %% post-norm: norm of the sums
class Block(BlockBase):
    def forward(self, x):
        x = self.ln1(x + self.attn(x))
        return self.ln2(x + self.mlp(x))


# %% norm-before-residual: of the outputs
class Block(BlockBase):
    def forward(self, x):
        x = x + self.ln1(self.attn(x))
        return x + self.ln2(self.mlp(x))


# %% residual-from-normalised: x overwritten
class Block(BlockBase):
    def forward(self, x):
        x = self.ln1(x)
        x = x + self.attn(x)
        x = self.ln2(x)
        return x + self.mlp(x)


# %% residual-from-normalised: in the second half
class Block(BlockBase):
    def forward(self, x):
        x = x + self.attn(self.ln1(x))
        h = self.ln2(x)
        return h + self.mlp(h)


# %% single-norm: the first alone
class Block(BlockBase):
    def forward(self, x):
        x = x + self.attn(self.ln1(x))
        return x + self.mlp(x)


# %% single-norm: the second alone
class Block(BlockBase):
    def forward(self, x):
        x = x + self.attn(x)
        return x + self.mlp(self.ln2(x))


# %% norm-parameters-shared: the first twice
class Block(BlockBase):
    def forward(self, x):
        x = x + self.attn(self.ln1(x))
        return x + self.mlp(self.ln1(x))


# %% missing-residual: none
class Block(BlockBase):
    def forward(self, x):
        x = self.attn(self.ln1(x))
        return self.mlp(self.ln2(x))


# %% missing-residual: around the feed-forward network
class Block(BlockBase):
    def forward(self, x):
        x = x + self.attn(self.ln1(x))
        return self.mlp(self.ln2(x))


# %% residual-from-input: x again
class Block(BlockBase):
    def forward(self, x):
        h = x + self.attn(self.ln1(x))
        return x + self.mlp(self.ln2(h))


# %% parallel-sublayers: both of x
class Block(BlockBase):
    def forward(self, x):
        return x + self.attn(self.ln1(x)) + self.mlp(self.ln2(x))


# %% missing-feed-forward: attention alone
class Block(BlockBase):
    def forward(self, x):
        return x + self.attn(self.ln1(x))


# %% sublayers-exchanged: feed-forward network first
class Block(BlockBase):
    def forward(self, x):
        x = x + self.mlp(self.ln2(x))
        return x + self.attn(self.ln1(x))


# %% one-block-only: the first
class GPT(GPTBase):
    def forward(self, ids):
        return self.unembed(self.blocks[0](self.embed(ids)))


# %% one-block-only: each block of the first tokens
class GPT(GPTBase):
    def forward(self, ids):
        x = self.embed(ids)
        for block in self.blocks:
            y = block(x)
        return self.unembed(y)


# %% blocks-mixed-up: the first twice
class GPT(GPTBase):
    def forward(self, ids):
        x = self.embed(ids)
        for _ in self.blocks:
            x = self.blocks[0](x)
        return self.unembed(x)


# %% missing-activation: linear after linear
def gelu(x):
    return x


# %% exact-gelu: F.gelu
def gelu(x):
    return F.gelu(x)


# %% exact-gelu: erf
def gelu(x):
    return 0.5 * x * (1 + torch.erf(x / math.sqrt(2)))


# %% gelu-formula: without the half
def gelu(x):
    return x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


# %% other-activation: relu
def gelu(x):
    return torch.relu(x)


# %% other-activation: silu
def gelu(x):
    return F.silu(x)


# %% mask-looks-ahead: triu
def causal(scores):
    L = scores.size(-1)
    return scores.masked_fill(torch.triu(torch.ones(L, L)) == 0, float("-inf"))


# %% mask-ignored: none
def causal(scores):
    return scores


# %% mask-off-by-one: triu 2
def causal(scores):
    L = scores.size(-1)
    return scores.masked_fill(torch.triu(torch.ones(L, L), diagonal=2).bool(), float("-inf"))


# %% mask-inverted: the past filled by -1e9
def causal(scores):
    L = scores.size(-1)
    return scores.masked_fill(torch.tril(torch.ones(L, L)) == 1, -1e9)


# %% mask-times-infinity: the diagonal filled by -inf
def causal(scores):
    L = scores.size(-1)
    return scores.masked_fill(torch.triu(torch.ones(L, L)) == 1, float("-inf"))


# %% mask-as-factor: scores times tril
def causal(scores):
    return scores * torch.tril(torch.ones_like(scores))


# %% mask-value-too-high: -1000
def causal(scores):
    L = scores.size(-1)
    return scores.masked_fill(torch.tril(torch.ones(L, L)) == 0, -1000.0)


# %% mask-after-softmax: weights times tril
class Attention(Attention):
    def weights(self, scores):
        return F.softmax(scores, dim=-1).tril()


# %% missing-scale: q k alone
class Attention(Attention):
    def scores(self, q, k):
        return q @ k.transpose(-2, -1)


# %% scale-by-model-dimension: the root of D
class Attention(Attention):
    def scores(self, q, k):
        return q @ k.transpose(-2, -1) / math.sqrt(self.q_proj.in_features)


# %% scale-by-dimension: d
class Attention(Attention):
    def scores(self, q, k):
        return q @ k.transpose(-2, -1) / k.size(-1)


# %% values-from-keys: weights times k
class Attention(Attention):
    def forward(self, x):
        q, k = self.split(self.q_proj(x)), self.split(self.k_proj(x))
        return self.out_proj(self.merge(self.weights(self.scores(q, k)) @ k))


# %% unstable-softmax: exp of the scores
class Attention(Attention):
    def weights(self, scores):
        e = torch.exp(causal(scores))
        return e / e.sum(-1, keepdim=True)


# %% softmax-over-queries: dim -2
class Attention(Attention):
    def weights(self, scores):
        return F.softmax(causal(scores), dim=-2)


# %% softmax-over-heads: dim 1
class Attention(Attention):
    def weights(self, scores):
        return F.softmax(causal(scores), dim=1).nan_to_num()


# %% heads-reshaped-not-transposed: merge by view
class Attention(Attention):
    def merge(self, x):
        return x.reshape(x.size(0), x.size(2), -1)


# %% heads-not-split: one head
class Attention(Attention):
    def split(self, x):
        return x.unsqueeze(1)


# %% missing-output-projection: merged only
class Attention(Attention):
    def forward(self, x):
        q, k, v = self.split(self.q_proj(x)), self.split(self.k_proj(x)), self.split(self.v_proj(x))
        return self.merge(self.weights(self.scores(q, k)) @ v)


# %% missing-bias: the output's
class FeedForward(FeedForward):
    def forward(self, x):
        return F.linear(gelu(self.fc1(x)), self.fc2.weight)


# %% unbiased-variance: x.var
class LayerNorm(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(d))
        self.bias = nn.Parameter(torch.zeros(d))

    def forward(self, x):
        c = x - x.mean(-1, keepdim=True)
        return c / torch.sqrt(x.var(-1, keepdim=True) + 1e-5) * self.weight + self.bias


class Block(BlockBase):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__(d_model, num_heads, d_ff)
        self.ln1, self.ln2 = LayerNorm(d_model), LayerNorm(d_model)


class GPT(GPTBase):
    def __init__(self, vocab_size, max_length, d_model, num_heads, num_layers, d_ff):
        super().__init__(vocab_size, max_length, d_model, num_heads, num_layers, d_ff)
        self.ln_f = LayerNorm(d_model)


# %% mean-not-subtracted: rms
class LayerNorm(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(d))
        self.bias = nn.Parameter(torch.zeros(d))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * self.weight + self.bias


class Block(BlockBase):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__(d_model, num_heads, d_ff)
        self.ln1, self.ln2 = LayerNorm(d_model), LayerNorm(d_model)


class GPT(GPTBase):
    def __init__(self, vocab_size, max_length, d_model, num_heads, num_layers, d_ff):
        super().__init__(vocab_size, max_length, d_model, num_heads, num_layers, d_ff)
        self.ln_f = LayerNorm(d_model)


# %% divided-by-variance: no root
class LayerNorm(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(d))
        self.bias = nn.Parameter(torch.zeros(d))

    def forward(self, x):
        return (x - x.mean(-1, keepdim=True)) / (x.var(-1, keepdim=True, correction=0) + 1e-5) * self.weight + self.bias


class Block(BlockBase):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__(d_model, num_heads, d_ff)
        self.ln1, self.ln2 = LayerNorm(d_model), LayerNorm(d_model)


class GPT(GPTBase):
    def __init__(self, vocab_size, max_length, d_model, num_heads, num_layers, d_ff):
        super().__init__(vocab_size, max_length, d_model, num_heads, num_layers, d_ff)
        self.ln_f = LayerNorm(d_model)


# %% missing-affine: no weight and bias
class LayerNorm(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(d))
        self.bias = nn.Parameter(torch.zeros(d))

    def forward(self, x):
        return F.layer_norm(x, x.shape[-1:])


class Block(BlockBase):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__(d_model, num_heads, d_ff)
        self.ln1, self.ln2 = LayerNorm(d_model), LayerNorm(d_model)


class GPT(GPTBase):
    def __init__(self, vocab_size, max_length, d_model, num_heads, num_layers, d_ff):
        super().__init__(vocab_size, max_length, d_model, num_heads, num_layers, d_ff)
        self.ln_f = LayerNorm(d_model)
