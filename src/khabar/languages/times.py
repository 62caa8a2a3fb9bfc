"""What a language must supply so that times can be read: closed tables of words and rules over them.

Tables (`times/*.csv`, columns slot,form,value,source) name the words of the calendar and what they stand for; rules
(`times.toml`) are word patterns (see `languages.patterns`) with an operation that knows what such a phrase means on the
calendar. Each rule has an example that it must find and near misses that it must leave alone; the tests run them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

import regex

from khabar.errors import DataError
from khabar.languages.base import KEPT_FORMS
from khabar.languages.numbers import read_digits, read_on
from khabar.languages.patterns import ALONE, BLANK, DIGIT, END, STEM, PatternCompiler, Piece, raw, word_piece
from khabar.lexicon.compiled import Patterns, PatternSource
from khabar.lexicon.table import read_rows, read_toml
from khabar.text.fold import fold

COLUMNS = ("slot", "form", "value", "source")
NUMBER = "number"


@dataclass(frozen=True, slots=True)
class TimeExample:
    """A sentence with the expression in braces, and its value for a report published on `published` (ISO)."""

    text: str
    published: str
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class TimeRule:
    """One kind of phrase and what it means.

    `source` is its regex with the tables that it names, and `origins` the tables that each of its groups may have
    caught a form of. `heads` are the words that it may begin with, `seconds` those that may stand second and `stems`
    what such words may begin with (see `patterns.Piece`). `op` names the operation of the engine and `give` its
    argument. `after` are words one of which must stand before the phrase, `not_after` words that may not.
    """

    id: str
    op: str
    give: str
    source: PatternSource = field(repr=False)
    heads: frozenset[str] = field(repr=False)
    seconds: frozenset[str] | None = field(repr=False)
    stems: tuple[str, ...] = field(repr=False)
    origins: Mapping[str, frozenset[str]] = field(repr=False)
    after: frozenset[str]
    not_after: frozenset[str]
    examples: tuple[TimeExample, ...]
    near_misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TenseCues:
    """Words that tell whether a phrase without a direction looks ahead or back (folded).

    `subjunctive` are the words after which a present verb tells
    what has not happened yet, unless one of `real` stands before them; `future` and `past` are words that settle the
    matter by themselves.
    """

    future: frozenset[str]
    past: frozenset[str]
    subjunctive: frozenset[str]
    real: frozenset[str]


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """The time words and rules of one language.

    `patterns` are the compiled regexes of the rules by rule id; `lookalikes` are words that mean a time only as long as
    their letters are folded.
    `article` is the article in full and as it is left behind a proclitic that swallows its first letter; `known` and
    `disguised` keep what was found out about written forms.
    """

    tables: Mapping[str, Mapping[str, str]] = field(repr=False)
    rules: tuple[TimeRule, ...] = field(repr=False)
    patterns: Mapping[str, regex.Pattern[str]] = field(repr=False)
    heads: Mapping[str, tuple[TimeRule, ...]] = field(repr=False)
    proclitics: tuple[str, ...]
    article: tuple[str, str]
    joiner: str
    stops: str
    separators: str
    lookalikes: frozenset[str]
    tense: TenseCues
    known: dict[str, tuple[tuple[int, tuple[TimeRule, ...]], ...]] = field(default_factory=dict, repr=False)
    disguised: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def value(self, slot: str, form: str) -> str | None:
        """What a written form stands for in a table; None where the table does not have it."""
        table = self.tables[slot]
        key = " ".join(form.split())
        full, short = self.article
        return table.get(key) or table.get(full + key.removeprefix(short))

    def fits(self, rule: TimeRule, second: str | None) -> bool:
        """Whether a rule may match where its first word is followed by another (None: by a mark, or not known)."""
        seconds = rule.seconds
        if second is None or seconds is None or END in seconds:
            return True
        return (DIGIT if second[:1].isdecimal() else second) in seconds or second.startswith(rule.stems)

    def number(self, form: str) -> float | None:
        """The number that digits or number words spell; None where they spell none."""
        text = form.strip()
        if text[:1].isdecimal():
            return read_digits(text)
        total = group = 0
        for word in text.split():
            value = self._number_word(word)
            if value is None:
                return None
            total, group = read_on(total, group, value)
        return float(total + group)

    def _number_word(self, word: str) -> int | None:
        table = self.tables[NUMBER]
        found = table.get(word) or table.get(word.removeprefix(self.joiner))
        return int(found) if found else None

    def starts(self, form: str) -> tuple[tuple[int, tuple[TimeRule, ...]], ...]:
        """Where in a written word phrases may begin: (letters of proclitics, the rules to try there)."""
        if form not in self.known:
            _make_room(self.known, KEPT_FORMS)
            self.known[form] = _starts(self, form)
        return self.known[form]

    def guises(self, form: str) -> frozenset[str]:
        """A written word as it is and without each of the proclitics and the article that it may carry."""
        if form not in self.disguised:
            _make_room(self.disguised, _KEPT_GUISES)
            self.disguised[form] = _guises(self, form)
        return self.disguised[form]


def _make_room(known: dict[str, Any], most: int) -> None:
    if len(known) >= most:
        known.clear()


_KEPT_GUISES = 20_000
"""Words before a phrase whose guises are remembered; each takes 300 bytes."""


def _starts(lexicon: TimeLexicon, form: str) -> tuple[tuple[int, tuple[TimeRule, ...]], ...]:
    found = [(len(cut), lexicon.heads.get(rest)) for cut, rest in _cuts(lexicon, form)]
    return tuple((skip, rules) for skip, rules in found if rules)


def _guises(lexicon: TimeLexicon, word: str) -> frozenset[str]:
    full, short = lexicon.article
    out = {word}
    out.update(word.removeprefix(cut) for cut in lexicon.proclitics if word.startswith(cut))
    out |= {form.removeprefix(full) for form in out}
    out |= {full + form.removeprefix(short) for form in out if form.startswith(short)}
    return frozenset(out - {""})


def _cuts(lexicon: TimeLexicon, form: str) -> list[tuple[str, str]]:
    """The ways to cut proclitics off: (proclitics, rest with its article spelt out), the uncut form first."""
    if form[0].isdecimal():
        return [("", DIGIT)]
    full, short = lexicon.article
    out = [("", form)]
    for cut in lexicon.proclitics:
        if form.startswith(cut) and len(form) > len(cut) + 1:
            rest = form.removeprefix(cut)
            out.append((cut, rest))
            if cut.endswith(short) and rest.startswith(short):
                out.append((cut, full + rest.removeprefix(short)))
    return out


def load_time_lexicon(folder: Traversable) -> TimeLexicon:
    """The times data of a language from its data folder (`times.toml` and `times/*.csv`), made once a folder.

    Raises DataError naming the file and the rule or row that is not well formed.
    """
    found = _LOADED.get(str(folder))
    if found is None:
        found = _LOADED[str(folder)] = _load(folder)
    return found


_LOADED: dict[str, TimeLexicon] = {}


def _load(folder: Traversable) -> TimeLexicon:
    data = read_toml(folder / "times.toml")
    settings = data["settings"]
    tables = _united(_tables(folder / "times"), settings["unions"])
    article = (fold(settings["article"]), fold(settings["article_contracted"]))
    lists = _lists(tables, article)
    words, joiner = _word_sets(data["words"]), fold(settings["joiner"])
    builder = _Builder(tables, data["slots"], words, joiner, article, settings["separators"], lists)
    rules = tuple(builder.rule(row) for row in data["rule"])
    if len({rule.id for rule in rules}) != len(rules):
        raise DataError("times.toml: two rules with one id; give each its own")
    cues = {name: frozenset(map(fold, data["tense"][name])) for name in ("future", "past", "subjunctive", "real")}
    return TimeLexicon(
        tables,
        rules,
        Patterns("times", {rule.id: rule.source for rule in rules}),
        _by_head(rules),
        tuple(map(fold, settings["proclitics"])),
        article,
        joiner,
        settings["stops"],
        settings["separators"],
        frozenset(settings["lookalikes"]),
        TenseCues(**cues),
    )


def _tables(folder: Traversable) -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = defaultdict(dict)
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".csv"):
            for line, row in enumerate(read_rows(file, COLUMNS), start=2):
                form = fold(row["form"])
                if out[row["slot"]].setdefault(form, row["value"]) != row["value"]:
                    raise DataError(f"{file.name}:{line}: {row['form']} stands in {row['slot']} with another value")
    return dict(out)


def _united(tables: dict[str, dict[str, str]], unions: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str]]:
    """The tables with those added that hold the rows of several."""
    for name, parts in unions.items():
        tables[name] = {form: value for part in parts for form, value in tables[part].items()}
    return tables


def _word_sets(data: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(map(fold, words)) for name, words in data.items()}


def _by_head(rules: Sequence[TimeRule]) -> dict[str, tuple[TimeRule, ...]]:
    out: dict[str, list[TimeRule]] = defaultdict(list)
    for rule in rules:
        for head in rule.heads:
            out[head].append(rule)
    return {head: tuple(found) for head, found in out.items()}


@dataclass(frozen=True, slots=True)
class _Builder:
    """Compiles the rules of one language."""

    tables: Mapping[str, Mapping[str, str]]
    patterns: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    joiner: str
    article: tuple[str, str]
    separators: str
    lists: Mapping[str, Sequence[str]]

    def rule(self, row: Mapping[str, Any]) -> TimeRule:
        """The compiled rule of a TOML row."""
        try:
            piece = self._compiler().compile(row["pattern"])
            source = piece.regex + self._end() + self._not_before(row.get("not_before", ""))
            return TimeRule(
                row["id"],
                row["op"],
                row.get("give", ""),
                PatternSource(source, {name: self.lists[name] for name in _LISTED.findall(source)}),
                piece.heads,
                piece.seconds,
                tuple(word.removesuffix(STEM) for word in piece.seconds or () if word.endswith(STEM)),
                _origins(source),
                self._set(row.get("after", ())),
                self._set(row.get("not_after", ())),
                tuple(TimeExample(e["text"], e.get("published", DEFAULT_DAY), e["value"]) for e in row["examples"]),
                tuple(row["near_misses"]),
            )
        except (KeyError, DataError, regex.error) as error:
            raise DataError(f"times.toml: rule {row.get('id', row)}: {error}") from error

    def _end(self) -> str:
        """What may not follow a phrase: more of the same word, or more digits of the same number."""
        return rf"(?!\w|[{regex.escape(self.separators)}/:-]\d)"

    def _set(self, names: Sequence[str]) -> frozenset[str]:
        """Words of the named sets; a name that is no set stands for itself."""
        return frozenset().union(*(self.words.get(name, frozenset({fold(name)})) for name in names))

    def _not_before(self, pattern: str) -> str:
        if not pattern:
            return ""
        return rf"(?!{BLANK}*{self._compiler().compile(pattern).regex}(?!\w))"

    def _compiler(self) -> PatternCompiler:
        return PatternCompiler(fold, self._slot, self._spell)

    def _spell(self, form: str) -> str:
        """A word as a regex; its article may be written without its first letter behind the contracting proclitic."""
        full, short = self.article
        words = [regex.escape(word) for word in form.split()]
        if words[0].startswith(full):
            lost = full.removesuffix(short)
            words[0] = f"(?:{lost}|(?<={short})){words[0].removeprefix(lost)}"
        return (BLANK + "+").join(words)

    def _slot(self, name: str, capture: str) -> Piece:
        if name == NUMBER:
            return self._number(capture)
        if name in self.tables:
            return self._table(name, capture)
        if name not in self.patterns:
            raise DataError(f"no slot {name}; name a table or a pattern under [slots]")
        pattern = self.patterns[name]
        if pattern.startswith("#"):
            return raw(pattern[1:])
        return self._compiler().compile(pattern)

    def _table(self, name: str, capture: str) -> Piece:
        forms = [form.split() for form in self.tables[name]]
        heads = frozenset(form[0] for form in forms)
        seconds = frozenset(form[1] if len(form) > 1 else END for form in forms)
        # Forms are words: one look at the letter saves the look-ups of every length where a digit stands.
        return word_piece(rf"(?!\d)(?P<{capture}>{self._listed(name)}(?!\w))", heads, seconds)

    def _listed(self, name: str) -> str:
        """The regex of a table: its forms, and behind the contracting proclitic those that lose their first letter."""
        lost = rf"|(?<={self.article[1]})\L<{_SHORT}{name}>" if _SHORT + name in self.lists else ""
        return rf"(?:\L<{name}>{lost})"

    def _number(self, capture: str) -> Piece:
        one = rf"(?!\d)\L<{NUMBER}>(?!\w)"
        spelt = rf"{one}(?:{BLANK}+{self.joiner}?{one}){{0,{_MOST_WORDS}}}"
        return word_piece(
            rf"(?P<{capture}>\d+(?:[{regex.escape(self.separators)}]\d+)?|{spelt})",
            frozenset(self.tables[NUMBER]) | {DIGIT},
            ALONE.union(self.tables[NUMBER], (self.joiner + word for word in self.tables[NUMBER])),
        )


_MOST_WORDS = 8
"""Words behind the first of a spelt number; 999,999 has seven. Without a bound a file of number words takes forever."""
_LISTED = regex.compile(r"\\L<(\w+)>")
_ORIGIN = regex.compile(r"\(\?P<(\w+)>\(\?:\\L<(\w+)>")


def _origins(source: str) -> dict[str, frozenset[str]]:
    """For each group of a regex, the tables it catches forms of."""
    out: dict[str, set[str]] = defaultdict(set)
    for capture, table in _ORIGIN.findall(source):
        out[capture].add(table)
    return {capture: frozenset(tables) for capture, tables in out.items()}


def _lists(tables: Mapping[str, Mapping[str, str]], article: tuple[str, str]) -> dict[str, list[str]]:
    """The named lists of the tables, and of their forms without what a contraction swallows."""
    full, short = article
    lost = len(full) - len(short)
    out = {name: list(table) for name, table in tables.items()}
    for name, table in tables.items():
        contracted = [form[lost:] for form in table if form.startswith(full)]
        if contracted:
            out[_SHORT + name] = contracted
    return out


_SHORT = "short_"
DEFAULT_DAY = "2015-08-08"
"""The day that examples without a date of their own count from: a Saturday."""
