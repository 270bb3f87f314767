"""A Markdown document to read from beginning to end: the whole base, topic by topic."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ketcli.system.safe import markdown_safe, visible
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ketcli.answers.objects import Object

_SOURCES, _DIFFER, _GAPS = "The sources", "Where the sources differ", "What no source says"
_NONE = "None."
_EXPLANATION = (
    "Each fact stands once, under its main topic, with the sections of the sources that state it. "
    "Hedged is what a source presents as possible, believed, promising or under study."
)
_KINDS = {
    "contradiction": "They differ, and cannot all be right.",
    "tension": "They differ, though all may be true.",
    "complement": "They add up: each tells another part.",
}

_SPACE = re.compile(r"[ \t\r\n]+")
# GitHub and pandoc make the anchor of a heading by different rules; from a heading like these they make the same.
_LINKABLE = re.compile(r"[A-Za-z0-9 ,;:?!'’\"“”()&/-]+")
_ANCHOR = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_DROPPED = re.compile(r"[^\w -]")


class _Links(NamedTuple):
    """How the text refers to what stands elsewhere in it, by id; plain words where a link would not work everywhere."""

    topics: dict[str, str]
    conflicts: dict[str, str]
    facts: dict[str, str]


def render(document: Object) -> str:
    """*document*, a whole base, as CommonMark without HTML; every text of the base means only itself."""
    meta, links = document["meta"], _links(document)
    own, others = defaultdict(list), defaultdict(list)
    for fact in document["facts"]:
        home, *further = dict.fromkeys(fact["topics"])
        own[home].append(fact)
        for topic in further:
            others[topic].append(fact)
    blocks = [
        f"# {_text(meta['title'])}",
        f"Version {_text(meta['facts_version'])}. {_text(meta['disclaimer'])}",
        f"{counted(meta['facts'], 'fact')} from {counted(meta['sources'], 'source')}. {_EXPLANATION}",
        f"## {_SOURCES}",
        "\n".join(map(_source, document["sources"])) or _NONE,
    ]
    for topic in document["topics"]:
        blocks += [f"## {_text(topic['title'])}", _text(topic["summary"])]
        if own[topic["id"]]:
            blocks.append("\n".join(line for fact in own[topic["id"]] for line in _fact(fact, links)))
        if others[topic["id"]]:
            blocks.append(_elsewhere(others[topic["id"]], links))
    blocks.append(f"## {_DIFFER}")
    blocks += [block for conflict in document["conflicts"] for block in _conflict(conflict, links)] or [_NONE]
    blocks += [f"## {_GAPS}", "\n".join(_gap(gap, links) for gap in document["gaps"]) or _NONE]
    return "\n\n".join(blocks) + "\n"


def _links(document: Object) -> _Links:
    topics, conflicts = document["topics"], document["conflicts"]
    before = [document["meta"]["title"], _SOURCES, *(topic["title"] for topic in topics), _DIFFER]
    questions = [_question(conflict)[0] for conflict in conflicts]
    anchors = _anchors([*before, *questions])
    homes = dict(zip((topic["id"] for topic in topics), anchors[2:], strict=False))
    asked = zip(conflicts, questions, anchors[len(before) :], strict=True)
    return _Links(
        {topic["id"]: _link(_text(topic["title"]), homes[topic["id"]]) for topic in topics},
        {conflict["id"]: _link(_text(question), anchor) for conflict, question, anchor in asked},
        {fact["id"]: _link(f"`{fact['id']}`", homes[fact["topics"][0]]) for fact in document["facts"]},
    )


def _anchors(headings: Iterable[str]) -> list[str | None]:
    """The anchor of each of a document's headings, in order; None where it depends on who reads the document."""
    taken: dict[str, int] = {}
    anchors: list[str | None] = []
    for heading in map(_plain, headings):
        name = anchor = _DROPPED.sub("", heading.lower()).replace(" ", "-")
        while anchor in taken:
            taken[name] += 1
            anchor = f"{name}-{taken[name]}"
        taken[anchor] = 0
        anchors.append(anchor if _LINKABLE.fullmatch(heading) and _ANCHOR.fullmatch(name) else None)
    return anchors


def _source(item: Object) -> str:
    return f"- **{_text(item['title'])}** · `{item['id']}` · {counted(item['facts'], 'fact')} · {_text(item['kind'])}"


def _fact(item: Object, links: _Links) -> Iterator[str]:
    """A list item with one within it for each source and each conflict."""
    agreement = f"{item['agreement']['sources']} of {counted(item['agreement']['of'], 'source')}"
    warning = "warning · " if item["warning"] else ""
    yield f"- {_text(item['claim'])} · {warning}{agreement} · `{item['id']}`"
    sections: dict[str, dict[str, None]] = {}
    for cited in item["evidence"]:
        section = _hedged(_text(cited["section"]), hedged=cited["hedged"])
        sections.setdefault(cited["source"], {})[section] = None
    for source, places in sections.items():
        yield f"  - `{source}`: {'; '.join(places)}"
    for conflict in item["conflicts"]:
        yield f"  - Question: {links.conflicts[conflict]}"


def _elsewhere(facts: Iterable[Object], links: _Links) -> str:
    """Where the facts of a topic stand that have another home."""
    homes = defaultdict(list)
    for fact in facts:
        homes[fact["topics"][0]].append(f"`{fact['id']}`")
    return f"See also {'; '.join(f'under {links.topics[home]}: ' + ', '.join(names) for home, names in homes.items())}."


def _conflict(item: Object, links: _Links) -> Iterator[str]:
    """The blocks of a conflict: its positions are a numbered list, with who takes each and the facts that say so."""
    question, remark = _question(item)
    yield f"### {_text(question)}"
    yield f"{_text(remark)} {_KINDS[item['kind']]} · `{item['id']}`".lstrip()
    lines = []
    for number, position in enumerate(item["positions"], 1):
        mark = f"{number}. "
        taking = [_hedged(f"`{name}`", hedged=name in position["hedged"]) for name in position["sources"]]
        facts = [links.facts[name] for name in dict.fromkeys(position["facts"])]
        lines.append(f"{mark}{_text(position['says'])}")
        lines += [f"{' ' * len(mark)}- {', '.join(names)}" for names in (taking, facts)]
    yield "\n".join(lines)
    for what, names in (("On more than one side", item["several"]), ("Silent", item["silent"])):
        if names:
            yield f"{what}: {', '.join(f'`{name}`' for name in names)}."


def _gap(item: Object, links: _Links) -> str:
    near = ", ".join(links.topics[name] for name in dict.fromkeys(item["near"]))
    return f"- {_text(item['title'])} · `{item['id']}`{f' · see {near}' if near else ''}"


def _question(item: Object) -> tuple[str, str]:
    """The question itself, and what is remarked after it, which often is nothing: a heading is best short."""
    question, mark, remark = _plain(item["question"]).partition("? ")
    return f"{question}{mark.rstrip()}", remark


def _hedged(text: str, *, hedged: bool) -> str:
    return f"{text} (hedged)" if hedged else text


def _link(text: str, anchor: str | None) -> str:
    return f"[{text}](#{anchor})" if anchor else text


def _text(text: str) -> str:
    """*text* as itself, wherever on a line it stands."""
    return markdown_safe(_plain(text))


def _plain(text: str) -> str:
    """*text* on one line, without the white space about it, which would mean something."""
    return visible(_SPACE.sub(" ", text)).strip()
