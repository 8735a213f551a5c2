import numpy as np


# %% one-hot times the table
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def attention_matrix(ids, embedding, wq, wk):
    x = np.eye(len(embedding))[ids] @ embedding
    return softmax(np.einsum("id,jd->ij", x @ wq.T, x @ wk.T) / np.sqrt(x.shape[1]))
