"""The only door to the data: one module per noun, verbs as functions, all called through the gate."""
