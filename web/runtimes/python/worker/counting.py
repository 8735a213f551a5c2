"""Arrays that count what is computed from them: for exercises in which the cost is a part of the task.

A learner can get out of it, as `np.asarray` does, or `detach`; so what is counted is at least what was done, and nobody is
blamed for what they did not do. Arrays of NumPy count by themselves; tensors are seen where they get their history.
"""

graph = torch._autograd.graph

may_share_memory, matmul, einsum, dot, inner = np.may_share_memory, np.matmul, np.einsum, np.dot, np.inner
numbers_made = 0
operations_done = 0


class CountingArray(ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **options):
        given = [uncounted(one) for one in inputs]
        options = {name: uncounted(option) for name, option in options.items()}
        if out is not None:
            options["out"] = tuple(uncounted(one) for one in out)
        result = getattr(ufunc, method)(*given, **options)
        arrays = list(arrays_in(given))
        for one in result if isinstance(result, tuple) else (result,):
            if isinstance(one, ndarray):
                products = ufunc is matmul and arrays[0].ndim
                count(one, one.size * arrays[0].shape[-1] if products else max([one.size, *(part.size for part in arrays)]))
        if out is not None:
            return out[0] if len(out) == 1 else out
        return counted(result)

    def __array_function__(self, function, types, args, kwargs):
        given = uncounted(args)
        result = function(*given, **uncounted(kwargs))
        arrays = list(arrays_in(given))
        for one in result if isinstance(result, (tuple, list)) else (result,):
            if isinstance(one, ndarray) and not any(may_share_memory(one, part) for part in arrays):
                count(one, operations_of(function, given, arrays, one))
        return counted(result)


def operations_of(function, given, arrays, result):
    if function is einsum and given and isinstance(given[0], str):
        return einsum_operations(given[0], arrays)
    if function in (dot, inner) and arrays[0].ndim:
        return result.size * arrays[0].shape[-1]
    return max([result.size, *(part.size for part in arrays)])


def einsum_operations(subscripts, arrays):
    """As many as there are combinations of all indices."""
    sizes = {}
    for letters, array in zip(subscripts.partition("->")[0].replace(" ", "").split(","), arrays):
        if "." in letters or len(letters) != array.ndim:
            return max(part.size for part in arrays)
        sizes.update(zip(letters, array.shape))
    product = 1
    for size in sizes.values():
        product *= size
    return product


def count(array, operations):
    global numbers_made, operations_done
    numbers_made = max(numbers_made, array.size)
    operations_done += operations


def uncounted(value):
    """The same without any counting array in it."""
    if isinstance(value, CountingArray):
        return value.view(ndarray)
    if type(value) in (tuple, list):
        return type(value)(uncounted(one) for one in value)
    if type(value) is dict:
        return {name: uncounted(one) for name, one in value.items()}
    return value


def counted(value):
    if type(value) is ndarray:
        return value.view(CountingArray)
    if type(value) in (tuple, list):
        return type(value)(counted(one) for one in value)
    return value


def arrays_in(value):
    if isinstance(value, ndarray):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from arrays_in(one)


def begin_counting(arguments):
    """The arguments of a call, with arrays of floats that count."""
    global numbers_made, operations_done
    numbers_made = operations_done = 0
    if tensors:
        count_tensors()
    return [counting(argument) for argument in arguments]


def counting(argument):
    if isinstance(argument, dict):
        return {name: counting(entry) for name, entry in argument.items()}
    if isinstance(argument, Tensor):
        return argument.requires_grad_().clone() if argument._array.dtype.kind == "f" else argument
    return argument.view(CountingArray) if isinstance(argument, ndarray) and argument.dtype.kind == "f" else argument


products = ("Bmm", "Mm", "Mv", "Dot", "Addmm", "Baddbmm")


def count_tensors():
    """Every operation on tensors with a history is seen from now on."""
    node_class = graph.node_class

    def counting_class(name):
        made = node_class(name)

        def make(outs, vjps):
            arrays = [vjp[0]._array for vjp in vjps]
            for out in outs:
                if not any(may_share_memory(out._array, part) for part in arrays):
                    terms = arrays[0].shape[-1] if name.partition("Backward")[0] in products else 0
                    count(out._array, out._array.size * terms or max([out._array.size, *(part.size for part in arrays)]))
            return made(outs, vjps)

        return make

    graph.node_class = counting_class


def counts():
    return (numbers_made, operations_done)
