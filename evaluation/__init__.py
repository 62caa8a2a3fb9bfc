"""Measures how well Khabar reads: the gold, the scorer and the floors."""
