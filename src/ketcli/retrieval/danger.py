"""Questions about safety: warnings come before reassurance, and praise of the same word is no answer."""

from __future__ import annotations

from ketcli.index.tables import UBIQUITOUS
from ketcli.lean import TYPE_CHECKING
from ketcli.retrieval.order import best_first, in_hundredths
from ketcli.retrieval.tiers import ALIAS, RELATED
from ketcli.words import text
from ketcli.words.stopwords import FILLERS, REFLEXIVES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ketcli.index.vocabulary import Vocabulary
    from ketcli.retrieval.covers import Covers
    from ketcli.retrieval.query import Concept, Query

WARNED = 0.6
"""A warning that scores this share of the best fact comes before what reassures."""

LEAST = 0.5
"""What a warning scores that is shown because nothing in particular was asked about."""

UNMOVED = 0.7
"""What is left of the score of what is no warning and does not hold the word of danger that was typed."""

EVERYDAY = 0.5
"""A word that tells less in English asks about nothing in particular, no more than one that is UBIQUITOUS."""

BEFORE, SAID = 2, 2
"""So many warnings come before what answers in so many words, and so many such facts come before the other warnings."""

SAYS = 0.8
"""A fact answers in so many words of which a question covers the query so well."""

_ALARM = """
    safe safely safety unsafe danger dangers dangerous risk risks risky hazard hazardous harm harms harmful harmless
    damage damages damaging injure injury ruin ruins destroy wreck mess fry worse worst worsen bad badly
    careful caution complication complications downside downsides drawback drawbacks disadvantages cons catch
    warning warnings wrong
"""
_WORRY = """
    scare scared scary afraid fear worry worried worrying concerned concern nervous unsure hesitant hesitate doubt
    doubts regret hide hiding honest
"""
_KINDS = """
    toxic poison poisonous addict addicted addictive addiction hooked hurt hurts permanent permanently irreversible kill
    kills deadly fatal
"""
SPOKEN = (
    *("contraindication", "contraindicated", "contraindicate", "unsuitable"),
    *("should not", "shouldnt", "not safe", "not suitable", "not allowed"),
    *("not sure", "not tell", "dont tell", "for years", "years of", "too much", "too often"),
)
"""Phrases that ask for danger though no word of them does."""

ALARM, WORRY, KINDS = (frozenset(map(text.stem, words.split())) for words in (_ALARM, _WORRY, _KINDS))
"""Stems of the words that say danger and nothing else, of worries, which may be what is treated, and of its kinds."""

TREATED = ("self harm", *(f"kill {oneself}" for oneself in sorted(REFLEXIVES)))
"""Names of what is treated, though a word of danger stands in them."""

_SPOKEN, _TREATED = (tuple(tuple(text.stems(phrase)) for phrase in phrases) for phrases in (SPOKEN, TREATED))


def asked(query: Query) -> bool:
    """Whether *query* asks about safety, danger, harm or a reason not to have it.

    A worry counts only in a sentence: "constant worry" is a complaint.
    """
    sentence = not FILLERS.isdisjoint(text.words(query.text))
    return _phrased(query) or any(
        _alarm(concept) or not KINDS.isdisjoint(_meanings(concept)) or (sentence and _stem(concept) in WORRY)
        for concept in query.concepts
        if not _treated(concept)
    )


def alarmed(query: Query) -> bool:
    """Whether a word of *query* says danger and nothing else."""
    return any(_alarm(concept) for concept in query.concepts)


def is_general(query: Query, vocabulary: Vocabulary, facts: int) -> bool:
    """Whether *query* asks about danger and nothing in particular: all else are everyday words, or of many facts."""
    return (alarmed(query) or _phrased(query)) and not any(
        not _alarm(concept)
        and _stem(concept) not in WORRY
        and (vocabulary.telling(concept.word) or 1.0) >= EVERYDAY
        and all(way.facts < UBIQUITOUS * facts for way in concept.alternatives)
        for concept in query.concepts
        if not concept.grammar
    )


def _phrased(query: Query) -> bool:
    """Whether one of SPOKEN stands in *query*."""
    typed = text.stems(query.text)
    return any(phrase == tuple(typed[place : place + len(phrase)]) for phrase in _SPOKEN for place in range(len(typed)))


def _alarm(concept: Concept) -> bool:
    """Whether *concept* says danger, and does not do so in a name of what is treated."""
    return _stem(concept) in ALARM and not _treated(concept)


def _treated(concept: Concept) -> bool:
    """Whether *concept* stands in one of TREATED."""
    return tuple(map(text.stem, concept.words)) in _TREATED


def _meanings(concept: Concept) -> set[str]:
    """The stem of *concept* and those of what stands for it."""
    return {_stem(concept), *(way.term for way in concept.alternatives if way.tier in (ALIAS, RELATED))}


def _stem(concept: Concept) -> str:
    return text.stem(concept.word)


def met(query: Query, covers: Covers, kind: int, numbers: Iterable[int]) -> set[int]:
    """Those owners of *kind* whose best inquiry holds the word of danger that *query* has, or what stands for it."""
    said = ALARM | WORRY | KINDS
    terms = {way.num for concept in query.concepts if _stem(concept) in said for way in concept.alternatives}
    return {number for number in numbers if any(covers.impact(kind, number, term) for term in terms)}


def warnings_first(
    scored: Sequence[tuple[int, float]], warnings: Collection[int], met: Collection[int], more: Sequence[int]
) -> list[tuple[int, float]]:
    """The numbers of facts with their scores, as somebody has to read them who asks about safety.

    What is neither one of *warnings* nor *met*, because it holds the word of danger, loses; then *more* come first or,
    where there are none, the warnings that are near enough.
    """
    found = {num: score if num in warnings or num in met else in_hundredths(UNMOVED * score) for num, score in scored}
    top = max(found.values(), default=0.0)
    ordered = best_first(found)
    first = more or [num for num, score in ordered if num in warnings and score >= WARNED * top]
    lifted = dict.fromkeys(first, max(top, LEAST))  # what comes first answers no worse than what comes after it
    return [*lifted.items(), *(pair for pair in ordered if pair[0] not in lifted)]
