"""Readings go out: one small writer for each form. Import the writer that you need; each loads only what it uses."""
