import torch


def group_advantages(rewards):
    """How many standard deviations each reward lies above the mean of its group.

    rewards: G answers to each of P prompts, (P, G). Returns (P, G).
    """
    # TODO: mean and standard deviation of each row; zeros where all rewards of a row are equal.
    return torch.zeros_like(rewards)
