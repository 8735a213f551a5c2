# softmax-over-everything: own maxima = shared-sum
along = softmax


def softmax(x):
    return along(x, -1)
