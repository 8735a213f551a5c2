import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% mask-top-left: as it is found
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = np.concatenate([past_k, k_new], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    L, S = q.shape[2], past_k.shape[2]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    scores = np.where(np.tril(np.ones((L, S + L), dtype=bool)), scores, -np.inf)
    return softmax(scores) @ v


# %% mask-top-left: a loop over queries
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = np.concatenate([past_k, k_new], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    L, S = q.shape[2], past_k.shape[2]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    for i in range(L):
        scores[:, :, i, i + 1 :] = -np.inf
    return softmax(scores) @ v


# %% mask-ignored: the mask is left out
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = np.concatenate([past_k, k_new], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    L, S = q.shape[2], past_k.shape[2]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    return softmax(scores) @ v


# %% mask-off-by-one: the query does not see itself
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = np.concatenate([past_k, k_new], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    L, S = q.shape[2], past_k.shape[2]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    scores = np.where(np.tri(L, S + L, S - 1, dtype=bool), scores, -1e9)
    return softmax(scores) @ v


# %% mask-shifted-by-queries: L for S
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = np.concatenate([past_k, k_new], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    L, S = q.shape[2], past_k.shape[2]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    scores = np.where(np.tri(L, S + L, L, dtype=bool), scores, -np.inf)
    return softmax(scores) @ v


# %% mask-parts-exchanged: the triangle first
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = np.concatenate([past_k, k_new], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    L, S = q.shape[2], past_k.shape[2]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    visible = np.hstack([np.tri(L), np.ones((L, S))])
    scores = np.where(visible == 1, scores, -np.inf)
    return softmax(scores) @ v
