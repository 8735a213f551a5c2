from collections import Counter

import torch


def merge(word, pair, symbol):
    merged, i = [], 0
    while i < len(word):
        if tuple(word[i : i + 2]) == pair:
            merged.append(symbol)
            i += 2
        else:
            merged.append(word[i])
            i += 1
    return merged


def learn(words, counts, merges, pairs=lambda word: list(zip(word, word[1:])), best=None, first=None):
    words = [[s for s in row if s >= 0] for row in words.tolist()]
    start = max(max(word) for word in words) + 1 if first is None else first
    out = []
    for symbol in range(start, start + merges):
        totals = Counter()
        for word, count in zip(words, counts.tolist()):
            for pair in pairs(word):
                totals[pair] += count
        pair = (best or (lambda t: min(t, key=lambda p: (-t[p], p))))(totals)
        out.append(pair)
        words = [merge(word, pair, symbol) for word in words]
    return torch.tensor(out)


def greedy(word):
    pairs, taken = [], -1
    for i, pair in enumerate(zip(word, word[1:])):
        if pair[0] == pair[1]:
            if taken == i:
                continue
            taken = i + 1
        pairs.append(pair)
    return pairs


# %% overlapping-pairs: zip
def bpe_merges(words, counts, merges):
    return learn(words, counts, merges)


# %% counts-ignored: every word once
def bpe_merges(words, counts, merges):
    return learn(words, torch.ones_like(counts), merges, greedy)


# %% ties-by-order: max
def bpe_merges(words, counts, merges):
    return learn(words, counts, merges, greedy, lambda totals: max(totals, key=totals.get))


# %% least-frequent-pair: min
def bpe_merges(words, counts, merges):
    return learn(words, counts, merges, greedy, lambda totals: min(totals, key=lambda p: (totals[p], p)))
