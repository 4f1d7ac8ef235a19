"""Month names as news sites write them, by calendar. Data; folded before use."""

import re
from unicodedata import normalize

from babel import Locale

_WIDTHS = (("format", "wide"), ("stand-alone", "wide"), ("format", "abbreviated"))
"""Many languages inflect a name beside a day."""
_ACCENTS = re.compile("[\u0300-\u036f]")


def fold_months(text: str) -> str:
    """Return a text as names of months are compared: without case and accents.

    Capitals lack accents in Greek and often in French.
    """
    return normalize("NFC", _ACCENTS.sub("", normalize("NFD", text.casefold())))


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""How the English names begin."""


def _months(*names: str) -> dict[str, int]:
    return {
        each: number for number, name in enumerate(names, 1) for each in name.split("|") if each
    }


def cldr_months(language: str) -> dict[str, int]:
    """Return the names that Unicode CLDR has for a language, beside a day and alone."""
    known = Locale.parse(language).months
    names = (known[context][width].items() for context, width in _WIDTHS)
    return {name.rstrip("."): number for each in names for number, name in each}


JALALI = {
    **_months(
        "فروردین", "اردیبهشت|اردی بهشت", "خرداد", "تیر", "مرداد|امرداد", "شهریور",
        "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند|اسپند",
    ),
    # Dari: the signs of the zodiac
    **_months(
        "حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله",
        "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت",
    ),
    # Pashto
    **_months(
        "وری", "غویی", "غبرګولی|غبرگولی", "چنګاښ|چنگاښ", "زمری", "وږی",
        "تله", "لړم", "لیندۍ|لیندی", "مرغومی", "سلواغه", "کب",
    ),
    # Kurdish (Sorani)
    **_months(
        "خاکەلێوە", "گوڵان", "جۆزەردان", "پووشپەڕ", "گەلاوێژ", "خەرمانان",
        "ڕەزبەر|رەزبەر", "گەڵاڕێزان", "سەرماوەز", "بەفرانبار", "ڕێبەندان|رێبەندان", "ڕەشەمە|رەشەمە",
    ),
}  # fmt: skip

HIJRI = _months(
    "محرم|المحرم",
    "صفر",
    "ربیع الاول|ربیع‌الاول|ربیع الأول",
    "ربیع الثانی|ربیع الآخر|ربیع الاخر",
    "جمادی الاول|جمادی الاولی|جمادى الأولى",
    "جمادی الثانی|جمادی الثانیه|جمادی الآخر|جمادی الآخره|جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذوالقعده|ذی القعده|ذیقعده|ذو القعدة|ذی‌قعده",
    "ذوالحجه|ذی الحجه|ذیحجه|ذو الحجة|ذی‌حجه",
)

ETHIOPIAN = _months(
    "መስከረም", "ጥቅምት", "ኅዳር|ህዳር|ሕዳር|ኀዳር", "ታኅሣሥ|ታኅሳስ|ታኅሣስ|ታህሳስ|ታህሣሥ|ታህሣስ|ታሕሳስ", "ጥር", "የካቲት",
    "መጋቢት", "ሚያዝያ|ሚያዚያ", "ግንቦት", "ሰኔ", "ሐምሌ|ሀምሌ", "ነሐሴ|ነሀሴ", "ጳጉሜን|ጳጉሜ|ጳጕሜን",
)  # fmt: skip
"""In Amharic. Tigrinya, which Eritrea writes, has nearly the same for the Gregorian months."""

BIKRAM_SAMBAT = _months(
    "वैशाख|बैशाख|बैसाख|वैसाख", "जेठ|जेष्ठ|ज्येष्ठ", "असार|आषाढ|असाढ", "साउन|श्रावण|सावन", "भदौ|भाद्र",
    "असोज|आश्विन", "कात्तिक|कार्तिक|कार्त्तिक", "मंसिर|मङ्सिर|मङसिर|मार्गशीर्ष", "पुस|पुष|पौष", "माघ",
    "फागुन|फागुण|फाल्गुन", "चैत|चैत्र",
)  # fmt: skip
"""In Nepali, as spoken and as in Sanskrit."""

THAI = cldr_months("th")

GREGORIAN = {
    # Persian, Pashto
    **_months(
        "ژانویه|جنوري", "فوریه|فبروري", "مارس|مارچ", "آوریل|آپریل|اپریل", "مه|می|مۍ", "ژوئن|جون",
        "ژوئیه|جولای|ژوییه", "اوت|آگوست|اگست|اګست", "سپتامبر|سپتمبر|سېپتمبر",
        "اکتبر|اکتوبر", "نوامبر|نومبر", "دسامبر|دسمبر",
    ),
    # Arabic: Egypt and the Gulf, the Maghreb
    **_months(
        "يناير|جانفي|جانفيي", "فبراير|فيفري", "مارس", "أبريل|إبريل|ابريل|أفريل", "مايو|ماي|ماى",
        "يونيو|يونيه|جوان", "يوليو|يوليه|جويلية", "أغسطس|أوت|غشت", "سبتمبر|شتنبر", "أكتوبر",
        "نوفمبر|نونبر", "ديسمبر|دجنبر",
    ),
    # Arabic: the Levant and Iraq
    **_months(
        "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
        "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
    ),
    # Kurdish (Sorani)
    **_months(
        "کانوونی دووەم|کانونی دووەم", "شوبات", "ئازار", "نیسان", "ئایار", "حوزەیران", "تەمووز",
        "ئاب", "ئەیلوول", "تشرینی یەکەم", "تشرینی دووەم", "کانوونی یەکەم|کانونی یەکەم",
    ),
    **cldr_months("en"),
    "Sept": 9,
}  # fmt: skip

WORLD = {
    fold_months(name): number
    for months in (
        # English, German, Dutch, the Nordic languages, Indonesian
        _months(
            "January|Januar|Januari|Jänner|Jan|janúar|tammikuuta",
            "February|Februar|Februari|Feber|Feb|febrúar|helmikuuta",
            "March|März|Maerz|Maart|Mars|Marts|Maret|Mar|maaliskuuta",
            "April|Apr|apríl|huhtikuuta", "May|Mai|Mei|Maj|maí|toukokuuta",
            "June|Juni|Jun|júní|kesäkuuta", "July|Juli|Jul|júlí|heinäkuuta",
            "August|Augustus|Augusti|Agustus|Aug|ágúst|elokuuta",
            "September|Sept|Sep|syyskuuta", "October|Oktober|Oct|Okt|október|lokakuuta",
            "November|Nov|Nopember|nóvember|marraskuuta",
            "December|Dezember|Desember|Dec|Dez|Des|desember|joulukuuta",
        ),
        # French, Spanish, Portuguese, Italian, Catalan, Romanian
        _months(
            "janvier|janv|enero|ene|janeiro|gennaio|gen|gener|ianuarie",
            "février|févr|fév|febrero|fevereiro|fev|febbraio|febrer|februarie",
            "mars|marzo|março|març|martie", "avril|avr|abril|abr|aprile|aprilie",
            "mai|mayo|maio|maggio|mag|maig", "juin|junio|junho|giugno|giu|juny|iunie",
            "juillet|juill|juil|julio|julho|luglio|lug|juliol|iulie", "août|agosto|ago|agost",
            "septembre|septiembre|setiembre|setembro|settembre|set|setembre|septembrie",
            "octobre|octubre|outubro|out|ottobre|ott|octombrie",
            "novembre|noviembre|novembro|noiembrie",
            "décembre|déc|diciembre|dic|dezembro|dicembre|desembre|decembrie",
        ),
        # Turkish, Hungarian
        _months(
            "ocak|január", "şubat|subat|február", "mart|március", "nisan|április",
            "mayıs|mayis|május", "haziran|június", "temmuz|július", "ağustos|agustos|augusztus",
            "eylül|eylul|szeptember", "ekim|október", "kasım|kasim", "aralık|aralik",
        ),
        # Polish, Czech
        _months(
            "stycznia|ledna", "lutego|února", "marca|března", "kwietnia|dubna", "maja|května",
            "czerwca|června", "lipca|července", "sierpnia|srpna", "września|září",
            "października|října", "listopadu", "grudnia|prosince",
        ),
        # Russian, Ukrainian, Bulgarian
        _months(
            "января|січня|януари", "февраля|лютого|февруари", "марта|березня|март",
            "апреля|квітня|април", "мая|травня|май", "июня|червня|юни", "июля|липня|юли",
            "августа|серпня|август", "сентября|вересня|септември", "октября|жовтня|октомври",
            "ноября|листопада|ноември", "декабря|грудня|декември",
        ),
        # Hindi
        _months(
            "जनवरी", "फ़रवरी|फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर|सितम्बर",
            "अक्टूबर|अक्तूबर", "नवंबर|नवम्बर", "दिसंबर|दिसम्बर",
        ),
        # Slovak, Slovene, Serbian, Croatian (its `listopada` is another month than the Polish one)
        _months(
            "januára|januarja|januara|јануар|јануара|siječnja",
            "februára|februarja|februara|фебруар|фебруара|veljače", "marec|марта|ožujka",
            "apríla|aprila|април|априла|travnja", "mája|мај|маја|svibnja",
            "júna|junija|juna|јун|јуна|lipnja", "júla|julija|jula|јул|јула|srpnja",
            "augusta|avgusta|avgust|августа|kolovoza",
            "septembra|septembar|септембар|септембра|rujna",
            "októbra|oktobra|oktobar|октобар|октобра",
            "novembra|novembar|новембар|новембра|studenoga|studenog",
            "decembra|decembar|децембар|децембра|prosinca",
        ),
        # Lithuanian, Latvian, Estonian
        _months(
            "sausio|janvāris|janvārī|jaanuar", "vasario|februāris|februārī|veebruar",
            "kovo|martā|märts", "balandžio|aprīlis|aprīlī|aprill", "gegužės|maijs|maijā",
            "birželio|jūnijs|jūnijā|juuni", "liepos|jūlijs|jūlijā|juuli",
            "rugpjūčio|augusts|augustā", "rugsėjo|septembris|septembrī",
            "spalio|oktobris|oktobrī|oktoober", "lapkričio|novembris|novembrī",
            "gruodžio|decembris|decembrī|detsember",
        ),
        # Hebrew, Urdu, Bengali, Marathi
        _months(
            "ינואר|בינואר|جنوری|জানুয়ারি|জানুয়ারী|जानेवारी",
            "פברואר|בפברואר|فروری|ফেব্রুয়ারি|ফেব্রুয়ারী|फेब्रुवारी",
            "מרץ|במרץ|מרס|במרס|مارچ|মার্চ", "אפריל|באפריל|اپریل|এপ্রিল|एप्रिल", "מאי|במאי|مئی|মে",
            "יוני|ביוני|جون|জুন", "יולי|ביולי|جولائی|জুলাই|जुलै", "אוגוסט|באוגוסט|اگست|আগস্ট|ऑगस्ट",
            "ספטמבר|בספטמבר|ستمبر|সেপ্টেম্বর|सप्टेंबर", "אוקטובר|באוקטובר|اکتوبر|অক্টোবর|ऑक्टोबर",
            "נובמבר|בנובמבר|نومبر|নভেম্বর|नोव्हेंबर", "דצמבר|בדצמבר|دسمبر|ডিসেম্বর|डिसेंबर",
        ),
        # Georgian: on a day of; Amharic, besides the names that CLDR has; Swahili
        _months(
            "იანვარს|ጃንዩወሪ|januari", "თებერვალს|ፌብሩወሪ|februari", "machi", "აპრილს|aprili", "",
            "ივნისს", "ივლისს|julai", "agosti", "სექტემბერს|septemba", "ოქტომბერს|oktoba",
            "ნოემბერს|novemba", "დეკემბერს|desemba",
        ),
        # Azerbaijani, Uzbek
        _months(
            "yanvar", "fevral", "", "aprel", "", "iyun", "iyul", "avqust|avgust",
            "sentyabr|sentabr", "oktyabr|oktabr", "noyabr", "dekabr",
        ),
        # Estonian: on a day of
        _months(
            "jaanuaril", "veebruaril", "märtsil", "aprillil", "mail", "juunil", "juulil",
            "augustil", "septembril", "oktoobril", "novembril", "detsembril",
        ),
        # Kyrgyz
        _months(
            "январы", "февралы", "марты", "", "майы", "июну", "июлу", "августу", "сентябры",
            "октябры", "ноябры", "декабры",
        ),
        # Tajik, Uzbek in Cyrillic, Russian without its case
        _months(
            "январи|январ|январь", "феврали|феврал|февраль", "марти", "апрели|апрел|апрель",
            "майи", "июни|июнь", "июли|июль", "августи", "сентябри|сентябр|сентябрь",
            "октябри|октябр|октябрь", "ноябри|ноябр|ноябрь", "декабри|декабр|декабрь",
        ),
        # Telugu, besides the names that CLDR has
        _months("", "", "", "", "", "", "", "", "సెప్టెంబరు", "అక్టోబరు", "నవంబరు", "డిసెంబరు"),
        # Kazakh, Nepali
        _months(
            "қаңтар|जनवरी", "ақпан|फेब्रुअरी", "наурыз", "сәуір|अप्रिल", "мамыр", "маусым|जुन",
            "шілде|जुलाई", "тамыз|अगस्ट", "қыркүйек|सेप्टेम्बर", "қазан|अक्टोबर", "қараша|नोभेम्बर",
            "желтоқсан|डिसेम्बर",
        ),
        # Basque
        _months(
            "urtarrilaren", "otsailaren", "martxoaren", "apirilaren", "maiatzaren", "ekainaren",
            "uztailaren", "abuztuaren", "irailaren", "urriaren", "azaroaren", "abenduaren",
        ),
        # Belarusian
        _months(
            "студзеня", "лютага", "сакавіка", "красавіка", "", "чэрвеня", "ліпеня", "жніўня",
            "верасня", "кастрычніка", "лістапада", "снежня",
        ),
        # Short forms: Russian, Polish, Hungarian, Indonesian, Turkish, German
        _months(
            "янв|stycz|sty|oca|jän", "фев|февр|lut|febr|şub|peb", "мар|márc|mär", "апр|kwi|ápr|nis",
            "máj", "июн|cze|jún|haz", "июл|júl|tem", "авг|sie|agu|ağu", "сен|сент|wrz|szept|eyl",
            "окт|paź|eki", "ноя|нояб|noi|ное", "дек|gru|ara",
        ),
    )
    for name, number in months.items()
}  # fmt: skip
"""Gregorian months whose name tells the language; each name is of one month alone."""
