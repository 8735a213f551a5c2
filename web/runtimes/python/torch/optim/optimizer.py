"""What all optimizers have in common."""

import copy
from collections import OrderedDict, defaultdict

import torch
from torch._autograd.graph import RemovableHandle


class Optimizer:
    """Base of the optimizers: groups of parameters with settings, and a state for each parameter."""

    def __init__(self, params, defaults):
        if isinstance(params, torch.Tensor):
            raise TypeError(
                f"params argument given to the optimizer should be an iterable of Tensors or dicts, but got {params.type()}"
            )
        self.defaults = defaults
        self.state = defaultdict(dict)
        self.param_groups = []
        self._pre_hooks, self._post_hooks = OrderedDict(), OrderedDict()
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(group)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "step" in cls.__dict__:
            cls.step = _with_hooks(cls.__dict__["step"])

    def add_param_group(self, param_group):
        """Adds parameters with settings of their own."""
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        params = param_group["params"]
        if isinstance(params, torch.Tensor):
            params = [params]
        elif isinstance(params, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the ordering of tensors in sets will "
                "change between runs. Please use a list instead."
            )
        group = dict(param_group, params=[p[1] if isinstance(p, tuple) else p for p in params])
        for param in group["params"]:
            if not isinstance(param, torch.Tensor):
                raise TypeError(f"optimizer can only optimize Tensors, but one of the params is {_type_name(param)}")
            if not (param.is_leaf or param.retains_grad):
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, default in self.defaults.items():
            group.setdefault(name, default)
        known = {id(p) for g in self.param_groups for p in g["params"]}
        if not known.isdisjoint(id(p) for p in group["params"]):
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(group)

    def zero_grad(self, set_to_none=True):
        """Forgets the gradients, or sets them to zero."""
        for group in self.param_groups:
            for param in group["params"]:
                if param._grad is not None:
                    if set_to_none:
                        param._grad = None
                    else:
                        param._grad = param._grad.detach().zero_()

    def step(self, closure=None):
        """Changes the parameters by their gradients; subclasses define it."""
        raise NotImplementedError

    def _run(self, closure):
        """Calls `update` for every parameter with a gradient."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        with torch.no_grad():
            for group in self.param_groups:
                for param in group["params"]:
                    if param._grad is not None:
                        grad = -param._grad if group.get("maximize") else param._grad
                        self._update(param, grad, group, self.state[param])
        return loss

    def state_dict(self):
        """The state by numbers of parameters, and the settings of the groups."""
        numbers, groups = {}, []
        for group in self.param_groups:
            for param in group["params"]:
                numbers.setdefault(id(param), len(numbers))
            rest = {key: value for key, value in group.items() if key != "params"}
            groups.append({**rest, "params": [numbers[id(p)] for p in group["params"]]})
        state = {(numbers[id(k)] if isinstance(k, torch.Tensor) else k): v for k, v in self.state.items()}
        return {"state": state, "param_groups": groups}

    def load_state_dict(self, state_dict):
        """Takes over a state of `state_dict`."""
        saved = state_dict["param_groups"]
        if len(self.param_groups) != len(saved):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any(len(a["params"]) != len(b["params"]) for a, b in zip(self.param_groups, saved, strict=True)):
            raise ValueError(
                "loaded state dict contains a parameter group that doesn't match the size of optimizer's group"
            )
        params = {}
        for own, other in zip(self.param_groups, saved, strict=True):
            params.update(zip(other["params"], own["params"], strict=True))
            own.update({k: copy.deepcopy(v) for k, v in other.items() if k != "params"})
        self.state = defaultdict(dict)
        for key, value in state_dict["state"].items():
            self.state[params.get(key, key)] = copy.deepcopy(value)

    def register_step_pre_hook(self, hook):
        """`hook(optimizer, args, kwargs)` runs before every step."""
        return RemovableHandle(self._pre_hooks, hook)

    def register_step_post_hook(self, hook):
        """`hook(optimizer, args, kwargs)` runs after every step."""
        return RemovableHandle(self._post_hooks, hook)

    def __repr__(self):
        text = f"{type(self).__name__} ("
        for i, group in enumerate(self.param_groups):
            text += f"\nParameter Group {i}\n"
            text += "".join(f"    {key}: {group[key]}\n" for key in sorted(group) if key != "params")
        return text + ")"


def _with_hooks(step):
    def wrapped(self, *args, **kwargs):
        for hook in list(self._pre_hooks.values()):
            args, kwargs = hook(self, args, kwargs) or (args, kwargs)
        result = step(self, *args, **kwargs)
        for hook in list(self._post_hooks.values()):
            hook(self, args, kwargs)
        return result

    wrapped.__name__, wrapped.__doc__ = "step", step.__doc__
    return wrapped


def _type_name(value):
    kind = type(value)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def check(lr=0.0, eps=0.0, weight_decay=0.0, betas=(), **others):
    """Refuses settings that no optimizer can work with."""
    if lr < 0.0:
        raise ValueError(f"Invalid learning rate: {lr}")
    if eps < 0.0:
        raise ValueError(f"Invalid epsilon value: {eps}")
    for i, beta in enumerate(betas):
        if not 0.0 <= beta < 1.0:
            raise ValueError(f"Invalid beta parameter at index {i}: {beta}")
    for name, value in others.items():
        if value < 0.0:
            raise ValueError(f"Invalid {name} value: {value}")
    if weight_decay < 0.0:
        raise ValueError(f"Invalid weight_decay value: {weight_decay}")


def count_step(state):
    """The number of this step; the state keeps it as a tensor, as PyTorch does."""
    step = state.setdefault("step", torch.tensor(0.0))
    step += 1
    return step.item()


def buffer(state, name, param, fill=0.0):
    """A tensor of the state, like the parameter."""
    if name not in state:
        state[name] = torch.full_like(param, fill).detach()
    return state[name]
