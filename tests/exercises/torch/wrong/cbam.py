import torch
import torch.nn as nn
import torch.nn.functional as F


class Base(nn.Module):
    def __init__(self, channels, reduced, kernel_height, kernel_width):
        super().__init__()
        self.mlp = nn.Sequential(nn.Linear(channels, reduced, bias=False), nn.ReLU(), nn.Linear(reduced, channels, bias=False))
        self.conv = nn.Conv2d(2, 1, (kernel_height, kernel_width), padding=(kernel_height // 2, kernel_width // 2), bias=False)

    def channel(self, x):
        return torch.sigmoid(self.mlp(x.mean((2, 3))) + self.mlp(x.amax((2, 3))))[:, :, None, None]

    def maps(self, x):
        return torch.cat([x.mean(1, keepdim=True), x.amax(1, keepdim=True)], dim=1)


# %% space-before-channels: pixels first
class CBAM(Base):
    def forward(self, x):
        x = x * torch.sigmoid(self.conv(self.maps(x)))
        return x * self.channel(x)


# %% spatial-gate-from-input: both from x
class CBAM(Base):
    def forward(self, x):
        return x * self.channel(x) * torch.sigmoid(self.conv(self.maps(x)))


# %% maximum-first: cat
class CBAM(Base):
    def forward(self, x):
        x = x * self.channel(x)
        return x * torch.sigmoid(self.conv(torch.cat([x.amax(1, keepdim=True), x.mean(1, keepdim=True)], dim=1)))


# %% mean-only: the channel gate
class CBAM(Base):
    def forward(self, x):
        x = x * torch.sigmoid(self.mlp(x.mean((2, 3))))[:, :, None, None]
        return x * torch.sigmoid(self.conv(self.maps(x)))


# %% convolution-flipped: flip
class CBAM(Base):
    def forward(self, x):
        x = x * self.channel(x)
        kernel = self.conv.weight.flip(2, 3)
        return x * torch.sigmoid(F.conv2d(self.maps(x), kernel, padding=self.conv.padding))


# %% convolution-not-padded: no padding
class CBAM(Base):
    def forward(self, x):
        x = x * self.channel(x)
        return x * torch.sigmoid(F.conv2d(self.maps(x), self.conv.weight))


# %% missing-sigmoid: of the spatial gate
class CBAM(Base):
    def forward(self, x):
        x = x * self.channel(x)
        return x * self.conv(self.maps(x))


# %% residual-added: plus x
class CBAM(Base):
    def forward(self, x):
        y = x * self.channel(x)
        return x + y * torch.sigmoid(self.conv(self.maps(y)))
