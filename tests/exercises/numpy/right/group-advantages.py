import numpy as np

# %% with 1e-8
def group_advantages(rewards):
    mu = rewards.mean(axis=1, keepdims=True)
    return (rewards - mu) / (rewards.std(axis=1, keepdims=True) + 1e-8)


# %% np.divide where
def group_advantages(rewards):
    d = rewards - np.mean(rewards, 1)[:, None]
    s = np.sqrt(np.mean(d * d, axis=1, keepdims=True))
    return np.divide(d, s, out=np.zeros_like(d), where=s > 0)


# %% row by row
def group_advantages(rewards):
    out = np.zeros(rewards.shape)
    for p, row in enumerate(rewards):
        if row.max() > row.min():
            out[p] = (row - row.mean()) / row.std()
    return out
