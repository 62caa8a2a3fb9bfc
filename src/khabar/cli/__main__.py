"""`python -m khabar.cli` is `khabar`."""

from khabar.cli import main

main()
