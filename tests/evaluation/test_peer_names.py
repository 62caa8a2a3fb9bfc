"""Reading the two corpora of names, and counting what is found."""

from __future__ import annotations

from pathlib import Path

from evaluation.peer_names import Tally, compare, load, ours, parted, spans

LINES = "زار O\nإيمانويل B-PERS\nماكرون I-PERS\nبيروت B-LOC\n. O\n"


def test_a_block_holds_sentences_and_every_tenth_block_is_held_out(tmp_path: Path) -> None:
    path = tmp_path / "corpus.txt"
    path.write_text(LINES * 12 * 10, encoding="utf-8")
    learnt, held = parted(load(path))
    assert (len(learnt), len(held)) == (9, 1)
    assert len(held[0]) == 12 * 5


def test_tags_become_names_of_our_types() -> None:
    assert spans(["O", "B-PERS", "I-PERS", "B-LOC", "O", "B-MISC", "I-ORG"]) == [
        (1, 3, "PER"),
        (3, 4, "LOC"),
        (6, 7, "ORG"),
    ]
    assert spans(["B-Population-Center", "B-Group"]) == [(0, 1, "LOC")]


def test_our_names_are_told_in_tokens_of_the_corpus() -> None:
    block = (("زار", "O"), ("إيمانويل", "O"), ("ماكرون", "O"), ("و", "O"), ("بيروت", "O"))
    assert ours(block) == [(1, 3, "PER"), (4, 5, "LOC")]


def test_a_name_may_be_touched_without_being_exact() -> None:
    tallies = {"PER": Tally(), "LOC": Tally(), "ORG": Tally()}
    compare([(0, 2, "PER"), (3, 4, "LOC")], [(0, 1, "PER"), (3, 4, "ORG")], tallies)
    assert (tallies["PER"].exact, tallies["PER"].touching, tallies["PER"].found) == (0, 1, 1)
    assert (tallies["LOC"].found, tallies["ORG"].touching) == (0, 0)
