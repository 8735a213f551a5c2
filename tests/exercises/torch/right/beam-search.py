import torch

# %% lists of tensors
def beam_search(log_start, log_step, end, beams, max_length):
    hyps = [(torch.tensor([t]), s) for t, s in enumerate(log_start.tolist())]
    hyps = sorted(hyps, key=lambda h: h[1], reverse=True)[:beams]
    for _ in range(max_length - 1):
        pool = []
        for seq, score in hyps:
            if seq[-1].item() == end:
                pool.append((seq, score))
                continue
            for t, lp in enumerate(log_step[seq[-1]].tolist()):
                pool.append((torch.cat([seq, torch.tensor([t])]), score + lp))
        hyps = sorted(pool, key=lambda h: h[1], reverse=True)[:beams]
    finished = [h for h in hyps if h[0][-1].item() == end]
    seq = (finished or hyps)[0][0]
    out = torch.full((max_length,), -1, dtype=torch.long)
    out[: len(seq)] = seq
    return out


# %% topk, a table in which end leads to itself at no cost
def beam_search(log_start, log_step, end, beams, max_length):
    V = log_start.shape[0]
    table = log_step.clone()
    table[end] = float("-inf")
    table[end, end] = 0.0
    scores, tokens = torch.topk(log_start, min(beams, V))
    seqs = tokens.unsqueeze(1)
    for _ in range(max_length - 1):
        total = (scores.unsqueeze(1) + table[seqs[:, -1]]).view(-1)
        k = min(beams, int(torch.isfinite(total).sum()))
        scores, idx = torch.topk(total, k)
        seqs = torch.cat([seqs[torch.div(idx, V, rounding_mode="floor")], (idx % V).unsqueeze(1)], dim=1)
    done = seqs[:, -1] == end
    best = torch.argmax(torch.where(done, scores, float("-inf")) if done.any() else scores)
    seq = seqs[best]
    repeated = (seq == end).cumsum(0) > 1
    return seq.masked_fill(repeated, -1)
