"""XML lists as a stream of whole elements, each forgotten once it was read.

Entities are not unfolded, nothing is fetched, and a document type is refused. Paths pass over namespaces: publishers
change them while the elements stay. Not for: what the elements mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from khabar.screening.limits import broken
from khabar.screening.words import tidied, tidy

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""


def elements(stream: BinaryIO, path: Path, names: Iterable[str], root: list[Element]) -> Iterator[Element]:
    """Every element of one of the local `names`, whole, in document order; it is empty afterwards.

    The root element is put into `root` before the first comes. Raises ListError at damaged markup, with its line.
    """
    import lxml.etree  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, only for those who read lists

    parser = lxml.etree.iterparse(
        stream,
        events=("start", "end"),
        tag=["{*}" + name for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    depth = 0
    try:
        for event, element in parser:
            if not root:
                root.append(_checked(element.getroottree(), path))
            depth += 1 if event == "start" else -1
            if event == "end" and not depth:  # one within another is read with it
                yield element
                _forget(element)
    except lxml.etree.XMLSyntaxError as error:
        raise broken(path, f"line {error.lineno}", f"its markup is damaged or cut short ({error.msg})") from error
    if not root and parser.root is not None:
        root.append(_checked(parser.root.getroottree(), path))


def _checked(tree: Any, path: Path) -> Element:
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        raise broken(path, "", "it has a document type, which no list has", "do not use it")
    return tree.getroot()


def _forget(element: Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, *steps: str) -> Iterator[Element]:
    """The elements at the end of a path of local names, in document order."""
    first, *rest = steps
    for child in element.iterchildren("{*}" + first):
        if rest:
            yield from children(child, *rest)
        else:
            yield child


def texts(element: Element, *steps: str) -> tuple[str, ...]:
    """The texts at the end of a path that say something, tidied, each once."""
    return tidied(child.text for child in children(element, *steps))


def text(element: Element, *steps: str) -> str:
    """The first text at the end of a path that says something, "" for none."""
    return next(iter(texts(element, *steps)), "")


def attribute(element: Element, name: str) -> str:
    """An attribute, tidied, "" where it is missing."""
    return tidy(element.get(name))
