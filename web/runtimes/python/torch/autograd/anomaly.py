"""torch.autograd.detect_anomaly: accepted, so that code with it runs; the errors are the same with and without."""

import contextlib


@contextlib.contextmanager
def detect_anomaly(check_nan=True):
    """Does nothing here."""
    yield


class set_detect_anomaly:  # noqa: N801
    """Does nothing here."""

    def __init__(self, mode, check_nan=True):
        self.mode = mode

    def __enter__(self):
        return None

    def __exit__(self, *exception):
        return None
