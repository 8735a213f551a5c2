import numpy as np


def beam_search(log_start, log_step, end, beams, max_length):
    V = len(log_start)
    last = np.argsort(-log_start)[:beams]  # (K)
    sums = log_start[last]
    paths = np.full((len(last), max_length), -1)  # (K, max_length)
    paths[:, 0] = last

    for length in range(1, max_length):
        finished = last == end  # (K)
        steps = np.where(finished[:, None], -np.inf, log_step[last])  # (K, V)
        steps[finished, end] = 0.0  # the only candidate of a finished hypothesis: itself
        candidates = (sums[:, None] + steps).ravel()  # (K * V)
        places = np.argsort(-candidates)[:beams]
        places = places[np.isfinite(candidates[places])]  # there may be fewer candidates than beams
        sums = candidates[places]
        origin, last = places // V, places % V
        paths = paths[origin]
        paths[:, length] = np.where(finished[origin], -1, last)

    finished = last == end
    if finished.any():
        sums = np.where(finished, sums, -np.inf)
    return paths[np.argmax(sums)]  # (max_length)
