import torch
import torch.nn as nn
import torch.nn.functional as F


class Base(nn.Module):
    def __init__(self, d_model, d_ff):
        super().__init__()
        self.gate_proj = nn.Linear(d_model, d_ff, bias=False)
        self.up_proj = nn.Linear(d_model, d_ff, bias=False)
        self.down_proj = nn.Linear(d_ff, d_model, bias=False)


# %% gate-and-up-exchanged: silu(up)
class SwiGLU(Base):
    def forward(self, x):
        return self.down_proj(F.silu(self.up_proj(x)) * self.gate_proj(x))


# %% gate-and-up-exchanged: a function
def swiglu(x, w_gate, w_up, w_down):
    up = x @ w_up.T
    return ((x @ w_gate.T) * up * up.sigmoid()) @ w_down.T


# %% sigmoid-for-silu: GLU
class SwiGLU(Base):
    def forward(self, x):
        return self.down_proj(torch.sigmoid(self.gate_proj(x)) * self.up_proj(x))


# %% sigmoid-for-silu: F.glu
def swiglu(x, w_gate, w_up, w_down):
    return F.linear(F.glu(F.linear(x, torch.cat([w_up, w_gate]))), w_down)


# %% gelu-for-silu: GELU
class SwiGLU(Base):
    def forward(self, x):
        return self.down_proj(F.gelu(self.gate_proj(x)) * self.up_proj(x))


# %% gelu-for-silu: tanh
class SwiGLU(Base):
    def forward(self, x):
        return self.down_proj(F.gelu(self.gate_proj(x), approximate="tanh") * self.up_proj(x))


# %% gelu-for-silu: quick
def swiglu(x, w_gate, w_up, w_down):
    g = x @ w_gate.T
    return (g * torch.sigmoid(1.702 * g) * (x @ w_up.T)) @ w_down.T


# %% other-activation: ReLU
class SwiGLU(Base):
    def forward(self, x):
        return self.down_proj(F.relu(self.gate_proj(x)) * self.up_proj(x))


# %% other-activation: tanh
class SwiGLU(Base):
    def forward(self, x):
        return self.down_proj(torch.tanh(self.gate_proj(x)) * self.up_proj(x))


# %% other-activation: Mish
class SwiGLU(Base):
    def forward(self, x):
        return self.down_proj(F.mish(self.gate_proj(x)) * self.up_proj(x))


# %% sign-in-exponential: by hand
def swiglu(x, w_gate, w_up, w_down):
    g = x @ w_gate.T
    return (g / (1 + torch.exp(g)) * (x @ w_up.T)) @ w_down.T


# %% missing-activation: bilinear
class SwiGLU(Base):
    def forward(self, x):
        return self.down_proj(self.gate_proj(x) * self.up_proj(x))


# %% added-not-multiplied: plus
class SwiGLU(Base):
    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) + self.up_proj(x))


# %% added-not-multiplied: in place
def swiglu(x, w_gate, w_up, w_down):
    h = F.silu(x @ w_gate.T)
    h = h.add(x @ w_up.T)
    return h @ w_down.T


# %% activation-after-product: silu(gate * up)
class SwiGLU(Base):
    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x) * self.up_proj(x)))


# %% both-activated: silu twice
class SwiGLU(Base):
    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * F.silu(self.up_proj(x)))


# %% branch-missing: a plain network
class SwiGLU(Base):
    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)))


# %% branch-missing: the gate twice
class SwiGLU(Base):
    def forward(self, x):
        gate = self.gate_proj(x)
        return self.down_proj(F.silu(gate) * gate)


# %% missing-down-projection: hidden
def swiglu(x, w_gate, w_up, w_down):
    return F.silu(x @ w_gate.T) * (x @ w_up.T)


# %% residual-added: x +
class SwiGLU(Base):
    def forward(self, x):
        return x + self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


# %% weights-not-transposed: all
def swiglu(x, w_gate, w_up, w_down):
    return (F.silu(x @ w_gate) * (x @ w_up)) @ w_down


# %% weights-not-transposed: the last
def swiglu(x, w_gate, w_up, w_down):
    return (F.silu(x @ w_gate.T) * (x @ w_up.T)) @ w_down


# %% weights-not-transposed: einsum
def swiglu(x, w_gate, w_up, w_down):
    gate = torch.einsum("bld,df->blf", x, w_gate)
    up = torch.einsum("bld,df->blf", x, w_up)
    return torch.einsum("blf,fd->bld", F.silu(gate) * up, w_down)


# %% first-entry-only: x[0]
def swiglu(x, w_gate, w_up, w_down):
    return (F.silu(x[0] @ w_gate.T) * (x[0] @ w_up.T)) @ w_down.T
