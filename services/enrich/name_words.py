"""Words that stand before or inside names and are no part of them, in several languages."""

from functools import cache

HONORIFICS = frozenset(
    """
    mr mrs ms miss sir dame lord lady dr prof professor sheikh king queen prince princess pope
    president vice-president prime minister chancellor secretary senator congressman congresswoman
    governor mayor judge justice detective inspector sergeant constable captain colonel general
    admiral major lieutenant officer chief coach manager director chairman chairwoman spokesman
    spokeswoman spokesperson ceo rep sen gov gen col sgt rev father sister brother reverend bishop
    cardinal ambassador deputy councillor leader minister former actor actress singer author
    herr frau präsident präsidentin kanzler kanzlerin minister ministerin bundeskanzler trainer
    trainerin professorin könig königin papst bürgermeister bürgermeisterin landrat chef chefin
    autor autorin sänger sängerin schauspieler schauspielerin regisseur sprecher sprecherin
    us-präsident ex-präsident milliardär unternehmer generalsekretär general anwalt kollege
    m mme mlle monsieur madame président présidente ministre roi reine pape maire
    señor señora sr sra don doña presidente presidenta ministro ministra rey reina papa alcalde
    alcaldesa
    sayın bay bayan cumhurbaşkanı başbakan başkan başkanı bakan bakanı
    господин госпожа президент премьер-министр министр глава генерал
    """.split()
)
_ROLE_ENDINGS = (
    "minister", "ministerin", "präsident", "präsidentin", "chef", "chefin", "sprecher",
    "sprecherin", "trainer", "trainerin", "politiker", "politikerin", "kanzler", "kanzlerin",
    "meister", "meisterin", "experte", "expertin", "leiter", "leiterin", "vorsitzende",
    "vorsitzender", "korrespondent", "korrespondentin", "sekretär", "sekretärin", "direktor",
    "direktorin", "shooter", "statsminister", "kandidat", "kandidatin", "anwältin", "anwalt",
    "spieler", "spielerin", "beauftragte", "beauftragter", "rätin", "milliardärs",
)  # fmt: skip
PARTICLES = frozenset("von van vom zu zur der den ten ter de del della di da do dos du la le bin ibn al el y".split())
"""They stand inside the names of people."""
CONNECTORS = PARTICLES | frozenset("of the des for and".split()) - {"and", "the"}
"""They stand inside names of any kind: Bank of England."""


@cache
def is_title(word: str) -> bool:
    """Tell what stands before a person's name, folded: Sir, Präsident, Verteidigungsminister."""
    return word in HONORIFICS or word.endswith(_ROLE_ENDINGS)
