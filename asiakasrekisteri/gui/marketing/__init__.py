"""How somebody stands to marketing, on the pages of persons and customers."""
