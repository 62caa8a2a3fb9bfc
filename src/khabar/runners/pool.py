"""A pool of processes that is fed no faster than it works, and outlives a worker that dies.

Results come as they are ready, in no order. A worker that is killed (out of memory, a crash in a library) takes its
batch down with it: those items are tried again one by one, and the one that kills again is given up. Workers end when
the process that feeds them ends, however that came about.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import wait as wait_for
from typing import Generic, TypeVar

from khabar.errors import KhabarError

T = TypeVar("T")
R = TypeVar("R")

BATCH = 16
"""Items sent to a worker at once: a report takes 15 ms to read and a message between processes 0.2 ms."""
AHEAD = 3
"""Batches for each worker that may wait: enough that none is idle, few enough that memory stays small."""
_PRELOADED = "khabar.runners.tables"


@dataclass(frozen=True, slots=True)
class Task(Generic[T, R]):
    """What is done with an item, and what stands for its result where the worker died over it. Both are functions of
    a module, so that they can be sent to a process."""

    work: Callable[[T], R]
    lost: Callable[[T], R]


def run(task: Task[T, R], items: Iterable[T], jobs: int) -> Iterator[R]:
    """The results of all items; with one job in this process, else in `jobs` processes. Items are taken from the
    iterator only as workers become free."""
    if jobs <= 1:
        yield from map(task.work, items)
        return
    batches = _batched(items)
    while True:
        suspects: list[T] = []
        yield from _until_broken(task, batches, jobs, suspects)
        if not suspects:
            return
        _require_workers()
        for suspect in suspects:
            yield _alone(task, suspect)


def _until_broken(task: Task[T, R], batches: Iterator[Sequence[T]], jobs: int, suspects: list[T]) -> Iterator[R]:
    """Results until all is done or a worker dies; then `suspects` are the items that were under way."""
    pending: dict[Future[list[R]], Sequence[T]] = {}
    pool = _pool(jobs)
    try:
        for batch in batches:
            suspects[:] = batch  # under way as soon as it is taken, whatever becomes of the submission
            pending[pool.submit(_each, task.work, batch)] = batch
            suspects.clear()
            while len(pending) >= jobs * AHEAD:
                yield from _ready(pending)
        while pending:
            yield from _ready(pending)
    except BrokenProcessPool:
        suspects += [item for batch in pending.values() for item in batch]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ready(pending: dict[Future[list[R]], Sequence[T]]) -> Iterator[R]:
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in done:
        results = future.result()
        del pending[future]
        yield from results


def _require_workers() -> None:
    """KhabarError where no worker comes to life at all: then every item would be given up one by one."""
    with _pool(1) as pool:
        try:
            pool.submit(os.getpid).result()
        except BrokenProcessPool as error:
            raise KhabarError(
                "the processes that read die as soon as they start: a script that uses them must keep what it runs "
                'under if __name__ == "__main__"; or read in one process, with one job'
            ) from error


def _alone(task: Task[T, R], item: T) -> R:
    with _pool(1) as pool:
        try:
            return pool.submit(task.work, item).result()
        except BrokenProcessPool:
            return task.lost(item)


def _each(work: Callable[[T], R], batch: Sequence[T]) -> list[R]:
    return [work(item) for item in batch]


def _batched(items: Iterable[T]) -> Iterator[Sequence[T]]:
    rest = iter(items)
    for first in rest:
        yield tuple(chain((first,), islice(rest, BATCH - 1)))


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Workers that are forked from a clean server with the tables loaded, where the system can; else fresh ones."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload([_PRELOADED])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Leave interrupts to the process that feeds this one, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)
