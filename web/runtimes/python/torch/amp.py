"""torch.amp: mixed precision, which a processor's page has no use for; everything stays in its own type."""

from contextlib import ContextDecorator


class autocast(ContextDecorator):  # noqa: N801
    """Changes nothing here: operations keep the types of their inputs."""

    def __init__(self, device_type="cpu", dtype=None, enabled=True, cache_enabled=None):
        self.device, self.fast_dtype = device_type, dtype

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None


class GradScaler:
    """Scales nothing: gradients do not underflow in float32."""

    def __init__(self, device="cpu", init_scale=65536.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True):
        self._enabled = False

    def scale(self, outputs):
        """The loss as it is."""
        return outputs

    def unscale_(self, optimizer):
        """Does nothing."""

    def step(self, optimizer, *args, **kwargs):
        """A step of the optimizer."""
        return optimizer.step(*args, **kwargs)

    def update(self, new_scale=None):
        """Does nothing."""

    def get_scale(self):
        return 1.0

    def is_enabled(self):
        return False

    def state_dict(self):
        return {}

    def load_state_dict(self, state_dict):
        """Does nothing."""
