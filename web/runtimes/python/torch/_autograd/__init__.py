"""The graph of operations and the way back through it."""
