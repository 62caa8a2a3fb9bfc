"""Where and how often reports are read, never what is read in them."""
