import numpy as np


def run(log_start, log_step, end, beams, max_length, done=lambda seq, end: seq[-1] == end, rank=lambda h: h[1]):
    best = lambda hs: sorted(hs, key=rank, reverse=True)[:beams]
    beam = best([([t], s) for t, s in enumerate(log_start)])
    for _ in range(max_length - 1):
        nxt = []
        for seq, s in beam:
            if done(seq, end):
                nxt.append((seq, s))
            else:
                nxt += [(seq + [t], s + log_step[seq[-1], t]) for t in range(len(log_start))]
        beam = best(nxt)
    return beam


def pick(beam, end, rank=lambda h: h[1]):
    return max([h for h in beam if h[0][-1] == end] or beam, key=rank)[0]


def fill(seq, max_length):
    return np.array(seq + [-1] * (max_length - len(seq)))


# %% greedy: argmax
def beam_search(log_start, log_step, end, beams, max_length):
    seq = [int(np.argmax(log_start))]
    while len(seq) < max_length and seq[-1] != end:
        seq.append(int(np.argmax(log_step[seq[-1]])))
    return fill(seq, max_length)


# %% best-per-beam: argmax of each
def beam_search(log_start, log_step, end, beams, max_length):
    beam = [([int(t)], log_start[t]) for t in np.argsort(-log_start)[:beams]]
    for _ in range(max_length - 1):
        for i, (seq, s) in enumerate(beam):
            if seq[-1] != end:
                t = int(np.argmax(log_step[seq[-1]]))
                beam[i] = (seq + [t], s + log_step[seq[-1], t])
    return fill(pick(beam, end), max_length)


# %% finished-beams-go-on: cut afterwards
def beam_search(log_start, log_step, end, beams, max_length):
    seq = run(log_start, log_step, end, beams, max_length, done=lambda seq, end: False)[0][0]
    if end in seq:
        seq = seq[: seq.index(end) + 1]
    return fill(seq, max_length)


# %% finished-leave-the-beam: a list of finished
def beam_search(log_start, log_step, end, beams, max_length):
    best = lambda hs: sorted(hs, key=lambda h: -h[1])[:beams]
    beam, finished = best([([t], s) for t, s in enumerate(log_start)]), []
    for _ in range(max_length - 1):
        finished += [h for h in beam if h[0][-1] == end]
        live = [h for h in beam if h[0][-1] != end]
        beam = best([(seq + [t], s + log_step[seq[-1], t]) for seq, s in live for t in range(len(log_start))])
    return fill(pick(finished + beam, end), max_length)


# %% unfinished-returned: the best
def beam_search(log_start, log_step, end, beams, max_length):
    return fill(run(log_start, log_step, end, beams, max_length)[0][0], max_length)


# %% probabilities-multiplied: np.exp
def beam_search(log_start, log_step, end, beams, max_length):
    start, step = np.exp(log_start), np.exp(log_step)
    best = lambda hs: sorted(hs, key=lambda h: h[1], reverse=True)[:beams]
    beam = best([([t], s) for t, s in enumerate(start)])
    for _ in range(max_length - 1):
        nxt = []
        for seq, s in beam:
            if seq[-1] == end:
                nxt.append((seq, s))
            else:
                nxt += [(seq + [t], s * step[seq[-1], t]) for t in range(len(start))]
        beam = best(nxt)
    return fill(pick(beam, end), max_length)


# %% divided-by-length: at last
def beam_search(log_start, log_step, end, beams, max_length):
    beam = run(log_start, log_step, end, beams, max_length)
    return fill(pick(beam, end, rank=lambda h: h[1] / len(h[0])), max_length)


# %% end-not-written: cut before end
def beam_search(log_start, log_step, end, beams, max_length):
    seq = pick(run(log_start, log_step, end, beams, max_length), end)
    return fill([t for t in seq if t != end], max_length)


# %% not-filled: as long as it is
def beam_search(log_start, log_step, end, beams, max_length):
    return np.array(pick(run(log_start, log_step, end, beams, max_length), end))
