"""torch.backends: settings of processors that are not there; they can be set and change nothing."""

from types import SimpleNamespace as _Namespace


def _no(*args, **kwargs):
    """False: it is not there."""
    return False


cuda = _Namespace(is_built=_no, matmul=_Namespace(allow_tf32=False))
cudnn = _Namespace(is_available=_no, enabled=True, benchmark=False, deterministic=False, allow_tf32=True)
mps = _Namespace(is_available=_no, is_built=_no)
mkl, mkldnn, openmp = (_Namespace(is_available=_no) for _ in range(3))
