"""What consent walls and JavaScript shells say, in the languages of the web."""

from services.patterns import any_of

CONSENT = (
    "cookie", "consent", "your privacy", "our partners", "personal data", "datenschutz",
    "einwilligung", "zustimmung", "personenbezogen", "données personnelles", "vie privée",
    "informations personnelles", "privacidad", "datos personales", "privacidade",
    "dados pessoais", "dati personali", "toestemming", "persoonsgegevens", "persoonlijke gegevens",
    "samtykke", "personopplysning", "personoplysning", "informasjonskapsl", "samtycke",
    "personuppgift", "kakor", "suostumu", "henkilötie", "eväste", "zgoda", "zgodę",
    "zgody", "dane osobowe", "danych osobowych", "souhlas", "osobní údaje", "osobních údajů",
    "súhlas", "osobné údaje", "osobných údajov", "hozzájárul", "személyes adat", "adatvédel",
    "consimțământ", "date cu caracter personal", "συγκατάθεση", "προσωπικά δεδομένα",
    "согласие", "согласия", "съгласие", "персональн", "лични данни", "бисквитки", "згоду на",
    "kolačić", "privol", "osobne podatke", "osobnih podataka",
    "piškotk", "soglasj", "osebne podatke", "isikuandme",
    "küpsis", "nõusole", "slapuk", "sutikim", "asmens duomen", "sīkdat", "piekriš", "çerez",
    "kişisel veri", "ملفات تعريف الارتباط", "کوکی", "עוגיות", "クッキー", "同意", "쿠키", "คุกกี้",
    "कुकी", "सहमति", "गोपनीयता",
)  # fmt: skip
"""Case-folded; looked for as they stand."""

ACCEPT = any_of(
    "accept(?: all| cookies| and|$)", "i agree", "(?:allow|permitir|zulassen|autoriser|consenti"
    "|permetti|toestaan|tillad|tillat|tillåt|salli|zezw|pozwól|povolit|povoliť|engedélyez|permite"
    "|разреш|дозвол|dozvoli|izin ver|izinkan|cho phép|kubali)",
    "السماح|اسمح|اجازه|אפשר|許可|允许|允許|허용"
    "|अनुमति|อนุญาต", "agree and", "allow all", "akzeptieren",
    "zustimmen", "einverstanden", "accepter", "j.accepte", "aceptar", "aceitar", "^aceito",
    "accett[ao]", "akkoord", "accepteren", "godta", "godkänn", "acceptera", "tillad alle",
    "hyväksy",
    "akceptuj", "zgadzam", "przejdź do serwisu", "souhlasím", "přijmout", "súhlasím", "prijať",
    "elfogad", "accept toate", "de acord", "αποδοχή", "αποδέχομαι", "συμφων", "принять",
    "согласен", "приемам", "съгласен", "прийняти", "prihva[ćt]", "slažem se", "strinjam",
    "sprejm", "nõustu", "sutinku", "priimti", "piekrītu", "kabul et", "موافق", "قبول",
    "می‌پذیرم", "אישור", "同意する", "接受", "同意", "동의", "स्वीकार", "सहमत",
    "ยอมรับ", "chấp nhận", "setuju",
)  # fmt: skip

ENABLE_JAVASCRIPT = any_of(r"java\s?script", "ジャバスクリプト", "जावास्क्रिप्ट")
"""Its name is the same word in every language; a page without text that speaks of it needs it."""
