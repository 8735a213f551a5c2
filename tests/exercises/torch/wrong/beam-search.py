import torch


def run(log_start, log_step, end, beams, max_length, keep_finished=True, rank=lambda h: h[1]):
    best = lambda hs: sorted(hs, key=rank, reverse=True)[:beams]
    beam = best([([t], s) for t, s in enumerate(log_start.tolist())])
    step = log_step.tolist()
    for _ in range(max_length - 1):
        nxt = []
        for seq, s in beam:
            if seq[-1] == end:
                if keep_finished:
                    nxt.append((seq, s))
                continue
            nxt += [(seq + [t], s + lp) for t, lp in enumerate(step[seq[-1]])]
        beam = best(nxt)
    return beam


def pick(beam, end):
    return max([h for h in beam if h[0][-1] == end] or beam, key=lambda h: h[1])[0]


def fill(seq, max_length):
    return torch.tensor(seq + [-1] * (max_length - len(seq)))


# %% greedy: argmax
def beam_search(log_start, log_step, end, beams, max_length):
    token = log_start.argmax()
    out = torch.full((max_length,), -1)
    for i in range(max_length):
        out[i] = token
        if token == end:
            break
        token = log_step[token].argmax()
    return out


# %% finished-beams-go-on: topk without a check
def beam_search(log_start, log_step, end, beams, max_length):
    V = log_start.size(0)
    scores, tokens = log_start.topk(min(beams, V))
    seqs = tokens[:, None]
    for _ in range(max_length - 1):
        total = (scores[:, None] + log_step[seqs[:, -1]]).flatten()
        scores, idx = total.topk(min(beams, total.numel()))
        seqs = torch.cat([seqs[idx // V], (idx % V)[:, None]], dim=1)
    return seqs[0]


# %% finished-beams-lost: continue
def beam_search(log_start, log_step, end, beams, max_length):
    return fill(pick(run(log_start, log_step, end, beams, max_length, keep_finished=False), end), max_length)


# %% unfinished-returned: the first
def beam_search(log_start, log_step, end, beams, max_length):
    return fill(run(log_start, log_step, end, beams, max_length)[0][0], max_length)


# %% divided-by-length: all the time
def beam_search(log_start, log_step, end, beams, max_length):
    mean = lambda h: h[1] / len(h[0])
    beam = run(log_start, log_step, end, beams, max_length, rank=mean)
    return fill(max([h for h in beam if h[0][-1] == end] or beam, key=mean)[0], max_length)


# %% table-transposed: log_step.T
def beam_search(log_start, log_step, end, beams, max_length):
    return fill(pick(run(log_start, log_step.T, end, beams, max_length), end), max_length)


# %% length-off-by-one: one step more
def beam_search(log_start, log_step, end, beams, max_length):
    return fill(pick(run(log_start, log_step, end, beams, max_length + 1), end), max_length)


# %% not-filled: with end
def beam_search(log_start, log_step, end, beams, max_length):
    seq = pick(run(log_start, log_step, end, beams, max_length), end)
    return torch.tensor(seq + [end] * (max_length - len(seq)))
