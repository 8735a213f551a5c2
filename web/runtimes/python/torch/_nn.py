"""The operations that torch.nn.functional is made of; PyTorch has them in C++."""
