"""The command line: one file a command."""

from khabar.cli.app import main

__all__ = ["main"]
