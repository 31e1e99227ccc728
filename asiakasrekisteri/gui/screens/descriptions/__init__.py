"""Selosteet: the descriptions of the firm's registers, written, checked, published and compared."""
