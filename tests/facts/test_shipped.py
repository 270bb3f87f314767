"""The shipped fact base keeps what the project promises of it."""

from ketcli.facts import checks


def test_no_defects(shipped):
    """The data has no defect that it shows by itself."""
    assert checks.check(shipped) == []


def test_what_people_type_is_known(shipped):
    """Each fact and gap has a dozen questions at the least: it is asked in the words of readers of all kinds."""
    assert min(len(item.questions) for item in (*shipped.facts, *shipped.gaps)) >= 12


def test_every_passage_is_pinned(shipped):
    """Each passage carries its digest, so that a changed document is noticed."""
    passages = [item.passage for fact in shipped.facts for item in fact.evidence]
    passages += [item.passage for source in shipped.sources for item in source.uncited if item.passage]
    assert all(passage.digest for passage in passages)


def test_size_and_agreement(shipped):
    """There are facts, topics and conflicts enough, and more than a third of the facts have several sources."""
    assert len(shipped.facts) >= 200
    assert 15 <= len(shipped.topics) <= 20
    assert len(shipped.conflicts) > 25
    assert sum(len(fact.sources) > 1 for fact in shipped.facts) / len(shipped.facts) > 1 / 3


def test_every_source_is_used(shipped):
    """No source is described without being cited."""
    cited = {name for fact in shipped.facts for name in fact.sources}
    assert cited == {source.id for source in shipped.sources}


def test_hedged_claims_say_so(shipped):
    """A claim that no source makes without a hedge is worded with one."""
    hedges = (
        "may might could can potential promis believed thought suggest indicate study studied studies explor research "
        "said reported described possible looking linked seems appears hope considered seen aim called expected"
    ).split()
    bare = [fact.id for fact in shipped.facts if fact.hedged and not any(word in fact.claim.lower() for word in hedges)]
    assert bare == []
