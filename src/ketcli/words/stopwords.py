"""English words that say little about what a question is about."""

from __future__ import annotations

FILLERS = frozenset(
    """
    a an the this that these those of to for with by from as than then so and or but if
    am is are was were be been being do does did doing done has have had having
    will would shall could might must
    i me my mine we us our you your youre he him his she her it its they them their
    there here please just really actually very quite also too some any
    s t d
    """.split()
)
"""Words passed over wherever they stand, also inside a phrase: "how long does it last" is "how long last"."""

QUESTION_WORDS = frozenset(
    """
    often how what whats which who whom whose when where why can cant cannot should shouldnt may
    not no nor dont doesnt didnt isnt arent wont without within into onto in on at up down out off over under
    about after before during between through per vs versus
    """.split()
)
"""Words that carry no weight by themselves but can be part of a phrase: "at home", "who should not"."""

REFLEXIVES = frozenset("myself yourself himself herself itself ourselves yourselves themselves oneself".split())
"""Words that say little by themselves, though they stand in many a call for help."""

NEGATIONS = frozenset("not no nor never without wont dont doesnt didnt isnt arent cant cannot shouldnt".split())
"""Words that turn a question round."""

CONTRACTIONS = frozenset("im ive id ill youre youve theyre hes shes thats whats whos its".split())
"""What is left of "I'm" and its like where the apostrophe was not typed; in capitals or alone it is something else."""

COORDINATORS = frozenset("and or vs versus iv sc".split())
"""Beside these, a contraction is an abbreviation: "im vs iv"."""
