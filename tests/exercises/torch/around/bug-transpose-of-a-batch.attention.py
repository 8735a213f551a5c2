# keys-not-transposed: all dims reversed = batch-axes-swapped
# keys-not-transposed: .T = batch-axes-swapped
# keys-not-transposed: the first two dims = batch-axes-swapped
scaled_dot_product_attention = attend
