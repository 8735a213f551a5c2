"""Adagrad, RMSprop, Adadelta, Adamax, NAdam, RAdam."""

import torch

from .optimizer import Optimizer, buffer, check, count_step


def _options(maximize, foreach, capturable, differentiable):
    return {"maximize": maximize, "foreach": foreach, "capturable": capturable, "differentiable": differentiable}


class _Simple(Optimizer):
    def step(self, closure=None):
        """Changes the parameters by their gradients."""
        return self._run(closure)

    def _decayed(self, param, grad, group):
        return grad.add(param, alpha=group["weight_decay"]) if group["weight_decay"] != 0 else grad


class Adagrad(_Simple):
    """Steps by the gradient over the root of the sum of all squares so far."""

    def __init__(
        self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, foreach=None, *,
        maximize=False, differentiable=False, fused=None,
    ):  # fmt: skip
        check(lr=lr, eps=eps, weight_decay=weight_decay, lr_decay=lr_decay)
        if initial_accumulator_value < 0.0:
            raise ValueError(f"Invalid initial_accumulator_value value: {initial_accumulator_value}")
        defaults = {
            "lr": lr, "lr_decay": lr_decay, "eps": eps, "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value, "foreach": foreach, "maximize": maximize,
            "differentiable": differentiable, "fused": fused,
        }  # fmt: skip
        super().__init__(params, defaults)
        for group in self.param_groups:
            for param in group["params"]:
                self.state[param]["step"] = torch.tensor(0.0)
                buffer(self.state[param], "sum", param, initial_accumulator_value)

    def _update(self, param, grad, group, state):
        step = count_step(state)
        grad = self._decayed(param, grad, group)
        rate = group["lr"] / (1 + (step - 1) * group["lr_decay"])
        total = buffer(state, "sum", param)
        total.addcmul_(grad, grad, value=1)
        param.addcdiv_(grad, total.sqrt().add_(group["eps"]), value=-rate)


class RMSprop(_Simple):
    """Steps by the gradient over the root of the mean of recent squares."""

    def __init__(
        self, params, lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False, capturable=False, foreach=None,
        maximize=False, differentiable=False,
    ):  # fmt: skip
        check(lr=lr, eps=eps, momentum=momentum, weight_decay=weight_decay, alpha=alpha)
        defaults = {
            "lr": lr, "momentum": momentum, "alpha": alpha, "eps": eps, "centered": centered, "weight_decay": weight_decay,
            "capturable": capturable, "foreach": foreach, "maximize": maximize, "differentiable": differentiable,
        }  # fmt: skip
        super().__init__(params, defaults)

    def _update(self, param, grad, group, state):
        count_step(state)
        alpha = group["alpha"]
        square = buffer(state, "square_avg", param)
        grad = self._decayed(param, grad, group)
        square.mul_(alpha).addcmul_(grad, grad, value=1 - alpha)
        spread = square
        if group["centered"]:
            mean = buffer(state, "grad_avg", param)
            mean.lerp_(grad, 1 - alpha)
            spread = square.addcmul(mean, mean, value=-1)
        root = spread.sqrt().add_(group["eps"])
        if group["momentum"] > 0:
            velocity = buffer(state, "momentum_buffer", param)
            velocity.mul_(group["momentum"]).addcdiv_(grad, root)
            param.add_(velocity, alpha=-group["lr"])
        else:
            param.addcdiv_(grad, root, value=-group["lr"])


class Adadelta(_Simple):
    """Steps whose size follows the recent steps."""

    def __init__(
        self, params, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0, foreach=None, *, capturable=False, maximize=False,
        differentiable=False,
    ):  # fmt: skip
        check(lr=lr, eps=eps, weight_decay=weight_decay)
        if not 0.0 <= rho <= 1.0:
            raise ValueError(f"Invalid rho value: {rho}")
        defaults = {
            "lr": lr, "rho": rho, "eps": eps, "weight_decay": weight_decay,
            **_options(maximize, foreach, capturable, differentiable),
        }  # fmt: skip
        super().__init__(params, defaults)

    def _update(self, param, grad, group, state):
        count_step(state)
        rho, eps = group["rho"], group["eps"]
        square, steps = buffer(state, "square_avg", param), buffer(state, "acc_delta", param)
        grad = self._decayed(param, grad, group)
        square.mul_(rho).addcmul_(grad, grad, value=1 - rho)
        delta = steps.add(eps).sqrt_().div_(square.add(eps).sqrt_()).mul_(grad)
        steps.mul_(rho).addcmul_(delta, delta, value=1 - rho)
        param.add_(delta, alpha=-group["lr"])


class Adamax(_Simple):
    """Adam with the largest recent gradient instead of the mean of squares."""

    def __init__(
        self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None, *, maximize=False,
        differentiable=False, capturable=False,
    ):  # fmt: skip
        check(lr, eps, weight_decay, betas)
        defaults = {
            "lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay,
            **_options(maximize, foreach, capturable, differentiable),
        }  # fmt: skip
        super().__init__(params, defaults)

    def _update(self, param, grad, group, state):
        step = count_step(state)
        beta1, beta2 = group["betas"]
        mean, largest = buffer(state, "exp_avg", param), buffer(state, "exp_inf", param)
        grad = self._decayed(param, grad, group)
        mean.lerp_(grad, 1 - beta1)
        largest.copy_(torch.maximum(largest * beta2, grad.abs().add_(group["eps"])))
        param.addcdiv_(mean, largest, value=-group["lr"] / (1 - beta1**step))


class NAdam(_Simple):
    """Adam with Nesterov's momentum."""

    def __init__(
        self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, momentum_decay=4e-3, decoupled_weight_decay=False,
        *, foreach=None, maximize=False, capturable=False, differentiable=False,
    ):  # fmt: skip
        check(lr, eps, weight_decay, betas, momentum_decay=momentum_decay)
        defaults = {
            "lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "momentum_decay": momentum_decay,
            "decoupled_weight_decay": decoupled_weight_decay, **_options(maximize, foreach, capturable, differentiable),
        }  # fmt: skip
        super().__init__(params, defaults)

    def _update(self, param, grad, group, state):
        step = count_step(state)
        (beta1, beta2), lr, psi = group["betas"], group["lr"], group["momentum_decay"]
        product = state.setdefault("mu_product", torch.tensor(1.0))
        mean, square = buffer(state, "exp_avg", param), buffer(state, "exp_avg_sq", param)
        if group["decoupled_weight_decay"]:
            param.mul_(1 - lr * group["weight_decay"])
        else:
            grad = self._decayed(param, grad, group)
        now, later = (beta1 * (1.0 - 0.5 * 0.96 ** (t * psi)) for t in (step, step + 1))
        product *= now
        mean.lerp_(grad, 1 - beta1)
        square.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        root = square.div(1 - beta2**step).sqrt().add_(group["eps"])
        mu = product.item()
        param.addcdiv_(grad, root, value=-lr * (1.0 - now) / (1.0 - mu))
        param.addcdiv_(mean, root, value=-lr * later / (1.0 - mu * later))


class RAdam(_Simple):
    """Adam that waits until the mean of squares can be trusted."""

    def __init__(
        self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, decoupled_weight_decay=False, *, foreach=None,
        maximize=False, capturable=False, differentiable=False,
    ):  # fmt: skip
        check(lr, eps, weight_decay, betas)
        defaults = {
            "lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay,
            "decoupled_weight_decay": decoupled_weight_decay, **_options(maximize, foreach, capturable, differentiable),
        }  # fmt: skip
        super().__init__(params, defaults)

    def _update(self, param, grad, group, state):
        step = count_step(state)
        (beta1, beta2), lr = group["betas"], group["lr"]
        mean, square = buffer(state, "exp_avg", param), buffer(state, "exp_avg_sq", param)
        if group["decoupled_weight_decay"]:
            param.mul_(1 - lr * group["weight_decay"])
        else:
            grad = self._decayed(param, grad, group)
        mean.lerp_(grad, 1 - beta1)
        square.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        correction = 1 - beta2**step
        corrected = mean / (1 - beta1**step)
        limit = 2 / (1 - beta2) - 1
        rho = limit - 2 * step * beta2**step / correction
        if rho > 5.0:
            rectified = ((rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho)) ** 0.5
            scale = correction**0.5 / square.sqrt().add_(group["eps"])
            param.add_(corrected * lr * scale * rectified, alpha=-1.0)
        else:
            param.add_(corrected * lr, alpha=-1.0)
