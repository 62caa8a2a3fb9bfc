"""`khabar follow`: what feeds and news sitemaps bring, into the archive."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from khabar.cli.archives import allow_option, archive_option, jobs_option, opened, processors
from khabar.cli.filling import link, progress, tell
from khabar.cli.options import clean

if TYPE_CHECKING:
    from khabar.archive import Archive
    from khabar.runners.adding import Taken, Tally
    from khabar.sources.fetching import Fetcher
    from khabar.sources.options import Options

HELP = """Take in what feeds bring: RSS, Atom and news sitemaps, each report once.

It asks politely: what has not changed is not fetched again, robots.txt is heeded, one request at a time for each host
with a pause between, and a server that asks to wait is waited for. Without --every it looks once, for use in a
timetable such as cron; with it, it goes on until it is stopped.

Exit codes: 0 done, 1 there were problems, 2 wrong use.

\b
Examples:
  khabar follow https://www.example.com/rss.xml
  khabar follow https://www.example.com/rss.xml https://example.org/news.xml --every 15
"""


@click.command(help=HELP, short_help="Take in what feeds bring.")
@click.argument("feeds", metavar="FEED...", nargs=-1, required=True)
@click.option(
    "--every", type=click.FloatRange(min=0, min_open=True), metavar="MINUTES", help="Look again after so long."
)
@click.option("--publisher", callback=clean, metavar="NAME", help="Who publishes, whatever the feed says.")
@allow_option
@jobs_option
@archive_option
def follow(
    feeds: tuple[str, ...],
    every: float | None,
    allowed: tuple[str, ...],
    jobs: int | None,
    archive: str | None,
    **known: Any,
) -> None:
    """Follow feeds."""
    from khabar.sources.fetching import fetcher  # noqa: PLC0415
    from khabar.sources.options import Options  # noqa: PLC0415

    asked = Asked(feeds, Options(**known), fetcher(frozenset(allowed)), jobs or processors())
    with opened(archive) as held:
        problems = _round(held, asked)
        while every is not None:
            time.sleep(every * 60)
            problems = _round(held, asked)
    if problems:
        click.get_current_context().exit(1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a round needs: the feeds, what is known of them, who fetches (the same through all rounds, so that it keeps
    its pauses), and processes."""

    feeds: tuple[str, ...]
    options: Options
    fetcher: Fetcher
    jobs: int


def _round(archive: Archive, asked: Asked) -> int:
    """Look at every feed once; how many problems there were."""
    begun = time.monotonic()
    problems = 0
    for feed in asked.feeds:
        tally = _one(archive, feed, asked)
        tell(tally, time.monotonic() - begun)
        problems += tally.problems.total()
    link(archive)
    return problems


def _one(archive: Archive, feed: str, asked: Asked) -> Tally:
    """What one feed brings; its state is kept when all that it brought is stored."""
    from khabar.runners.adding import add  # noqa: PLC0415
    from khabar.sources.feeds import FeedState  # noqa: PLC0415
    from khabar.sources.following import follow as followed  # noqa: PLC0415

    states: list[FeedState] = []
    state = FeedState.of(feed, archive.source_state(feed) or {})

    def taken() -> Iterator[Taken]:
        for item in followed(feed, asked.options, asked.fetcher, state, archive.holds_url):
            if isinstance(item, FeedState):
                states.append(item)
            else:
                yield feed, item

    with progress() as watch:
        tally = add(archive, taken(), asked.jobs, watch)
    for new in states[-1:]:
        archive.remember(feed, "feed", new.as_dict())
    return tally
