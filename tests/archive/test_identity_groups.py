"""Grouping is a pure function of the judgements: any order, twice, and after a withdrawal, it gives the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.archive.identity_groups import MACHINE, Judgement, Verdict, canonical, grouping

IDS = ("person:a", "person:b", "report:PER:c_d", "report:PER:c_d_e", "report:PER:f_g", "report:PER:h_i")
SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE


def judgement(a: str, b: str, verdict: Verdict, score: float | None = None, made: int = 0) -> Judgement:
    a, b = sorted((a, b))
    by = MACHINE if score is not None else "tester"
    return Judgement(f"{by}:{a}:{b}:{verdict}:{made}", a, b, verdict, score, "", by, None if score else str(made))


@st.composite
def machine(draw: st.DrawFn) -> list[Judgement]:
    """The machine's judgements: one a pair at most, none between two known entities."""
    pairs = [(a, b) for at, a in enumerate(IDS) for b in IDS[at + 1 :] if not (a + b).count("person:") > 1]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True))
    return [judgement(a, b, draw(st.sampled_from((SAME, UNSURE))), draw(st.floats(0.8, 1.0))) for a, b in chosen]


@st.composite
def persons(draw: st.DrawFn) -> list[Judgement]:
    drawn = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from((SAME, DIFFERENT)))
    chosen = draw(st.lists(drawn.filter(lambda one: one[0] != one[1]), max_size=4))
    return [judgement(a, b, verdict, made=number) for number, (a, b, verdict) in enumerate(chosen)]


@given(machine(), persons(), st.randoms())
def test_the_order_of_judgements_changes_nothing(one, other, chance) -> None:
    held = [*one, *other]
    mixed = list(held)
    chance.shuffle(mixed)
    assert grouping(mixed) == grouping(held)


@given(machine(), persons(), persons())
def test_what_is_withdrawn_leaves_no_trace(one, other, undone) -> None:
    kept = [*one, *other]
    withdrawn = [
        Judgement(f"x{n}", u.a, u.b, u.verdict, None, "", "other", u.made, withdrawn="2024")
        for n, u in enumerate(undone)
    ]
    assert grouping([*kept, *withdrawn]) == grouping(kept)


@given(machine(), persons())
def test_what_persons_held_apart_is_apart_and_known_entities_are_joined_by_persons_only(one, other) -> None:
    found = grouping([*one, *other]).entity
    for told in other:
        if told.verdict == DIFFERENT:
            assert found.get(told.a, told.a) != found.get(told.b, told.b)
    if not any(told.verdict == SAME for told in other):
        assert found.get("person:a", "person:a") != found.get("person:b", "person:b")


def test_a_different_in_a_chain_leaves_out_the_weakest_join() -> None:
    one, two, three = IDS[2], IDS[4], IDS[5]
    chain = [judgement(one, two, SAME, 0.99), judgement(two, three, SAME, 0.95), judgement(one, three, UNSURE, 0.85)]
    assert len(set(grouping(chain).entity.values())) == 1
    found = grouping([*chain, judgement(one, three, DIFFERENT)])
    assert found.applied == {chain[0].id}
    assert set(found.entity) == {one, two}


def test_two_candidates_that_are_unlike_join_nothing_until_a_person_refuses_one() -> None:
    name = IDS[2]
    held = [judgement(name, "person:a", SAME, 0.99), judgement(name, "person:b", SAME, 0.95)]
    assert grouping(held).applied == frozenset()
    found = grouping([*held, judgement(name, "person:a", DIFFERENT)])
    assert found.entity == {name: "person:b", "person:b": "person:b"}


def test_a_report_alone_can_be_held_apart() -> None:
    name = IDS[2]
    mention = f"{name}@{'0' * 32}"
    joined = judgement(name, "person:a", SAME, 0.99)
    found = grouping([joined, judgement(mention, "person:a", DIFFERENT)])
    assert found.entity == {name: "person:a", "person:a": "person:a", mention: mention}
    assert grouping([joined, judgement(mention, IDS[4], DIFFERENT)]).entity[mention] == "person:a"


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ((IDS[2], IDS[0]), IDS[0]),
        ((IDS[2], IDS[3]), IDS[3]),
        ((IDS[5], IDS[4]), IDS[4]),
        ((f"{IDS[3]}@00", IDS[2]), IDS[2]),
    ],
)
def test_a_group_goes_by_its_known_entity_else_its_fullest_name(members, expected: str) -> None:
    assert canonical(members) == expected
