"""A page as a tree, and the rules by which static/js/morph.js brings it up to date, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LEFT_ALONE, INSIDE_LEFT_ALONE = "hx-morph-skip", "hx-morph-skip-children"


@dataclass(eq=False)
class Element:
    """One element; its children are elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = None

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    @property
    def elements(self) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in order."""
        yield self
        for child in self.elements:
            yield from child.walk()

    def find(self, id: str) -> Element | None:
        """The element with this id."""
        return next((element for element in self.walk() if id and element.id == id), None)

    @property
    def text(self) -> str:
        """What it says, with single spaces."""
        return " ".join(" ".join(child if isinstance(child, str) else child.text for child in self.children).split())


def parse(html: str) -> Element:
    """The tree of a page or of a fragment, below one root without a name."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def body_of(page: str) -> Element:
    """The body of a page."""
    return next(element for element in parse(page).walk() if element.tag == "body")


def apply(page: Element, html: str) -> None:
    """Take away what is gone, replace what is there by what was drawn, and put what is new into its list."""
    for drawn in parse(html).elements:
        shown = page.find(drawn.id)
        if "data-gone" in drawn.attributes:
            if shown:
                _siblings(shown).remove(shown)
        elif shown:
            _put(drawn, shown.parent, _siblings(shown).index(shown), instead=True)
        else:
            _insert_in_order(page, drawn)


def _insert_in_order(page: Element, drawn: Element) -> None:
    container = page.find(drawn.attributes.get("data-list", ""))
    if container:
        order = drawn.attributes.get("data-order", "")
        later = [member for member in container.elements if member.attributes.get("data-order", "") > order]
        place = container.children.index(later[0]) if later else len(container.children)
        _put(drawn, container, place)


def _put(drawn: Element, parent: Element | None, place: int, instead: bool = False) -> None:
    assert parent is not None
    drawn.parent = parent
    parent.children[place : place + int(instead)] = [drawn]


def _siblings(element: Element) -> list[Element | str]:
    assert element.parent is not None
    return element.parent.children


def differences(shown: Element, fresh: Element) -> list[str]:
    """Where two pages differ, each place by the nearest id above it; what scripts manage is not compared."""
    return list(_differences(shown, fresh, "page"))


def _differences(shown: Element, fresh: Element, place: str) -> Iterator[str]:
    place = f"#{fresh.id or shown.id}" if fresh.id or shown.id else place
    if shown.tag != fresh.tag or shown.attributes != fresh.attributes:
        yield f"{place}: {_start(shown)} where a fresh page has {_start(fresh)}"
        return
    if LEFT_ALONE in fresh.attributes or INSIDE_LEFT_ALONE in fresh.attributes:
        return
    ours, theirs = _content(shown), _content(fresh)
    if [_kind(child) for child in ours] != [_kind(child) for child in theirs]:
        yield f"{place}: “{_excerpt(shown, fresh)}” where a fresh page has “{_excerpt(fresh, shown)}”"
        return
    for own, their in zip(ours, theirs, strict=True):
        if isinstance(own, Element) and isinstance(their, Element):
            yield from _differences(own, their, place)


def _content(element: Element) -> list[Element | str]:
    """The children with texts joined and without white space that nobody sees."""
    content: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element):
            content.append(child)
        elif words := " ".join(child.split()):
            content.append(words)
    return content


def _kind(child: Element | str) -> str:
    return child if isinstance(child, str) else f"<{child.tag} {child.id}>"


def _start(element: Element) -> str:
    inside = "".join(f' {name}="{value[:60]}"' for name, value in element.attributes.items())
    return f"<{element.tag}{inside}>"[:200]


def _excerpt(element: Element, other: Element) -> str:
    """What it says from a little before the first word that the other does not say."""
    words, others = element.text.split(), other.text.split()
    same = next((n for n, pair in enumerate(zip(words, others, strict=False)) if pair[0] != pair[1]), len(others))
    return " ".join(words[max(0, same - 3) : same + 12])


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._open = Element("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        element: Element | None = self._open
        while element and element.tag != tag:
            element = element.parent
        if element and element.parent:
            self._open = element.parent

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        element = Element(tag, {name: value or "" for name, value in attrs}, parent=self._open)
        self._open.children.append(element)
        return element
