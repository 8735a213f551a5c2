import numpy as np


def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    """A decoder block of Llama: RMSNorm, causal grouped-query attention with RoPE, SwiGLU.

    x: tokens, (B, L, D). Head width d = D / num_heads.
    params: gamma1 (D), wq (D, D), wk (K, D), wv (K, D), wo (D, D), gamma2 (D), w_gate (F, D), w_up (F, D), w_down (D, F),
    with K = num_kv_heads * d; weights are (out, in).
    base: base of the rotary frequencies; eps: added to the mean square.
    Returns the tokens after the block, (B, L, D).
    """
    # TODO: h = x + attention(norm(x)), then h + swiglu(norm(h)).
    return np.zeros_like(x)
