from collections import Counter

import torch


def pairs_of(word):
    """Neighbouring symbols; of a run such as aaa every second pair, as a merge would take them."""
    pairs, taken = [], -1
    for i, pair in enumerate(zip(word, word[1:])):
        if pair[0] == pair[1]:
            if taken == i:
                continue
            taken = i + 1
        pairs.append(pair)
    return pairs


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


def bpe_merges(words, counts, merges):
    words = [[symbol for symbol in row if symbol >= 0] for row in words.tolist()]  # W words of different lengths
    counts = counts.tolist()
    next_id = max(max(word) for word in words) + 1
    learned = []
    for symbol in range(next_id, next_id + merges):
        totals = Counter()
        for word, count in zip(words, counts):
            for pair in pairs_of(word):
                totals[pair] += count
        best = min(totals, key=lambda pair: (-totals[pair], pair))  # most frequent, then smallest
        learned.append(best)
        words = [merge(word, best, symbol) for word in words]
    return torch.tensor(learned)  # (merges, 2)
