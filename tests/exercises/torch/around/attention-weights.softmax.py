def compute_attention(x, w):
    return softmax(x @ w, 0)
