import numpy as np


# %% one-hot ids, classified token by token, a masked mean
def classify(ids, mask, params):
    x = np.eye(len(params['embedding']))[ids] @ params['embedding']
    q, k, v = (x @ params['w' + c].T + params['b' + c] for c in 'qkv')
    s = np.matmul(q, np.transpose(k, (0, 2, 1))) * x.shape[-1] ** -0.5 + np.where(mask, 0, -np.inf)[:, None, :]
    s = s - s.max(axis=2, keepdims=True)
    a = np.exp(s) / np.exp(s).sum(axis=2, keepdims=True)
    logits = (a @ v @ params['wo'].T + params['bo']) @ params['wc'].T + params['bc']
    return np.ma.mean(np.ma.array(logits, mask=np.repeat(~mask[:, :, None], logits.shape[-1], 2)), axis=1).filled(0)
