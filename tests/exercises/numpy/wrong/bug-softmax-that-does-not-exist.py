import numpy as np


# %% softmax-that-does-not-exist: way 1
def attention(x, w):
    from scipy.special import softmax
    return softmax(x @ w) @ x
