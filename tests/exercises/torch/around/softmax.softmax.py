# softmax(x, dim) is the answer itself.
