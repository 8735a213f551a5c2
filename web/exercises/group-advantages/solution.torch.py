import torch


def group_advantages(rewards):
    mean = rewards.mean(dim=-1, keepdim=True)  # (P, 1)
    std = rewards.std(dim=-1, keepdim=True, correction=0)  # (P, 1), divided by G
    return (rewards - mean) / std.masked_fill(std == 0, 1.0)  # (P, G), zeros where all are equal
