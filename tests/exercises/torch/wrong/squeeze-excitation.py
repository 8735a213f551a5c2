import torch
import torch.nn as nn
import torch.nn.functional as F


class Base(nn.Module):
    def __init__(self, channels, reduced):
        super().__init__()
        self.fc1 = nn.Linear(channels, reduced)
        self.fc2 = nn.Linear(reduced, channels)


# %% softmax-gate: dim 1
class SqueezeExcitation(Base):
    def forward(self, x):
        gate = F.softmax(self.fc2(F.relu(self.fc1(x.mean((2, 3))))), dim=1)
        return x * gate[:, :, None, None]


# %% averaged-over-channels: dim 1
class SqueezeExcitation(Base):
    def forward(self, x):
        gate = torch.sigmoid(self.fc2(F.relu(self.fc1(x.mean(dim=1)))))
        return x * gate.unsqueeze(1)


# %% missing-activation: no relu
class SqueezeExcitation(Base):
    def forward(self, x):
        gate = torch.sigmoid(self.fc2(self.fc1(x.mean((2, 3)))))
        return x * gate[:, :, None, None], gate


# %% gate-not-expanded: no axes
class SqueezeExcitation(Base):
    def forward(self, x):
        gate = torch.sigmoid(self.fc2(F.relu(self.fc1(x.mean((2, 3))))))
        return x * gate


# %% gate-added: plus
class SqueezeExcitation(Base):
    def forward(self, x):
        gate = torch.sigmoid(self.fc2(F.relu(self.fc1(x.mean((2, 3))))))
        return x + gate[:, :, None, None]


# %% maximum-for-mean: amax
class SqueezeExcitation(Base):
    def forward(self, x):
        gate = torch.sigmoid(self.fc2(F.relu(self.fc1(x.amax(dim=(2, 3))))))
        return x * gate[:, :, None, None]


# %% not-squeezed: 1 x 1 convolutions on the map
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduced):
        super().__init__()
        self.fc1 = nn.Conv2d(channels, reduced, 1)
        self.fc2 = nn.Conv2d(reduced, channels, 1)

    def forward(self, x):
        return x * torch.sigmoid(self.fc2(F.relu(self.fc1(x))))


# %% residual-added: x + x * gate
class SqueezeExcitation(Base):
    def forward(self, x):
        gate = torch.sigmoid(self.fc2(F.relu(self.fc1(x.mean((2, 3))))))
        return x + x * gate[:, :, None, None]


# %% missing-bias: bias=False
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduced):
        super().__init__()
        self.fc1 = nn.Linear(channels, reduced, bias=False)
        self.fc2 = nn.Linear(reduced, channels, bias=False)

    def forward(self, x):
        gate = torch.sigmoid(self.fc2(F.relu(self.fc1(x.mean((2, 3))))))
        return x * gate[:, :, None, None]


# %% missing-sigmoid: fc2 as it is
class SqueezeExcitation(Base):
    def forward(self, x):
        return x * self.fc2(F.relu(self.fc1(x.mean((2, 3)))))[:, :, None, None]
