"""`khabar screen`: sanctions lists loaded into the archive, and its names, or one name, checked against them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khabar.cli.archives import archive_option, opened
from khabar.cli.options import clean
from khabar.cli.screen_output import FORMATS, Row, write
from khabar.errors import KhabarError

if TYPE_CHECKING:
    from khabar.archive import Archive, Delta, Named
    from khabar.model import SanctionsList
    from khabar.screening import OnList, Subject, Thresholds

HELP = (files("khabar.cli") / "help" / "screen.txt").read_text(encoding="utf-8").replace("\\b", "\b")
KINDS = ("person", "organisation", "vessel", "aircraft")
CLAIMS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that were read, and the archive that they are to be loaded into, if need be by `force`."""

    read: Sequence[SanctionsList]
    archive: str | None
    force: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What hits are wanted: those above the threshold of a match, also those for review, so many at most."""

    thresholds: Thresholds
    review: bool
    withdrawn: bool
    limit: int | None


def births(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The dates of birth as ISO 8601; says what is wrong otherwise."""
    from khabar.screening.dates import read_date  # noqa: PLC0415

    found = {value: read_date(value.strip()).iso for value in values}
    for value, iso in found.items():
        if not iso:
            raise click.BadParameter(f"expected a date such as 1955, 1955-05 or 1955-05-21; got {value!r}")
    return tuple(found.values())


def nationalities(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of countries that an option names by code or name; says what is wrong otherwise."""
    from khabar.knowledge.countries import country_code  # noqa: PLC0415

    found = {value: country_code(value.strip()) or country_code(value.strip().upper()) for value in values}
    for value, code in found.items():
        if not code:
            raise click.BadParameter(f"expected a country such as RU, RUS or Russia; got {value!r}")
    return tuple(found.values())


def names(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """What --name gives, without blanks; says what is wrong otherwise."""
    found = tuple(clean(ctx, param, value) or "" for value in values)
    if not all(any(letter.isalpha() for letter in name) for name in found):
        raise click.BadParameter("expected a name, of letters; got none")
    return found


@click.command(help=HELP, short_help="Check names against sanctions lists.")
@click.argument("lists", nargs=-1, metavar="[LIST]...", type=click.Path(path_type=Path))
@click.option(
    "--name", "asked", multiple=True, callback=names, metavar="NAME", help="Only this name; more are other names of it."
)
@click.option("--born", multiple=True, callback=births, metavar="DATE", help="With --name: a year, month or day.")
@click.option(
    "--nationality", multiple=True, callback=nationalities, metavar="COUNTRY", help="With --name: RU, RUS or Russia."
)
@click.option("--kind", type=click.Choice(KINDS), help="With --name: what it is.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table, or jsonl in a pipe.")
@click.option("--threshold", type=click.FloatRange(0, 1), metavar="SCORE", help="Score of a match. Default: 0.62.")
@click.option("--review", is_flag=True, help="Also hits below the threshold that are worth a look.")
@click.option("--withdrawn", is_flag=True, help="Also entries that a list no longer has.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="So many hits at most, the best ones.")
@click.option("--force", is_flag=True, help="Load a list that was issued before the one in force.")
@archive_option
def screen(lists: tuple[Path, ...], asked: tuple[str, ...], form: str | None, **told: Any) -> None:
    """Screen."""
    known = {option: told.pop(option) for option in ("born", "nationality", "kind")}
    given = next((option for option, value in known.items() if value), None)
    if given and not asked:
        raise click.UsageError(f"--{given} tells more of one name: give it with --name")
    given_lists = Lists(_read(lists), told.pop("archive"), told.pop("force"))
    wanted = Wanted(_thresholds(told.pop("threshold")), **told)
    rows = _one(_subject(asked, **known), given_lists, wanted) if asked else _all(given_lists, wanted)
    write(rows, form or ("table" if sys.stdout.isatty() else "jsonl"))


def _thresholds(threshold: float | None) -> Thresholds:
    from khabar.screening import REVIEW, Thresholds  # noqa: PLC0415

    return Thresholds() if threshold is None else Thresholds(threshold, min(REVIEW, threshold))


def _subject(asked: tuple[str, ...], born: tuple[str, ...], nationality: tuple[str, ...], kind: str | None) -> Subject:
    from khabar.model import ListedKind  # noqa: PLC0415
    from khabar.runners.screening import asked_for  # noqa: PLC0415
    from khabar.screening import Subject  # noqa: PLC0415

    return asked_for(Subject(asked, ListedKind(kind) if kind else None, born, nationality))


def _read(paths: Sequence[Path]) -> list[SanctionsList]:
    """The lists in some files; all are read before any is loaded, so that a broken one changes nothing."""
    from khabar.screening import read_list  # noqa: PLC0415

    return [read_list(path) for path in paths]


def _one(subject: Subject, lists: Lists, wanted: Wanted) -> list[Row]:
    """The hits of one name."""
    from khabar.screening import Screener  # noqa: PLC0415

    with _entries(lists, wanted) as entries:
        found = Screener(_required(entries)).screen(subject, wanted.thresholds)
    rows = [Row(hit) for hit in found]
    return _wanted(rows, wanted, f"{subject.names[0]!r} checked against {_told(entries)}")


def _all(lists: Lists, wanted: Wanted) -> list[Row]:
    """The hits of all names of the archive, best first, with the claims that the names have a part in."""
    from khabar.runners.screening import entries_held, names_held, ready, screened  # noqa: PLC0415

    with opened(lists.archive, read_only=not lists.read) as held:
        _load(held, lists)
        entries = _required(entries_held(held, wanted.withdrawn))
        every = list(names_held(held))
        found = screened(_counted(every), ready(entries), wanted.thresholds)
        rows = sorted((Row(one.hit, one.named) for one in found), key=_order)
        kept = _wanted(rows, wanted, f"{len(every):,} names checked against {_told(entries)}")
        return [Row(row.hit, row.named, held.claims_of([_named(row).entity], CLAIMS_SHOWN)) for row in kept]


def _named(row: Row) -> Named:
    assert row.named is not None
    return row.named


def _order(row: Row) -> tuple[Any, ...]:
    hit = row.hit
    return (-hit.score, -_named(row).reports, hit.asked, hit.list, hit.entry)


def _counted(every: Sequence[Named]) -> Iterator[Named]:
    """The names, with a line that counts them on a terminal."""
    shown = sys.stderr.isatty()
    for number, named in enumerate(every, 1):
        yield named
        if shown and (number % 100 == 0 or number == len(every)):
            click.echo(f"\r{number:,} of {len(every):,} names", err=True, nl=number == len(every))


@contextmanager
def _entries(lists: Lists, wanted: Wanted) -> Iterator[list[OnList]]:
    """The entries that one name is checked against: those of the archive, or of the files where there is none."""
    from khabar.runners.screening import entries_held, entries_of  # noqa: PLC0415

    if _is_there(lists.archive):
        with opened(lists.archive, read_only=not lists.read) as held:
            _load(held, lists)
            yield entries_held(held, wanted.withdrawn)
        return
    for listing in lists.read:
        click.echo(f"{_title(listing)}; there is no archive to keep it in", err=True)
    yield [entry for listing in lists.read for entry in entries_of(listing)]


def _is_there(archive: str | None) -> bool:
    from khabar.archive.opening import place_of  # noqa: PLC0415

    url = place_of(archive, read_only=True).url
    return url.get_backend_name() != "sqlite" or Path(url.database or "").exists()


def _load(archive: Archive, lists: Lists) -> None:
    for listing in lists.read:
        click.echo(_told_delta(listing, archive.load_list(listing, force=lists.force)), err=True)


def _title(listing: SanctionsList) -> str:
    issued = f"issued {listing.issued}" if listing.issued else "of no told day"
    return f"{listing.name}, {issued}: {len(listing.entries):,} entries"


def _told_delta(listing: SanctionsList, delta: Delta) -> str:
    counts = ((len(delta.added), "added"), (len(delta.changed), "changed"), (len(delta.withdrawn), "withdrawn"))
    told = ", ".join(f"{number:,} {what}" for number, what in counts if number)
    return f"{_title(listing)}, {told or 'as they were'}"


def _required(entries: list[OnList]) -> list[OnList]:
    if not entries:
        raise KhabarError("no sanctions list is held: name the file of one, such as un_consolidated.xml")
    return entries


def _told(entries: Sequence[OnList]) -> str:
    held = {entry.list for entry in entries}
    return f"{len(entries):,} entries of {', '.join(sorted(held))}"


def _wanted(rows: list[Row], wanted: Wanted, told: str) -> list[Row]:
    """Those of the hits that are shown; how many there are is told."""
    from khabar.screening import Grade  # noqa: PLC0415

    matches = [row for row in rows if row.hit.grade == Grade.MATCH]
    others = len(rows) - len(matches)
    more = f"{others:,} to review" + ("" if wanted.review or not others else " (--review shows them)")
    click.echo(f"{told}: {len(matches):,} matches, {more}", err=True)
    return (rows if wanted.review else matches)[: wanted.limit]
