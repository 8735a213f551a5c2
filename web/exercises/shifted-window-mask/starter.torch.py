import torch


def shifted_window_mask(h, w, size, shift):
    """Which pixels of each window may attend to one another, after the map was rolled by -shift on both axes.

    h, w: height and width of the map; size: height and width of a window; shift: 0 to size - 1
    Returns bool (N, P, P), N windows of P = size * size pixels, true = may attend.
    """
    # TODO: everything is visible so far.
    N, P = h * w // size**2, size**2
    return torch.ones(N, P, P, dtype=torch.bool)
