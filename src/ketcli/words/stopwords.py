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
    how what whats which who whom whose when where why can cant cannot should shouldnt may
    not no nor dont doesnt didnt isnt arent wont without within into onto in on at up down out off over under
    about after before during between through per vs versus
    """.split()
)
"""Words that carry no weight by themselves but can be part of a phrase: "at home", "who should not"."""

CONTRACTIONS = frozenset("im ive id ill youre youve theyre hes shes thats whats whos its".split())
"""What is left of "I'm" and its like where the apostrophe was not typed; in capitals or alone it is something else."""

COMMON = frozenset(
    """
    able age aged old afraid again ago all allow allowed almost alone along already although always among another
    anybody
    anymore anyone anything anyway apart around article articles ask asked away awful back bad based basically
    because become becomes begin beginning behind best better beyond big bit both boyfriend brother call called
    came carer case cases certain certainly come comes coming common consider could couple currently dad dads
    daughter day days deal dear definitely describe described detail details difference different difficult dunno
    each earth easy either else end enough etc even evening ever every everyone everything exactly expect expected
    explain explained fact facts family far father feel feeling feels felt few find first folks following found
    friend full further gave general generally get gets getting girlfriend give given gives giving go goes going
    gone gonna good got grandmother great guy guys happen happened happening happens hard hardly hear heard hello
    help helped helping helps hey hi honestly horrible however hows hubby husband idea important include includes
    including info information instead issue issues keep keeping keeps kind kinda kinds know known knows large low
    lately later latest least less let lets like list little long longer look looking lot lots made main mainly
    make makes making man many matter maybe mean means meant meet men mention method methods mine minute minutes
    mom moment moments month months more morning most mostly mother much mum mums myself myth name named nasty
    near nearly necessary need needed needs nervous never new next nice nobody normally nothing now number ok okay
    old once one ones only open opposed option options other others otherwise own parent parents part particular
    partner people perhaps person place pls plz possible possibly probably problem problems provide put question
    questions quick quickly quite rather read reason reasons recently regarding related right said same saw say
    saying says scared see seem seems seen several share short show shows side similar simple since single sister
    small somebody somehow someone something sometimes somewhat somewhere son soon sort source sources start
    started starting still stop stuff such sure take taken takes taking talk tell tells term terms terrible thank
    thanks thing things think third thought three through thx time times today together told tomorrow tonight took
    topic towards tried tries trouble true truly truth try trying turn two type types typical understand until
    upon use used useful user uses using usual usually wanna want wanted wants way ways week weeks well went
    whatever whenever wherever whether while whole wife will wish woman women wonder wondering word words work
    worked working works world worried worry worse worst worth year years yes yesterday yet yourself
    """.split()
)
"""Frequent words that a question may hold without being about them.

One that the base does not know is passed over; one that it knows counts for little beside a telling word.
"""
