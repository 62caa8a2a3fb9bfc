"""`khabar follow` and addresses, against a server on this machine: what is new comes once, what fails comes again."""

import json

import pytest
from click.testing import CliRunner
from tests.sources.servers import HOST, Page, fetcher, serving

from khabar.cli.app import khabar as command
from khabar.sources import following

BODY = (
    "أعلن الجيش اليمني أمس مقتل خمسة مسلحين في غارة جوية على مأرب شمال شرقي البلاد، بحسب ما نقلت وكالة رويترز عن "
    "مسؤول عسكري طلب عدم كشف اسمه. وقال المسؤول إن الغارة استهدفت سيارة كانت تقل مسلحين على الطريق إلى شبوة."
)
PAGE = """<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="article:published_time" content="2024-03-06T10:00:00+03:00">
</head><body><article><h1>{title}</h1><p>{body}</p><p>{body}</p></article></body></html>"""
ITEM = "<item><title>{title}</title><link>{link}</link><guid>{link}</guid></item>"


def feed(site, numbers):
    items = "".join(ITEM.format(title=f"غارة {n}", link=site.url(f"/{n}")) for n in numbers)
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>منبر مأرب</title>{items}</channel></rss>'
    return Page(text.encode(), headers={"Content-Type": "application/rss+xml; charset=utf-8"})


def page(number):
    text = PAGE.format(title=f"غارة {number}", body=f"{BODY} ({number})")
    return Page(text.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("KHABAR_ARCHIVE", str(tmp_path / "archive.sqlite"))
    for module in ("fetching", "following"):
        monkeypatch.setattr(f"khabar.sources.{module}.fetcher", lambda *_: fetcher())
    following._shared.cache_clear()
    return lambda *arguments: CliRunner().invoke(command, list(arguments))


def test_a_feed_is_taken_in_once(run):
    with serving({}) as site:
        site.pages |= {"/rss": feed(site, [1, 2]), "/1": page(1), "/2": page(2)}
        first = run("follow", site.url("/rss"), "--jobs", "1")
        assert (first.exit_code, "2 read" in first.stderr) == (0, True)
        asked = len(site.pages_asked())
        site.pages |= {"/rss": feed(site, [3, 1, 2]), "/3": page(3)}
        second = run("follow", site.url("/rss"), "--jobs", "1")
        assert "1 read" in second.stderr
        assert site.pages_asked()[asked:] == ["/rss", "/3"]
    hits = [json.loads(line) for line in run("find", "--type", "ASSAULT").stdout.splitlines()]
    assert {hit["publisher"] for hit in hits} == {"منبر مأرب"}
    assert {hit["url"].rpartition("/")[2] for hit in hits} == {"1", "2", "3"}


def test_a_page_that_fails_is_a_problem_and_is_tried_again(run):
    with serving({}) as site:
        site.pages |= {"/rss": feed(site, [1, 2]), "/1": page(1), "/2": Page(status=503)}
        first = run("follow", site.url("/rss"), "--jobs", "1")
        assert (first.exit_code, "1 read" in first.stderr) == (1, True)
        site.pages["/2"] = page(2)
        assert "1 read" in run("follow", site.url("/rss"), "--jobs", "1").stderr


def test_an_address_is_added_by_its_page(run):
    with serving({"/1": page(1)}) as site:
        assert HOST in site.url("/1")
        added = run("add", site.url("/1"), "--jobs", "1")
        assert (added.exit_code, "1 read" in added.stderr) == (0, True)
