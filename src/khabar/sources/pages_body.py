"""The text of the report on a page: which elements are the report (trafilatura), and how they become paragraphs.

Trafilatura chooses; the characters are the page's own. It would turn no-break spaces into blanks and drop direction
marks and joiners, so they travel through it under cover. Text is laid out as a browser does when one copies it
(WHATWG HTML, "innerText"): blanks collapse, `<br>` is a new line, cells stand apart by a tab, blocks by a blank line.
Not for what is known about the report: `khabar.sources.page_metadata`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import islice

from khabar.languages.detect import scripts
from khabar.sources.pages_tree import Tree, printable

# Fewer letters of the script than a one-sentence report has: links to an Arabic edition, a name in its own script.
LEAST_ARABIC = 60
# A flash on a page that says it is an article.
LEAST_DECLARED = 20
# Prose of a page that says nothing of itself: two sentences. Error pages, log-ins and menus have less in a run.
LEAST_PROSE = 120
# A menu entry or a teaser's headline is shorter than a sentence of prose.
PROSE_PARAGRAPH = 60
# A page of teasers: more than a third of what was taken for its text are the words of links. Beside a report there are
# links too, but they are not taken for its text; those in a report are a few words each.
LINKED_SHARE = 1 / 3
# A link that is no mere word in a sentence; how many links and characters are compared, so that it takes no second.
LINK_LETTERS, MAX_LINKS, LINK_SAMPLE = 15, 2_000, 50_000
# How much of a page is looked at to know its script.
SCRIPT_SAMPLE = 50_000

_SPACE = re.compile("[ \t\n\r\f]+")
_BLANK_LINES = re.compile("\n{2,}")
_BESIDE_BREAK = re.compile("[ \t]*\n[ \t]*")
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
# No-break and other wide spaces, joiners, direction marks, the soft hyphen: white space or not printable to Python,
# text to a reader.
_FRAIL_CODES = (
    0xA0,
    0xAD,
    0x61C,
    0x1680,
    0x180E,
    *range(0x2000, 0x2010),
    *range(0x2028, 0x2030),
    *range(0x205F, 0x2070),
)
# The cover: Egyptian hieroglyphs, printable letters that meet no page that has frail characters.
_COVER = 0x13000
_TO_COVER = {code: chr(_COVER + index) for index, code in enumerate((*_FRAIL_CODES, 0x3000))}
_FROM_COVER = {ord(cover): chr(code) for code, cover in _TO_COVER.items()}
_FRAIL = re.compile(f"[{''.join(map(chr, _TO_COVER))}]")
_COVERS = re.compile(f"[{''.join(_TO_COVER.values())}]")

_BLOCKS = frozenset(
    {"p", "head", "item", "list", "quote", "table", "div", "code", "fw", "pre", "section", "blockquote"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dd", "dt"}
)
_LINES = frozenset({"lb", "br", "row", "tr"})
_CELLS = frozenset({"cell", "td", "th"})
_SKIPPED = frozenset(
    {"nav", "header", "footer", "aside", "form", "button", "select", "textarea", "noscript", "template"}
)

for _name in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
    # They print warnings on pages that we report ourselves; a program that wants them can still listen.
    logging.getLogger(_name).addHandler(logging.NullHandler())


def arabic_script(root: Tree) -> bool:
    """Whether a page can be a report in Arabic script: enough letters of it in what people see."""
    seen = " ".join(_NOT_ASCII.findall(" ".join(_visible(root)))[:SCRIPT_SAMPLE])
    return scripts(seen)["ARABIC"] >= LEAST_ARABIC


def paragraphs(root: Tree, *, thorough: bool = True) -> list[str]:
    """The paragraphs of the report on a page, in order; none when trafilatura finds no text. `root` may be changed.

    Without `thorough` other ways of finding the text are not compared, which takes a quarter of the time.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415  (a heavy library, only for those who read pages)

    covered = _cover(root)
    try:
        found = bare_extraction(root, include_comments=False, fast=not thorough, favor_precision=not thorough)
    except Exception:  # a library given hostile markup: whatever it raises, the page has no text that can be had
        return []
    body = getattr(found, "body", None)
    texts = [] if body is None else laid_out(body)
    return [uncover(text) for text in texts] if covered else texts


def plain_paragraphs(root: Tree) -> list[str]:
    """The paragraphs of a page that nobody here reads, found fast: its `<p>` of a sentence's length, in order.

    For languages without a reader: they are kept, at a tenth of what trafilatura takes.
    """
    inside = next(iter(root.iter("article", "main")), root)
    texts = _long_paragraphs(inside) or _long_paragraphs(root)
    return list(dict.fromkeys(texts))


def is_report(texts: list[str], root: Tree, declared: bool) -> bool:
    """Whether paragraphs are a report rather than the words of a menu, a log-in or an error page.

    `declared`: the page's metadata call it an article.
    """
    if declared:
        return sum(map(_letters, texts)) >= LEAST_DECLARED
    prose = [text for text in texts if _letters(text) >= PROSE_PARAGRAPH]
    return sum(map(_letters, prose)) >= LEAST_PROSE and not _mostly_links(texts, root)


def laid_out(body: Tree) -> list[str]:
    """The paragraphs of an element, as a browser lays them out; those without a letter or digit are left out."""
    text = _BESIDE_BREAK.sub("\n", "".join(_pieces(body)))
    return [part for text in _BLANK_LINES.split(text) if any(map(str.isalnum, part := text.strip()))]


def uncover(text: str) -> str:
    """A text with the frail characters back in their places."""
    return text.translate(_FROM_COVER).strip()


def collapsed(text: str) -> str:
    """A text with HTML's white space made single blanks."""
    return _SPACE.sub(" ", text).strip()


def _pieces(body: Tree) -> Iterator[str]:
    """Text and breaks in document order; a walk without recursion, for trees of any depth."""
    stack = [(body, False)]
    while stack:
        element, left = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        yield _break(tag, left)
        if left:
            yield _SPACE.sub(" ", element.tail or "") if element is not body else ""
        else:
            yield _SPACE.sub(" ", element.text or "")
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))


def _break(tag: str, left: bool) -> str:
    if tag in _BLOCKS:
        return "\n\n"
    if tag in _LINES:
        return "\n" if left else ""
    return "\t" if tag in _CELLS and left else ""


def _cover(root: Tree) -> bool:
    """Put frail characters under cover where they stand in text with letters; an empty `&nbsp;` stays what it is."""
    if any(_COVERS.search(text) for text in root.itertext()):
        return False
    for element in root.iter():
        if element.text and _worth_it(element.text):
            element.text = printable(element.text).translate(_TO_COVER)
        if element.tail and _worth_it(element.tail):
            element.tail = printable(element.tail).translate(_TO_COVER)
    return True


def _worth_it(text: str) -> bool:
    return _FRAIL.search(text) is not None and any(map(str.isalnum, text))


def _visible(root: Tree) -> Iterator[str]:
    """The texts of the elements that hold prose or titles."""
    for element in root.iter():
        if element.tag not in {"script", "style", "noscript", "template"} and element.text:
            yield element.text
        if element.tail:
            yield element.tail


def _long_paragraphs(root: Tree) -> list[str]:
    texts = (" ".join(laid_out(element)) for element in root.iter("p") if not _aside(element))
    return [text for text in texts if _letters(text) >= PROSE_PARAGRAPH]


def _aside(element: Tree) -> bool:
    return any(parent.tag in _SKIPPED for parent in element.iterancestors())


def _mostly_links(texts: list[str], root: Tree) -> bool:
    text = collapsed(" ".join(texts)[:LINK_SAMPLE])
    links = {collapsed("".join(element.itertext())) for element in islice(root.iter("a"), MAX_LINKS)}
    linked = sum(_letters(link) for link in links if _letters(link) >= LINK_LETTERS and link in text)
    return linked > LINKED_SHARE * _letters(text)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
