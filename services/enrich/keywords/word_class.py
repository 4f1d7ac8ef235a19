"""Which words can name a thing: by what stands beside them and how they end, without a model.

A lower-case word of a listed language counts as a noun once an article or a preposition stands
before it. Verbs and adverbs are told by their endings where a language has such.
"""

from functools import cache

import regex

CAPITAL_NOUNS = frozenset(["de", "lb"])
"""Languages that write every noun with a capital, and so nothing else."""
HEAD_LAST = frozenset(["en", "nl"])
"""A noun phrase ends with its noun; what follows an article may be an adjective."""
KNOWN_LANGUAGES = frozenset("en fa ar ru zh ja ko de es fr hi tr it pt nl sv no nb da lb pl uk".split())
"""Of others only names, and what stands both in title and text."""

_BEFORE_NOUNS = {
    "en": "the a an of in for on by from with his its their our my your every each between against into",
    "fr": "le la les l un une des du de d au aux ce cet cette ces son sa ses leur leurs notre nos en par sur "
    "sans contre chaque",
    "es": "el la los las un una unos unas del de al en por con sin contra su sus este esta estos estas ese esa",
    "it": "il lo la i gli le un uno una del dello della dei degli delle al alla ai nel nella di su questo questa",
    "pt": "o os as um uma do da dos das no na nos nas ao de em por com sem seu sua este esta",
    "nl": "de het een van in op voor met door deze hun geen",
}  # fmt: skip
_AFTER_NOUNS = {"hi": "का की के को में से ने पर"}

_IRREGULAR = frozenset(
    """
    met meant grew made took came went gave saw knew found thought told became left felt kept held
    brought began wrote stood heard let set put lost paid spoke rose sent built fell sold spent led
    won ran sat read lay sought taught understood broke drew drove ate chose wore threw shot hit
    struck flew bore swore hung fought caught bought slept dealt fed fled forced sang sank shook
    shut slid spread stole stuck swam swept swung tore woke wound bound bred clung dug froze laid
    lent lit proved rode shone showed shrank sprang stung are is was were be been has have had does
    did do can could may might must shall should will would say says said get gets got goes going
    gone make makes take takes come comes want wants need needs see sees seem seems become becomes
    keep keeps let lets include includes remain remains continue continues begin begins expect
    expects believe believes think thinks know knows tell tells ask asks add adds bring brings
    """.split()
)
_NO_ADVERB = frozenset(
    "family supply ally assembly reply monopoly rally anomaly bully belly jelly lily butterfly "
    "gully tally folly melancholy homily".split()
)

_NO_THING = {
    "en": regex.compile(r".{3,}ed|.{3,}ly|.{2,}(?:ize|ise|ify)s?|.+n't|.*'.*"),
    "fr": regex.compile(
        r".{3,}(?:aient|ait|era|eront|erait|eraient|issent|ées?|és?|ants?|er|ir|irent|èrent)|"
        r".{2,}[^mn]ment|.{2,}(?:iv|eus|ur|al|ill|ent|sam|pid|rd)ement"
    ),
    "es": regex.compile(r".{2,}(?:mente|aban?|aron|ieron|arán?|erán?|irán?|ando|iendo|ad[oa]s?|ar|er|ir|ó)"),
    "it": regex.compile(r".{2,}(?:mente|avano|ava|arono|erà|eranno|ando|endo|are|ere|ire|at[oaie])"),
    "pt": regex.compile(r".{2,}(?:mente|avam?|aram|eram|iram|ará|ando|endo|indo|ad[oa]s?|ar|er|ir|ou)"),
    "ru": regex.compile(
        r".{2,}(?:т[ьи]|ться|ться|ется|ются|ится|ятся|[аеиыяу]л[аио]?|л[аио]?сь|лся|ает|яет|ует|ают|яют|"
        r"уют|ит|[её]т|ят|ат|о|ого|ему|ому|ыми|ими|ый|ий|ая|яя|ое|ее|ые|ие|ых|их|ым|им|ую|юю|ой|ев|вший|"
        r"вшая|я[вн])"
    ),
    "tr": regex.compile(
        r".{2,}(?:[dt][ıiuü]|[dt][ıiuü]k|[dt][ıiuü]lar|[dt]iler|yor|yorlar|[ae]cak|[ae]ca[ğk].*|m[ıiuü]ş|m[ıiuü]ştır|m[ae]k|"
        r"[ae]r[ae]k|[ıiuü]p|d[ıiuü]ğ[ıiuü].*|[ae]n|m[ıiuü]yor|[dt][ıiuü]r|l[ıiuü]|s[ıiuü]z|[ıiuü]yla)"
    ),
    "ko": regex.compile(r".*(?:다|고|며|면|지만|는데|해서|하기|하는|했던|되는|된|했|한|할|될|인|적|던|려는|으며|라며|라고|다고|게|히|서)"),
    "fa": regex.compile(r"(?:ن?می|ب)\u200c.*|.*(?:ند|یم|ید|اند|است|شده|کرده|شود|کند|دهد|بود)"),
}  # fmt: skip
_THINGS = {
    "fr": frozenset(
        "santé marché société sécurité université cité liberté égalité réalité qualité identité autorité "
        "majorité minorité activité électricité comité traité député communauté armée année journée "
        "musée entrée arrivée durée soirée pensée idée mer hiver enfer fer cancer janvier février "
        "étranger policier pompier ouvrier chantier quartier papier dossier avenir loisir désir plaisir "
        "souvenir été côté été clé blé café thé beauté étudiants enfants habitants étudiant enfant "
        "habitant dirigeants dirigeant manifestants gouvernement parlement appartement événement "
        "mouvement changement logement bâtiment document traitement règlement armement argument "
        "financement développement département équipement jugement élément moment lancement lait "
        "souhait fait trait retrait portrait".split()
    ),
    "es": frozenset(
        "estado mercado partido mujer lugar poder hogar mar jugador soldado abogado acuerdo delegado "
        "jurado senado pasado resultado grado lado cuidado ciudadano tratado diputado diputada "
        "diputados ministerio bar azúcar alcohol ayer militar familiar escolar popular nuclear "
        "entrada llegada jornada temporada década embajada fachada manada cámara".split()
    ),
    "ru": frozenset(
        "дело место право общество правительство государство лето озеро золото метро вино молоко "
        "агентство производство строительство министерство искусство хозяйство посольство село зерно "
        "поле море здание решение заседание соглашение издание население движение управление заявление "
        "отношение предприятие событие собрание мероприятие предложение учение здоровье отделение "
        "полиция россия станция линия партия комиссия компания акция мэрия область власть новость помощь "
        "жизнь смерть мощность безопасность сеть часть очередь дверь нефть площадь память сталь рубль "
        "автомобиль фестиваль учитель житель строитель писатель музей трамвай".split()
    ),
    "ko": frozenset("장관 정부 경찰 국회 시장 대통령".split()),
}  # fmt: skip


@cache
def before_nouns(language: str | None) -> frozenset[str] | None:
    """Words after which a noun stands; None where we know none."""
    listed = _BEFORE_NOUNS.get(language or "")
    return frozenset(listed.split()) if listed else None


@cache
def after_nouns(language: str | None) -> frozenset[str] | None:
    """Postpositions, before which a noun stands."""
    listed = _AFTER_NOUNS.get(language or "")
    return frozenset(listed.split()) if listed else None


def is_no_thing(word: str, language: str | None) -> bool:
    """Tell a finite verb, a participle, an adverb or an adjective by its form, folded."""
    endings = _NO_THING.get(language or "")
    if endings is None or word in _THINGS.get(language or "", ()):
        return False
    if language == "en" and word in _NO_ADVERB:
        return False
    return bool(endings.fullmatch(word)) or (language == "en" and word in _IRREGULAR)
