"""torch.utils.checkpoint: here the function is called as it is, since memory is not what is short."""


def checkpoint(function, *args, use_reentrant=None, context_fn=None, determinism_check=None, debug=None, preserve_rng_state=True, **kwargs):
    """`function(*args)`; gradients are those of the function."""
    return function(*args, **kwargs)


def checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs):
    """The modules one after the other."""
    for function in functions:
        input = function(input)
    return input
