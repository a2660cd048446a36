"""Speed, as ratios of medians in one run: ours against a named baseline, taken in turns, since machines are shared and noisy."""
