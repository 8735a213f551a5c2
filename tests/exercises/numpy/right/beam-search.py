import heapq

import numpy as np


# %% heapq on tuples
def beam_search(log_start, log_step, end, beams, max_length):
    beam = heapq.nlargest(beams, [(float(s), (t,)) for t, s in enumerate(log_start)])
    for _ in range(1, max_length):
        candidates = []
        for score, seq in beam:
            if seq[-1] == end:
                candidates.append((score, seq))
            else:
                candidates += [(score + float(p), seq + (t,)) for t, p in enumerate(log_step[seq[-1]])]
        beam = heapq.nlargest(beams, candidates)
    done = [b for b in beam if b[1][-1] == end]
    seq = max(done or beam)[1]
    return np.array(list(seq) + [-1] * (max_length - len(seq)))


# %% a column for staying
def beam_search(log_start, log_step, end, beams, max_length):
    V = log_start.shape[0]
    order = np.argsort(log_start)[::-1][:beams]
    scores, seqs = log_start[order].astype(np.float64), order[:, None]
    for _ in range(max_length - 1):
        ended = (seqs == end).any(axis=1)
        ext = scores[:, None] + log_step[np.where(ended, 0, seqs[:, -1])]
        ext[ended] = -np.inf
        stay = np.where(ended, scores, -np.inf)[:, None]
        flat = np.concatenate([ext, stay], axis=1).ravel()
        top = np.argsort(-flat)[: min(beams, np.isfinite(flat).sum())]
        rows, cols = np.divmod(top, V + 1)
        scores = flat[top]
        seqs = np.concatenate([seqs[rows], np.where(cols == V, -1, cols)[:, None]], axis=1)
    ended = (seqs == end).any(axis=1)
    if ended.any():
        scores = np.where(ended, scores, -np.inf)
    return seqs[scores.argmax()]


# %% stops when the leader is finished
def beam_search(log_start, log_step, end, beams, max_length):
    result = np.full(max_length, -1)
    beam = sorted(([t], s) for t, s in enumerate(log_start.tolist()))
    beam = sorted(beam, key=lambda h: -h[1])[:beams]
    while len(beam[0][0]) < max_length and beam[0][0][-1] != end:
        nxt = [h for h in beam if h[0][-1] == end]
        for toks, s in beam:
            if toks[-1] != end:
                nxt.extend((toks + [t], s + log_step[toks[-1]][t]) for t in range(len(log_start)))
        beam = sorted(nxt, key=lambda h: -h[1])[:beams]
    winner = next((h for h in beam if h[0][-1] == end), beam[0])[0]
    result[: len(winner)] = winner
    return result
