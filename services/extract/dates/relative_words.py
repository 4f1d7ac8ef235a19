"""Words of dates that are told from the reader's now. Data; folded before use."""

UNITS = {
    "minute": (
        "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "minuti", "minuter",
        "minutter", "minuut", "мин", "минут", "минуты", "минути", "минуту", "минута", "хв",
        "хвилин", "хвилини", "хвилину", "minut", "minuty", "minutę", "minutami", "minutou", "perce",
        "perccel", "dakika", "dk", "menit", "phút", "λεπτά", "λεπτό", "分", "分钟", "分鐘", "분",
        "دقیقه", "دقيقه", "دقائق", "דקות", "דקה", "منٹ", "मिनट", "মিনিট", "நிமிடங்கள்",
        "நிமிடங்களுக்கு", "நிமிடம்", "நிமிடத்திற்கு", "நிமிடங்களின்", "นาที", "წუთის", "րոպե", "ደቂቃ", "នាទី",
        "ນາທີ", "မိနစ်", "דק'", "דק׳", "minučių", "minūtēm", "minutit", "minuuttia", "minuta", "నిమిషాల",
        "മിനിറ്റ്", "ನಿಮಿಷಗಳ", "મિનિટ", "मिनिटांपूर्वी", "m", "minuts", "dəqiqə", "minúty", "minút",
        "minútami", "minutama", "мінут", "मिनेट", "мүнөт", "daqiqa", "dak",
        "minutë", "mínútum", "mínútu", "minutu", "ਮਿੰਟ", "минутын", "මිනිත්තු", "munud", "nóiméad",
        "دقیقې", "дақиқа", "ମିନିଟ", "خولەک", "deqe", "deqeyan",
    ),
    "hour": (
        "h", "oră", "hr", "hrs", "hour", "hours", "stunde", "stunden", "std", "heure", "heures",
        "hora", "horas", "ora", "ore", "uur", "timme", "timmar", "time", "timer", "ч", "час",
        "часа", "часов", "год", "годин", "години", "годину", "година", "godz", "godzine", "godzinę",
        "godziny", "godzin", "hodin", "hodinami", "hodinou", "órája", "órával", "saat", "jam",
        "saa", "giờ", "tiếng", "ώρες", "ώρα", "時間", "小时", "小時", "个小时", "個小時", "시간",
        "ساعت", "ساعه", "ساعات", "שעות", "שעה", "گھنٹے", "گھنٹہ", "گھنٹوں", "घंटे", "घंटा", "घण्टे",
        "ঘণ্টা", "ঘন্টা", "மணி நேரம்", "மணி நேரத்திற்கு", "மணிநேரம்", "மணிநேரத்திற்கு", "ชั่วโมง", "ชม.",
        "ชม", "საათის", "ժամ", "ሰዓት", "ሰዓታት", "ម៉ោង", "ຊົ່ວໂມງ", "နာရီ", "valandas", "valandų",
        "valandą", "stundām", "tundi", "tuntia", "sata", "sati", "satov", "urami", "godzinami",
        "godzinom", "hores", "గంటల", "മണിക്കൂർ", "ಗಂಟೆಗಳ", "કલાક", "तासांपूर्वी", "t", "u", "sa", "tim",
        "val", "сата", "сати", "сат", "сағат", "саат", "soat", "घण्टा", "hodiny", "oras", "ura",
        "ure", "ur", "гадзіны", "гадзін", "klst", "orë", "klukkustundum", "klukkustund", "ordu",
        "ਘੰਟੇ", "цагийн", "පැය", "awr", "uair", "ساعته", "соат", "ଘଣ୍ଟା", "کاتژمێر", "saet", "saetan",
    ),
    "day": (
        "d", "day", "days", "tag", "tagen", "jour", "jours", "día", "dia", "días", "dias", "giorno",
        "giorni", "dag", "dagen", "dagar", "dage", "dager", "день", "дня", "дней", "дн", "дні",
        "днів", "dzień", "dni", "dnem", "dny", "dní", "napja", "nappal", "gün", "hari", "ngày",
        "siku", "ημέρες", "ημέρα", "μέρες", "μέρα", "日", "天", "일", "روز", "یوم", "ایام", "ימים",
        "יום", "دن", "दिन", "দিন", "நாட்கள்", "நாட்களுக்கு", "நாள்", "நாளுக்கு", "วัน", "დღის", "օր", "ቀን",
        "ቀናት", "ថ្ងៃ", "ມື້", "ວັນ", "ရက်", "dienas", "dienų", "dieną", "dienām", "päeva", "päivää",
        "dana", "dnevi", "dniami", "zile", "zi", "dies", "రోజుల", "ദിവസം", "ದಿನಗಳ", "દિવસ",
        "दिवसांपूर्वी", "дана", "дан", "күн", "kun", "dňami", "araw", "дзён", "дни", "ден", "дена",
        "ditë", "dögum", "degi", "egun", "ਦਿਨ", "өдрийн", "දින", "diwrnod", "lá", "ورځې", "рӯз",
        "ଦିନ", "ڕۆژ", "roj", "rojan",
    ),
}  # fmt: skip
SINGLE = {
    "hour": (
        "tunti", "valandą", "sat vremena", "sat", "час", "годину", "godzinę", "hodinou", "ساعة",
        "שעה", "μία ώρα", "sejam",
    ),
    "minute": ("минуту", "хвилину", "minutę", "دقيقة", "דקה", "semenit"),
    "day": ("день", "dzień", "dnem", "يوم", "יום", "sehari"),
}  # fmt: skip
"""Units that mean one where no number stands before them."""
DOUBLE = {
    "hour": ("ساعتين", "שעתיים"), "minute": ("دقيقتين",), "day": ("يومين", "יומיים"),
}  # fmt: skip
BEFORE = (
    "vor", "il y a", "hace", "há", "ha", "منذ", "قبل", "před", "לפני", "πριν από", "πριν", "för",
    "for", "fa", "cách đây", "acum", "prije", "pre", "pred", "преди", "пре", "przed", "prieš",
    "pirms", "เมื่อ", "ከ", "လွန်ခဲ့သော", "în urmă cu", "fyrir", "пред", "duela", "hai", "پێش", "berî",
)  # fmt: skip
AFTER = (
    "ago", "fa", "atrás", "geleden", "sedan", "siden", "назад", "тому назад", "тому", "temu",
    "önce", "yang lalu", "lalu", "trước", "前", "전", "پیش", "قبل", "ที่แล้ว", "ที่ผ่านมา", "ก่อน", "پہلے",
    "पहले", "पूर्व", "আগে", "முன்", "முன்பு", "முன்னர்", "წინ", "առաջ", "በፊት", "πριν", "以前", "មុន", "ກ່ອນ",
    "ທີ່ແລ້ວ", "ezelőtt", "tagasi", "sitten", "క్రితం", "മുമ്പ്", "ಹಿಂದೆ", "પહેલાં", "zilizopita", "iliyopita",
    "əvvəl", "бұрын", "мурун", "oldin", "अगाडि", "अघि", "nakaraan", "ang nakalipas", "atpakaļ",
    "më parë", "ਪਹਿਲਾਂ", "өмнө", "කට පෙර", "gelede", "yn ôl", "ó shin", "مخکې", "пеш", "ପୂର୍ବେ",
    "પહેલા", "အကြာက", "таму", "لەمەوبەر", "berê",
)  # fmt: skip
NEVER_ALONE = ("for", "för")
"""Words before the number that need one behind it as well: `for 3 hours` is how long."""
HALF = (
    "half an hour", "une demi-heure", "einer halben stunde", "media hora", "mezz'ora", "meia hora",
    "полчаса", "пів години", "pół godziny", "půl hodinou", "yarım saat", "نیم ساعت", "نصف ساعة",
    "חצי שעה", "आधा घंटा", "আধা ঘণ্টা", "半小时", "半小時", "半時間",
)  # fmt: skip
SAID_LAST = (
    "입력", "게시", "등록", "yayınlandı", "eklendi", "प्रकाशित", "veröffentlicht", "posted", "投稿",
)  # fmt: skip
"""`Published`, behind how long ago."""
NOW = (
    "just now", "moments ago", "gerade eben", "à l'instant", "ahora mismo", "agora mesmo",
    "proprio ora", "zojuist", "przed chwilą", "právě teď", "только что", "щойно", "az önce",
    "μόλις τώρα", "刚刚", "剛剛", "たった今", "방금", "방금 전", "الآن", "همین حالا", "هم اکنون",
    "לפני רגע", "अभी अभी", "এইমাত্র", "เมื่อสักครู่", "vừa xong", "baru saja",
)  # fmt: skip
NUMBER_LAST = ("saa", "dakika", "siku", "පැය", "මිනිත්තු", "දින")
AFTER_UNIT = ("واحد", "واحدة")
"""`One` behind its unit."""
BARE = ("órája", "perce", "napja", "तासांपूर्वी", "दिवसांपूर्वी", "मिनिटांपूर्वी")
"""Units whose ending alone says `ago`."""
ABOUT = (
    "about", "over", "etwa", "rund", "ungefähr", "ca.", "ca", "environ", "circa", "unos", "unas",
    "около", "примерно", "приблизно", "cerca de", "yaklaşık", "περίπου", "khoảng", "sekitar", "約",
    "约", "大约", "약", "około", "asi", "omkring", "ongeveer", "noin",
)  # fmt: skip
AND = (
    "and", "und", "et", "y", "e", "i", "och", "og", "en", "a", "ja", "és", "și", "и", "і", "та",
    "ve", "və", "και", "و", "ו", "ו-", "और", "اور", "ও", "र", "dan", "và", "და",
)  # fmt: skip
"""Between an hour and its minutes."""
NUMBERS = {
    1: (
        "a", "an", "one", "ein", "eine", "einem", "einer", "un", "une", "una", "uno", "um", "uma",
        "een", "en", "ett", "et", "bir", "satu", "одну", "один", "одна", "μία", "μια", "ένα", "یک",
        "ایک", "एक", "এক", "một", "egy", "jednou", "ஒரு", "واحدة", "o",
    ),
    2: (
        "two", "zwei", "deux", "dos", "dois", "duas", "due", "twee", "två", "to", "две", "два",
        "дві", "dwie", "dwa", "iki", "dua", "دو", "दो", "দুই", "δύο", "δυο", "hai", "két", "dvěma",
        "இரண்டு",
    ),
    3: (
        "three", "drei", "trois", "tres", "três", "tre", "drie", "три", "trzy", "üç", "tiga", "سه",
        "تین", "तीन", "তিন", "τρεις", "τρία", "ba", "három", "třemi", "மூன்று",
    ),
    4: (
        "four", "vier", "quatre", "cuatro", "quatro", "quattro", "fyra", "fire", "четыре", "чотири",
        "cztery", "dört", "empat", "چهار", "چار", "चार", "চার", "bốn", "négy",
    ),
    5: (
        "five", "fünf", "cinq", "cinco", "cinque", "vijf", "fem", "пять", "п'ять", "pięć", "beş",
        "lima", "پنج", "پانچ", "पांच", "পাঁচ", "năm", "öt",
    ),
    6: ("six", "sechs", "seis", "sei", "zes", "sex", "шесть", "sześć", "altı", "enam"),
    7: ("seven", "sieben", "sept", "siete", "sete", "sette", "zeven", "sju", "семь", "yedi"),
    8: ("eight", "acht", "huit", "ocho", "oito", "otto", "åtta", "восемь", "sekiz"),
    9: ("nine", "neun", "neuf", "nueve", "nove", "negen", "nio", "девять", "dokuz"),
    10: ("ten", "zehn", "dix", "diez", "dez", "dieci", "tien", "tio", "десять", "on"),
}  # fmt: skip
DAYS = {
    0: (
        "today", "heute", "hoy", "hoje", "oggi", "aujourd'hui", "aujourd’hui", "vandaag", "idag",
        "i dag", "dzisiaj", "dziś", "dnes", "сегодня", "сьогодні", "днес", "bugün", "σήμερα",
        "tänään", "hari ini", "hôm nay", "今日", "本日", "きょう", "今天", "오늘", "اليوم", "امروز",
        "היום", "ma", "azi", "astăzi", "danas", "данас", "आज", "আজ", "இன்று", "วันนี้", "დღეს", "այսօր",
        "ዛሬ", "leo", "šiandien", "šodien", "täna", "ថ្ងៃនេះ", "ມື້ນີ້", "ယနေ့", "آج", "avui", "bu gün",
        "бүгін", "ngayon", "í dag",
    ),
    1: (
        "yesterday", "gestern", "ayer", "ontem", "ieri", "hier", "gisteren", "igår", "i går",
        "wczoraj", "včera", "вчера", "вчора", "dün", "χθες", "εχθές", "eilen", "tegnap", "kemarin",
        "hôm qua", "昨日", "きのう", "昨天", "어제", "أمس", "دیروز", "אתמול", "jučer", "juče",
        "јуче", "कल", "গতকাল", "நேற்று", "เมื่อวาน", "เมื่อวานนี้", "გუშინ", "երեկ", "vakar", "eile",
        "ትናንት", "jana", "ម្សិលមិញ", "ມື້ວານ", "မနေ့က", "گزشتہ روز", "کل", "ahir", "dünən", "кеше", "हिजो",
        "kahapon", "včeraj", "í gær", "учора", "semalam", "dje", "atzo", "ਕੱਲ੍ਹ", "өчигдөр", "onte",
        "ddoe", "inné", "پرون", "дирӯз", "ଗତକାଲି", "ඊයේ",
    ),
    2: (
        "vorgestern", "eergisteren", "förrgår", "i förrgår", "forgårs", "i forgårs",
        "toissapäivänä", "predvčerom", "prekjučer", "alaltăieri", "l'altro ieri", "завчора",
        "προχθές", "evvelsi gün", "kemarin dulu", "hôm kia", "เมื่อวานซืน", "anteayer",
        "avant-hier", "anteontem", "позавчера", "przedwczoraj", "předevčírem", "tegnapelőtt",
        "前天", "一昨日", "おととい", "그저께", "그제", "پریروز", "שלשום",
    ),
}  # fmt: skip
"""Of days counted back. A Hindi or Urdu `कल` is yesterday or tomorrow; an article's is past."""
AT = (
    "at", "um", "à", "a las", "alle", "às", "om", "kl.", "kl", "o", "godz.", "o godz.", "в", "о",
    "v", "ve", "u", "ob", "saat", "ore", "klo", "στις", "pukul", "lúc", "ساعت", "الساعة", "בשעה",
    "во", "më", "เวลา", "को", "у", "ora", "a les", "jam", "la", "kell", "plkst.",
)  # fmt: skip
