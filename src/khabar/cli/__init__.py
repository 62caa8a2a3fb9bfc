"""The command line: one file a command."""

from khabar.cli.main import main

__all__ = ["main"]
