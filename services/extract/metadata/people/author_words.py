"""Words around names in bylines. Data; matched without regard to case."""

from services.extract.markup.normalise import key

LABELS = (
    "written by", "reported by", "story by", "words by", "text by", "posted by", "published by",
    "analysis by", "opinion by", "by", "verfasst von", "geschrieben von", "ein artikel von", "von",
    "vom", "écrit par", "publié par", "par", "escrito por", "publicado por", "por", "scritto da",
    "di", "geschreven door", "door", "skrevet av", "skrivet av", "skriven av", "av", "skrevet af",
    "af", "napisane przez", "autor", "autorin", "autoren", "autore", "autora", "auteur", "author",
    "authors", "tekst", "text", "szerző", "kirjoittanut", "автор", "авторы", "автора", "текст",
    "oleh", "ditulis oleh", "penulis", "reporter", "yazan", "yazar", "haber", "نویسنده", "گزارشگر",
    "خبرنگار", "به قلم", "بقلم", "كتب", "كتبت", "الكاتب", "文", "記者", "撰文", "作者", "글",
    "tác giả", "โดย", "του", "της", "reporting by", "writing by", "ein bericht von",
    "eine reportage von", "ein kommentar von", "propos recueillis par", "recueilli par",
    "redacción", "texto", "testo", "teksti", "bởi", "piše", "píše", "napsal", "napsala", "מאת",
    "लेखक", "रिपोर्ट", "记者", "文字", "取材・文", "執筆", "撰稿", "本报记者", "本報記者", "通讯员",
    "通訊員", "article by", "un article de", "article de", "texte de", "a cura di", "articolo di",
    "servizio di", "texto de", "texto y fotos", "reportagem", "text von", "tekst i zdjęcia",
    "opracował", "opracowała", "rozmawiał", "rozmawiała", "autor článku", "scris de", "írta",
    "συντάκτης", "συντάκτρια", "γράφει ο", "γράφει η", "γράφουν οι", "laporan", "bài và ảnh",
    "bài, ảnh", "bài", "글·사진", "글ㆍ사진", "사진·글", "প্রতিবেদক", "লেখক", "संवाददाता", "ผู้เขียน",
    "เขียนโดย", "إعداد", "تحریر", "נכתב על ידי", "כתבה", "כתב", "ავტორი", "ავტორები", "autorius",
    "autorė", "autorka", "autors", "авторка", "автор текста", "авторы текста", "автор тексту",
    "autor tekstu", "autor textu", "autor del texto", "подготовил", "подготовила", "підготував",
    "підготувала", "материал подготовил", "материал подготовила", "reportaje de", "reportage de",
    "reportagem de", "muhabir", "yazı", "kaleme alan", "লিখেছেন", "প্রতিবেদন", "द्वारा", "लेखिका",
    "रिपोर्टर", "เรื่อง", "ผู้สื่อข่าว", "รายงานโดย", "گزارش", "نوشته", "نگارنده", "تقرير", "كتابة", "حوار",
    "취재", "작성자", "編集委員", "論説委員", "ライター", "執筆者", "著者", "文・写真", "取材",
    "采写", "szöveg", "parengė", "корреспондент", "story and photos by", "words and pictures by",
    "texto e fotos", "採訪", "ρεπορτάζ", "κείμενο", "müəllif", "hazırladı", "հեղինակ", "аўтар",
    "автори", "аутор", "ауторка", "пише", "подготви", "kirjutas", "எழுதியவர்", "రచన", "लेखन", "ਲੇਖਕ",
    "લેખક", "ලියන්නේ", "כתבו", "מחברת", "تحریر از", "مصنف", "نگارش", "gastautor", "gastautorin",
    "gastbeitrag", "gastbeitrag von", "gastkommentar von", "gastauteur", "autor invitado",
    "autora invitada", "firma invitada", "autor convidado", "autora convidada", "autore ospite",
    "guest author", "guest post by", "guest column by", "guest contributor", "auteur invité",
    "ტექსტი", "기자명", "رپورٹ", "submitted by", "записал", "записала", "беседовал", "беседовала",
    "аутор текста", "autor teksta", "நிருபர்", "நமது நிருபர்", "phóng viên", "eingetragen von",
    "gespeichert von", "soumis par", "enviado por", "inviato da", "ingezonden door", "dodane przez",
    "wysłane przez", "gönderen", "tribune de", "konuk yazar", "autor gościnny", "見習記者",
    "见习记者", "实习记者", "實習記者", "特约记者", "特約記者", "首席记者", "寄稿", "聞き手",
    "escribe", "escriben", "testo di", "testi di", "автор материала", "автор публикации",
    "беседу вел", "беседу вела", "trimis de", "beküldte", "vložil", "vložila", "inskickad av",
    "indsendt af", "lähettänyt", "submetido por", "enviat per", "изпратено от", "надіслав",
    "надіслала", "υποβλήθηκε από", "από", "από τον", "από την", "oprac.", "opr.", "rédigé par",
    "redactado por", "redatto da", "as told to", "protokoll", "höfundur", "repórter", "toimittaja",
    "розмовляв", "розмовляла", "спілкувався", "спілкувалася", "toimetas", "రచయిత", "തയ്യാറാക്കിയത്",
    "ലേഖകൻ", "ጸሐፊ", "ጸሃፊ", "ရေးသားသူ", "ដោយ", "enviado especial", "enviada especial", "گزارش از",
    "opracowanie", "ಲೇಖಕ", "ವರದಿ", "ਰਿਪੋਰਟ", "અહેવાલ", "texte", "napisao", "napisala", "написао",
    "написала", "das gespräch führte", "das interview führte", "γράφτηκε από τον",
    "γράφτηκε από την", "γράφτηκε από τον/την", "نوشته شده توسط", "viết bởi", "napísal", "napísala",
    "napsal/a", "kontributor", "aufgezeichnet von", "protokolliert von", "zusammengestellt von",
    "написано", "كتب بواسطة", "كُتب بواسطة", "글쓴이", "được viết bởi", "escrit per", "γράφτηκε από",
    "interview by", "redactat de", "parašė", "uzrakstīja", "kirjutanud", "yazıyı hazırlayan",
    "disusun oleh",
)  # fmt: skip

OTHER_CREDITS = (
    "fotos?", "photos?", "photography", "photographers?", "pictures", "bild(?:er)?", "fotoğraf",
    "zdjęcia", "kuvat?", "фото", "editor", "写真", "撮影", "摄影", "攝影", "编辑", "編輯", "編集",
    "责编", "责任编辑", "責任編輯", "校对", "사진", "영상", "편집", "图", "圖", "图片", "圖片",
    "kamera(?:man)?", "görüntü", "fotografie", "beeld", "φωτογραφίες", "φωτό", "ფოტო", "nuotraukos",
    "צילום", "צילומים", "फोटो", "ছবি", "ảnh", "ภาพ", "عکس", "عکاس", "تصوير", "صور", "видео",
    "fotografías?", "fotók?", "снимки", "світлини", "φωτογραφία", "fotky", "foto's", "photographs",
    "illustrations?", "translat(?:ed by|ion)", "edited by", "übersetzung",
    "aus dem [a-zäöü]{4,20} von", "traduction", "traducción", "tradução", "traduzione", "traducere",
    "tłumaczenie", "przekład", "překlad", "vertaling", "översättning", "oversættelse", "çeviri",
    "fordítás", "перевод", "переклад", "превод", "μετάφραση", "תרגום", "ترجمة", "ترجمه", "अनुवाद",
    "翻译", "翻譯", "翻訳", "訳", "번역", "مترجم", "edição", "edición", "copyright",
)  # fmt: skip
"""Credits beside the author's; regular expressions."""

OTHERS_BY = (
    "(?:translated|edited|editing|illustrated|produced|photographed|filmed|adapted|styled) by",
    "(?:additional reporting|hair|make-?up|styling|art|design) by",
    "(?:photos?|photographs?|photography|pictures|images|illustrations?|video|graphics?) by",
    "(?:übersetzt|übersetzung|fotos?|bilder|illustration(?:en)?) von", "traduit par",
    "traduction (?:de|par)", "photos? (?:de|par)", "traducci[óo]n de", "traducid[oa] por",
    "fotos? (?:de|por)", "fotografías? de", "ilustraci[óo]n(?:es)? de", "traduzione di",
    "tradotto da", "foto di", "tradução de", "traduzid[oa] por", "fotografias? de",
    "imag(?:em|ens) de", "vertaald door", "vertaling van", "foto's van", "översättning av",
    "foto(?:n|s)? av", "oversat af", "oversatt av", "foto af",
)  # fmt: skip
"""What others have done, before their names; regular expressions."""

CHECKED_BY = (
    "on behalf of", "(?:reviewed|fact[ -]?checked|researched|approved|verified) by",
    "(?:geprüft|redigiert|lektoriert) von", "(?:relu|vérifié|édité) par",
    "(?:revisado|editado|verificado) por", "(?:revisionato|verificato) da",
    "(?:перев[её]л|перевод|переклад)", r"tłum(?:aczył|\.)", "ترجم[هة]ٔ?",
)  # fmt: skip
"""The same where it stands before the text: nobody is then looked for behind it."""

KINDS = (
    "analys[ei]?", "analysis", "análisis", "análise", "analisi", "opinion", "opinión", "opinião",
    "opinione", "kommentar", "comment(?:ary|o)?", "comentario", "comentário", "column[ae]?",
    "kolumne?", "coluna", "chronique", "crónica", "crônica", "krönika", "kronikk?", "ledare",
    "leder", "leitartikel", "editoriale?", "éditorial", "reportage", "reportaje", "reportagem",
    "essay", "debatt?(?:inlägg)?", "review", "recension[ei]?", "recensie", "rezension", "feature",
    "perspective", "viewpoint", "blog",
)  # fmt: skip
"""Kinds of articles that stand before `by` and its like; regular expressions. No interviews: French
and Spanish ones are of the person who was asked."""

LABELS_OF_LANGUAGE = {
    "ca": "per", "ro": "de", "sw": "na", "tl": "ni", "fil": "ni", "sq": "nga", "is": "eftir",
    "cy": "gan", "ga": "le", "af": "deur", "fy": "troch", "mt": "minn", "ha": "daga", "ht": "pa",
    "bg": "от", "mk": "од", "sr": "од", "vi": "theo",
}  # fmt: skip
"""`By` in languages where another's first names or particles are spelt so."""

AND_OF_LANGUAGE = {
    "sl": "in", "fil": "at", "tl": "at", "sw": "na", "mt": "u", "ha": "da", "cy": "a", "uz": "va",
    "vi": "-",
}  # fmt: skip
"""The same of `and`."""

CLASSES = (
    "autor(?:es|in|en|ia|ka)?", "auteurs?", "autor[ei]", "writers?", "reporters?",
    "journalist(?:e|a)?s?", "muhabir", "yazar", "penulis", "szerzo", "skribent", "forfatter",
    "redakteure?", "avtor", "firma", "tac-?gia", "(?:created|posted|submitted|written)-?by",
)  # fmt: skip
"""Names that templates give their bylines, beside `byline` and `author`; regular expressions."""

ABOUT_LABELS = (
    "about the author", "about author", "meet the author", "über den autor", "über die autorin",
    "zum autor", "zur autorin", "à propos de l'auteur", "à propos de l’auteur", "sobre el autor",
    "sobre la autora", "acerca del autor", "sobre o autor", "sobre a autora", "l'autore",
    "l’autore", "sull'autore", "over de auteur", "o autorze", "o autorce", "o autorovi",
    "o autorkyni", "a szerzőről", "despre autor", "om forfatteren", "om skribenten",
    "kirjoittajasta", "об авторе", "про автора", "yazar hakkında", "tentang penulis",
    "về tác giả", "عن الكاتب", "نبذة عن الكاتب", "درباره نویسنده", "על המחבר", "लेखक के बारे में",
    "この記事を書いた人", "著者プロフィール", "作者简介", "作者簡介", "關於作者", "关于作者",
)  # fmt: skip
"""What announces a card that tells of the author; in small letters."""

ROLES = (
    "editor", "correspondent", "reporter", "writer", "journalist", "columnist", "contributor",
    "producer", "photographer", "analyst", "professor", "staff", "bureau", "chief", "redakteur",
    "redakteurin", "korrespondent", "korrespondentin", "reporterin", "journaliste", "journalistin",
    "rédacteur", "rédactrice", "envoyé spécial", "redactor", "redactora", "periodista",
    "corresponsal", "giornalista", "inviato", "redattore", "verslaggever", "redacteur", "редактор",
    "корреспондент", "журналист", "muhabir", "editör", "wartawan", "خبرنگار", "director", "fellow",
    "lecturer", "redazione", "redacción", "redação", "rédaction", "[a-zäöü]{0,12}redaktion",
    "redakcja", "редакция", "newsroom", "desk", "כתב", "כתבת", "פרשן", "עורך", "עורכת", "مراسل",
    "مراسلة", "محرر", "محررة", "دبیر", "संवाददाता", "প্রতিনিধি", "প্রতিবেদক", "expert",
    "enviado especial", "enviada especial", "envoyée spéciale", "inviata", "redattrice",
    "verslaggeefster", "dziennikarz", "dziennikarka", "redaktor", "redaktorka", "jornalista",
    "repórter", "újságíró", "szerkesztő", "jurnalist", "jurnalistă", "toimittaja", "журналистка",
    "обозреватель", "корреспондентка", "журналіст", "журналістка", "кореспондент", "кореспондентка",
    "novinar", "novinarka", "δημοσιογράφος", "כתבנו", "כתבתנו", "نمائندہ", "consultant", "founder",
    "co-founder", "manager", "president", "specialist", "strategist", "advisor", "מערכת", "التحرير",
    "تحریریه", "ڈیسک", "डेस्क", "ब्यूरो", "एजेंसी", "ডেস্ক", "ব্যুরো", "취재팀", "뉴스팀",
)  # fmt: skip

STATED_LAST = (
    "updated", "last updated", "published", "posted", "aktualisiert", "veröffentlicht", "publié",
    "mis à jour", "publicado", "actualizado", "atualizado", "pubblicato", "aggiornato",
    "gepubliceerd", "bijgewerkt", "opublikowano", "опубликовано", "обновлено", "güncelleme",
    "special to", "special for", "специально для",
)  # fmt: skip
"""Words behind a name that begin the date of the article, or say for whom it was written."""

NO_NAMES = frozenset(map(key, {
    "", "admin", "administrator", "unknown", "undefined", "null", "none", "anonymous", "editor",
    "author", "redaktion", "redakcja", "webmaster", "root", "na", "user", "guest", "default",
    "superuser", "administrador", "adminuser", "wpadmin", "test", "editors", "authors", "yourname",
    "theauthor", "authorname", "guestcontributor", "guestauthor", "guestpost", "contributor",
    "contributors", "sponsored", "sponsoredcontent", "staffreporter", "advertorial",
    "staffcorrespondent", "specialcorrespondent", "ourcorrespondent", "webdesk", "newsdesk",
    "redacción", "redação", "redazione", "редакция", "المحرر", "هیئتتحریریه", "خبرنگار", "מערכת",
    "編輯部", "编辑部", "記者", "记者", "未知", "佚名", "匿名", "整合", "网络整理", "網路整理",
    "综合整理", "綜合整理", "网络", "網路", "本站原创", "name", "your name", "user admin",
    "本報記者", "本报记者", "綜合報導", "综合报道", "編集部",
    "기자", "staffwriter", "staffwriters", "newsstaff", "editorialstaff", "editorialteam",
    "newsroom", "ourreporter", "ourbureau", "ourstaffreporter", "newsdeskteam", "agencies",
    "objectobject", "array", "nan", "noauthor", "tim redaksi", "redaksi", "la rédaction",
    "die redaktion", "la redazione", "la redacción", "haber merkezi", "merkezi", "onze redactie",
    "redactie", "redakce", "redakcija", "uredništvo", "szerkesztőség", "toimitus", "redaktionen",
    "редколлегия", "σύνταξη", "συντακτική ομάδα", "რედაქცია", "խմբագրություն", "ban biên tập",
    "กองบรรณาธิการ", "নিজস্ব প্রতিবেদক", "নিজস্ব সংবাদদাতা", "স্টাফ রিপোর্টার", "ডেস্ক রিপোর্ট",
    "অনলাইন ডেস্ক", "न्यूज डेस्क", "वेब डेस्क", "ویب ڈیسک", "van onze verslaggever", "onze verslaggever",
    "red", "ред", "de notre correspondant", "de notre envoyé spécial", "da redação",
    "dalla redazione", "dal nostro inviato", "od naszego korespondenta", "от редакции", "редакции",
    "وكالات", "وكالات الأنباء", "متابعات", "agenturen", "agences", "agencias", "agências",
    "agenzie", "агентства", "ajanslar", "خبرگزاری‌ها", "एजेंसी", "এজেন্সি", "redacția", "редакція",
    "سردبیر", "ஆசிரியர் குழு", "సంపాదక బృందం", "સંપાદક", "সম্পাদকীয় বিভাগ", "संपादक",
    "संपादकीय टीम", "편집부", "편집국", "סוכנויות הידיעות", "redakcia",
    "redakcija portala", "toimituskunta", "ritstjórn", "toimetus", "رئيس التحرير", "هیأت تحریریه",
}))  # fmt: skip
"""In `normalise.key` form."""

STAFF_FIRST = (
    "redacción", "redacció", "redação", "redaktion", "redactie", "redazione", "rédaction",
    "redakcja", "redakce", "redakcia", "redakcija", "redacția", "redaksi", "tim redaksi",
    "toimitus", "редакция", "редакція", "редакцията",
)  # fmt: skip
STAFF_LAST = (
    "desk", "newsroom", "redaktion", "haber merkezi", "डेस्क",
    "ডেস্ক", "ڈیسک", "编辑部", "編輯部", "編集部", "취재팀", "편집부", "뉴스룸",
)  # fmt: skip
"""Words for who writes at a house, before and behind its name or that of one of its desks."""

DEGREES = (
    r"M\.?D\.?", r"Ph\.?\s?D\.?", r"M\.?P\.?H\.?", "R\\.?N\\.?", "RDN?", r"M\.?S\.?c?", r"M\.A\.",
    r"B\.A\.", r"B\.?Sc\.?", "DO", "DDS", "DMD", r"J\.?D\.?", "CPA", "CFP", "CFA", "MBA", "LMFT",
    "LCSW", "LPC", "Psy\\.?D\\.?", "DPT", "NP", "PA-C", "PharmD", "FACS", "FACP", "Esq\\.?", "CPT",
    "CSCS", "LD", "LDN", "CDN", "DVM", "EdD", "LLM", "MFA",
)  # fmt: skip
"""Degrees and titles that follow a name; regular expressions."""

PARTICLES = frozenset({
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "le", "van", "von",
    "der", "den", "ter", "ten", "zu", "zur", "al", "el", "bin", "ibn", "bint", "y", "e", "i",
    "de'", "de’", "dei", "degli", "delle", "dal", "dalla", "lo", "los", "las", "zum", "vom",
    "binti", "binte", "фон", "дер", "ван", "де", "да", "ди", "ла", "аль", "эль", "ибн", "оглы",
    "кызы", "qızı", "oğlu", "kızı", "kyzy", "uulu", "o'g'li", "qizi", "ould",
    "af", "av", "'t", "op", "het", "ap", "mac", "mc", "st.", "jr.", "sr.", "abu", "ben",
    "dela", "delos", "’t", "dr.", "prof.", "ing.", "mgr.", "mag.", "doc.",
})  # fmt: skip

NO_PEOPLE = (
    "facebook", "twitter", "instagram", "linkedin", "telegram", "whatsapp", "youtube", "share",
    "follow", "comment", "subscribe", "newsletter", "read more", "view all", "contact", "e-mail",
    "email", "posts", "posted", "written", "updated", "published", "minutes", "sign in", "log in",
    "menu", "about", "copyright", "flash player", "editorial", "guidelines", "partnership",
)  # fmt: skip
"""Words of the boilerplate that stands beside bylines."""

PLACES_FIRST = (
    "New", "San", "Santo", "Los", "Las", "Buenos", "Abu Dhabi", "Tel Aviv", "Kuala Lumpur", "Bad",
    "Hong Kong", "Addis Ababa", "Novi", "Nowy", "Nowa", "Rio de", "Cape", "Port", "Saint", "North",
    "South", "East", "West", "Belo", "São", "Ciudad", "Puerto", "La Paz", "Santiago de", "Reggio",
    "Stara", "Veliko", "České", "Banská", "Târgu", "Baia", "Satu", "Zielona", "Jelenia", "Νέα",
    "Нижний", "Великий", "Новый", "Біла", "Кривий", "Стара", "Велико", "أبو ظبي", "تل أبيب",
    r"\S+ (?:प्रदेश|नगर|बंगाल|नाडु|दिल्ली)", "नई", "नवी", "न्यू", "ग्रेटर", "उत्तर", "दक्षिण", "पश्चिम",
    "पूर्व", "मध्य", "नया", "নতুন", "புது", "نئی", "نیو",
)  # fmt: skip
"""What begins names of places of several words, and no person's; regular expressions."""

AGENCIES = frozenset({
    "dpa", "afp", "ap", "reuters", "sda", "apa", "sid", "kna", "epd", "ansa", "efe", "lusa",
    "belga", "anp", "ntb", "tt", "ritzau", "stt", "pap", "ctk", "čtk", "mti", "tass", "тасс", "ria",
    "interfax",
    "xinhua", "kyodo", "jiji", "yonhap", "pti", "ani", "ians", "bloomberg", "upi", "aap", "pa",
    "awp", "ats", "anadolu", "aa", "dha", "iha", "irna", "isna", "antara", "bernama", "cp", "agi",
    "hina", "srna", "tanjug", "fena", "agerpres", "mediafax", "bta", "amna", "unian", "ukrinform",
    "belta", "azertac", "armenpress", "bns", "elta", "tasr", "kuna", "wafa", "bss", "unb", "ttxvn",
    "tnn", "europapress", "associatedpress", "agencefrancepresse", "pressassociation", "dpaafx",
})  # fmt: skip
"""News agencies in `normalise.key` form: a byline names them beside people."""

HOUSES = (
    "report", "journal", "media", "news", "magazine", "network", "tribune", "gazette", "herald",
    "times",
)  # fmt: skip
"""Words of publishers' names: beside people, who bears one is none."""

HOUSES_LAST = (
    "일보", "신문", "뉴스", "방송", "新聞", "新闻", "新报", "新報", "日报", "日報", "晚报", "晚報",
    "时报", "時報", "晨报", "通讯社", "通信社", "网", "網",
)  # fmt: skip
"""Their ends in scripts without spaces."""

FIRMS = (
    *HOUSES, "post", "daily", "weekly", "press", "courier", "chronicle", "observer",
    "review", "today", "online", "blog", "store", "shop", "studio", "group", "company", "team",
    "agency", "institute", "university", "college", "academy", "center", "centre", "club", "health",
    "zeitung", "nachrichten", "presse", "diario", "noticias", "journal", "giornale", "gazeta",
)  # fmt: skip
"""Words of sites' names that are no person's; more of them, for a site that may be a person's."""

BARE_LABELS = (
    "نویسنده", "گزارشگر", "به قلم", "بقلم", "الكاتب", "Written by", "Autorin/Autor",
    "Автор публикации", "作者丨", "作者 |", "撰文丨", "撰文 |",
)  # fmt: skip
"""Labels that may lack a colon before a name, on a line of its own or the line before."""

COLON_LABELS = (
    "contributor", "contributors", "words", "story", "ავტორი", "מאת", "כתב", "כתבה", "লেখক",
    "লিখেছেন", "लेखक", "लेखिका", "रिपोर्टर", "ผู้เขียน", "เขียนโดย", "작성자", "作者", "撰文", "執筆",
    "خبرنگار", "گزارش", "إعداد", "بقلم", "كتب", "كتبت", "كتابة", "எழுதியவர்", "రచన", "ಲೇಖಕ", "ലേഖകൻ",
    "ጸሐፊ",
)  # fmt: skip
"""Labels that are believed on any line below the headline, with a colon; so are all of `LABELS` in
scripts with capitals, where a name can be told."""

SIGNATURES = (
    "기자", "특파원", "통신원", "논설위원", "선임기자", "전문기자", "인턴기자", "객원기자",
)  # fmt: skip
"""Titles that follow a name where an article is signed. Korean names are read by them alone."""

NO_SIGNERS = frozenset(
    {"본지", "취재", "담당", "사진", "인턴", "전문", "선임", "수습", "객원", "시민"}
)
"""What stands before such a title and is no name."""
