"""Less frequent: losses as modules."""

from torch.nn import functional as F
from torch.nn.modules.loss import _Loss, _WeightedLoss, _plain


class NLLLoss(_WeightedLoss):
    """-input[target], for log-probabilities"""

    def __init__(self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index = ignore_index

    def forward(self, input, target):
        return F.nll_loss(
            input, target, weight=self.weight, ignore_index=self.ignore_index, reduction=self.reduction
        )


class NLLLoss2d(NLLLoss):
    """NLLLoss for images"""


class BCELoss(_WeightedLoss):
    """Cross entropy of probabilities with targets between 0 and 1"""

    def forward(self, input, target):
        return F.binary_cross_entropy(input, target, weight=self.weight, reduction=self.reduction)


class BCEWithLogitsLoss(_Loss):
    """Cross entropy of logits with targets between 0 and 1"""

    def __init__(self, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None):
        super().__init__(size_average, reduce, reduction)
        self.register_buffer("weight", weight)
        self.register_buffer("pos_weight", pos_weight)

    def forward(self, input, target):
        return F.binary_cross_entropy_with_logits(
            input, target, self.weight, pos_weight=self.pos_weight, reduction=self.reduction
        )


def _pair(name, function, doc, *settings):
    """A loss of two tensors with settings: (name, default)."""
    names, defaults = [s[0] for s in settings], [s[1] for s in settings]

    def __init__(self, *args, size_average=None, reduce=None, reduction="mean", **kwargs):
        _Loss.__init__(self, size_average, reduce, reduction)
        values = dict(zip(names, defaults, strict=True)) | dict(zip(names, args, strict=False)) | kwargs
        unknown = [key for key in values if key not in names]
        if unknown:
            raise TypeError(f"{name}.__init__() got an unexpected keyword argument '{unknown[0]}'")
        for key, value in values.items():
            setattr(self, key, value)

    def forward(self, *tensors):
        extra = {key: getattr(self, key) for key in names}
        return function(*tensors, reduction=self.reduction, **extra)

    members = {"__init__": __init__, "forward": forward, "__module__": __name__, "__doc__": doc}
    return type(name, (_Loss,), members)


L1Loss = _plain("L1Loss", F.l1_loss, "|input - target|")
SoftMarginLoss = _plain("SoftMarginLoss", F.soft_margin_loss, "log(1 + exp(-target input))")
MultiLabelMarginLoss = _plain("MultiLabelMarginLoss", F.multilabel_margin_loss, "The hinge loss with several classes")


class SmoothL1Loss(_Loss):
    """Squares below `beta`, absolute values above"""

    def __init__(self, size_average=None, reduce=None, reduction="mean", beta=1.0):
        super().__init__(size_average, reduce, reduction)
        self.beta = beta

    def forward(self, input, target):
        return F.smooth_l1_loss(input, target, reduction=self.reduction, beta=self.beta)


class HuberLoss(_Loss):
    """Squares below `delta`, absolute values above"""

    def __init__(self, reduction="mean", delta=1.0):
        super().__init__(reduction=reduction)
        self.delta = delta

    def forward(self, input, target):
        return F.huber_loss(input, target, reduction=self.reduction, delta=self.delta)


class KLDivLoss(_Loss):
    """target (log(target) - input), for log-probabilities `input`"""

    def __init__(self, size_average=None, reduce=None, reduction="mean", log_target=False):
        super().__init__(size_average, reduce, reduction)
        self.log_target = log_target

    def forward(self, input, target):
        return F.kl_div(input, target, reduction=self.reduction, log_target=self.log_target)


class PoissonNLLLoss(_Loss):
    """The negative log likelihood of counts"""

    def __init__(
        self, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction="mean"
    ):
        super().__init__(size_average, reduce, reduction)
        self.log_input, self.full, self.eps = log_input, full, eps

    def forward(self, log_input, target):
        return F.poisson_nll_loss(
            log_input, target, log_input=self.log_input, full=self.full, eps=self.eps, reduction=self.reduction
        )


class GaussianNLLLoss(_Loss):
    """The negative log likelihood of normal distributions"""

    def __init__(self, *, full=False, eps=1e-6, reduction="mean"):
        super().__init__(reduction=reduction)
        self.full, self.eps = full, eps

    def forward(self, input, target, var):
        return F.gaussian_nll_loss(input, target, var, full=self.full, eps=self.eps, reduction=self.reduction)


MarginRankingLoss = _pair(
    "MarginRankingLoss", F.margin_ranking_loss, "max(0, -target (input1 - input2) + margin)", ("margin", 0.0)
)
HingeEmbeddingLoss = _pair(
    "HingeEmbeddingLoss", F.hinge_embedding_loss, "Pairs that belong together, or not", ("margin", 1.0)
)
CosineEmbeddingLoss = _pair(
    "CosineEmbeddingLoss", F.cosine_embedding_loss, "Pairs that point the same way, or not", ("margin", 0.0)
)
MultiMarginLoss = _pair(
    "MultiMarginLoss", F.multi_margin_loss, "The hinge loss of classes", ("p", 1), ("margin", 1.0), ("weight", None)
)
TripletMarginLoss = _pair(
    "TripletMarginLoss", F.triplet_margin_loss, "max(0, distance to positive - distance to negative + margin)",
    ("margin", 1.0), ("p", 2.0), ("eps", 1e-6), ("swap", False),
)  # fmt: skip


class MultiLabelSoftMarginLoss(_WeightedLoss):
    """The mean cross entropy of independent classes"""

    def forward(self, input, target):
        return F.multilabel_soft_margin_loss(input, target, weight=self.weight, reduction=self.reduction)


class TripletMarginWithDistanceLoss(_Loss):
    """TripletMarginLoss with a distance of one's own"""

    def __init__(self, *, distance_function=None, margin=1.0, swap=False, reduction="mean"):
        super().__init__(reduction=reduction)
        self.distance_function = F.pairwise_distance if distance_function is None else distance_function
        self.margin, self.swap = margin, swap

    def forward(self, anchor, positive, negative):
        return F.triplet_margin_with_distance_loss(
            anchor, positive, negative, distance_function=self.distance_function, margin=self.margin, swap=self.swap,
            reduction=self.reduction,
        )  # fmt: skip
