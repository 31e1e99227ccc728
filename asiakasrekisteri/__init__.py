"""Asiakasrekisteri: the customer register of a small Finnish hosting firm."""

__version__ = "0.1.0"
