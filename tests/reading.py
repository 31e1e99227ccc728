"""Reads prints back as their receiver would: text out of a PDF."""

import subprocess


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF in reading order."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()
