import numpy as np


# %% vector-as-weights: way 1
def attention(input_data, weight_vector):
    total = 0
    for i in range(input_data.shape[0]):
        total = total + input_data[i] * weight_vector[i]
    return total / weight_vector.sum()
