import numpy as np


def group_advantages(rewards):
    mean = rewards.mean(axis=-1, keepdims=True)  # (P, 1)
    std = rewards.std(axis=-1, keepdims=True)  # (P, 1), divided by G
    return (rewards - mean) / np.where(std > 0, std, 1.0)  # (P, G), zeros where all are equal
