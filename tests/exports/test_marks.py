"""Marks that overlap as they please come out nested, and not one character moves."""

from hypothesis import given
from hypothesis import strategies as st

from khabar.exports.marks import Close, Mark, Open, Run, merge, nest
from khabar.model import Span

TEXT = "abcdefghij"


def spans(last):
    return st.tuples(st.integers(0, last), st.integers(0, last)).map(lambda ends: Span(min(ends), max(ends)))


MARKS = st.lists(st.builds(Mark, spans(len(TEXT)), st.integers(0, 3), st.sampled_from("xyz")), max_size=8)


def written(marks, area):
    out = ""
    for step in nest(marks, area):
        if isinstance(step, Open):
            out += f"<{step.mark.style}>"
        elif isinstance(step, Close):
            out += f"</{step.mark.style}>"
        else:
            out += step.span.of(TEXT)
    return out


def test_marks_that_cross_are_cut():
    marks = [Mark(Span(0, 5), 0, "x"), Mark(Span(3, 8), 0, "y")]
    assert written(marks, Span(0, 10)) == "<x>abc<y>de</y></x><y>fgh</y>ij"


def test_the_longer_stands_outside_and_the_lower_layer_of_equals():
    marks = [Mark(Span(2, 4), 5, "z"), Mark(Span(2, 4), 1, "y"), Mark(Span(2, 6), 9, "x")]
    assert written(marks, Span(0, 10)) == "ab<x><y><z>cd</z></y>ef</x>ghij"


def test_a_mark_is_clipped_to_its_paragraph():
    assert written([Mark(Span(0, 10), 0, "x")], Span(2, 4)) == "<x>cd</x>"


def test_merging_keeps_every_claim():
    merged = merge([Mark(Span(0, 1), 0, "x", "a", (1,)), Mark(Span(0, 1), 0, "x", "b", (2, 1), 2)])
    assert merged == [Mark(Span(0, 1), 0, "x", "a · b", (1, 2), 2)]


@given(MARKS, spans(len(TEXT)).filter(len))
def test_any_marks_nest_and_keep_the_text(marks, area):
    stack, text, covered = [], "", {}
    for step in nest(marks, area):
        if isinstance(step, Open):
            stack.append(step.mark)
        elif isinstance(step, Close):
            assert stack.pop() is step.mark
        else:
            assert isinstance(step, Run)
            text += step.span.of(TEXT)
            for place in range(step.span.start, step.span.end):
                covered[place] = sorted(map(id, stack))
    assert stack == []
    assert text == area.of(TEXT)
    for place, found in covered.items():
        assert found == sorted(id(mark) for mark in marks if mark.span.start <= place < mark.span.end)
