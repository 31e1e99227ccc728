"""Speed as ratios to the bare libraries, measured in one run on one machine: `python3 dev.py bench`."""
