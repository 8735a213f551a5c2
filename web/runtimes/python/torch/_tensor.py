"""torch.Tensor: an array of NumPy, seen as PyTorch sees memory, with its place in the graph of gradients."""

import copy
import warnings
import weakref

import numpy as np

from . import _dtype
from ._array import element_strides, is_contiguous, round_to_bfloat16
from ._device import CPU
from ._dtype import INT, bfloat16, float16
from ._numbers import Numbers
from ._rest import find_method
from ._size import Size
from ._autograd.grad_mode import recording
from ._autograd.graph import RemovableHandle


class Tensor(Numbers):
    """A multi-dimensional array of elements of one type.

    `torch.Tensor(data)` and `torch.Tensor(*sizes)` make float tensors; `torch.tensor` is what new code uses.
    """

    __module__ = "torch"
    __array_priority__ = 1000

    _requires_grad = False
    _grad = _node = _base = _hooks = _post_hooks = _accumulator = None
    _view_kind = "view"
    output_nr = 0
    is_cuda = is_sparse = is_mps = is_xpu = is_meta = is_quantized = is_nested = False
    device = CPU

    def __new__(cls, *args, **kwargs):
        from ._ops.legacy import legacy_tensor

        tensor = legacy_tensor(_dtype.get_default_dtype(), args, kwargs)
        return tensor if cls is Tensor else tensor.as_subclass(cls)

    def __getattr__(self, name):
        return find_method(self, name)

    # --- memory -------------------------------------------------------------------------------------------------

    @property
    def shape(self):
        """The sizes of the dimensions."""
        return Size(self._array.shape)

    @property
    def ndim(self):
        """The number of dimensions."""
        return self._array.ndim

    @property
    def _values(self):
        """The array in the type that its operations are computed in."""
        array = self._array
        return array.astype(np.float32) if self.dtype is float16 else array

    @property
    def itemsize(self):
        """Bytes of one element."""
        return self.dtype.itemsize

    @property
    def nbytes(self):
        """Bytes of all elements."""
        return self.numel() * self.dtype.itemsize

    @property
    def layout(self):
        from ._ops.legacy import strided

        return strided

    def numel(self):
        """The number of elements."""
        return self._array.size

    nelement = numel

    def dim(self):
        """The number of dimensions."""
        return self._array.ndim

    ndimension = dim

    def element_size(self):
        """Bytes of one element."""
        return self.dtype.itemsize

    def data_ptr(self):
        """The address of the first element."""
        return self._array.__array_interface__["data"][0]

    def storage_offset(self):
        """How many elements lie before the first in the memory that it is a view of."""
        base = self if self._base is None else self._base
        return (self.data_ptr() - base.data_ptr()) // self._array.itemsize

    def is_contiguous(self, memory_format=None):
        """Whether the elements lie densely in row-major order."""
        return is_contiguous(self._array)

    def get_device(self):
        return -1

    def stride(self, dim=None):
        """How many elements lie between neighbours along every dimension, or along `dim`."""
        strides = element_strides(self._array)
        return strides if dim is None else strides[_check_dim(dim, len(strides))]

    def size(self, dim=None):
        """The sizes of the dimensions, or of `dim`."""
        if dim is None:
            return self.shape
        if not isinstance(dim, (int, np.integer)) and not (isinstance(dim, Tensor) and dim.dtype.kind == INT):
            raise TypeError(f"size(): argument 'dim' (position 1) must be int, not {type(dim).__name__}")
        return self._array.shape[_check_dim(int(dim), self._array.ndim)]

    # --- the graph ----------------------------------------------------------------------------------------------

    @property
    def requires_grad(self):
        """Whether gradients are computed for it."""
        return self._requires_grad

    @requires_grad.setter
    def requires_grad(self, value):
        if not isinstance(value, bool):
            raise RuntimeError("requires_grad must be a bool")
        if value and not self.dtype.differentiable:
            raise RuntimeError("only Tensors of floating point and complex dtype can require gradients")
        if not value and self._node is not None:
            raise RuntimeError(
                "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in "
                "a subgraph that doesn't require differentiation use var_no_grad = var.detach()."
            )
        self._requires_grad = value

    def requires_grad_(self, requires_grad=True):
        """Sets `requires_grad` and returns the tensor."""
        if not isinstance(requires_grad, bool):
            raise TypeError(
                "requires_grad_(): argument 'requires_grad' (position 1) must be bool, "
                f"not {type(requires_grad).__name__}"
            )
        if requires_grad and not self.dtype.differentiable:
            raise RuntimeError("only Tensors of floating point dtype can require gradients")
        self.requires_grad = requires_grad
        return self

    @property
    def grad_fn(self):
        """The operation that made it; None for a leaf."""
        base = self._base
        if base is not None and base._requires_grad and self._attr_version != self._ver[0]:
            from ._inplace import regenerate

            regenerate(self)
        return self._node

    @property
    def is_leaf(self):
        """Whether it was made by the user, not by a recorded operation."""
        return self.grad_fn is None

    @property
    def grad(self):
        """The gradient that `backward` has added up; None before."""
        if self._grad is None and self._node is not None and not self.retains_grad:
            warnings.warn(
                "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't "
                "be populated during autograd.backward(). If you indeed want the .grad field to be populated for a "
                "non-leaf Tensor, use .retain_grad() on the non-leaf Tensor.",
                stacklevel=2,
            )
        return self._grad

    @grad.setter
    def grad(self, value):
        if value is not None:
            if not isinstance(value, Tensor):
                raise TypeError(f"assigned grad expected to be a Tensor or None but got grad of type {type(value).__name__}")
            if value.dtype is not self.dtype:
                raise RuntimeError(
                    f"attempting to assign a gradient with dtype '{value.dtype.cpp}' to a tensor with grad_dtype "
                    f"'{self.dtype.scalar}'. The gradient must match the tensor's grad_dtype (defaults to the tensor's "
                    "dtype). You can set the tensor's grad_dtype attribute with a specific dtype, or None to allow any "
                    "dtype. Set grad_dtype with caution. Diverging the dtypes of a tensor and its gradient may break "
                    "downstream systems that assume they match."
                )
            if value.shape != self.shape:
                raise RuntimeError(
                    f"attempting to assign a gradient of size '{list(value.shape)}' to a tensor of size "
                    f"'{list(self.shape)}'. Please ensure that the gradient and the tensor are the same size"
                )
        self._grad = value

    @grad.deleter
    def grad(self):
        self._grad = None

    @property
    def data(self):
        """The same memory outside of the graph; writes to it are not noticed."""
        return wrap(self._array, self.dtype)

    @data.setter
    def data(self, value):
        if not isinstance(value, Tensor):
            raise TypeError(f"Variable data has to be a tensor, but got {type(value).__name__}")
        self._array, self.dtype = value._array, value.dtype

    @property
    def _version(self):
        return self._ver[0]

    def _alias(self):
        """The same memory outside of the graph; writes to it are noticed."""
        tensor = wrap(self._array, self.dtype)
        tensor._ver = self._ver
        return tensor

    detach = _alias

    def detach_(self):
        """Takes the tensor out of the graph."""
        self._node, self._requires_grad, self._base = None, False, None
        return self

    def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
        """Adds the gradients of this tensor to the `grad` of the leaves that it was made from."""
        from .autograd import backward

        backward(self, gradient, retain_graph, create_graph, inputs=inputs)

    @property
    def retains_grad(self):
        node = self._node
        return node is not None and self.output_nr in node.retained and node.retained[self.output_nr]() is self

    def retain_grad(self):
        """Keeps the gradient of a tensor that is no leaf."""
        if not self._requires_grad:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
        if self.grad_fn is not None:
            self._node.retained[self.output_nr] = weakref.ref(self)

    def register_hook(self, hook):
        """`hook(grad)` sees every gradient of this tensor and may return another."""
        if not self._requires_grad:
            raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
        if self.grad_fn is not None:
            return RemovableHandle(self._node.pre_hooks.setdefault(self.output_nr, {}), hook)
        self._hooks = {} if self._hooks is None else self._hooks
        return RemovableHandle(self._hooks, hook)

    def register_post_accumulate_grad_hook(self, hook):
        """`hook(tensor)` runs after a gradient has been added to `grad`."""
        if not self._requires_grad or self.grad_fn is not None:
            raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
        self._post_hooks = {} if self._post_hooks is None else self._post_hooks
        return RemovableHandle(self._post_hooks, hook)

    # --- to and from Python -------------------------------------------------------------------------------------

    def __array_wrap__(self, array, context=None, return_scalar=False):
        return wrap(array, _dtype.from_numpy(array.dtype))

    def __len__(self):
        if not self._array.ndim:
            raise TypeError("len() of a 0-d tensor")
        return self._array.shape[0]

    def __iter__(self):
        if not self._array.ndim:
            raise TypeError("iteration over a 0-d tensor")
        return iter(self.unbind(0))

    def __contains__(self, element):
        if isinstance(element, Tensor) or isinstance(element, (int, float, complex, bool, np.number)):
            return bool((self == element).any())
        raise RuntimeError(
            f"Tensor.__contains__ only supports Tensor or scalar, but you passed in a {type(element)}."
        )

    def __hash__(self):
        return id(self)

    def __repr__(self, *, tensor_contents=None):
        from ._tensor_str import tensor_text

        return tensor_text(self)

    def __format__(self, spec):
        if not self._array.ndim and type(self) is Tensor:
            return self.item().__format__(spec)
        return object.__format__(self, spec)

    def __deepcopy__(self, memo):
        if self.grad_fn is not None:
            raise RuntimeError(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the "
                "moment.  If you were attempting to deepcopy a module, this may be because of a torch.nn.utils."
                "weight_norm usage, see https://github.com/pytorch/pytorch/pull/103001"
            )
        if id(self) in memo:
            return memo[id(self)]
        new = memo[id(self)] = wrap(self._array.copy("K"), self.dtype, type(self))
        new._requires_grad = self._requires_grad
        new._grad = copy.deepcopy(self._grad, memo)
        own = {k: v for k, v in self.__dict__.items() if k not in new.__dict__ and k not in _STATE}
        new.__dict__.update(copy.deepcopy(own, memo))
        return new

    def __reduce_ex__(self, protocol):
        return rebuild, (type(self), self._array, self.dtype, self._requires_grad)

    def as_subclass(self, cls):
        """The same memory as a tensor of class `cls`."""
        tensor = wrap(self._array, self.dtype, cls)
        tensor._ver = self._ver
        return tensor


_STATE = {"_node", "output_nr", "_attr_version", "_base", "_hooks", "_post_hooks", "_accumulator"}


def wrap(array, dtype, cls=Tensor):
    """A tensor of a type around an array (or a number of NumPy), which is converted or rounded if need be."""
    tensor = object.__new__(cls)
    if type(array) is not np.ndarray:
        array = np.asarray(array)
    if dtype is bfloat16:
        array = round_to_bfloat16(array)
    elif array.dtype != dtype.array:
        array = array.astype(dtype.array)
    tensor._array, tensor.dtype, tensor._ver = array, dtype, [0]
    return tensor


def rebuild(cls, array, dtype, requires_grad):
    """A tensor from its pickled parts."""
    tensor = wrap(array, dtype, cls)
    tensor._requires_grad = requires_grad
    return tensor


def view(array, base):
    """A tensor that shares the memory of `base`: a write to one is seen in the other."""
    tensor = object.__new__(Tensor)
    tensor._array, tensor.dtype, tensor._ver = array, base.dtype, base._ver
    tensor._base = base if base._base is None else base._base
    tensor._attr_version = tensor._ver[0]
    if not recording.enabled:
        tensor._view_kind = "no_grad"
    return tensor


def _check_dim(dim, ndim):
    from ._ops.dims import wrap_dim

    return wrap_dim(dim, ndim)


def is_tensor(obj):
    """Whether `obj` is a tensor."""
    return isinstance(obj, Tensor)

