import numpy as np


# %% one matrix for queries, keys and values, in place
def encoder_block(x, params, num_heads):
    from functools import reduce
    g = params.get
    B, L, D = x.shape; d = D // num_heads
    qkv = x @ np.vstack([g('wq'), g('wk'), g('wv')]).T + np.hstack([g('bq'), g('bk'), g('bv')])
    q, k, v = qkv.reshape(B, L, 3, num_heads, d).transpose(2, 0, 3, 1, 4)
    a = np.exp((s := q @ k.swapaxes(-1, -2) * d ** -.5) - np.logaddexp.reduce(s, -1, keepdims=True))
    x += np.moveaxis(a @ v, 1, 2).reshape(x.shape) @ g('wo').T + g('bo')
    for i in '12':
        if i == '2':
            x = x + (lambda h: h * (h > 0))(x @ g('w1').T + g('b1')) @ g('w2').T + g('b2')
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-5) * g('gamma' + i) + g('beta' + i)
    return x
