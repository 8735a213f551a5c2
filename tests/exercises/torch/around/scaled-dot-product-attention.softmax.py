def scaled_dot_product_attention(q, k, v):
    weights = softmax(torch.bmm(q, k.transpose(1, 2)) / math.sqrt(q.size(-1)), -1)
    return torch.bmm(weights, v), weights
