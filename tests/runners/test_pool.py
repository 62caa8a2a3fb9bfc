"""The pool: every item once, no more taken than can be worked on, and no worker that dies takes others with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from khabar.runners.pool import AHEAD, BATCH, Task, run

ROOT = Path(__file__).parents[2]


def double(number: int) -> int:
    return 2 * number


def given_up(number: int) -> int:
    return -number


def fragile(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_item_has_one_result(jobs):
    assert sorted(run(Task(double, given_up), range(100), jobs)) == [2 * number for number in range(100)]


def test_nothing_gives_nothing():
    assert list(run(Task(double, given_up), [], 2)) == []


def test_items_are_taken_only_as_workers_become_free():
    taken = 0

    def items():
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield number

    results = run(Task(double, given_up), items(), 2)
    next(results)
    assert taken <= (2 * AHEAD + 1) * BATCH
    results.close()


def test_a_worker_that_dies_costs_its_item_only():
    found = sorted(run(Task(fragile, given_up), range(200), 2))
    assert found == sorted([-7, *(2 * number for number in range(200) if number != 7)])


ORPHANS = """
import sys, time
from khabar.runners.pool import Task, run
from tests.runners.test_pool import double, given_up
if __name__ == "__main__":
    results = run(Task(double, given_up), iter(range(10**9)), 2)
    next(results)
    print("working", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see which processes are left")
def test_workers_end_with_the_process_that_feeds_them(tmp_path):
    mark = f"KHABAR_TEST_MARK={tmp_path}"
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "KHABAR_TEST_MARK": str(tmp_path)}
    script = tmp_path / "feed.py"
    script.write_text(ORPHANS)
    with subprocess.Popen([sys.executable, script], env=environment, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"working\n"
        assert len(marked(mark)) > 1
        process.kill()
    for _ in range(100):
        if not marked(mark):
            return
        time.sleep(0.1)
    assert marked(mark) == []


def marked(mark: str) -> list[int]:
    """The running processes with a mark in their environment."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


UNGUARDED = """
from khabar.runners.pool import Task, run
from tests.runners.test_pool import double, given_up
print(list(run(Task(double, given_up), range(100), 2)))
"""


def test_workers_that_cannot_start_are_told_and_not_tried_for_every_item(tmp_path):
    script = tmp_path / "unguarded.py"
    script.write_text(UNGUARDED)
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    ran = subprocess.run(
        [sys.executable, script], check=False, env=environment, capture_output=True, cwd=ROOT, timeout=120
    )
    assert ran.returncode == 1
    assert b'if __name__ == "__main__"' in ran.stderr
    assert b"[" not in ran.stdout
