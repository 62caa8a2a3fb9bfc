"""docs/screening.md and the help tell the thresholds, weights and keys that the code has."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from click.testing import CliRunner

from khabar.cli.app import khabar as command
from khabar.model import ListFormat
from khabar.screening import MATCH, REVIEW, Hit
from khabar.screening.cautions import (
    ONE_WORD,
    ONE_WORD_ALIAS,
    ONLY_A_FATHERS_NAME,
    ONLY_A_GIVEN_NAME,
    SHORT_WORD,
    TELLING,
    TELLING_WHOLE,
    UNSURE_WORD,
    WEAK_ALIAS,
)
from khabar.screening.factors import (
    OTHER_KIND,
    OTHER_NATIONALITY,
    OTHER_YEAR,
    SAME_COUNTRY,
    SAME_DAY,
    SAME_NATIONALITY,
    SAME_YEAR,
)

PAGE = (Path(__file__).parents[2] / "docs" / "screening.md").read_text(encoding="utf-8")
WEIGHTS = {
    "a weak alias": WEAK_ALIAS,
    "one word of a longer name": ONE_WORD,
    "an alias of one word, and the name has more": ONE_WORD_ALIAS,
    "only a father's name agrees": ONLY_A_FATHERS_NAME,
    "only a given name agrees": ONLY_A_GIVEN_NAME,
    "one word that may be another": UNSURE_WORD,
    "one short word that is spelt otherwise": SHORT_WORD,
    "another kind": OTHER_KIND,
    "another year of birth": OTHER_YEAR,
    "another nationality": OTHER_NATIONALITY,
    "day of birth": SAME_DAY,
    "year of birth": SAME_YEAR,
    "nationality": SAME_NATIONALITY,
    "address, flag or register": SAME_COUNTRY,
}


def test_the_page_tells_every_weight() -> None:
    told = {name: float(weight) for name, weight in re.findall(r"^\| ([^|`]+?) \| ([\d.]+) \|", PAGE, re.MULTILINE)}
    assert told == WEIGHTS
    assert f"weighs less than {TELLING} (for the whole name of a body {TELLING_WHOLE})" in PAGE


def test_the_page_and_the_help_tell_the_thresholds() -> None:
    assert f"From **{MATCH}** a hit is a *match*" in PAGE
    assert f"From {REVIEW} to there it waits for *review*" in PAGE
    assert f"Default: {MATCH}." in " ".join(CliRunner().invoke(command, ["screen", "--help"]).output.split())


def test_the_page_tells_every_key_of_a_hit() -> None:
    section = PAGE.partition("## What a hit holds")[2]
    keys = {
        key for cell in re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE) for key in re.findall(r"`(\w+)`", cell)
    }
    assert keys == {one.name for one in fields(Hit)} | {"named", "claims"}


def test_the_page_tells_every_format() -> None:
    section = PAGE.partition("## Lists")[2].partition("##")[0]
    assert len(re.findall(r"^\| .+ \| (?:told|not told) \|$", section, re.MULTILINE)) == len(ListFormat)
