import torch


def beam_search(log_start, log_step, end, beams, max_length):
    V = log_start.size(0)
    sums, last = log_start.topk(min(beams, V))  # (K)
    paths = torch.full((last.size(0), max_length), -1)  # (K, max_length)
    paths[:, 0] = last

    for length in range(1, max_length):
        finished = last == end  # (K)
        steps = log_step[last].masked_fill(finished[:, None], float("-inf"))  # (K, V)
        steps[finished, end] = 0.0  # the only candidate of a finished hypothesis: itself
        candidates = (sums[:, None] + steps).flatten()  # (K * V)
        sums, places = candidates.topk(min(beams, candidates.numel()))
        sums, places = sums[sums.isfinite()], places[sums.isfinite()]  # fewer candidates than beams
        origin, last = places // V, places % V
        paths = paths[origin]
        paths[:, length] = last.masked_fill(finished[origin], -1)

    finished = last == end
    if finished.any():
        sums = sums.masked_fill(~finished, float("-inf"))
    return paths[sums.argmax()]  # (max_length)
