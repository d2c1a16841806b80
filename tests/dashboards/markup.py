"""Read a page as a browser and a screen reader do: what a form sends, what a control is called."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
_CONTROLS = frozenset({"button", "input", "select", "textarea"})


@dataclass(eq=False)
class Element:
    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def __iter__(self) -> "Iterator[Element]":
        """Yield this element and all below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    @property
    def text(self) -> str:
        return "".join(
            child if isinstance(child, str) else child.text for child in self.children
        ).strip()

    def above(self, tag: str) -> "Iterator[Element]":
        """Yield the elements `tag` around this one, the nearest first."""
        if self.parent:
            if self.parent.tag == tag:
                yield self.parent
            yield from self.parent.above(tag)

    def all(self, *tags: str) -> "list[Element]":
        return [element for element in self if element.tag in tags]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.open = Element("#page", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        assert len(attributes) == len(attrs), f"<{tag}> says something twice: {attrs}"
        element = Element(tag, attributes, self.open)
        self.open.children.append(element)
        if tag not in _VOID:
            self.open = element

    def handle_endtag(self, tag: str) -> None:
        assert self.open.tag == tag, f"</{tag}> closes <{self.open.tag}>"
        assert self.open.parent is not None
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)


@lru_cache(maxsize=32)  # a page is looked at for several things in turn
def read(html: str) -> Element:
    """Return the page, to be left as it is.

    Fails where an element is not closed or closed twice.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open is reader.root, f"<{reader.open.tag}> is never closed"
    return reader.root


def by_id(page: Element) -> dict[str, Element]:
    """Return the elements that have an id; fails where two have the same."""
    named = [element for element in page if "id" in element.attributes]
    found = {element.attributes["id"]: element for element in named}
    assert len(found) == len(named), "an id stands twice"
    return found


def controls(page: Element) -> list[Element]:
    """Return what a person can fill in or press."""
    return [
        element
        for element in page.all(*_CONTROLS)
        if element.attributes.get("type") != "hidden"
        and element.attributes.get("aria-hidden") != "true"
    ]


def sent_fields(page: Element) -> list[tuple[str, str]]:
    """Return what a browser sends when the form is submitted without pressing a named button."""
    fields = []
    for element in page.all("input", "textarea", "select"):
        attributes = element.attributes
        if element.tag == "select":
            first, *_ = chosen = element.all("option")
            chosen = [option for option in chosen if "selected" in option.attributes]
            fields.append((attributes["name"], (*chosen, first)[0].attributes["value"]))
            continue
        if attributes.get("type") in {"radio", "checkbox"} and "checked" not in attributes:
            continue
        if element.tag == "textarea":
            # The parser of a browser drops one line break after the tag.
            value = "".join(child for child in element.children if isinstance(child, str))
            fields.append((attributes["name"], value.removeprefix("\n")))
        else:
            fields.append((attributes["name"], attributes["value"]))
    return fields


def called(control: Element, page: Element) -> str:
    """Return the accessible name: the label around a control, the label for it, or its words."""
    around = next(control.above("label"), None)
    if around:
        return around.text
    own = control.attributes.get("id")
    for label in page.all("label"):
        if own and label.attributes.get("for") == own:
            return label.text
    return control.text if control.tag == "button" else ""
