"""Search on the shipped facts: what must come first, what must not come, and when there is no answer."""

import contextlib
import itertools
import random
import time

import pytest
from comparing import compiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketcli.errors import UsageError
from ketcli.retrieval import search
from ketcli.retrieval.query import MAX_CHARACTERS, MAX_WORDS
from ketcli.retrieval.tiers import CLOSE

ANSWERS = [
    # exact words, in any form
    ("bladder", "bladder"),
    ("BLADDER!", "bladder"),
    ("dizziness", "dizziness"),
    ("Calvin Stevens", "calvin-stevens"),
    ("dendritic spines", "dendritic-spines"),
    ("biomarker", "biomarkers"),
    ("cognitive behavioural therapy", "alternative-cbt"),
    ("anaesthetic", "started-as-anesthetic"),
    # slugs, snake and camel case, a fact's id
    ("cost-barrier", "cost-barrier"),
    ("cost_barrier", "cost-barrier"),
    ("costBarrier", "cost-barrier"),
    ("COST BARRIER", "cost-barrier"),
    ("vivid-imagery", "vivid-imagery"),
    # inflections
    ("hallucinate", "hallucinations"),
    ("hallucinating", "hallucinations"),
    # abbreviations
    ("CRPS", "crps"),
    ("OCD", "ocd"),
    ("tms", "alternative-tms"),
    ("BDNF", "bdnf-neurons"),
    # unfinished words
    ("fibromyal", "fibromyalgia"),
    ("schizophr", "schizophrenia"),
    ("biomark", "biomarkers"),
    # run-together and parted words
    ("nasalspray", "nasal-spray"),
    ("vividimagery", "vivid-imagery"),
    ("anti depressant side effects", "fewer-than-antidepressants"),
    # misspellings
    ("fibromialgia", "fibromyalgia"),
    ("shcizophrenia", "schizophrenia"),
    ("migranes", "migraine"),
    ("insurrance", "insurance"),
    ("euforia", "euphoria"),
    ("calvin stephens", "calvin-stevens"),
    # lay and clinical words
    ("puking", "nausea"),
    ("emesis", "nausea"),
    ("nerve pain", "neuropathic-pain"),
    ("empty stomach", "avoid-food"),
    ("low blood pressure", "blood-pressure-up"),
    ("hepatic", "liver"),
    # questions
    ("who discovered ketamine?", "calvin-stevens"),
    ("can I eat before the session?", "avoid-food"),
    ("will my insurance pay for it", "insurance"),
    ("could it damage my liver", "liver"),
    ("is it habit-forming", "low-addiction"),
]


@pytest.mark.parametrize(("query", "first"), ANSWERS)
def test_first_answer(index, query, first):
    """What the query asks for comes first."""
    assert search(index, query).hits[0].fact.id == first


SILENT = [
    "quantum chromodynamics",
    "best restaurants in lisbon",
    "how do I install a dishwasher",
    "tennis results",
    "xkqzv wqpt",
    "ayahuasca ceremony",
    "ketamine in breast milk",
    "is ketamine legal in Thailand",
    "ketamine and alcohol",
    "electroconvulsive therapy",
    "multiple sclerosis",
    "weather",
    "retreat",
    "overdose",
    "hamsters and parrots",
    "what is the time",
    "ketamine time",
    "",
    "   ",
    "?!…",
    "the of and",
]


@pytest.mark.parametrize("query", SILENT)
def test_silence(index, query):
    """Where the sources say nothing, nothing is returned."""
    assert search(index, query).hits == ()


LOOKALIKES = [
    ("hypotension", "hypertension"),
    ("ineffective", "effective"),
    ("mdma", "nmda"),
    ("dying", "lying"),
    ("cancer", "concern"),
    ("melatonin", "serotonin"),
    ("nephropathy", "neuropathy"),
    ("dysphoria", "euphoria"),
]


@pytest.mark.parametrize(("word", "other"), [*LOOKALIKES, *((other, word) for word, other in LOOKALIKES)])
def test_lookalikes_are_kept_apart(index, word, other):
    """A real word is never taken for a misspelling of one that looks like it."""
    answer = search(index, word)
    assert other not in answer.query.corrections.values()
    assert not answer.query.corrections


def test_ketamine_is_not_esketamine(index):
    """Neither of the two names is read as the other."""
    assert search(index, "esketamine").hits[0].fact.id == "spravato-fda"
    assert "esketamine" not in search(index, "ketamine").query.corrections.values()


def test_correction_is_told(index):
    """What was read otherwise than typed is said, and its hits are marked as close."""
    answer = search(index, "euforia")
    assert dict(answer.query.corrections) == {"euforia": "euphoria"}
    assert answer.hits[0].kind == CLOSE


def test_exact_corrects_nothing(index):
    """Without correction a misspelt word is unknown."""
    answer = search(index, "euforia", exact=True)
    assert (answer.hits, answer.query.unmatched) == ((), ("euforia",))


def test_a_known_word_outranks_a_corrected_one(index):
    """The word as it stands scores more than the same word misspelt."""
    assert search(index, "schizophrenia").hits[0].score > search(index, "schizophernia").hits[0].score


def test_substitution_is_told(index):
    """A synonym that stands in for a word of no source is named."""
    assert search(index, "vomiting").substitutions == {"vomiting": ("nausea",)}
    assert search(index, "nausea").substitutions == {}


def test_unmatched_word_is_told(index):
    """A word that matters and that nothing knows is named when the rest carries the answer."""
    answer = search(index, "bladder liver cognition zorblax")
    assert answer.query.unmatched == ("zorblax",)
    assert answer.hits[0].fact.topics[0] == "long-term-risks"


def test_word_of_english_is_corrected_only_within_a_phrase(index):
    """A name like Brian is one letter from brain, and read so only where the words beside it say it."""
    assert search(index, "brian").query.corrections == {}
    assert search(index, "brian derived neurotrophic factor").hits[0].fact.id.startswith("bdnf")


def test_topic_name_finds_its_heart(index):
    """For a topic's name come the facts at home there, the best supported first."""
    hits = search(index, "long-term-risks", limit=5).hits
    assert {hit.fact.topics[0] for hit in hits} == {"long-term-risks"}
    support = [len(hit.fact.sources) for hit in hits]
    assert support == sorted(support, reverse=True)


def test_both_facets_come_first(index):
    """A fact that holds both things asked for precedes those that hold one."""
    assert search(index, "emergency approval").hits[0].fact.id == "fda-anesthetic-1970s"
    assert "spravato" in search(index, "nasal spray approval").hits[0].fact.id


def test_filters(index):
    """Topics and sources narrow the answer."""
    for hit in search(index, "nausea", limit=0, topics=["preparation"]).hits:
        assert "preparation" in hit.fact.topics
    hits = search(index, "nausea", limit=0, sources=["ket-guide"]).hits
    assert hits
    assert all("ket-guide" in hit.fact.sources for hit in hits)


def test_too_long_is_refused(index):
    """A query beyond the bounds is refused, not cut, also one of few characters that stand for many."""
    for query in ("x" * (MAX_CHARACTERS + 1), "a " * (MAX_WORDS + 1), "㍿" * (MAX_CHARACTERS // 3)):
        with pytest.raises(UsageError):
            search(index, query)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text_ends_quickly(index, anything):
    """Whatever is typed, an answer comes within a second."""
    start = time.process_time()
    with contextlib.suppress(UsageError):
        search(index, anything)
    assert time.process_time() - start < 1


def test_a_smaller_limit_is_a_prefix(index):
    """The first hits are the same however many are asked for."""
    for query in ("depression", "side effects", "glutamate nmda", "how fast does it work", "dizzyness"):
        every = [hit.fact.id for hit in search(index, query, limit=0).hits]
        for limit in (1, 2, 3, 7, 10):
            assert [hit.fact.id for hit in search(index, query, limit=limit).hits] == every[:limit]


def test_the_order_of_words_changes_only_ties(index):
    """Shuffled words give every fact the same score."""
    words = ["glutamate", "bdnf", "dopamine", "anxiety"]
    expected = {hit.fact.id: hit.score for hit in search(index, " ".join(words), limit=0).hits}
    for seed in range(5):
        random.Random(seed).shuffle(words)
        assert {hit.fact.id: hit.score for hit in search(index, " ".join(words), limit=0).hits} == expected


@pytest.mark.parametrize("negligible", ["the", "of", "please", "what is"])
def test_a_negligible_word_changes_nothing(index, negligible):
    """Fillers and question words do not change what is found."""
    for query in ("bladder", "nasal spray", "migraine"):
        plain = [hit.fact.id for hit in search(index, query).hits]
        assert [hit.fact.id for hit in search(index, f"{negligible} {query}").hits] == plain


def test_scores_fall_and_ranks_rise(index):
    """Hits come best first, with scores from 0 to 1."""
    hits = search(index, "depression and anxiety", limit=0).hits
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True) or all(
        round(a, 2) >= round(b, 2) for a, b in itertools.pairwise(scores)
    )
    assert all(0 < score <= 1 for score in scores)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_explanation_adds_up(index):
    """The points of an explanation are what the score is made of."""
    answer = search(index, "euforia nausea")
    full = sum(concept.weight for concept in answer.query.concepts)
    for hit in answer.hits:
        assert hit.score == pytest.approx(sum(reason.points for reason in hit.explanation) / full, abs=0.01)


def test_a_longer_phrase_changes_nothing_for_a_shorter(shipped):
    """A synonym that only begins like a word at the end of an alias adds no weight to what that finds."""
    (group,) = (group for group in shipped.synonyms if "nausea" in group)
    longer = (*group, "feeling like myself again")
    wider = shipped._replace(synonyms=tuple(longer if each is group else each for each in shipped.synonyms))
    scores = [[hit.score for hit in search(compiled(base), "feeling sick").hits] for base in (shipped, wider)]
    assert scores[0] == scores[1]
