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
    from ketcli.answers.references import Citation, Reference

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
_UNDATED = "No author and no date on record."


def render(references: Sequence[Reference], style: str) -> str:
    """*references* in one of ``references.STYLES``."""
    return _STYLES[style](references)


def apa_reference(title: str, suffix: str) -> str:
    """The entry in the list of references: the title stands where an author would, and n.d. for the date."""
    return f"{visible(title)}. ({_nd(suffix)})."


def apa_citation(title: str, suffix: str, label: str, locator: str) -> str:
    """The citation in the text, with section or paragraph."""
    where = f"para. {locator}" if label == parts.PARAGRAPH else f"“{locator}” section"
    return f"({visible(title)}, {_nd(suffix)}, {visible(where)})"


def by_fact(references: Sequence[Reference]) -> dict[str, list[tuple[Reference, Citation]]]:
    """The citations of each fact by its id, in the order in which they were asked for."""
    pairs = [(item, cited) for item in references for cited in item.citations]
    found: dict[str, list[tuple[Reference, Citation]]] = {}
    for pair in sorted(pairs, key=lambda pair: pair[1].number):
        found.setdefault(pair[1].fact.id, []).append(pair)
    return found


def _apa(references: Sequence[Reference]) -> str:
    lines = ["References", "", *(apa_reference(item.source.title, item.suffix) for item in references), "", "Citations"]
    for fact, pairs in by_fact(references).items():
        lines += ["", f"{visible(pairs[0][1].fact.claim)} [{visible(fact)}]"]
        lines += [f"  {_apa_citation(item, cited)}: {_quoted(cited)}" for item, cited in pairs]
    return "".join(f"{line}\n" for line in lines)


def _apa_citation(item: Reference, cited: Citation) -> str:
    return apa_citation(item.source.title, item.suffix, cited.label, cited.locator)


def _nd(suffix: str) -> str:
    return f"n.d.-{suffix}" if suffix else "n.d."


def _quoted(cited: Citation) -> str:
    return f"“{visible(cited.passage)}”{' [hedged]' if cited.evidence.hedged else ''}"


def _bibtex(references: Sequence[Reference]) -> str:
    # Without an author, "key" is what styles sort and label by.
    return "\n".join(
        f"@misc{{{item.source.id},\n"
        f"  key = {{{_tex(item.source.title.strip('[]'))}}},\n"
        f"  title = {{{{{_tex(item.source.title)}}}}},\n"
        f"  year = {{n.d.}},\n"
        f"  note = {{{_tex(_about(item))}}},\n"
        f"  annote = {{{'; '.join(_tex(line) for line in _located(item))}}},\n"
        "}\n"
        for item in references
    )


def _tex(text: str) -> str:
    return _TEX.sub(lambda match: _NAMED.get(match[0], f"\\{match[0]}"), visible(text))


def _ris(references: Sequence[Reference]) -> str:
    # A tag that has nothing to say is left out: no AU, no PY.
    return "\n".join(
        "".join(
            f"{tag}  - {visible(value)}\n"
            for tag, value in (
                ("TY", "GEN"),
                ("ID", item.source.id),
                ("TI", item.source.title),
                *(("N1", line) for line in (_about(item), *_located(item))),
            )
        )
        + "ER  - \n"
        for item in references
    )


def _csl_json(references: Sequence[Reference]) -> str:
    return json_safe(json.dumps([_csl(item) for item in references], ensure_ascii=False, indent=2)) + "\n"


def _csl(item: Reference) -> Object:
    """A CSL item; without author and issued, a style takes the title and writes n.d.; "custom" holds the locators."""
    return {
        "id": item.source.id,
        "type": "document",
        "title": item.source.title,
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


def _markdown(references: Sequence[Reference]) -> str:
    lines: list[str] = []
    notes: list[str] = []
    for pairs in by_fact(references).values():
        for item, cited in pairs:
            title = markdown_safe(item.source.title)
            title = title if item.untitled else f"*{title}*"
            where = f"{markdown_safe(_where(cited))}: {markdown_safe(_quoted(cited))}"
            notes.append(f"[^{cited.number}]: {title}. ({_nd(item.suffix)}). {where}")
        lines.append(f"- {markdown_safe(pairs[0][1].fact.claim)}{''.join(f'[^{cited.number}]' for _, cited in pairs)}")
    return "".join(f"{line}\n" for line in [*lines, "", *notes])


def _about(item: Reference) -> str:
    untitled = " No title; described in brackets." if item.untitled else ""
    return f"{_UNDATED}{untitled} File {item.source.file}, sha256 {item.source.sha256}."


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
