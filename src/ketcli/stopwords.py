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
    able again ago all almost alone along already although always among another anyone anything anybody anyway
    apart around ask asked away back bad based because become becomes begin beginning behind best better beyond big
    bit both call called came case cases certain come comes coming common consider could couple day days deal
    describe described detail details difference different difficult each easy either else end enough etc even ever
    every everyone everything exactly explain explained fact facts far feel feeling few find first following found
    full further gave general generally get gets getting give given gives giving go goes going gone good got great
    happen happened happening happens hard hear heard hello help helps helped helping hey hi however hows idea
    important include includes including info information instead keep keeping keeps kind kinds know known knows
    awful brother carer dad dads daughter family father feels felt friend girlfriend boyfriend grandmother
    husband mom mother mum mums parent parents partner sister son wife guy guys folks man men woman women
    yesterday today tonight tomorrow morning evening month months year years minute minutes lately recently
    trouble issue issues terrible horrible nice nasty scared afraid worried nervous
    large later latest least less let lets like list little long longer look looking lot lots made main mainly make
    makes making many matter maybe mean means meant mention method methods mine more most mostly much myself name
    named near nearly necessary need needed needs never new next nice nothing now number ok okay old once one ones
    only open opposed option options other others otherwise own part particular people person place possible possibly
    possibly probably problem problems provide put question questions quick quickly quite rather read reason reasons
    regarding related right said same saw say saying says see seem seems seen several share short show shows side
    similar simple since single small something sometimes somewhere soon sort start started starting still stop stuff
    such sure take taken takes taking talk tell tells term terms thank thanks thing things think third thought three
    through time times together told took topic towards tried tries true try trying turn two type types typical
    understand until upon use used useful user uses using usual usually want wanted wants way ways week weeks well
    went whatever whether while whole will wonder wondering word words work worked working works world worry worried
    worse worst worth yes yet yourself
    """.split()
)
"""Frequent words that a question may hold without being about them.

One that the base does not know is passed over; one that it knows counts for little beside a telling word.
"""
