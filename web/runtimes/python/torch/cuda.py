"""torch.cuda: there is none, and it says so."""

from ._device import require_cpu


def is_available():
    """False: there is no CUDA."""
    return False


def device_count():
    """0: there is no CUDA."""
    return 0


def manual_seed(seed):
    """Does nothing without CUDA."""


def _refuse(*args, **kwargs):
    """Raises: there is no CUDA."""
    require_cpu("cuda")


manual_seed_all = seed = seed_all = manual_seed
empty_cache = is_initialized = is_available
current_device = get_device_name = get_device_properties = set_device = synchronize = _refuse
memory_allocated = max_memory_allocated = memory_reserved = lambda device=None: 0
reset_peak_memory_stats = manual_seed


def is_bf16_supported(including_emulation=True):
    """False: there is no CUDA."""
    return False
