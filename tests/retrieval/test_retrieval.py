"""Search on the shipped facts: what must come first, what must not come, and when there is no answer."""

import contextlib
import random
import time

import pytest
from comparing import BASE, compiled
from hypothesis import given, settings
from hypothesis import strategies as st

from ketcli.errors import UsageError
from ketcli.facts.nouns import Gap, Notice
from ketcli.index import build, lists, memory, scores
from ketcli.index.narrowing import Narrowing
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
    ("low blood pressure", "blood-pressure-change"),
    ("hepatic", "liver"),
    # questions
    ("who discovered ketamine?", "calvin-stevens"),
    ("can I eat before the session?", "avoid-food"),
    ("will my insurance pay for it", "insurance"),
    ("could it damage my liver", "liver"),
    ("is it habit-forming", "addiction-potential"),
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


def test_a_corrected_query_gives_what_its_correction_gives(index):
    """A slip costs nothing once it is understood."""
    for typed, meant in (("schizophernia", "schizophrenia"), ("blader problms", "bladder problems")):
        assert _found(search(index, typed)) == _found(search(index, meant))


def _found(answer):
    return [(hit.fact.id, hit.score) for hit in answer.hits]


def test_a_related_word_is_told(index):
    """A word that no source says, and that stands only near to one that they do say, is named."""
    assert dict(search(index, "vomiting").query.related) == {"vomiting": "nausea"}
    assert dict(search(index, "zoloft").query.related) == {"zoloft": "antidepressants"}
    assert dict(search(index, "nausea").query.related) == {}


def test_unmatched_word_is_told(index):
    """A word that matters and that nothing knows is named when the rest carries the answer."""
    answer = search(index, "bladder liver cognition zorblax")
    assert answer.query.unmatched == ("zorblax",)
    assert answer.hits[0].fact.topics[0] == "long-term-risks"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("brian derived neurotrophic factor", {"brian": "brain"}),
        ("hart rate", {"hart": "heart"}),
        ("chronic pane", {"pane": "pain"}),
        ("fizzician", {"fizzician": "physician"}),
        ("bladr and livr", {"bladr": "bladder", "livr": "liver"}),
    ],
)
def test_spelling_is_corrected_by_its_company(index, typed, read):
    """Words of English too, where they make sense beside the others; by letters and by sound."""
    assert dict(search(index, typed).query.corrections) == read


@pytest.mark.parametrize("typed", ["brian", "hart", "pane", "trip", "threw up", "the weather in spain"])
def test_a_word_of_english_alone_is_not_corrected(index, typed):
    """Without such company it stays as it was typed."""
    assert search(index, typed).query.corrections == {}


def test_topic_name_finds_its_page(index):
    """For a topic's name come its facts in the order of its page."""
    page = [name for part in index.topics["long-term-risks"].outline for name in part.facts]
    assert [hit.fact.id for hit in search(index, "long-term-risks", limit=0).hits] == page


GAPS = [
    ("can i drive home after", "driving"),
    ("ketamine and alcohol", "alcohol"),
    ("is it ok if im pregnant", "pregnancy"),
]


@pytest.mark.parametrize(("query", "gap"), GAPS)
def test_a_gap_is_told_as_such(index, query, gap):
    """What readers ask and no source answers is no fact's business."""
    answer = search(index, query)
    assert answer.gap.id == gap
    assert answer.hits == ()
    assert answer.suggestions == answer.gap.near[:3]


def test_what_is_not_said_is_told_beside_what_is(index):
    """A gap that the query is nearly as near to as to the facts stands beside them; a second one beside the first."""
    answer = search(index, "how many sessions do i need")
    assert (answer.gap, answer.unsaid.id) == (None, "session-count")
    assert answer.hits
    answer = search(index, "lithium lamotrigine")
    assert {answer.gap.id, answer.unsaid.id} == {"lithium", "lamotrigine"}
    assert search(index, "bladder").unsaid is None


def test_a_question_of_small_words_is_answered_where_a_fact_answers_it(index):
    """It tells nothing by any of its words, and all by being asked just so."""
    assert search(index, "what is it").hits[0].fact.id == "is-medication"
    assert search(index, "of the and").hits == ()


@pytest.mark.parametrize(
    ("query", "first"), [("who is it for", "may-be-option"), ("who is it not for", "not-for-everyone")]
)
def test_a_question_without_a_telling_word_is_one_of_the_base(index, query, first):
    """It is answered by what is asked in nearly these words."""
    assert search(index, query).hits[0].fact.id == first


@pytest.mark.parametrize("query", ["who are you", "when not to", "why me", "what does it do"])
def test_no_source_is_silent_on_what_no_word_tells(index, query):
    """What only shares words of grammar with a question neither answers nor is a gap."""
    answer = search(index, query)
    assert (answer.hits, answer.gap, answer.unsaid) == ((), None, None)


def test_suicide_is_what_is_treated_and_no_danger_of_it(index):
    """In whatever words; what is asked for comes first then, and no warning of something else."""
    answer = search(index, "daughter talks about killing herself, could ketamine help fast enough")
    assert [notice.id for notice in answer.notices] == ["crisis"]
    assert {"rapid-relief", "suicide-risk"} == {hit.fact.id for hit in answer.hits[:2]}


def test_an_overview_of_dangers_has_something_of_each_kind(index):
    """Who asks about nothing in particular reads first of side effects, then what reassures, then of lasting harm."""
    answer = search(index, "is ketamine safe", limit=6)
    found = [hit.fact.id for hit in answer.hits]
    assert found.index("named-side-effects") < found.index("generally-safe") < found.index("risks-mostly-misuse")


LEFT_OUT = [("nausea on sundays", "nausea", "sundays"), ("jab in the arm", "intramuscular", None)]


@pytest.mark.parametrize(("query", "first", "without"), LEFT_OUT)
def test_an_unknown_everyday_word_does_not_silence_an_answer(index, query, first, without):
    """It is left out, and that is told."""
    answer = search(index, query)
    assert answer.hits[0].fact.id == first
    assert answer.query.left_out == ((without,) if without else ())


WARNED = ["is ketamine safe", "brain damage", "is ket dangerous", "will it damage my liver", "who should not have it"]


@pytest.mark.parametrize("query", WARNED)
def test_warnings_come_first_where_safety_is_asked_about(index, query):
    """Praise of the same word is no answer to it."""
    assert all(hit.fact.warning for hit in search(index, query, limit=2).hits)


def test_harm_that_is_treated_is_no_question_about_safety(index):
    """A complaint with a word of danger in it is looked up like any other."""
    assert not search(index, "constant worrying").hits[0].fact.warning


@pytest.mark.parametrize("query", ["who wrote this", "are the articles sponsored", "is this biased"])
def test_questions_about_the_texts_lead_to_the_sources(index, query):
    """They are answered by the list of sources."""
    assert [name.kind for name in search(index, query).see] == ["sources"]


def test_a_gap_that_is_asked_for_as_much_is_no_question_about_the_texts():
    """What a base knows that nobody answers goes before what is the same of all bases."""
    gap = Gap("pay", "Who pays", ("get paid", "who pays those who make it"))
    for query in gap.questions:
        answer = search(compiled(BASE._replace(gaps=(gap,))), query)
        assert (answer.gap and answer.gap.id, answer.see) == ("pay", ())
        assert [name.kind for name in search(compiled(), "who paid for this").see] == ["sources"]


def test_words_of_headings_that_nothing_asks_for(index):
    """They are read beside words that something asks for."""
    answer = search(index, "side effects introduction")
    assert answer.hits
    assert answer.query.terms[-1] == "introduction"


def test_im_is_an_abbreviation_beside_another(index):
    """It is what is left of "I'm" elsewhere."""
    assert search(index, "im vs iv").query.terms == ("im", "iv")
    assert search(index, "im nervous").query.terms == ("nervous",)


def test_another_question_for_a_fact_silences_no_other(index, shipped):
    """What is found stays found when a fact answers one thing more."""
    queries = ("bladder", "how long does it last", "is it safe", "can i eat before", "cost")
    fact = shipped.facts[0]
    wider = shipped._replace(
        facts=(fact._replace(questions=(*fact.questions, "a wholly new question of my own")), *shipped.facts[1:])
    )
    for base in (index, compiled(wider)):
        assert all(search(base, query).hits for query in queries)


def test_both_facets_come_first(index):
    """A fact that holds both things asked for precedes those that hold one."""
    assert search(index, "emergency approval").hits[0].fact.id == "fda-anesthetic-1970s"
    assert "spravato" in search(index, "nasal spray approval").hits[0].fact.id


def test_filters(index):
    """Topics and sources narrow the answer."""
    for hit in search(index, "nausea", limit=0, within=Narrowing(topics=("preparation",))).hits:
        assert "preparation" in hit.fact.topics
    hits = search(index, "nausea", limit=0, within=Narrowing(sources=("ket-guide",))).hits
    assert hits
    assert all("ket-guide" in hit.fact.sources for hit in hits)


def test_too_long_is_refused(index):
    """A query beyond the bounds is refused, not cut, also one of few characters that stand for many."""
    for query in ("x" * (MAX_CHARACTERS + 1), "a " * (MAX_WORDS + 1), "㍿" * (MAX_CHARACTERS // 3)):
        with pytest.raises(UsageError):
            search(index, query)


def seconds(index, query):
    """The processor time that an answer takes."""
    begun = time.process_time()
    with contextlib.suppress(UsageError):
        search(index, query)
    return time.process_time() - begun


@pytest.fixture(scope="module")
def ordinary(index):
    """The processor time that an ordinary answer takes."""
    return max(seconds(index, "how long does it last") for _ in range(3))


@settings(max_examples=150)
@given(st.text(max_size=200))
def test_any_text_ends_quickly(index, ordinary, anything):
    """Whatever is typed, an answer takes no thousand times what an ordinary one takes."""
    assert seconds(index, anything) < 1000 * ordinary


def test_a_smaller_limit_is_a_prefix(index):
    """The first hits are the same however many are asked for."""
    for query in ("depression", "side effects", "glutamate nmda", "how fast does it work", "dizzyness"):
        every = [hit.fact.id for hit in search(index, query, limit=0).hits]
        for limit in (1, 2, 3, 7, 10):
            assert [hit.fact.id for hit in search(index, query, limit=limit).hits] == every[:limit]


@pytest.mark.parametrize("query", ["tea burns me, claims", "calming tea clamis"])
def test_words_that_only_headings_have(query):
    """Nobody is known to ask by them, which is no damage: they count where they stand, and notices are weighed."""
    notices = (Notice("burns", ("tea burns me",), "Let it cool."),)
    assert "claims" in search(compiled(BASE._replace(notices=notices)), query).query.terms


@pytest.fixture
def bounded(shipped, monkeypatch):
    """The shipped facts, compiled and asked as if they were so many that frequent words are not followed up."""
    for module in (build, lists, scores):
        monkeypatch.setattr(module, "LONG", 60)
        monkeypatch.setattr(module, "KEPT", 40)
    with memory.compiled(shipped) as opened:
        yield opened


def test_among_very_many_facts_rare_words_find_and_frequent_ones_add(shipped, bounded):
    """What comes first is what comes first when every word is followed up."""
    expected = {
        "ketamine bladder": "bladder",
        "ketamine": "is-medication",
        "how long do the effects last": "long-lasting",
        "depression insurance": "insurance",
        "treatment for fibromyalgia": "fibromyalgia",
        "anxiety and pain": "used-for-anxiety",
    }
    assert {query: search(bounded, query).hits[0].fact.id for query in expected} == expected
    topic = shipped.topics[0].id
    assert all(
        topic in hit.fact.topics
        for hit in search(bounded, "ketamine depression", within=Narrowing(topics=(topic,))).hits
    )


def test_the_order_of_words_changes_only_ties(index):
    """Shuffled words give every fact the same score."""
    words = ["glutamate", "bdnf", "dopamine", "anxiety"]
    expected = {hit.fact.id: hit.score for hit in search(index, " ".join(words), limit=0).hits}
    for seed in range(5):
        random.Random(seed).shuffle(words)
        assert {hit.fact.id: hit.score for hit in search(index, " ".join(words), limit=0).hits} == expected


@pytest.mark.parametrize("negligible", ["the", "of", "please", "what is"])
def test_a_negligible_word_changes_little(index, negligible):
    """Fillers and question words do not change what comes first."""
    for query in ("bladder", "nasal spray", "migraine"):
        plain = search(index, query).hits[0].fact.id
        assert search(index, f"{negligible} {query}").hits[0].fact.id == plain


def test_scores_fall_and_ranks_rise(index):
    """Hits come best first, with scores from 0 to 1."""
    hits = search(index, "depression and anxiety", limit=0).hits
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_explanation_adds_up(index):
    """The points of an explanation are the score, but for what shares a passage with a better fact."""
    for hit in search(index, "euforia nausea").hits:
        points = sum(reason.points for reason in hit.explanation)
        assert hit.score == pytest.approx(points, abs=0.02) or hit.score > points


@pytest.mark.parametrize(
    ("query", "name"), [("quick guide", ("source", "quick-guide")), ("How mild", ("conflict", "how-mild"))]
)
def test_the_name_of_a_source_or_conflict_points_to_it(index, query, name):
    """Whatever else is found; a word that only stands in a name points nowhere."""
    assert search(index, query).see == (name,)
    assert search(index, f"{query} bladder").see == ()


@pytest.mark.parametrize("query", ["bladder", "70s", "how long does it last"])
def test_where_a_search_is_narrowed_only_what_is_silent_everywhere_is_a_gap(index, query):
    """What another topic answers is no gap; what nothing answers is the same gap as in the whole base."""
    assert search(index, query).hits
    for topic in index.topics:
        narrowed = search(index, query, within=Narrowing((topic,)))
        assert narrowed.hits or narrowed.gap is None
    silent = search(index, "can i drive home")
    assert silent.gap is not None
    assert search(index, "can i drive home", within=Narrowing(("mechanism",))).gap == silent.gap
