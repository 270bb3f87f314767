"""One page for a browser: the whole base in a file that loads nothing, with a search of its own.

The template escapes whatever a base says (Jinja2), characters that would steer or hide are written out, and a
Content-Security-Policy lets nothing run but the script whose digest it names.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
from collections import defaultdict
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from ketcli.answers.objects import origin
from ketcli.render.page import lookup
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ketcli.answers.objects import Object

_KINDS = {"contradiction": "They differ", "tension": "They differ", "complement": "They add up"}
_REMARKS = {
    "contradiction": "They differ, and cannot all be right.",
    "tension": "They differ, though all may be true.",
    "complement": "They add up: each tells another part.",
}
_PARTS = ("base", "portable", "words", "reading", "rank", "view")
"""The script of the page."""

_CELLS = {True: Markup("<td><i>may</i>"), False: Markup("<td>says"), None: Markup("<td>")}
"""A cell of the matrix by whether the source hedges the claim; None: it does not say it."""


def render(document: Object) -> str:
    """*document*, a whole base, as one page of HTML; every text of the base means only itself."""
    style = _script("style.css")
    script = "\n".join(['"use strict";{', *(_script(f"{name}.js") for name in _PARTS), "}"])
    template = jinja2.Environment(
        loader=jinja2.FunctionLoader(_asset), autoescape=True, undefined=jinja2.StrictUndefined, finalize=_shown
    ).get_template("page.html")
    facts = {fact["id"]: _fact(fact, document["sources"]) for fact in document["facts"]}
    topics = [_topic(topic, facts) for topic in document["topics"]]
    return template.render(
        document=document,
        facts=facts,
        topics=topics,
        conflicts={conflict["id"]: conflict for conflict in document["conflicts"]},
        gaps=_by_nearest(document["gaps"], document["topics"]),
        titles={"kinds": _KINDS, "remarks": _REMARKS, "topics": {each["id"]: each["title"] for each in topics}},
        example=next(iter(facts), ""),
        remind=origin(document["reminder"], document["meta"]["sources"]),
        policy=Markup(_policy(style, script)),
        style=Markup(style),
        script=Markup(script),
        index=Markup(lookup.packed(document)),
    )


def _script(name: str) -> str:
    """A part of the script or the style, without remarks and indentation."""
    lines = (line.strip() for line in _asset(name).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))


def _asset(name: str) -> str:
    return (importlib.resources.files(__name__) / name).read_text(encoding="utf-8")


def _shown(value: Any) -> Any:
    """What the template says of *value*: a text with whatever would steer or hide written out."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _policy(style: str, script: str) -> str:
    """What a browser may do with the page: apply this *style* and run this *script*."""
    allowed = {"style-src": style, "script-src": script}
    hashes = (f"{name} 'sha256-{_digest(text)}'" for name, text in allowed.items() if text)
    return "; ".join(["default-src 'none'", *hashes, "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _fact(fact: Object, sources: Iterable[Object]) -> Object:
    """*fact* with who says it, how surely, and where it is at home."""
    places = defaultdict(list)
    for cited in fact["evidence"]:
        places[cited["source"]].append(cited)
    who = [
        {"source": source, "hedged": all(cited["hedged"] for cited in said), "places": said}
        for source, said in places.items()
    ]
    hedged = {each["source"]: each["hedged"] for each in who}
    stances = [_CELLS[hedged.get(source["id"])] for source in sources]
    return {**fact, "who": who, "stances": stances, "home": fact["topics"][0]}


def _topic(topic: Object, facts: dict[str, Object]) -> Object:
    """*topic* with its facts by the headings of its outline, and those that are at home in it."""
    belonging = {name: fact for name, fact in facts.items() if topic["id"] in fact["topics"]}
    listed = dict.fromkeys(name for part in topic["outline"] for name in part["facts"])
    left = sorted(
        (name for name in belonging if name not in listed), key=lambda name: facts[name]["home"] != topic["id"]
    )
    outline = [*topic["outline"], *([{"title": "More" if listed else "Facts", "facts": left}] if left else [])]
    seen: set[str] = set()
    parts = [{"title": part["title"], "facts": list(_firsts(part["facts"], facts, seen))} for part in outline]
    own = [fact for fact in facts.values() if fact["home"] == topic["id"]]
    return {**topic, "parts": parts, "own": own}


def _firsts(names: Iterable[str], facts: dict[str, Object], seen: set[str]) -> Iterator[Object]:
    """The *facts* of these *names*, each told whether it is there for the first time on its page."""
    for name in names:
        yield {**facts[name], "first": name not in seen}
        seen.add(name)


def _by_nearest(gaps: Iterable[Object], topics: Iterable[Object]) -> list[tuple[str, list[Object]]]:
    """The *gaps* by the topic that each is nearest to, in the order of *topics*; last those that are near to none."""
    near = defaultdict(list)
    for gap in gaps:
        near[next(iter(gap["near"]), "")].append(gap)
    return [(name, near[name]) for name in (*(topic["id"] for topic in topics), "") if name in near]
