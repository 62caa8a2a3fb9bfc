"""How well names are found on two annotated news corpora, beside a plain CRF trained on them.

ANERcorp and NewsFANE hold one token and one tag a line. Every tenth block of sentences is held out: the CRF learns from
the other nine tenths, the names layer from nothing. The corpora draw names otherwise than GUIDE section 4 does (a
generic noun inside, a nationality not at all, a body without its nationality), so two figures are printed: names with
exactly the corpus's words, and names of the right type that share a word with one of the corpus's.

    python -m evaluation.peer_names FILE [FILE ...]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from khabar import languages
from khabar.knowledge import load_knowledge
from khabar.model import NameType, Report
from khabar.reading.names import read_names
from khabar.text.document import build_document

Span: TypeAlias = tuple[int, int, str]
"""Tokens [first, last) of a block, and the type of the name."""
Token: TypeAlias = tuple[str, str]
Block: TypeAlias = tuple[Token, ...]

TYPES = ("PER", "LOC", "ORG")
_BLOCK, _EVERY = 12, 10
_STOPS = frozenset((".", "!", "?", "\u061f"))
_INVISIBLE = dict.fromkeys((0xFEFF, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x00AD))
_ROUNDS = 60
_PROCLITICS = frozenset("\u0648\u0628\u0644\u0641\u0643\u0633")
_ENCLITICS = frozenset(("\u0647", "\u0647\u0627", "\u0647\u0645", "\u0646\u0627", "\u064a"))
"""Letters that NewsFANE parts from the words they were written onto."""

_OURS = {
    NameType.PERSON: "PER",
    NameType.PLACE: "LOC",
    NameType.LOCATION: "LOC",
    NameType.ORGANISATION: "ORG",
}
_PERSONS = "PERS Politician Athlete Artist Scientist Businessperson Religious_PER Lawyer Engineer Police Other_PER"
_PLACES = (
    "LOC Nation Population-Center State-or-Province County-or-District Continent GPE-Cluster Water-Body Land "
    "Land-Region-Natural"
)
_BODIES = (
    "ORG Government Non-Governmental Commercial Educational Media Religious_ORG Sports Medical-Science Entertainment"
)
_THEIRS = {
    label: kind for kind, labels in (("PER", _PERSONS), ("LOC", _PLACES), ("ORG", _BODIES)) for label in labels.split()
}
"""The corpora's labels by ours; facilities, groups of people and products are left out."""


@dataclass(slots=True)
class Tally:
    """Counts of one type: names of the corpus, names read, and those of them that are right."""

    gold: int = 0
    read: int = 0
    exact: int = 0
    found: int = 0
    touching: int = 0

    def line(self, name: str) -> str:
        """Precision, recall and F1 of exact names, and of those that touch one of the corpus."""
        exact = figures(self.exact, self.read, self.exact, self.gold)
        touching = figures(self.touching, self.read, self.found, self.gold)
        return f"{name:12} exact {exact}   touching {touching}   ({self.gold} names)"


def figures(right: int, read: int, found: int, gold: int) -> str:
    """Precision, recall and F1 as text."""
    precision, recall = right / max(read, 1), found / max(gold, 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def load(path: Path) -> list[Block]:
    """The blocks of a corpus in file order, each of twelve sentences; a blank line or a stop ends a sentence."""
    sentences: list[list[Token]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.translate(_INVISIBLE).split()
        if len(parts) == 2:
            sentences[-1].append((parts[0], parts[1]))
        if sentences[-1] and (len(parts) < 2 or parts[0] in _STOPS):
            sentences.append([])
    full = [sentence for sentence in sentences if sentence]
    return [tuple(t for s in full[at : at + _BLOCK] for t in s) for at in range(0, len(full), _BLOCK)]


def parted(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks to learn from, and every tenth, held out."""
    held = [block for number, block in enumerate(blocks) if number % _EVERY == _EVERY - 1]
    return [block for number, block in enumerate(blocks) if number % _EVERY != _EVERY - 1], held


def spans(tags: Iterable[str]) -> list[Span]:
    """The names that BIO tags tell, with our types; other labels are left out."""
    out: list[Span] = []
    first, label = 0, ""
    for at, tag in enumerate((*tags, "O")):
        mark, _, kind = tag.partition("-")
        if label and (mark != "I" or kind != label):
            out += [(first, at, _THEIRS[label])] if label in _THEIRS else []
            label = ""
        if mark in ("B", "I") and not label:
            first, label = at, kind
    return out


def ours(block: Block) -> list[Span]:
    """The names that the names layer finds in a block, as tokens."""
    text, starts = "", []
    for at, (token, _) in enumerate(block):
        starts.append(len(text))
        text += token + ("" if _written_together(block, at) else " ")
    language = languages.load("ar")
    document = build_document(Report(text), language)
    mentions = read_names(document, (), language, load_knowledge(language))
    named = ((m.span.start, m.span.end, _OURS[m.type]) for m in mentions if m.type in _OURS)
    return [_without_clitics(block, _as_tokens(start, end, kind, starts)) for start, end, kind in named]


def _without_clitics(block: Block, span: Span) -> Span:
    """A name without the letters at its ends that the corpus parts from it."""
    first, last, kind = span
    first += last - first > 1 and block[first][0] in _PROCLITICS
    last -= last - first > 1 and block[last - 1][0] in _ENCLITICS
    return first, last, kind


def _written_together(block: Block, at: int) -> bool:
    """Whether a token and the next were one written word, in a corpus that parts clitics from words."""
    if at + 1 == len(block):
        return False
    token, follows = block[at][0], block[at + 1][0]
    return (token in _PROCLITICS and follows.isalpha()) or (follows in _ENCLITICS and token.isalpha())


def _as_tokens(start: int, end: int, kind: str, starts: Sequence[int]) -> Span:
    touched = [at for at, begin in enumerate(starts) if begin < end and _end(starts, at) > start]
    return touched[0], touched[-1] + 1, kind


def _end(starts: Sequence[int], at: int) -> int:
    return starts[at + 1] if at + 1 < len(starts) else starts[at] + 1_000


def compare(gold: Sequence[Span], read: Sequence[Span], tallies: dict[str, Tally]) -> None:
    """Counts one block."""
    exact = set(gold)
    for span in gold:
        tallies[span[2]].gold += 1
        tallies[span[2]].found += any(_touch(span, other) for other in read)
    for span in read:
        tallies[span[2]].read += 1
        tallies[span[2]].exact += span in exact
        tallies[span[2]].touching += any(_touch(span, other) for other in gold)


def _touch(one: Span, other: Span) -> bool:
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]


def features(block: Block) -> list[list[str]]:
    """What the CRF sees of each token: its letters at both ends, and its neighbours."""
    words = ["<", "<", *(token for token, _ in block), ">", ">"]
    return [_features(words, at) for at in range(2, len(words) - 2)]


def _features(words: Sequence[str], at: int) -> list[str]:
    word = words[at]
    out = ["bias", f"w={word}", f"digit={word.isdigit()}", f"letters={word.isalpha()}"]
    out += [f"p{n}={word[:n]}" for n in (1, 2, 3, 4)] + [f"s{n}={word[-n:]}" for n in (1, 2, 3, 4)]
    out += [f"{step}={words[at + step]}" for step in (-2, -1, 1, 2)]
    return [*out, f"-1,0={words[at - 1]}|{word}", f"0,1={word}|{words[at + 1]}"]


def crf(learnt: Sequence[Block], held: Sequence[Block]) -> Iterator[list[Span]]:
    """The names that a CRF trained on some blocks finds in others."""
    library: Any = import_module("pycrfsuite")
    trainer = library.Trainer(verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.01, "max_iterations": _ROUNDS, "feature.possible_transitions": True})
    for block in learnt:
        trainer.append(features(block), [_label(tag) for _, tag in block])
    with TemporaryDirectory() as folder:
        model = str(Path(folder) / "names.crf")
        trainer.train(model)
        tagger = library.Tagger()
        tagger.open(model)
        for block in held:
            yield spans(tagger.tag(features(block)))
        tagger.close()


def _label(tag: str) -> str:
    """A tag with one of our types, O for any other."""
    mark, _, kind = tag.partition("-")
    return f"{mark}-{_THEIRS[kind]}" if kind in _THEIRS else "O"


_THEIRS |= {kind: kind for kind in TYPES}


def report(name: str, gold: Iterable[Sequence[Span]], read: Iterable[Sequence[Span]]) -> Iterator[str]:
    """The lines of one reader: a type each, and all."""
    tallies = {kind: Tally() for kind in TYPES}
    for theirs, found in zip(gold, read, strict=True):
        compare(theirs, found, tallies)
    yield from (tally.line(f"{name} {kind}") for kind, tally in tallies.items())
    every = Tally()
    for tally in tallies.values():
        for count in ("gold", "read", "exact", "found", "touching"):
            setattr(every, count, getattr(every, count) + getattr(tally, count))
    yield every.line(f"{name} all")


def main() -> None:
    """Print the figures of both readers on each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    for path in parser.parse_args().files:
        learnt, held = parted(load(path))
        gold = [spans(tag for _, tag in block) for block in held]
        print(f"{path.name}: {len(held)} of {len(held) + len(learnt)} blocks held out")
        print(*report("Khabar", gold, [ours(block) for block in held]), sep="\n")
        if find_spec("pycrfsuite") is None:
            print("CRF: python-crfsuite is not installed; pip install 'khabar[peer]'")
        else:
            print(*report("CRF", gold, list(crf(learnt, held))), sep="\n")


if __name__ == "__main__":
    main()
