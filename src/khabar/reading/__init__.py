"""The reading layers: names, times, attributions, events, claims; each a pure function of what stands before it."""
