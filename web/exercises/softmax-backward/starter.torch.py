import torch


def softmax_backward(y, dy):
    """The gradient with respect to the input of a softmax that ran along the rows.

    y: what the softmax gave, shape (n, m); dy: the gradient with respect to y, shape (n, m).
    Returns the gradient with respect to the softmax's input, shape (n, m).
    """
    # TODO: every input changes all the weights of its row.
    return torch.zeros_like(y)
