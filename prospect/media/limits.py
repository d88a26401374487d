"""What a file may be at most, and a picture at least."""

MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
LEAST_WIDTH = 480  # px; below, it would be stretched on every screen
