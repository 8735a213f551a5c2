def split_heads(x, num_heads):
    B, L, D = x.shape
    x = x.reshape(B, L, num_heads, D // num_heads)  # (B, L, D) to (B, L, H, d)
    return x.transpose(0, 2, 1, 3)  # (B, H, L, d)
