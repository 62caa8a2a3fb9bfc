"""Programs for whoever works on Khabar; no part of the package."""
