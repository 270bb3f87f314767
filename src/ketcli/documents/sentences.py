"""Where sentences end: after a mark of the end and before what may begin one, but after no abbreviation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ketcli.words import invisible

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSING = "\"'”’»)\\]"
"""What may follow the mark that ends a sentence and belong to it, for a class of characters."""

_OPENING = r"[\"'“‘„«(\[¿¡`*_]{0,2}(?:«\s)?"
_FIRST = rf"((?![{invisible.IGNORED}])[^\W_])"
_END = re.compile(
    rf"[.!?…](?:[{CLOSING}]|\s»)*(?=(\s+){_OPENING}-{{0,2}}{_FIRST})|[。！？।][”’」』）]*(?=(\s*){_FIRST})"
)
"""The end of a sentence, the white space after it, and the first letter or digit of the next."""

_ALWAYS = (
    "Dr Drs Mr Mrs Ms Prof St Messrs Mme Mlle Hon Rev Gen Gov Sen Rep Capt Cmdr Col Lt Sgt"  # people
    " Inc Ltd Corp Co Bros Ph.D LL.M LL.B D.Phil"  # firms and degrees
    " v vs etc cf Cf viz al approx ca contd esp incl resp suppl transl Fig Figs Eq Eqs"
    " bzw vgl Vgl ggf evtl sog einschl entspr Hr Abt Abb Mio Mrd p.ex env"  # German, French
)
"""They end no sentence, whatever follows; so do initials, and letters in a row such as e.g., U.S. and z. B."""

_BEFORE_NUMBERS = (  # elsewhere they are words, or the last of a sentence
    "No Nos Nr Art Arts Sec Sect Secs Abs Par Para Paras Cl Cls Ch Chap App Vol Vols Bd pp p S s f ff n nn Rn Ziff"
    " Reg Regs Ex Exs Tit Pt Pts ver Tab"
    " art arts sec secs para paras vol vols chap fig figs nos"
    " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Okt Nov Dec Dez Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun"
)

_INITIAL = r"[^\W\d_a-zß-öø-ÿ]"
_LETTERS = r"(?:[^\W\d_]\.\s?)+[^\W\d_]"
_LETTER = re.compile(r"(?:^|[\s(])[^\W\d_]\.$")
_ANOTHER = re.compile(r"[^\W\d_]\.")
_ROMAN = re.compile(r"(?!I\s+[a-z])[IVXLC]+\b")

_WHOLE = re.compile(r"(?:[^\W\d_]{5}|[@/]\S*[^\W\d_])\.$")
_SMALL = re.compile(r"-{0,2}`?[^\W\d_]")
"""After a long word or an address even a small letter or an option begins a sentence: it may name a program."""

_REACH = 40
"""Characters before a full stop in which its abbreviation begins; none is longer."""


class Ends:
    """Finds the ends of sentences; knows the abbreviations of a fact base beside the usual ones."""

    def __init__(self, abbreviations: Iterable[str] = ()) -> None:
        own = sorted({" ".join(each.split()).removesuffix(".") for each in abbreviations} - {""}, key=len)
        always = "|".join(re.escape(each).replace(r"\.", r"\.\s?") for each in _ALWAYS.split())
        mine = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in reversed(own))
        kinds = "|".join(filter(None, (_INITIAL, _LETTERS, always, mine)))
        self._always = re.compile(rf"(?:^|[\s(\[\"'“„‘§])(?:{kinds})\.$")
        self._before_numbers = re.compile(rf"(?:^|[\s(\[\"'“„‘§])(?:{'|'.join(_BEFORE_NUMBERS.split())})\.$")
        self._reach = max([_REACH, *(len(each) + 2 for each in own)])

    def split(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences between two offsets of *text*, as offsets; white space between them belongs to none."""
        spans = []
        for mark in _END.finditer(text, start, end):
            blank, first = (mark[1], mark[2]) if mark[2] else (mark[3], mark[4])
            stop, after = mark.end(), mark.end() + len(blank)
            if first.islower() and not self._is_whole(text, start, stop, after):
                continue
            if self._is_abbreviation(text, start, stop, after):
                continue
            spans.append((start, stop))
            start = after
        return [*spans, (start, end)]

    def _is_abbreviation(self, text: str, start: int, end: int, after: int) -> bool:
        """Whether the full stop before *end* is one of an abbreviation that does not end a sentence there."""
        if text[end - 1] != ".":
            return False
        before = text[max(start, end - self._reach) : end]
        if self._always.search(before):
            return True
        if text[after].isdigit() or _ROMAN.match(text, after):
            return self._before_numbers.search(before) is not None
        return _LETTER.search(before) is not None and _ANOTHER.match(text, after) is not None

    def _is_whole(self, text: str, start: int, end: int, after: int) -> bool:
        """Whether the full stop before *end* ends a sentence although a small letter follows."""
        return bool(_WHOLE.search(text[max(start, end - self._reach) : end]) and _SMALL.match(text, after))
