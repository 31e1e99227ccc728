"""Plain data turned into paper: PDF in the Finnish letter layout."""
