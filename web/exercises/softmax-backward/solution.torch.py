def softmax_backward(y, dy):
    average = (y * dy).sum(dim=-1, keepdim=True)  # (n, 1): of a row's gradients, by its weights
    return y * (dy - average)  # (n, m)
