"""Reading the sets of names in two scripts, and the figures on their scores; all names here are made up."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import pytest
from evaluation.peers import SHARED
from evaluation.two_scripts import (
    Un,
    at_least,
    best_f1,
    checked,
    load_bounds,
    measure,
    parted,
    rejected,
    table,
    threshold_for,
    write,
)
from evaluation.two_scripts_matchers import Asked, Indexed, Nomenklatura, Pairwise, Scores, pair_scores, peer_version
from evaluation.two_scripts_peer import named
from evaluation.two_scripts_sets import Entry, Query, names_of, queries, variants, with_negatives, words

from khabar.model import ListedEntry, ListedKind, ListedName, NameQuality


@dataclass(frozen=True, slots=True)
class Given:
    """A matcher whose scores are given by pair; 0 for other pairs."""

    known: dict[tuple[str, str], float]
    name: str = "khabar"

    def scores(self, asked: list[Asked]) -> Scores:
        return [[max(self.known.get((q.text, n), 0.0) for n in e.names) for e in entries] for q, entries in asked]


def test_an_entry_is_known_by_its_latin_names_alone_each_once() -> None:
    told = (("SAMI DURRA", "primary"), ("درة", "original"), ("Abou Dorra", "weak"), ("SAMI DURRA", "strong"))
    names = tuple(ListedName(text, NameQuality(quality)) for text, quality in told)
    assert names_of(ListedEntry("XXi.001", ListedKind.PERSON, names)) == ("SAMI DURRA", "Abou Dorra")


def test_our_index_gives_the_score_of_the_best_name_and_nought_to_what_is_far() -> None:
    entries = (Entry("1", "person", ("Sami Durra", "Samy al-Durra")), Entry("2", "person", ("Ivan Petrov",)))
    (row,) = Indexed().scores([(Query("سامي الدرة", "person", "1"), entries)])
    assert row[0] > 0.9
    assert row[1] == 0.0


def test_a_hard_negative_begins_alike_and_is_listed_for_the_word_nowhere() -> None:
    right = [("ا", "sami"), ("ا", "samy"), ("ب", "sarah"), ("ج", "durra")]
    held = with_negatives(right, {"ا": {"sami", "samy"}, "ب": {"sarah", "sami"}, "ج": {"durra"}})
    assert held.wrong == (("ا", "sarah"), ("ا", "sarah"), ("ب", "samy"))
    assert set(held.all_wrong) == {("ا", "sarah"), ("ب", "samy")}
    assert held == with_negatives(right, {"ا": {"sami", "samy"}, "ب": {"sarah", "sami"}, "ج": {"durra"}})


def test_only_the_split_is_taken_and_what_others_list_is_no_negative(tmp_path: Path) -> None:
    rows = [("ا", "sami", "test"), ("ب", "sara", "test"), ("ا", "sara", "train")]
    file = tmp_path / "words.jsonl"
    lines = [json.dumps({"ar": arabic, "en": english, "split": split}) for arabic, english, split in rows]
    file.write_text("\n".join(lines), encoding="utf-8")
    held = words(file, "test")
    assert (held.right, held.wrong) == ((("ا", "sami"), ("ب", "sara")), (("ب", "sami"),))


def test_every_two_spellings_of_a_row_are_a_pair(tmp_path: Path) -> None:
    file = tmp_path / "variants.jsonl"
    file.write_text(json.dumps({"ar": ["ا", "ب", "ا", "ج"]}), encoding="utf-8")
    assert variants(file) == [("ا", "ب"), ("ا", "ج"), ("ب", "ج")]


def test_a_tie_is_no_first_place() -> None:
    asked = [Query("ا", "person", "1"), Query("ب", "person", "2")]
    listed = [Entry("1", "person", ("a",)), Entry("2", "person", ("b",))]
    assert parted(asked, listed, [[0.9, 0.2], [0.5, 0.5]]) == ([0.9, 0.5], [0.2, 0.5], 1)


def test_the_threshold_lets_so_many_wrong_pairs_in_and_no_more() -> None:
    wrong = [0.1] * 7 + [0.5, 0.6, 0.6]
    assert threshold_for([0.55, 0.9], wrong, one_in=10) == 0.9
    assert threshold_for([0.55, 0.9], wrong, one_in=5) == 0.55
    assert threshold_for([0.6], wrong, one_in=10) == math.inf
    assert at_least([0.6], math.inf) == 0.0


def test_the_best_f1_is_sought_over_every_threshold() -> None:
    assert best_f1([0.9, 0.8, 0.1], [0.85, 0.2]).f1 == pytest.approx(3 / 4)
    assert best_f1([0.9, 0.8], [0.1]).f1 == 1.0


def test_a_spelling_that_stays_below_is_rejected_with_its_score() -> None:
    matcher = Given({("ا", "ب"): 0.9, ("ا", "ج"): 0.4})
    assert rejected(matcher, [("ا", "ب"), ("ا", "ج")], 0.5) == [(("ا", "ج"), 0.4)]


def test_the_best_of_an_entrys_names_counts() -> None:
    matcher = Pairwise("length", lambda one, other: len(one) / len(other))
    entry = Entry("1", "person", ("abcd", "ab"))
    assert matcher.scores([(Query("a", "person", "1"), (entry,))]) == [[0.5]]
    assert pair_scores(matcher, [("a", "ab"), ("abc", "abcd")]) == [0.5, 0.75]


def test_what_is_written_is_read_again_and_what_falls_is_told(tmp_path: Path) -> None:
    file = tmp_path / "bounds.csv"
    write({"google.f1": 0.9034, "un.t": 0.7, "un.recall": 0.5}, file)
    write({"un.recall": 0.6}, file)
    assert load_bounds(file) == {"un.recall": 0.6, "google.f1": 0.9}


def test_a_figure_without_a_bound_and_one_below_it_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evaluation.two_scripts.load_bounds", lambda: {"un.recall": 0.6, "google.f1": 0.9})
    assert checked({"un.recall": 0.61, "un.t": 0.1}, ["un"]) == 0
    assert checked({"un.recall": 0.59}, ["un"]) == 1
    assert checked({"un.recall": 0.61, "un.first": 0.5}, ["un"]) == 1


def test_the_table_has_a_matcher_a_row() -> None:
    assert table({"khabar": {"un.f1": 0.5}}).splitlines() == ["       un.f1", "khabar 0.500"]
    assert measure([], Path("nowhere"), [Given({})]) == {"khabar": {}}


def test_the_peer_is_told_entries_once_and_the_kind_only_where_it_may_be(tmp_path: Path) -> None:
    entries = (Entry("1", "org", ("b",)),)
    asked = [(Query("ا", "person", "1"), entries), (Query("ب", "org", "1"), entries)]
    first, second = map(json.loads, Nomenklatura("0", True)._lines(asked))
    assert first == {"query": ["Person", ["ا"]], "entries": [["Organization", ["b"]]]}
    assert second == {"query": ["Organization", ["ب"]]}
    assert json.loads(Nomenklatura("0", False)._lines(asked)[0])["query"][0] == "LegalEntity"
    assert named(first["entries"][0]) == ("Organization", ("b",))
    assert peer_version(tmp_path / "bin" / "python") is None


@pytest.mark.skipif(not (SHARED / "peers" / "names").is_dir(), reason="the sets are not there")
def test_every_name_of_the_un_set_has_its_entry() -> None:
    un = Un(SHARED)
    assert len(un.asked) + len(un.missing) == len(queries(SHARED / "peers" / "names" / "un_names.jsonl"))
    assert not any("\u0600" <= letter <= "\u06ff" for entry in un.entries for name in entry.names for letter in name)
