"""Runs a learner's program inside Pyodide; the worker's JavaScript calls `prepare`, `load` and `call`.

Everything that goes back is made of plain tuples, strings, numbers and bytes. This file runs in a namespace with builtins
of its own and keeps its own references to NumPy, so that a learner who patches either cannot change what is said here.
No object of JavaScript is reachable from Python once the learner's code starts: `lock` sees to that.
"""

import asyncio
import gc
import json
import linecache
import sys
import time
import traceback
import types

import numpy as np

FILE = "solution.py"
MAX_DIMENSIONS = 8
MAX_TEXT = 2_000
MAX_TRACE = 20_000
MAX_FRAMES = 20
plain = frozenset((float, int, bool))

ndarray, generic, asarray, empty, frombuffer = np.ndarray, np.generic, np.asarray, np.empty, np.frombuffer
dtypes = {"float": np.dtype(np.float64), "int": np.dtype(np.intp), "bool": np.dtype(np.bool_)}
float64 = dtypes["float"]
clock = time.perf_counter
TracebackException, StackSummary = traceback.TracebackException, traceback.StackSummary
modules = sys.modules
streams = (sys.stdout, sys.stderr)

missing, absent = object(), object()
program = None
calls = ()
inputs = b""
tensors = None  # What is asked of an answer in PyTorch.
learner = None


class Malformed(Exception):
    """What came back is no array of numbers: (problem, path, found, length, expected length)."""


class TooMany(Exception):
    """More numbers came back than the limit allows."""


# What the worker calls


def prepare(description, data):
    """Takes the program as JSON; `data` holds the numbers of all array arguments, float64, one array after the other."""
    global program, calls, inputs, tensors
    program = json.loads(description)
    calls = program["calls"]
    inputs = data.to_bytes()
    tensors = program.get("tensors")
    if tensors:
        refuse_finished(tensors["finished"])
    else:
        hide_torch()


def lock():
    """Takes everything away that leads from Python to the JavaScript of the worker."""
    private = ("js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core")
    asyncio.run = asyncio.runners.run
    asyncio.set_event_loop_policy(EventLoopPolicy())
    asyncio._set_running_loop(None)
    sys.meta_path[:] = [finder for finder in sys.meta_path if "pyodide" not in type(finder).__module__]
    sys.meta_path.insert(0, Absent(private))
    hook, core = modules["_pyodide._importhook"], modules["_pyodide_core"]
    for holder in gc.get_referrers(hook.JsFinder, hook.JsLoader, core.create_proxy):
        # What finds and loads modules of JavaScript holds them; and Python keeps a copy of a module written in C.
        if type(holder) in (hook.JsFinder, hook.JsLoader):
            holder.__dict__.clear()
        elif type(holder) is dict and holder.get("__name__") == "_pyodide_core":
            holder.clear()
    for name in list(modules):
        if name.partition(".")[0] in private:
            empty_module(modules.pop(name))
    modules.pop("__main__", None)
    if "random" in modules:  # Its state comes from the snapshot, the same for all workers.
        modules["random"].seed()
    for stream in streams:
        stream.reconfigure(line_buffering=True)


def empty_module(module):
    """Functions that `gc` still finds have nothing left that they could call."""
    if isinstance(module, types.ModuleType):
        for name in list(module.__dict__):
            module.__dict__[name] = None


class EventLoop(asyncio.BaseEventLoop):
    """A loop of Python alone, in the place of Pyodide's: nothing comes from outside, so all it waits for is its timers."""

    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout):
        if timeout is None:
            raise RuntimeError("Everything waits for something that will never come.")
        time.sleep(timeout)
        return ()

    def _process_events(self, events):
        pass


class EventLoopPolicy(asyncio.events.BaseDefaultEventLoopPolicy):
    _loop_factory = EventLoop


class Absent:
    """An import hook to which the given modules do not exist."""

    def __init__(self, names):
        self.names = names

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def flush():
    for stream in streams:
        try:
            stream.flush()
        except BaseException:  # The learner closed it.
            pass


def load(source):
    """Compiles and runs the learner's source, and looks up the function."""
    try:
        return compile_and_run(source)
    finally:
        flush()


def compile_and_run(source):
    global learner
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
    try:
        code = compile(source, FILE, "exec", dont_inherit=True)
    except BaseException as error:
        return ("syntax-error", *describe_error(error))
    module = types.ModuleType("solution")
    module.__file__ = FILE
    modules["solution"] = module
    try:
        exec(code, module.__dict__)
    except BaseException as error:
        return ("threw", *describe_error(error))
    learner = module.__dict__.get(program["functionName"])
    if tensors:
        find_answer(module.__dict__)
    return ("ok",) if callable(learner) else ("no-function",)


def call(index):
    """Calls the function with copies of its arguments that are the learner's to keep."""
    try:
        return call_and_copy(index)
    finally:
        flush()


def call_and_copy(index):
    arguments = [make_argument(argument) for argument in calls[index]]
    if program["counted"]:
        arguments = begin_counting(arguments)
    start = clock()
    try:
        value = answer(index, arguments) if tensors else learner(*arguments)
    except Unplaced as error:
        return ("unplaced", milliseconds(start), *error.args)
    except BaseException as error:
        return ("threw", milliseconds(start), *describe_error(error))
    duration = milliseconds(start)
    del arguments
    copied = []
    try:
        for part in outputs_of(value):
            copied.append(None if part is missing else copy_array(part))
        return ("returned", duration, copied)
    except Malformed as malformed:
        return ("malformed", duration, len(copied), *malformed.args)
    except TooMany:
        return ("values-limit", duration)
    except BaseException as error:  # An __array__ of the learner's own.
        return ("threw", duration, *describe_error(error))


def outputs_of(value):
    """One part for each output, or `missing`: of a tuple, of a dictionary with their names, or the value by itself."""
    outputs = program["outputs"]
    required = sum(not output["optional"] for output in outputs)
    if len(outputs) > 1 and isinstance(value, dict) and any(dict.__contains__(value, output["name"]) for output in outputs):
        return [dict.get(value, output["name"], missing if output["optional"] else absent) for output in outputs]
    ordered = tuple if isinstance(value, tuple) else list if required > 1 and isinstance(value, list) else None
    if ordered and len(outputs) > 1:
        count = ordered.__len__(value)
        if max(required, 2) <= count <= len(outputs):
            parts = [ordered.__getitem__(value, place) for place in range(count)]
            given = [missing if part is None and output["optional"] else part for part, output in zip(parts, outputs)]
            return given + [missing] * (len(outputs) - count)
    if required > 1:
        raise Malformed(*(("nothing", (), "") if value is None else ("not-the-outputs", (), describe_returned(value))), 0, 0)
    if isinstance(value, tuple) and tuple.__len__(value) > 1 and all(part is None for part in tuple.__getitem__(value, slice(1, None))):
        value = tuple.__getitem__(value, 0)  # `return logits, loss` where no loss was asked for.
    return [value] + [missing] * (len(outputs) - 1)


def describe_returned(value):
    if isinstance(value, (tuple, list)):
        return f"a {'tuple' if isinstance(value, tuple) else 'list'} of {len(value)}"
    return "an array" if isinstance(value, (ndarray, Tensor)) else "a number" if isinstance(value, (int, float)) else describe_value(value)


def milliseconds(start):
    return (clock() - start) * 1000


# Arguments


def make_argument(argument):
    if not isinstance(argument, dict):
        return argument
    if "entries" in argument:
        return {name: make_array(entry) for name, entry in argument["entries"].items()}
    return make_array(argument)


def make_array(argument):
    numbers = frombuffer(inputs, float64, argument["count"], argument["start"] * 8)
    array = numbers.reshape(argument["shape"]).astype(dtypes[argument["kind"]], copy=True)
    return tensor_of(array) if tensors else array


# What came back


def copy_array(value):
    """A shape and the numbers as bytes, float64, row-major."""
    if value is absent:
        raise Malformed("absent", (), "", 0, 0)
    if value is None:
        raise Malformed("nothing", (), "", 0, 0)
    if isinstance(value, (list, tuple)):
        shape, parts = copy_nested(value)
        return shape, b"".join(parts)
    array = as_numbers(value, ())
    return array.shape, array.tobytes()


def as_numbers(value, path):
    """What `np.asarray` makes of anything but lists and tuples, as float64."""
    value = plain_array(value)
    if is_masked(value):
        raise Malformed("masked-array", (), "", 0, 0)
    if isinstance(value, (bool, int, float)):
        return asarray(to_float(value), float64)
    if isinstance(value, (str, bytes, complex, dict, set, frozenset)):
        refuse(path, describe_value(value))
    array = asarray(value)
    if array.dtype.kind not in "biuf":
        refuse(path, describe_value(value) if array.ndim == 0 and not isinstance(value, ndarray) else describe_dtype(array.dtype))
    if array.ndim > MAX_DIMENSIONS:
        raise Malformed("too-deep", (), "", 0, 0)
    if places(array) > program["values"]:
        raise TooMany
    return array.astype(float64, order="C", copy=True)


def places(array):
    """Numbers, and rows without any: a million empty rows are as bad as a million numbers."""
    count = 1
    for size in array.shape:
        count *= max(size, 1)
    return count


def to_float(number):
    try:
        return float(number)
    except OverflowError:  # An integer of more than 308 digits.
        return float("inf") if number > 0 else float("-inf")


def copy_nested(value):
    """Walks lists and tuples by itself: `np.asarray` does not say which row is too short, and lists may hold themselves."""
    shape = []  # As far down as a length has been met.
    rank = None  # Of the numbers: known when the first one is met.
    room = program["values"] + 1
    parts = []
    row = []

    def spend(count):
        nonlocal room
        room -= count
        if room < 0:
            raise TooMany

    def enter(depth, length, path):
        if depth == len(shape):
            shape.append(length)
        elif shape[depth] != length:
            raise Malformed("ragged", path, "", length, shape[depth])

    def settle_rank(depth, path):
        nonlocal rank
        if rank is None and len(shape) == depth:
            rank = depth
        if rank != depth:
            raise Malformed("mixed", path, "number", 0, 0)

    def flush():
        if row:
            parts.append(asarray(row, float64).tobytes())
            row.clear()

    def visit(item, depth, path):
        if isinstance(item, (bool, int, float)) and not isinstance(item, generic):
            spend(1)
            settle_rank(depth, path)
            row.append(to_float(item))
            return
        nested = isinstance(item, (list, tuple))
        array = None if nested else as_numbers(item, path)
        dimensions = 1 if nested else array.ndim
        if dimensions > 0 and rank is not None and depth >= rank:
            raise Malformed("mixed", path, "array", 0, 0)
        if depth + dimensions > MAX_DIMENSIONS:
            raise Malformed("too-deep", (), "", 0, 0)
        if nested:
            length = len(item)
            spend(1)
            if length > program["values"]:
                raise TooMany
            enter(depth, length, path)
            if length and plain.issuperset(map(type, item)):
                spend(length)
                settle_rank(depth + 1, (*path, 0))
                row.extend(map(to_float, item))
                return
            for index in range(length):
                visit(item[index], depth + 1, (*path, index))
            return
        spend(places(array))
        for axis in range(array.ndim):
            enter(depth + axis, array.shape[axis], path)
        if array.size or array.ndim == 0:
            settle_rank(depth + array.ndim, path)
        flush()
        parts.append(array.tobytes())

    visit(value, 0, ())
    flush()
    return tuple(shape), parts


def refuse(path, found):
    if path:
        raise Malformed("not-a-number", path, found, 0, 0)
    raise Malformed("not-an-array", (), found, 0, 0)


def is_masked(value):
    masked = getattr(modules.get("numpy.ma"), "MaskedArray", None)
    return isinstance(masked, type) and isinstance(value, masked)


def describe_value(value):
    """What a value is, in a word or two; our own words, never the learner's."""
    known = (
        (str, "a string"),
        (bytes, "bytes"),
        (complex, "a complex number"),
        (dict, "a dictionary"),
        ((set, frozenset), "a set"),
        (type, "a class"),
        (types.ModuleType, "a module"),
        ((types.FunctionType, types.BuiltinFunctionType, types.MethodType), "a function"),
        (types.GeneratorType, "a generator"),
        (types.CoroutineType, "a coroutine"),
        (type(None), "None"),
    )
    return next((words for kind, words in known if isinstance(value, kind)), "an object")


def describe_dtype(dtype):
    kinds = {"O": "objects", "U": "strings", "S": "bytes", "T": "strings", "c": "complex numbers", "M": "dates", "m": "durations"}
    return f"an array of {kinds.get(dtype.kind, 'records')} (dtype={dtype.name})"[:100]


# Errors


def describe_error(error):
    """Name, message, line, column (both from 1, 0 where unknown) and the traceback, cut to the learner's own frames."""
    message = attempt(message_of, error) or ""
    line, column, trace = attempt(place_and_trace, error) or (last_line(error), 0, "")
    return type(error).__name__[:100], message[:MAX_TEXT], line, column, trace[:MAX_TRACE]


def attempt(describe, error):
    """None when the error's own methods fail, or what `traceback` needs has been patched."""
    try:
        return describe(error)
    except BaseException:
        return None


def last_line(error):
    line, at = 0, error.__traceback__
    while at is not None:
        if at.tb_frame.f_code.co_filename == FILE:
            line = at.tb_lineno
        at = at.tb_next
    return line


def message_of(error):
    if isinstance(error, SyntaxError):
        return str(error.msg)
    if isinstance(error, SystemExit) and error.code is None:
        return "The program ended itself by sys.exit()."
    return str(error)


def place_and_trace(error):
    report = TracebackException(type(error), error, error.__traceback__, compact=True)
    cut_to_learner(report, set())
    trace = "".join(report.format())
    if isinstance(error, SyntaxError) and error.filename == FILE:
        return error.lineno or 0, error.offset or 0, trace
    if not report.stack:
        return 0, 0, trace
    frame = report.stack[-1]
    column = 0 if frame.colno is None else len((frame._original_line or "").encode()[: frame.colno].decode(errors="replace")) + 1
    return frame.lineno or 0, column, trace


def cut_to_learner(report, seen):
    if report is None or id(report) in seen:
        return
    seen.add(id(report))
    own = [frame for frame in report.stack if frame.filename == FILE]
    report.stack = StackSummary.from_list(own[:MAX_FRAMES] + own[MAX_FRAMES:][-MAX_FRAMES:])
    cut_to_learner(report.__cause__, seen)
    cut_to_learner(report.__context__, seen)
