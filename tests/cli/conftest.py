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


def invoke(*arguments, **extra):
    """Runs `khabar ARGUMENTS`; gives the result with stdout and stderr apart."""
    return CliRunner().invoke(command, [str(argument) for argument in arguments], **extra)


@pytest.fixture
def run(engine):  # noqa: ARG001
    """`invoke`, with the stand-in for reading."""
    return invoke


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """The path of an archive that is not there yet, and that commands use."""
    path = tmp_path / "archive.sqlite"
    monkeypatch.setenv("KHABAR_ARCHIVE", str(path))
    return path


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path
