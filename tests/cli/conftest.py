"""A command line whose engine is the hand-made reading, so that faces are tested apart from what is read."""

from dataclasses import replace

import pytest
from click.testing import CliRunner
from tests.exports.sample import READING, TEXT

import khabar
from khabar.cli.app import khabar as command
from khabar.languages import INSTALLED
from khabar.languages.detect import require_language
from khabar.model import Report


@pytest.fixture
def engine(monkeypatch):
    """Stands in for khabar.read; returns the reports it was given."""
    seen = []

    def read(text, *, published=None, publisher=None, byline=None, url=None):
        require_language(text, INSTALLED)
        seen.append(Report(text, publisher, byline, url, published))
        if "عطل" in text:
            raise IndexError("tuple index out of range")
        return replace(READING, report=replace(seen[-1], text=TEXT))

    monkeypatch.setattr(khabar, "read", read, raising=False)
    return seen


@pytest.fixture
def run(engine):  # noqa: ARG001
    """Runs `khabar ARGUMENTS`; gives the result with stdout and stderr apart."""

    def run(*arguments, **extra):
        return CliRunner().invoke(command, [str(argument) for argument in arguments], **extra)

    return run


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path
