"""What a page says of its report in JSON-LD (schema.org), however carelessly: graphs, lists, broken JSON.

Not for the other ways of saying it: `khabar.sources.page_metadata`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any, TypeAlias

from khabar.sources.pages_body import collapsed
from khabar.sources.pages_tree import Tree

Node: TypeAlias = Mapping[str, Any]
"""An object of JSON."""

# Sites describe a page in some dozens of objects; thousands are a site map put into a page.
MAX_NODES = 5_000
# A script of linked data has some kilobytes; with the text of the report in it, a hundred.
MAX_SCRIPT = 2_000_000
# A name of a person or an outlet; what is longer is text in the wrong field.
LONGEST_NAME = 200

_ARTICLE = re.compile(r"(News)?Article$|BlogPosting$|^Report$", re.IGNORECASE)
# What stands inside an article and is not it: its site, other reports, readers.
_ELSEWHERE = frozenset(
    {
        "isPartOf",
        "hasPart",
        "mentions",
        "about",
        "citation",
        "comment",
        "itemListElement",
        "publisher",
        "author",
        "review",
    }
)
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,40}?\*/)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$", re.DOTALL
)
_COMMA_TOO_MANY = re.compile(r",(\s*[}\]])")
_FIELD = re.compile(r'"(headline|datePublished)"\s*:\s*"((?:[^"\\]|\\.){1,500})"')


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What JSON-LD says; `article`: there is a node of an article's type."""

    article: bool = False
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None


def linked_data(root: Tree) -> LinkedData:
    """The first article that the scripts of a page describe; what is broken beyond mending is passed over."""
    scripts = [script.text for script in root.iter("script") if _is_linked(script) and script.text]
    nodes = [node for text in scripts for node in _nodes(_loaded(text[:MAX_SCRIPT]))][:MAX_NODES]
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        return LinkedData()
    article = next((node for node in articles if node.get("datePublished") and node.get("headline")), articles[0])
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")}
    return LinkedData(
        article=True,
        title=_text(article.get("headline") or article.get("name")),
        publisher=_names(article.get("publisher") or article.get("sourceOrganization"), known),
        byline=_names(article.get("author") or article.get("creator"), known),
        url=_address(article.get("url")) or _address(article.get("mainEntityOfPage")),
        published=_text(article.get("datePublished")),
    )


def _is_linked(script: Tree) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _loaded(text: str) -> Any:
    """The value of a script; mended when it is broken in a usual way, else an article of the two fields to be found."""
    for candidate in (text, _mended(text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    fields = {name: value.replace('\\"', '"') for name, value in reversed(_FIELD.findall(text))}
    return {"@type": "Article", **fields} if "datePublished" in fields else None


def _mended(text: str) -> str:
    bare = text.strip()
    for _ in range(2):
        bare = _COMMENT.sub("", bare)
    return _COMMA_TOO_MANY.sub(r"\1", bare)


def _nodes(value: Any) -> Iterator[Node]:
    """The objects in a value, outer before inner, in the order they are written; without recursion."""
    stack, seen = [value], 0
    while stack and seen < MAX_NODES:
        value = stack.pop()
        seen += 1
        if isinstance(value, list):
            stack.extend(reversed(value))
        elif isinstance(value, dict):
            yield value
            inner = [item for key, item in value.items() if key not in _ELSEWHERE or not _is_article(value)]
            stack.extend(reversed([item for item in inner if isinstance(item, dict | list)]))


def _is_article(node: Node) -> bool:
    types = node.get("@type")
    return any(
        isinstance(name, str) and _ARTICLE.search(name) for name in (types if isinstance(types, list) else [types])
    )


def _names(value: Any, known: Mapping[str, Node]) -> str | None:
    """The names in an author or publisher: a text, an object with a name, one known by its id, or a list of these."""
    found = [_name(item, known) for item in (value if isinstance(value, list) else [value])]
    return ", ".join(dict.fromkeys(name for name in found if name)) or None


def _name(value: Any, known: Mapping[str, Node]) -> str | None:
    if isinstance(value, dict):
        identity = value.get("@id")
        named = value if value.get("name") else known.get(identity if isinstance(identity, str) else "", {})
        return _name(named.get("name"), {}) if named else None
    if isinstance(value, list):
        return _name(value[0], {}) if value and not isinstance(value[0], list) else None
    text = _text(value)
    return text if text and len(text) <= LONGEST_NAME and "://" not in text else None


def _text(value: Any) -> str | None:
    """A text as people see it: sites write entities into JSON too."""
    return (collapsed(unescape(value)) or None) if isinstance(value, str) else None


def _address(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) else None
