"""torch.save and torch.load: with Python's pickle. Files of PyTorch itself have another form and are refused."""

import pickle

_ZIP = b"PK\x03\x04"


def save(obj, f, pickle_module=pickle, pickle_protocol=2, _use_new_zipfile_serialization=True):
    """Writes tensors, modules' states, or anything else, to a path or an open file."""
    if hasattr(f, "write"):
        pickle.dump(obj, f, protocol=5)
    else:
        with open(f, "wb") as file:
            pickle.dump(obj, file, protocol=5)


def load(f, map_location=None, pickle_module=pickle, *, weights_only=None, mmap=None, **_):
    """Reads what `save` wrote."""
    if hasattr(f, "read"):
        return _read(f)
    with open(f, "rb") as file:
        return _read(file)


def _read(file):
    start = file.read(4)
    file.seek(-len(start), 1)
    if start == _ZIP:
        raise RuntimeError(
            "This file was written by PyTorch itself. The page's small torch reads what its own torch.save wrote; state_dicts can "
            "come in as NumPy arrays with torch.from_numpy."
        )
    return pickle.load(file)
