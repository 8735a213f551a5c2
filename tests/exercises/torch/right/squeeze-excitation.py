import torch
import torch.nn as nn
import torch.nn.functional as F


# %% the classic: AdaptiveAvgPool2d and view
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduced):
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Sequential(
            nn.Linear(channels, reduced),
            nn.ReLU(inplace=True),
            nn.Linear(reduced, channels),
            nn.Sigmoid(),
        )

    def forward(self, x):
        b, c, _, _ = x.size()
        y = self.avg_pool(x).view(b, c)
        y = self.fc(y).view(b, c, 1, 1)
        return x * y.expand_as(x)


# %% 1 x 1 convolutions, as in torchvision
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduced):
        super().__init__()
        self.fc1 = nn.Conv2d(channels, reduced, 1)
        self.fc2 = nn.Conv2d(reduced, channels, 1)

    def forward(self, x):
        scale = F.adaptive_avg_pool2d(x, 1)
        scale = F.relu(self.fc1(scale))
        return torch.sigmoid(self.fc2(scale)) * x


# %% a function, einsum
def squeeze_excitation(x, w1, b1, w2, b2):
    s = x.flatten(2).mean(-1)
    gate = torch.sigmoid(F.linear(F.relu(F.linear(s, w1, b1)), w2, b2))
    return torch.einsum("bchw,bc->bchw", x, gate), gate
