import torch


def beam_search(log_start, log_step, end, beams, max_length):
    """The tokens that beam search finds.

    log_start: log-probability of each first token, (V)
    log_step: log-probability of token t after token s, (V, V)
    end: the token that finishes a hypothesis
    beams: how many hypotheses are kept
    Returns whole numbers, (max_length): the tokens, then -1.
    """
    # TODO: begin with the best single tokens; extend, rank all together, keep the best.
    return torch.full((max_length,), -1)
