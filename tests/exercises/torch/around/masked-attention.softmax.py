# no-softmax = nothing
# normalized-by-sum = nothing
# uniform-weights = nothing
# scores-clipped = nothing
def masked_attention(q, k, v, mask):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    weights = softmax(scores.masked_fill(~mask, -1e9), -1) * mask
    return weights @ v, weights
