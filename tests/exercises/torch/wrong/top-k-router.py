import torch
import torch.nn.functional as F
from torch import nn


class Base(nn.Module):
    def __init__(self, d_model, num_experts, k):
        super().__init__()
        self.k = k
        self.gate = nn.Linear(d_model, num_experts, bias=False)


def put(like, indices, values):
    return torch.zeros_like(like).scatter(-1, indices, values)


# %% softmax-before-choice: not normalised again
class TopKRouter(Base):
    def forward(self, x):
        probs = F.softmax(self.gate(x), dim=-1)
        values, indices = probs.topk(self.k, dim=-1)
        return put(probs, indices, values)


# %% softmax-before-choice: times a mask
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        mask = torch.zeros_like(scores).scatter(1, scores.topk(self.k).indices, 1.0)
        return scores.softmax(-1) * mask


# %% experts-choose-tokens: dim 0
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        values, indices = scores.topk(self.k, dim=0)
        cut = torch.full_like(scores, float("-inf")).scatter(0, indices, values)
        return F.softmax(cut, dim=-1)


# %% experts-choose-tokens: and normalised there
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        values, indices = scores.topk(min(self.k, len(x)), dim=0)
        return torch.zeros_like(scores).scatter(0, indices, values.softmax(0))


# %% experts-choose-tokens: shares of a softmax over experts
class TopKRouter(Base):
    def forward(self, x):
        probs = F.softmax(self.gate(x), dim=-1)
        values, indices = probs.topk(min(self.k, x.size(0)), dim=0)
        return torch.zeros_like(probs).scatter(0, indices, values)


# %% softmax-over-tokens: after the choice
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        values, indices = scores.topk(self.k, dim=-1)
        cut = torch.full_like(scores, float("-inf")).scatter(-1, indices, values)
        return torch.nan_to_num(F.softmax(cut, dim=0))


# %% softmax-over-tokens: before the choice
class TopKRouter(Base):
    def forward(self, x):
        probs = F.softmax(self.gate(x), dim=0)
        values, indices = probs.topk(self.k, dim=-1)
        return put(probs, indices, values / values.sum(-1, keepdim=True))


# %% threshold-ties: masked_fill
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        kth = scores.topk(self.k, dim=-1).values[:, -1:]
        return F.softmax(scores.masked_fill(scores < kth, float("-inf")), dim=-1)


# %% threshold-ties: of probabilities
class TopKRouter(Base):
    def forward(self, x):
        probs = F.softmax(self.gate(x), dim=-1)
        kth = probs.sort(dim=-1, descending=True).values[:, self.k - 1].unsqueeze(-1)
        kept = torch.where(probs >= kth, probs, torch.zeros_like(probs))
        return kept / kept.sum(dim=-1, keepdim=True)


# %% chosen-over-the-batch: the experts of the first token
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        out = torch.zeros_like(scores)
        idx = scores[0].topk(self.k).indices
        out[:, idx] = F.softmax(scores[:, idx], dim=-1)
        return out


# %% chosen-over-the-batch: an index without rows
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        cut = torch.full_like(scores, float("-inf"))
        idx = scores.topk(self.k).indices
        cut[:, idx] = scores[:, idx]
        return F.softmax(cut, dim=-1)


# %% weights-not-transposed: x @ w
def top_k_router(x, w, k):
    scores = x @ w
    values, indices = scores.topk(k)
    return put(scores, indices, values.softmax(-1))


# %% sigmoid-instead-of-softmax: DeepSeek's
class TopKRouter(Base):
    def forward(self, x):
        s = torch.sigmoid(self.gate(x))
        idx = self.gate(x).topk(self.k, dim=-1).indices
        w = s.gather(1, idx)
        return put(s, idx, w / w.sum(dim=-1, keepdim=True))


# %% hard-choice: argmax
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        return F.one_hot(scores.argmax(-1), scores.size(-1)).float()


# %% hard-choice: a mask
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        return put(scores, scores.topk(self.k).indices, 1.0) / self.k


# %% smallest-kept: largest=False
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        values, indices = scores.topk(self.k, largest=False)
        return put(scores, indices, values.softmax(-1))


# %% off-by-one-in-k: k + 1
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        values, indices = scores.sort(descending=True)
        return put(scores, indices[:, : self.k + 1], values[:, : self.k + 1].softmax(-1))


# %% later-of-equals-kept: the end of an ascending sort
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        values, indices = scores.sort(dim=-1, stable=True)
        return put(scores, indices[:, -self.k :], values[:, -self.k :].softmax(-1))


# %% nothing-cut: a softmax
class TopKRouter(Base):
    def forward(self, x):
        return F.softmax(self.gate(x), dim=-1)


# %% filtered-logits-as-zero: zeros
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        values, indices = scores.topk(self.k)
        return F.softmax(put(scores, indices, values), dim=-1)


# %% not-scattered: shares alone
class TopKRouter(Base):
    def forward(self, x):
        return self.gate(x).topk(self.k).values.softmax(-1)


# %% missing-keepdims: the k-th without its axis
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        kth = scores.topk(self.k).values[:, -1]
        return F.softmax(scores.masked_fill(scores < kth, float("-inf")), dim=-1)


# %% mask-value-too-high: -1000
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        values, indices = scores.topk(self.k)
        return F.softmax(torch.full_like(scores, -1000.0).scatter(-1, indices, values), dim=-1)


# %% no-softmax: scores
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        values, indices = scores.topk(self.k)
        return put(scores, indices, values)


# %% not-normalized: exp
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        values, indices = scores.topk(self.k)
        return put(scores, indices, (values - values[:, :1]).exp())


# %% unstable-softmax: exp
class TopKRouter(Base):
    def forward(self, x):
        scores = self.gate(x)
        values, indices = scores.topk(self.k)
        return put(scores, indices, values.exp() / values.exp().sum(-1, keepdim=True))


# %% softmax-over-tokens: of the chosen values, dim 0
class TopKRouter(nn.Module):
    def __init__(self, d_model, num_experts, k):
        super().__init__()
        self.k = k
        self.gate = nn.Linear(d_model, num_experts, bias=False)

    def forward(self, x):
        s = self.gate(x)
        v, i = torch.topk(s, self.k, dim=-1)
        w = torch.softmax(v, dim=0)
        return torch.zeros_like(s).scatter(1, i, w)
