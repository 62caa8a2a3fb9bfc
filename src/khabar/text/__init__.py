"""String work that never loses the way back to the raw text."""
