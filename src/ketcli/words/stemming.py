"""What stems depend on beside the stemmer.  An index, which keeps stems, is compiled anew when this changes."""

# British spellings as American ones, so that either finds the other; only in words long enough
# for the letters not to be a word of their own.  Each with the letters that it needs, from which place on: most words
# have none of them there, and re compiles a pattern when it is first used.
AMERICAN = (
    ("ae", 0, r"^(.{0,12})ae(?=.{3})", r"\1e"),
    ("oe", 0, r"^(.{0,12}?)oe(?=.{3})", r"\1e"),
    ("our", 3, r"(?<=...)our(?=$|s$|ed$|ing$|al|ful|able|ite)", "or"),
    ("is", 3, r"(?<=...)is(?=e$|es$|ed$|er$|ers$|ing$|ation|ational)", "iz"),
    ("ys", 3, r"(?<=...)ys(?=e$|es$|ed$|ing$)", "yz"),
    ("ll", 3, r"(?<=...)ll(?=ed$|ing$|er$|ers$|iz)", "l"),
    ("tre", 3, r"(?<=...)tre(?=$|s$)", "ter"),
)
AMERICAN_MINIMUM = 5

# Words that the stemmer would unite although they say different things, with the stems that keep them apart;
# first those that have none but themselves.
_ALONE = """
    accountant accountants additive additives ani animated animation anime anise apartment apartments author
    authorities authority authors candid candidly clubbing comedic concentrated conjunctivitis cons convent
    convents corporal corporals customer customers customs decadence decadent definite definitely depart
    departed departing ear earful ears elevator elevators emergence emergent fasting generator generators hooked
    hospitality import imported imports improvise informant informants informer integral integrity mechanic
    mechanics mediation mediations memorial minority officer officers optimism parke partying plastic plastics
    positive positively recreate refinance refinanced refinances refinancing reservation reservations
    responsibilities responsibility responsible revered sadness several stoned testimony visions vitals
"""
APART = {word: word for word in _ALONE.split()} | {
    word: stem
    for stem, words in {
        "severe": "severe severely severity",
        "effectiv": "effectiv effective effectively effectiveness",
        "medicat": "medicat medication medications medicated",
        "clinic": "clinic clinics",
        "clinical": "clinical clinically",
        "provider": "provider providers",
        "personaliz": "personaliz personalize personalized personalise personalised",
        "toleranc": "toleranc tolerance",
        "intoleranc": "intoleranc intolerance intolerant",
        "dependenc": "dependenc dependence dependency dependencies dependent",
        "depressant": "depressant depressants",
        "nurse": "nurse nurses",
        "alcoholic": "alcoholic alcoholics alcoholism",
        "referenc": "reference references referenced",
        "complicate": "complicate complicates complicated complicating",
        "tripping": "tripping tripped",
        "tearful": "tearful tearfully",
        "hospitaliz": "hospitalize hospitalized hospitalizing hospitalization hospitalise hospitalised",
        "deductible": "deductible deductibles",
        "installment": "installment installments instalment instalments",
        "refresher": "refresher refreshers",
        "withdrawal": "withdrawal withdrawals",
        "catastrophiz": "catastrophize catastrophizes catastrophizing catastrophise catastrophising",
        "authoriz": "authorize authorized authorizing authorization authorise authorised authorising authorisation",
    }.items()
    for word in words.split()
}
