import torch
from torch import nn


class LlamaBlock(nn.Module):
    """A decoder block of Llama: RMSNorm, causal grouped-query attention with RoPE, SwiGLU."""

    def __init__(self, d_model, num_heads, num_kv_heads, d_ff, base, eps):
        super().__init__()
        self.num_heads = num_heads
        self.num_kv_heads = num_kv_heads
        self.head_dim = d_model // num_heads
        self.base = base
        kv_dim = num_kv_heads * self.head_dim
        self.norm1 = nn.RMSNorm(d_model, eps=eps)
        self.q_proj = nn.Linear(d_model, d_model, bias=False)
        self.k_proj = nn.Linear(d_model, kv_dim, bias=False)
        self.v_proj = nn.Linear(d_model, kv_dim, bias=False)
        self.o_proj = nn.Linear(d_model, d_model, bias=False)
        self.norm2 = nn.RMSNorm(d_model, eps=eps)
        self.gate_proj = nn.Linear(d_model, d_ff, bias=False)
        self.up_proj = nn.Linear(d_model, d_ff, bias=False)
        self.down_proj = nn.Linear(d_ff, d_model, bias=False)

    def forward(self, x):
        """x: tokens, (B, L, D). Returns the tokens after the block, (B, L, D)."""
        # TODO: h = x + attention(norm1(x)), then h + swiglu(norm2(h)).
        return torch.zeros_like(x)
