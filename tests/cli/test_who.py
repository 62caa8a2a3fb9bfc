"""`khabar who`, `merge`, `split`, `judgements` and `link` on a real SQLite file, as a user would give them."""

import json

import pytest
from tests.cli.conftest import invoke

from khabar.archive import open_archive

FULL, OTHER = "report:PER:زكريا_جودت_التلاوي", "report:PER:زكرياء_جودت_التلاوي"
SHORT = "report:PER:زكريا_التلاوي"
STORIES = (
    "قال المحلل زكريا جودت التلاوي لوكالة رويترز إن روسيا هاجمت أوكرانيا أمس.",
    "التقى المحلل زكرياء جودت التلاوي الرئيس الروسي في موسكو يوم الأحد.",
    "أعلن المحلل زكريا التلاوي أن مصر وقعت اتفاقا مع روسيا.",
    "التقى وزير الدفاع الروسي شويجو الرئيس الكوري الشمالي في بيونغ يانغ.",
    "قال وزير الدفاع الروسي سيرغي شويغو إن روسيا سترسل صواريخ إلى سوريا.",
)


@pytest.fixture
def run(archive):  # noqa: ARG001
    return invoke


@pytest.fixture
def filled(run, tmp_path):
    file = tmp_path / "day.jsonl"
    records = [{"text": text, "published": f"2024-01-0{at}"} for at, text in enumerate(STORIES, 1)]
    file.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    added = run("add", file, "--jobs", 1)
    assert added.exit_code == 0
    assert "new names compared" in added.stderr
    return run


def lines(result):
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("name", ["Sergei Shoigu", "شويغو", "شويجو", "person:sergei-shoigu"])
def test_an_entity_is_told_in_either_script(filled, name):
    (record,) = lines(filled("who", name))
    assert (record["id"], record["english"], record["country"]) == ("person:sergei-shoigu", "Sergei Shoigu", "RU")
    assert (record["reports"], record["first_day"], record["last_day"]) == (2, "2024-01-04", "2024-01-05")
    assert {one["form"] for one in record["spellings"]} == {"شويجو", "سيرغي شويغو"}
    assert record["offices"][0] == {
        "title": record["offices"][0]["title"],
        "since": "2012-11-06",
        "until": "2024-05-12",
    }
    assert record["by_it_count"] == len(record["by_it"]) >= 1


def test_an_office_is_asked_for_on_a_day(filled):
    result = filled("who", "the Russian defence minister", "--on", "2024-01-05")
    assert lines(result)[0]["id"] == "person:sergei-shoigu"
    assert "held by Sergei Shoigu" in result.stderr


def test_an_office_whose_holder_is_not_certain_says_so(filled):
    done = filled("who", "وزير الدفاع الروسي", "--on", "2012-11-06")
    assert "may be Anatoly Serdyukov or Sergei Shoigu" in done.stderr


def test_several_candidates_are_listed_best_first(filled):
    found = lines(filled("who", "زكريا"))
    assert {one["id"] for one in found} >= {SHORT, min(FULL, OTHER)}
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(one["reason"] for one in found)


def test_the_table_tells_the_same_to_a_person(filled):
    told = filled("who", "شويغو", "--format", "table", "--limit", 1).stdout
    for part in (
        "Sergei Shoigu",
        "person:sergei-shoigu",
        "named in 2 reports, 2024-01-04 to 2024-01-05",
        "\u2067شويجو\u2069",
    ):
        assert part in told
    listed = filled("who", "زكريا", "--format", "table").stdout
    assert FULL in listed or OTHER in listed


def test_nobody_of_a_name_is_told(filled):
    result = filled("who", "Qqwxz")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nobody of the name 'Qqwxz'" in result.stderr


def test_names_are_merged_and_the_merge_undone(filled):
    (made,) = lines(filled("merge", SHORT, "زكرياء جودت التلاوي", "--by", "desk", "--reason", "one analyst"))
    assert (made["verdict"], made["by"], made["reason"], made["applied"]) == ("same", "desk", "one analyst", True)
    (record,) = lines(filled("who", SHORT))
    assert set(record["members"]) == {SHORT, FULL, OTHER}
    assert record["reports"] == 3
    (listed, *_) = lines(filled("judgements", "--by", "desk"))
    assert listed["id"] == made["id"]
    (undone,) = lines(filled("judgements", "--undo", made["id"][:10]))
    assert undone["withdrawn"]
    (record,) = lines(filled("who", SHORT))
    assert record["members"] == [SHORT]


def test_names_are_split_in_all_reports_or_in_one(filled):
    lines(filled("split", FULL, OTHER, "--by", "desk"))
    (record,) = lines(filled("who", FULL))
    assert record["members"] == [FULL]
    (hit, *_) = lines(filled("find", "شويجو"))
    (made,) = lines(filled("split", "person:sergei-shoigu", "person:sergei-shoigu", "--report", hit["report"][:8]))
    assert made["by"]
    (record,) = lines(filled("who", "person:sergei-shoigu"))
    assert record["held_apart"] == [f"person:sergei-shoigu@{hit['report']}"]


def test_what_waits_is_listed_until_it_is_judged(filled):
    waiting = lines(filled("judgements", "--unsure"))
    assert {frozenset((one["a"], one["b"])) for one in waiting} >= {frozenset((SHORT, FULL))}
    filled("merge", SHORT, FULL)
    assert not lines(filled("judgements", "--unsure"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("merge", "زكريا", FULL), "a name that one entity has"),
        (("merge", FULL, "person:nobody"), "nobody knows"),
        (("judgements", "--undo", "abc", "--unsure"), "does not go with"),
        (("judgements", "--undo", "0" * 32), "tells ids"),
    ],
)
def test_what_cannot_be_judged_is_told(filled, arguments, told):
    result = filled(*arguments)
    assert result.exit_code in (1, 2)
    assert told in result.stderr


def test_link_compares_what_was_added_by_other_means_once(filled, archive):
    (nothing,) = lines(filled("link"))
    assert nothing == {"names": 0, "same": 0, "unsure": 0, "changed": 0}
    (again,) = lines(filled("link", "--again"))
    assert (again["same"], again["unsure"]) == (1, 2)
    with open_archive(archive) as held, held.transactions.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE appellation SET linked = 0")
    assert "run `khabar link`" in filled("who", "Sergei Shoigu").stderr


def test_an_archive_that_is_not_there_is_told(run):
    result = run("who", "Shoigu")
    assert result.exit_code == 1
    assert "add reports to it first" in result.stderr
