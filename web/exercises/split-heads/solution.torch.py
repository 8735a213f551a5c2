def split_heads(x, num_heads):
    B, L, D = x.shape
    x = x.view(B, L, num_heads, D // num_heads)  # (B, L, D) to (B, L, H, d)
    return x.transpose(1, 2)  # (B, H, L, d), a view: nothing has moved
