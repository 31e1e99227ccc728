"""Statements and payments as banks give them: camt.052/053/054, TITO, KTL and CSV, as one shape of plain data."""
