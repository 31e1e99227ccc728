"""Finvoice, the Finnish e-invoice: read tolerantly from 1.2 to 3.0, written strictly as 3.0; plain data both ways."""
