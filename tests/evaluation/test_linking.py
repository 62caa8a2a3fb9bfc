"""Judging links to known entities, and the ids that one thing has in a report."""

from __future__ import annotations

import csv
from collections import Counter

from evaluation.linking import (
    RULINGS,
    Link,
    false_joins,
    is_right,
    judged,
    lines,
    load_rulings,
    plain,
    spelt_otherwise,
)

NO_RULING: dict[tuple[str, str], bool] = {}


def link(gold: str, entity: str, english: str = "", form: str = "", kind: str = "PER") -> Link:
    return Link("report:0", kind, gold, entity, english, form)


def test_case_marks_and_articles_make_no_difference() -> None:
    assert plain("The Al-Durra Front") == plain("al durra front")
    assert plain("Workers' Party") == plain("Workers’ party") != plain("Worker Party")


def test_a_ruling_goes_before_the_names_and_without_either_nobody_knows() -> None:
    one, other = link("Durra", "city:durra", "Al-Durra"), link("Dorra", "city:durra", "Al-Durra")
    assert is_right(one, NO_RULING) is True
    assert is_right(one, {("city:durra", "Durra"): False}) is False
    assert is_right(other, NO_RULING) is None
    assert is_right(other, {("city:durra", "Dorra"): True}) is True


def test_only_links_to_known_entities_are_judged() -> None:
    known, unknown = link("Durra", "city:durra", "Durra"), link("Sami", "report:PER:x", "Sami")
    verdicts = judged([known, unknown], NO_RULING)
    assert (verdicts.right, verdicts.wrong, verdicts.unruled) == ([known], [], [])


def test_mentions_of_one_thing_in_other_spellings_are_paired() -> None:
    one, other, same = link("Sami", "a", form="ا"), link("Sami", "b", form="ب"), link("Sami", "a", form="ا")
    place = link("Sami", "c", form="ج", kind="GPE")
    assert list(spelt_otherwise([one, other, same, place])) == [(one, other), (other, same)]


def test_two_things_with_one_id_are_a_false_join_unless_both_names_are_right() -> None:
    full, short = link("Sami Durra", "person:sami", "Sami Durra"), link("Durra", "person:sami", "Sami Durra")
    assert list(false_joins([full, short], NO_RULING)) == [(full, short)]
    assert list(false_joins([full, short], {("person:sami", "Durra"): True})) == []


def test_a_part_of_a_persons_name_is_no_other_person_where_the_report_alone_knows_him() -> None:
    full, short, other = (link(name, "report:PER:x") for name in ("Sami Durra", "Durra", "Karim"))
    assert list(false_joins([full, short], NO_RULING)) == []
    assert list(false_joins([full, other], NO_RULING)) == [(full, other)]


def test_the_figures_come_first_and_then_what_is_wrong() -> None:
    wrong = link("Karim", "person:sami", "Sami")
    told = list(lines([[wrong]], Counter({"PER": 2}), {("person:sami", "Karim"): False}))
    assert told[0] == "PER  precision 0.000 (0 of 1)   coverage 0.500 (1 of 2; 1 found)"
    assert told[-1].startswith("wrong: report:0 PER 'Karim' -> person:sami")


def test_rulings_are_unique_sorted_and_say_where_they_come_from() -> None:
    with RULINGS.open(encoding="utf-8", newline="") as held:
        rows = list(csv.DictReader(held))
    keys = [(row["entity"], row["gold_en"]) for row in rows]
    assert len(set(keys)) == len(keys) == len(load_rulings())
    assert keys == sorted(keys)
    assert {row["right"] for row in rows} <= {"yes", "no"}
    assert all(row["source"] for row in rows)
    assert not any("\u0600" <= letter <= "\u06ff" for row in rows for value in row.values() for letter in value)
