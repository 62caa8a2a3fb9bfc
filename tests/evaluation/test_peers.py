"""The bounds on peer suites: what crosses one is told, and every figure that CI measures has one."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation.peers import LOW_IS_GOOD, SHARED, bound, crossed, load_bounds, measure, write

EXTRA = "events.extra a sentence"


def test_a_figure_that_falls_crosses_its_bound_and_one_that_is_better_low_must_not_rise() -> None:
    bounds = {"times.right": 0.7, EXTRA: 0.5}
    assert crossed({"times.right": 0.7, EXTRA: 0.5}, bounds) == []
    assert [line.split(" is ")[0] for line in crossed({"times.right": 0.69, EXTRA: 0.51}, bounds)] == [
        "times.right",
        EXTRA,
    ]


def test_a_figure_that_is_missing_or_has_no_bound_is_told() -> None:
    assert len(crossed({}, {"times.right": 0.7, EXTRA: 0.5})) == 2
    assert "no bound" in crossed({"times.right": 0.7}, {})[0]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    figures = {"times.right": 0.7049, EXTRA: 0.4911}
    write(figures, tmp_path / "peers.toml")
    bounds = load_bounds(tmp_path / "peers.toml")
    assert (
        bounds == {name: bound(name, figure) for name, figure in figures.items()} == {"times.right": 0.7, EXTRA: 0.495}
    )
    assert crossed(figures, bounds) == []


@pytest.mark.skipif(not (SHARED / "peers").is_dir(), reason="the peer suites are not there")
def test_every_figure_has_a_bound() -> None:
    assert set(load_bounds()) == set(measure(SHARED)) >= LOW_IS_GOOD
