"""torch.device: there is a processor and nothing else."""

_TYPES = (
    "cpu cuda ipu xpu mkldnn opengl opencl ideep hip ve fpga maia xla lazy vulkan mps meta hpu mtia privateuseone"
).split()


class device:  # noqa: N801
    """Where a tensor is: `torch.device("cpu")`. Other types can be named, but nothing can be put there."""

    __module__ = "torch"

    def __new__(cls, type="cpu", index=None):
        if isinstance(type, cls):
            return type
        if isinstance(type, int):
            raise RuntimeError("Cannot access accelerator device when none is available.")
        name, _, number = type.partition(":")
        if name not in _TYPES:
            wanted = ", ".join(_TYPES)
            raise RuntimeError(f"Expected one of {wanted} device type at start of device string: {name}")
        if ":" in type and not number.isdigit():
            raise RuntimeError(f"Invalid device string: '{type}'")
        self = object.__new__(cls)
        self.type, self.index = name, int(number) if number else index
        return self

    def __repr__(self):
        index = "" if self.index is None else f", index={self.index}"
        return f"device(type='{self.type}'{index})"

    def __str__(self):
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other):
        return isinstance(other, device) and (self.type, self.index) == (other.type, other.index)

    def __hash__(self):
        return hash((self.type, self.index))

    def __reduce__(self):
        return device, (str(self),)

    def __enter__(self):
        require_cpu(self)
        return self

    def __exit__(self, *exception):
        return None


CPU = device("cpu")


def require_cpu(place):
    """Raises what PyTorch without CUDA raises for a device that it does not have."""
    if place is None:
        return
    kind = device(place).type
    if kind == "cuda":
        raise AssertionError("Torch not compiled with CUDA enabled")
    if kind == "meta":
        raise NotImplementedError("The page's small torch has no tensors without data (device 'meta'); use 'cpu'.")
    if kind != "cpu":
        raise RuntimeError(
            f"PyTorch is not linked with support for {kind} devices"
            if kind in ("mps", "xpu", "mtia", "hpu")
            else f"Could not run 'aten::empty.memory_format' with arguments from the '{kind.upper()}' backend."
        )
