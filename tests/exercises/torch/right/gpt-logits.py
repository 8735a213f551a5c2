import math
from dataclasses import dataclass

import torch
import torch.nn as nn
from torch.nn import functional as F

# %% nanoGPT's names, a config, logits and loss, PyTorch's attention
@dataclass
class GPTConfig:
    block_size: int = 1024
    vocab_size: int = 50257
    n_layer: int = 12
    n_head: int = 12
    n_embd: int = 768


class CausalSelfAttention(nn.Module):
    def __init__(self, config):
        super().__init__()
        assert config.n_embd % config.n_head == 0
        self.c_attn = nn.Linear(config.n_embd, 3 * config.n_embd)
        self.c_proj = nn.Linear(config.n_embd, config.n_embd)
        self.c_proj.NANOGPT_SCALE_INIT = 1
        self.n_head = config.n_head
        self.n_embd = config.n_embd

    def forward(self, x):
        B, T, C = x.size()
        q, k, v = self.c_attn(x).split(self.n_embd, dim=2)
        k = k.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        q = q.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        v = v.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        y = y.transpose(1, 2).contiguous().view(B, T, C)
        return self.c_proj(y)


class MLP(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.c_fc = nn.Linear(config.n_embd, 4 * config.n_embd)
        self.gelu = nn.GELU(approximate="tanh")
        self.c_proj = nn.Linear(4 * config.n_embd, config.n_embd)

    def forward(self, x):
        return self.c_proj(self.gelu(self.c_fc(x)))


class Block(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.ln_1 = nn.LayerNorm(config.n_embd)
        self.attn = CausalSelfAttention(config)
        self.ln_2 = nn.LayerNorm(config.n_embd)
        self.mlp = MLP(config)

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        x = x + self.mlp(self.ln_2(x))
        return x


class GPT(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.transformer = nn.ModuleDict(
            dict(
                wte=nn.Embedding(config.vocab_size, config.n_embd),
                wpe=nn.Embedding(config.block_size, config.n_embd),
                h=nn.ModuleList([Block(config) for _ in range(config.n_layer)]),
                ln_f=nn.LayerNorm(config.n_embd),
            )
        )
        self.lm_head = nn.Linear(config.n_embd, config.vocab_size, bias=False)
        self.transformer.wte.weight = self.lm_head.weight
        self.apply(self._init_weights)

    def _init_weights(self, module):
        if isinstance(module, nn.Linear):
            std = 0.02
            if hasattr(module, "NANOGPT_SCALE_INIT"):
                std *= (2 * self.config.n_layer) ** -0.5
            torch.nn.init.normal_(module.weight, mean=0.0, std=std)
            if module.bias is not None:
                torch.nn.init.zeros_(module.bias)
        elif isinstance(module, nn.Embedding):
            torch.nn.init.normal_(module.weight, mean=0.0, std=0.02)

    def forward(self, idx, targets=None):
        B, T = idx.size()
        assert T <= self.config.block_size
        pos = torch.arange(0, T, dtype=torch.long, device=idx.device)
        x = self.transformer.wte(idx) + self.transformer.wpe(pos)
        for block in self.transformer.h:
            x = block(x)
        x = self.transformer.ln_f(x)
        logits = self.lm_head(x)
        loss = None
        if targets is not None:
            loss = F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1))
        return logits, loss


# %% own layer norm with bias, new_gelu, a buffer for the mask, dropout
def new_gelu(x):
    return 0.5 * x * (1.0 + torch.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * torch.pow(x, 3.0))))


class LayerNorm(nn.Module):
    def __init__(self, ndim, bias):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(ndim))
        self.bias = nn.Parameter(torch.zeros(ndim)) if bias else None

    def forward(self, input):
        return F.layer_norm(input, self.weight.shape, self.weight, self.bias, 1e-5)


class CausalSelfAttention(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.c_attn = nn.Linear(config.n_embd, 3 * config.n_embd, bias=config.bias)
        self.c_proj = nn.Linear(config.n_embd, config.n_embd, bias=config.bias)
        self.attn_dropout = nn.Dropout(config.dropout)
        self.resid_dropout = nn.Dropout(config.dropout)
        self.n_head, self.n_embd = config.n_head, config.n_embd
        mask = torch.tril(torch.ones(config.block_size, config.block_size))
        self.register_buffer("bias", mask.view(1, 1, config.block_size, config.block_size))

    def forward(self, x):
        B, T, C = x.size()
        q, k, v = self.c_attn(x).split(self.n_embd, dim=2)
        k = k.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        q = q.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        v = v.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
        att = att.masked_fill(self.bias[:, :, :T, :T] == 0, float("-inf"))
        att = self.attn_dropout(F.softmax(att, dim=-1))
        y = (att @ v).transpose(1, 2).contiguous().view(B, T, C)
        return self.resid_dropout(self.c_proj(y))


class MLP(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.c_fc = nn.Linear(config.n_embd, 4 * config.n_embd, bias=config.bias)
        self.c_proj = nn.Linear(4 * config.n_embd, config.n_embd, bias=config.bias)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x):
        return self.dropout(self.c_proj(new_gelu(self.c_fc(x))))


class Block(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.ln_1 = LayerNorm(config.n_embd, bias=config.bias)
        self.attn = CausalSelfAttention(config)
        self.ln_2 = LayerNorm(config.n_embd, bias=config.bias)
        self.mlp = MLP(config)

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class GPT(nn.Module):
    def __init__(self, config):
        super().__init__()
        assert config.vocab_size is not None and config.block_size is not None
        self.transformer = nn.ModuleDict(
            dict(
                wte=nn.Embedding(config.vocab_size, config.n_embd),
                wpe=nn.Embedding(config.block_size, config.n_embd),
                drop=nn.Dropout(config.dropout),
                h=nn.ModuleList([Block(config) for _ in range(config.n_layer)]),
                ln_f=LayerNorm(config.n_embd, bias=config.bias),
            )
        )
        self.lm_head = nn.Linear(config.n_embd, config.vocab_size, bias=False)
        self.transformer.wte.weight = self.lm_head.weight

    def forward(self, idx):
        pos = torch.arange(0, idx.size(1), dtype=torch.long).unsqueeze(0)
        x = self.transformer.drop(self.transformer.wte(idx) + self.transformer.wpe(pos))
        for block in self.transformer.h:
            x = block(x)
        return self.lm_head(self.transformer.ln_f(x))


# %% heads one by one in a Sequential of blocks
class Head(nn.Module):
    def __init__(self, n_embd, head_size):
        super().__init__()
        self.key = nn.Linear(n_embd, head_size)
        self.query = nn.Linear(n_embd, head_size)
        self.value = nn.Linear(n_embd, head_size)

    def forward(self, x):
        T = x.shape[1]
        wei = self.query(x) @ self.key(x).transpose(-2, -1) * self.key(x).shape[-1] ** -0.5
        wei = wei.masked_fill(torch.tril(torch.ones(T, T)) == 0, float("-inf"))
        return F.softmax(wei, dim=-1) @ self.value(x)


class MultiHeadAttention(nn.Module):
    def __init__(self, n_embd, num_heads):
        super().__init__()
        self.heads = nn.ModuleList([Head(n_embd, n_embd // num_heads) for _ in range(num_heads)])
        self.proj = nn.Linear(n_embd, n_embd)

    def forward(self, x):
        return self.proj(torch.cat([h(x) for h in self.heads], dim=-1))


class FeedForward(nn.Module):
    def __init__(self, n_embd):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(n_embd, 4 * n_embd), nn.GELU("tanh"), nn.Linear(4 * n_embd, n_embd))

    def forward(self, x):
        return self.net(x)


class TransformerBlock(nn.Module):
    def __init__(self, n_embd, n_head):
        super().__init__()
        self.sa = MultiHeadAttention(n_embd, n_head)
        self.ffwd = FeedForward(n_embd)
        self.ln1 = nn.LayerNorm(n_embd)
        self.ln2 = nn.LayerNorm(n_embd)

    def forward(self, x):
        x = x + self.sa(self.ln1(x))
        return x + self.ffwd(self.ln2(x))


class GPTLanguageModel(nn.Module):
    def __init__(self, vocab_size, block_size, n_embd, n_head, n_layer):
        super().__init__()
        self.position_embedding_table = nn.Embedding(block_size, n_embd)
        self.token_embedding_table = nn.Embedding(vocab_size, n_embd)
        self.blocks = nn.Sequential(*[TransformerBlock(n_embd, n_head) for _ in range(n_layer)])
        self.ln_f = nn.LayerNorm(n_embd)
        self.lm_head = nn.Linear(n_embd, vocab_size)
        self.lm_head.weight = self.token_embedding_table.weight

    def forward(self, idx, targets=None):
        x = self.token_embedding_table(idx) + self.position_embedding_table(torch.arange(idx.shape[1]))
        return self.lm_head(self.ln_f(self.blocks(x)))


# %% two blocks as attributes, positions as a parameter, MultiheadAttention
class DecoderLayer(nn.Module):
    def __init__(self, embed_dim, num_heads, ff_dim):
        super().__init__()
        self.attn = nn.MultiheadAttention(embed_dim, num_heads, batch_first=True)
        self.norm_1 = nn.LayerNorm(embed_dim)
        self.norm_2 = nn.LayerNorm(embed_dim)
        self.fc1 = nn.Linear(embed_dim, ff_dim)
        self.fc2 = nn.Linear(ff_dim, embed_dim)

    def forward(self, x):
        n = self.norm_1(x)
        mask = torch.triu(torch.ones(x.size(1), x.size(1), dtype=torch.bool), diagonal=1)
        a, _ = self.attn(n, n, n, attn_mask=mask, need_weights=False)
        x = x + a
        return x + self.fc2(F.gelu(self.fc1(self.norm_2(x)), approximate="tanh"))


class GPT(nn.Module):
    def __init__(self, vocab_size, embed_dim, num_heads, ff_dim, max_len):
        super().__init__()
        self.embed = nn.Embedding(vocab_size, embed_dim)
        self.pos_embed = nn.Parameter(torch.zeros(1, max_len, embed_dim))
        self.block1 = DecoderLayer(embed_dim, num_heads, ff_dim)
        self.block2 = DecoderLayer(embed_dim, num_heads, ff_dim)
        self.final_norm = nn.LayerNorm(embed_dim)

    def forward(self, tokens):
        x = self.embed(tokens) + self.pos_embed[:, : tokens.size(1)]
        x = self.block2(self.block1(x))
        return self.final_norm(x) @ self.embed.weight.T


# %% a list for each kind of layer
class GPT(nn.Module):
    def __init__(self, vocab_size, d_model, n_heads, n_layers, max_seq_len):
        super().__init__()
        self.h = n_heads
        make = lambda rows, columns: nn.ModuleList(nn.Linear(columns, rows) for _ in range(n_layers))
        self.tok_emb = nn.Embedding(vocab_size, d_model)
        self.pos_emb = nn.Embedding(max_seq_len, d_model)
        self.wq, self.wk, self.wv, self.wo = (make(d_model, d_model) for _ in range(4))
        self.w1, self.w2 = make(4 * d_model, d_model), make(d_model, 4 * d_model)
        self.norm1 = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(n_layers))
        self.norm2 = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(n_layers))
        self.norm = nn.LayerNorm(d_model)

    def forward(self, ids):
        B, L = ids.shape
        x = self.tok_emb(ids) + self.pos_emb.weight[:L]
        for i in range(len(self.wq)):
            n = self.norm1[i](x)
            q, k, v = (w[i](n).view(B, L, self.h, -1).transpose(1, 2) for w in (self.wq, self.wk, self.wv))
            s = q @ k.mT / q.shape[-1] ** 0.5 + torch.full((L, L), torch.finfo(torch.float32).min).triu(1)
            x = x + self.wo[i]((s.softmax(-1) @ v).transpose(1, 2).reshape(B, L, -1))
            x = x + self.w2[i](F.gelu(self.w1[i](self.norm2[i](x)), approximate="tanh"))
        return F.linear(self.norm(x), self.tok_emb.weight)


# %% a function of the parameters
def gpt_logits(ids, params, num_heads):
    p = params
    B, L = ids.shape
    D = p["embedding"].shape[1]
    x = F.embedding(ids, p["embedding"]) + p["positions"][:L]
    for i in range(2):
        n = F.layer_norm(x, (D,), p["gamma1"][i], p["beta1"][i])
        q = F.linear(n, p["wq"][i], p["bq"][i]).reshape(B, L, num_heads, -1)
        k = F.linear(n, p["wk"][i], p["bk"][i]).reshape(B, L, num_heads, -1)
        v = F.linear(n, p["wv"][i], p["bv"][i]).reshape(B, L, num_heads, -1)
        s = torch.einsum("bihd,bjhd->bhij", q, k) / (D // num_heads) ** 0.5
        s = torch.where(torch.ones(L, L).tril().bool(), s, torch.tensor(-1e9))
        o = torch.einsum("bhij,bjhd->bihd", torch.softmax(s, -1), v).reshape(B, L, D)
        x = x + F.linear(o, p["wo"][i], p["bo"][i])
        n = F.layer_norm(x, (D,), p["gamma2"][i], p["beta2"][i])
        x = x + F.linear(F.gelu(F.linear(n, p["w1"][i], p["b1"][i]), approximate="tanh"), p["w2"][i], p["b2"][i])
    return F.layer_norm(x, (D,), p["gamma"], p["beta"]) @ p["embedding"].t()


# %% layers of plain modules, norms named after what follows
class GPT(nn.Module):
    def __init__(self, vocab_size, max_length, d_model, num_heads, num_layers, d_ff):
        super().__init__()
        self.num_heads = num_heads
        self.token_embedding = nn.Embedding(vocab_size, d_model)
        self.position_embedding = nn.Embedding(max_length, d_model)
        self.layers = nn.ModuleList()
        for _ in range(num_layers):
            layer = nn.Module()
            layer.qkv = nn.Linear(d_model, 3 * d_model)
            layer.proj = nn.Linear(d_model, d_model)
            layer.ln_attn = nn.LayerNorm(d_model)
            layer.ln_mlp = nn.LayerNorm(d_model)
            layer.up = nn.Linear(d_model, d_ff)
            layer.down = nn.Linear(d_ff, d_model)
            self.layers.append(layer)
        self.norm = nn.LayerNorm(d_model)

    def forward(self, ids):
        x = self.token_embedding(ids) + self.position_embedding(torch.arange(ids.size(-1)))
        for layer in self.layers:
            qkv = layer.qkv(layer.ln_attn(x)).unflatten(-1, (3, self.num_heads, -1))
            q, k, v = qkv.permute(2, 0, 3, 1, 4)
            x = x + layer.proj(F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).flatten(2))
            x = x + layer.down(F.gelu(layer.up(layer.ln_mlp(x)), approximate="tanh"))
        return self.norm(x) @ self.token_embedding.weight.mT


# %% stacked parameters of its own
class GPT(nn.Module):
    def __init__(self, vocab_size, max_length, d_model, num_heads, num_layers, d_ff):
        super().__init__()
        self.num_heads = num_heads
        of = lambda *shape: nn.Parameter(torch.zeros(num_layers, *shape))
        self.embedding = nn.Parameter(torch.zeros(vocab_size, d_model))
        self.positions = nn.Parameter(torch.zeros(max_length, d_model))
        self.norm1_weight, self.norm1_bias = of(d_model), of(d_model)
        self.wq, self.bq, self.wk, self.bk = of(d_model, d_model), of(d_model), of(d_model, d_model), of(d_model)
        self.wv, self.bv, self.wo, self.bo = of(d_model, d_model), of(d_model), of(d_model, d_model), of(d_model)
        self.norm2_weight, self.norm2_bias = of(d_model), of(d_model)
        self.w1, self.b1, self.w2, self.b2 = of(d_ff, d_model), of(d_ff), of(d_model, d_ff), of(d_model)
        self.norm = nn.LayerNorm(d_model)

    def forward(self, ids):
        (B, L), D = ids.shape, self.embedding.shape[1]
        x = self.embedding[ids] + self.positions[:L]
        for i in range(len(self.wq)):
            n = F.layer_norm(x, (D,), self.norm1_weight[i], self.norm1_bias[i])
            project = lambda w, b: F.linear(n, w[i], b[i]).view(B, L, self.num_heads, -1).transpose(1, 2)
            q, k, v = project(self.wq, self.bq), project(self.wk, self.bk), project(self.wv, self.bv)
            o = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(B, L, D)
            x = x + F.linear(o, self.wo[i], self.bo[i])
            n = F.layer_norm(x, (D,), self.norm2_weight[i], self.norm2_bias[i])
            x = x + F.linear(F.gelu(F.linear(n, self.w1[i], self.b1[i]), approximate="tanh"), self.w2[i], self.b2[i])
        return self.norm(x) @ self.embedding.T
