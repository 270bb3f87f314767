"""References in the styles that people and reference managers read."""

from __future__ import annotations

import json
import re

from ketcli.answers import references as parts
from ketcli.lean import TYPE_CHECKING
from ketcli.system.safe import json_safe, markdown_safe, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ketcli.answers.objects import Object
    from ketcli.answers.references import Citation, Reference, Work

# Written by hand: a style's work on a text without author, date and publisher is a few lines, and citeproc-py
# with its styles (100 MB) gives the title of such a text twice.

# BibTeX counts braces even behind a backslash, so they get names.
_NAMED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}
_TEX = re.compile(r"[\\{}#$%&_~^]")
_MONTHS = "January February March April May June July August September October November December".split()


def render(references: Sequence[Reference], style: str) -> str:
    """*references* in one of ``references.STYLES``."""
    return _STYLES[style](references)


def apa_reference(work: Work, suffix: str) -> tuple[str, str, str]:
    """The entry in the list of references: what stands before the title, the title, and what comes after it.

    Without an author the title stands where that would, and without a date "n.d.".
    """
    date = f"({_dated(work, suffix)})."
    publisher = f" {visible(work.publisher)}." if work.publisher and work.publisher != work.author else ""
    rest = f"{publisher.replace('..', '.')}{f' {visible(work.url)}' if work.url else ''}"
    if work.author is None:
        return "", visible(work.title), f". {date}{rest}"
    return f"{_ended(visible(work.author))} {date} ", visible(work.title), f".{rest}"


def apa_citation(work: Work, suffix: str, label: str, locator: str) -> str:
    """The citation in the text, with section or paragraph."""
    where = f"para. {locator}" if label == parts.PARAGRAPH else f"“{locator}” section"
    return f"({visible(work.head)}, {_year(work, suffix)}, {visible(where)})"


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _year(work: Work, suffix: str) -> str:
    """The year, or "n.d.", with the letter that tells it from others."""
    if work.year is None:
        return f"n.d.-{suffix}" if suffix else "n.d."
    return f"{work.year}{suffix}"


def _dated(work: Work, suffix: str) -> str:
    """The date as APA writes it: 2004, January 31."""
    year, *rest = (work.issued or "").split("-")
    if not rest:
        return _year(work, suffix)
    day = f" {int(rest[1])}" if len(rest) > 1 else ""
    return f"{year}{suffix}, {_MONTHS[int(rest[0]) - 1]}{day}"


def by_fact(references: Sequence[Reference]) -> dict[str, list[tuple[Reference, Citation]]]:
    """The citations of each fact by its id, in the order in which they were asked for."""
    pairs = [(item, cited) for item in references for cited in item.citations]
    found: dict[str, list[tuple[Reference, Citation]]] = {}
    for pair in sorted(pairs, key=lambda pair: pair[1].number):
        found.setdefault(pair[1].fact.id, []).append(pair)
    return found


def _apa(references: Sequence[Reference]) -> str:
    lines = [
        "References",
        "",
        *("".join(apa_reference(item.work, item.suffix)) for item in references),
        "",
        "Citations",
    ]
    for fact, pairs in by_fact(references).items():
        lines += ["", f"{visible(pairs[0][1].fact.claim)} [{visible(fact)}]"]
        lines += [f"  {_apa_citation(item, cited)}: {_quoted(cited)}" for item, cited in pairs]
    return "".join(f"{line}\n" for line in lines)


def _apa_citation(item: Reference, cited: Citation) -> str:
    return apa_citation(item.work, item.suffix, cited.label, cited.locator)


def _quoted(cited: Citation) -> str:
    return f"“{visible(cited.passage)}”{' [hedged]' if cited.evidence.hedged else ''}"


def _bibtex(references: Sequence[Reference]) -> str:
    return "\n".join(
        f"@misc{{{item.source.id},\n"
        + "".join(f"  {name} = {{{value}}},\n" for name, value in _bibtex_fields(item) if value)
        + "}\n"
        for item in references
    )


def _bibtex_fields(item: Reference) -> Iterator[tuple[str, str]]:
    """Names and values of an entry; what there is nothing to say of has an empty value."""
    work = item.work
    author = " and ".join(f"{_tex(family)}, {_tex(given)}" for family, given in work.people)
    yield "author", author or (f"{{{_tex(work.author)}}}" if work.author else "")
    # Without an author, "key" is what styles sort and label by.
    yield "key", "" if work.author else _tex(work.title.strip("[]"))
    yield "title", f"{{{_tex(work.title)}}}"
    yield "year", work.year or "n.d."
    yield "date", work.issued or ""
    yield "howpublished", _tex(work.publisher or "")
    yield "url", work.url or ""
    yield "note", _tex(_about(item))
    yield "annote", "; ".join(_tex(line) for line in _located(item))


def _tex(text: str) -> str:
    return _TEX.sub(lambda match: _NAMED.get(match[0], f"\\{match[0]}"), visible(text))


def _ris(references: Sequence[Reference]) -> str:
    # A tag that has nothing to say is left out.
    return "\n".join(
        "".join(
            f"{tag}  - {visible(value)}\n"
            for tag, value in (
                ("TY", "GEN"),
                ("ID", item.source.id),
                *(("AU", name) for name in _authors(item.work)),
                ("TI", item.source.title),
                ("PY", item.work.year),
                ("DA", "/".join((*item.work.issued.split("-"), "", "", "")[:4]) if item.work.issued else None),
                ("PB", item.work.publisher),
                ("UR", item.work.url),
                *(("N1", line) for line in (_about(item), *_located(item))),
            )
            if value
        )
        + "ER  - \n"
        for item in references
    )


def _authors(work: Work) -> list[str]:
    """Each of the authors, a person by family name and initials."""
    return [f"{family}, {given}" for family, given in work.people] or ([work.author] if work.author else [])


def _csl_json(references: Sequence[Reference]) -> str:
    return json_safe(json.dumps([_csl(item) for item in references], ensure_ascii=False, indent=2)) + "\n"


def _csl(item: Reference) -> Object:
    """A CSL item; without author and issued, a style takes the title and writes n.d.; "custom" holds the locators."""
    return {
        "id": item.source.id,
        "type": "document",
        "title": item.source.title,
        **_csl_known(item.work),
        "note": _about(item),
        "custom": {
            "file": item.source.file,
            "sha256": item.source.sha256,
            "citations": [
                {
                    "fact": cited.fact.id,
                    "label": cited.label,
                    "locator": cited.locator,
                    "from": cited.evidence.passage.from_,
                    "to": cited.evidence.passage.to,
                    "hedged": cited.evidence.hedged,
                }
                for cited in item.citations
            ],
        },
    }


def _csl_known(work: Work) -> Object:
    """Of author, date, publisher and address what is known."""
    people: list[Object] = [{"family": family, "given": given} for family, given in work.people]
    known: Object = {
        "author": people or ([{"literal": work.author}] if work.author else None),
        "issued": {"date-parts": [[int(part) for part in work.issued.split("-")]]} if work.issued else None,
        "publisher": work.publisher,
        "URL": work.url,
    }
    return {name: value for name, value in known.items() if value}


def _markdown(references: Sequence[Reference]) -> str:
    lines: list[str] = []
    notes: list[str] = []
    for pairs in by_fact(references).values():
        for item, cited in pairs:
            before, title, after = map(markdown_safe, apa_reference(item.work, item.suffix))
            title = title if item.work.untitled else f"*{title}*"
            where = f"{markdown_safe(_where(cited))}: {markdown_safe(_quoted(cited))}"
            notes.append(f"[^{cited.number}]: {before}{title}{after} {where}")
        lines.append(f"- {markdown_safe(pairs[0][1].fact.claim)}{''.join(f'[^{cited.number}]' for _, cited in pairs)}")
    return "".join(f"{line}\n" for line in [*lines, "", *notes])


def _about(item: Reference) -> str:
    missing = [f"no {what}" for what, known in (("author", item.work.author), ("date", item.work.issued)) if not known]
    unknown = f"{' and '.join(missing).capitalize()} on record. " if missing else ""
    untitled = "No title; described in brackets. " if item.work.untitled else ""
    return f"{unknown}{untitled}File {item.source.file}, sha256 {item.source.sha256}."


def _located(item: Reference) -> Iterator[str]:
    for cited in item.citations:
        yield f"{cited.fact.id}: {_where(cited)}: {_quoted(cited)}"


def _where(cited: Citation) -> str:
    return f"Paragraph {cited.locator}" if cited.label == parts.PARAGRAPH else f"Section “{cited.locator}”"


_STYLES: dict[str, Callable[[Sequence[Reference]], str]] = {
    parts.APA: _apa,
    parts.BIBTEX: _bibtex,
    parts.RIS: _ris,
    parts.CSL_JSON: _csl_json,
    parts.MARKDOWN: _markdown,
}
