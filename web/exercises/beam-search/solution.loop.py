def best(paths, count):
    return sorted(paths, key=lambda path: path[1], reverse=True)[:count]


def beam_search(log_start, log_step, end, beams, max_length):
    V = len(log_start)
    beam = best([([token], log_start[token]) for token in range(V)], beams)  # pairs of tokens and their sum
    for _ in range(max_length - 1):
        candidates = []
        for tokens, total in beam:
            if tokens[-1] == end:
                candidates.append((tokens, total))  # finished: as it is
                continue
            for token in range(V):
                candidates.append((tokens + [token], total + log_step[tokens[-1], token]))
        beam = best(candidates, beams)

    finished = [path for path in beam if path[0][-1] == end]
    [(tokens, _)] = best(finished or beam, 1)
    return tokens + [-1] * (max_length - len(tokens))  # (max_length)
