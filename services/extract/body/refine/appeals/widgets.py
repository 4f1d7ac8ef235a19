"""What players, counters, ratings and share bars say, and what a builder puts in place of words.

They come with the software of a site, so that thousands of sites say the same. Each is known by how
it begins, and is short: a sentence of the story about browsers or ratings goes on otherwise.
"""

import re
from collections.abc import Collection

_WORD = re.compile(r"\w+")
_PLAYERS = (
    r"\W{0,2}(?:0?0:00|\d{1,2}:\d\d ?/ ?\d{1,2}:\d\d)$|\d\.\d+ ?x$",
    r"(?:sorry, )?(?:your|this) browser (?:does not|doesn['’]t|cannot|can['’]t)\b",
    r"(?:ihr|dein) browser (?:unterstützt|kann)\b|(?:votre|ton) navigateur ne\b",
    r"(?:tu|su|seu|o seu) naveg(?:ador|ateur) n(?:o|ão)\b|il tuo browser non\b",
    r"(?:uw|je) browser (?:ondersteunt|kan)\b|(?:twoja|ta) przeglądarka nie\b",
    r"(?:ваш|ваша) (?:браузер|преглядач) не\b|тарайз\w+ браузер|браузърът ви не\b",
    r"(?:din|nettleseren) (?:webb?läsare|browser|nettleser|din) (?:stöder|støtter|understøtter)\b",
    r"(?:váš|a böngésző(?:je|d)|selaimesi|browserul (?:dvs|tău)|tarayıcınız|browser anda)\b",
    r"trình duyệt (?:của bạn )?không|متصفحك لا|مرورگر شما|הדפדפן שלך|आपका ब्राउज़र",
    r"(?:お使いの|ご利用の)ブラウザ|(?:이 |사용 ?중인 ?)?브라우저(?:가|는|에서)"
    r"|(?:您|你)的(?:浏览器|瀏覽器)",
    r"(?:video ?player|the video|video) is loading\b|video wird geladen|chargement de la vidéo",
    r"this is a modal window|(?:beginning|end) of dialog window|current time \d|duration \d",
    r"stream type \w+$|loaded: \d|(?:playback rate|descriptions? off|captions? (?:off|settings))\b",
    r"(?:skip|close) (?:the )?(?:ad|video)\b.{0,20}$|saltar (?:el )?anuncio|ignorer l['’]annonce",
    r"est[ea] vídeo (?:se reproducirá|será exibido)|(?:das )?video (?:startet"
    r"|beginnt) (?:nach|in)\b",
    r"(?:this|the) (?:video|content|media) (?:is not|isn['’]t|could not be|cannot be)"
    r" (?:available|loaded|played)\b.{0,60}$",
    r"(?:agrandir|ampliar|ingrandisci|enlarge|expand) (?:l['’]|la |the )?(?:image|imagen|foto"
    r"|immagine"
    r"|photo)$|(?:photo|image) suivante$|next (?:photo|image|slide)$|bild vergrößern$|再生する$",
    r"1 (?:/|of|von|sur|de|di|van|z|из|מתוך|από) \d{1,3}$|לתמונה הבאה$",
    r"видео недоступно|відео недоступне|(?:это )?видео не может быть",
    r"(?:this )?audio (?:is|was|version is) (?:auto-?|ai-?|automatically )?\s?(?:generated|read)\b",
    r"(?:diese )?audioversion\b.{0,30}\b(?:künstlich|generiert|automatisch)",
    r"(?:cet|esta?|questo) (?:audio|áudio)\b.{0,30}\b(?:généré|generad|gerad|generat)",
    r"(?:zum|pour|per|para) (?:anzeigen|voir|afficher|visualizzare|vedere|ver|visualizar)\b"
    r".{0,60}\bcookies?\b|en cliquant sur\b.{0,30}\bcookies\b|to view this content, click\b",
)
"""Of players and embeds: time, state, what is missing."""
_RATINGS = (
    r"\d[.,]?\d? ?(?:/|from|of|out of|von|sur|su|de|z|из) ?\d[\d.,]* (?:votes?|ratings?|reviews?"
    r"|bewertung(?:en)?|stimmen|avis|votos?|voti|valoraciones|avaliações|ocen\w*|голос\w*)$",
    r"how (?:useful|helpful) was this\b|click (?:on )?a star to rate|average rating \d",
    r"(?:no votes|no ratings) (?:so far|yet)|be the first to (?:rate|comment|like|review)\b",
    r"(?:rate|rate this) (?:article|post|story|page)\b.{0,20}$|vote count:? \d",
    r"(?:bewerten sie|bewerte) (?:diesen|den) (?:artikel|beitrag)"
    r"|(?:durchschnittliche )?bewertung:? \d",
    r"notez (?:cet|l['’])article|(?:valora|califica) (?:est[ea]|el) (?:artículo|noticia)",
    r"(?:avalie|vote) (?:est|n)[ea]s?[ta]? (?:artigo|notícia|matéria)|vota (?:questo )?articolo",
    r"(?:oceń|ocena) (?:ten )?artykuł|оцените (?:материал|статью|новость)|оцініть (?:матеріал"
    r"|статтю)",
    r"bu (?:haberi|yazıyı) (?:oyla|puanla)|đánh giá bài viết|nilai artikel",
    r"(?:apakah|adakah) (?:berita|artikel|informasi|halaman) ini (?:bermanfaat|membantu)",
    r"(?:이|현재) 페이지에서 제공하는.{0,20}만족|このページの情報は.{0,12}役に立|ท่านพึงพอใจ",
    r"(?:var|er|was) (?:denna|denne|dette|deze) (?:sida|siden|artikkel\w*|pagina)\b.{0,30}"
    r"\b(?:hjälp|nyttig|til hjelp|nuttig)",
)
"""Of stars and of `Was this page helpful?`."""
_SHARING = (
    r"(?:like|gefällt mir|j['’]aime|me gusta|curtir|mi piace|vind ik leuk|gilla|lubię to"
    r"|нравится|μου αρέσει)\W{0,3}(?:loading|wird geladen|chargement|cargando|carregando"
    r"|caricamento|laden|läser in|ładowanie|загрузка|φόρτωση)",
    r"(?:like|share) this:$|(?:teilen|partager|compártelo|compartilhe isso|condividi|udostępnij)"
    r"(?: mit| sur)?:$|me gusta esto:$|gefällt mir:$|j['’]aime ça ?:$",
    r"(?:discover|get) more from [^.]{2,60}$|(?:entdecke|entdecken sie) mehr von [^.]{2,60}$",
    r"(?:descubre más (?:de|desde)|descubra mais sobre|scopri di più da|en savoir plus sur"
    r"|ontdek meer van|upptäck mer från|больше на) [^.]{2,60}$",
    r"(?:subscribe|sign up) to get the latest posts\b|abonnez-vous pour recevoir les derniers",
    r"suscríbete y recibe las últimas|assine para receber nossas"
    r"|abbonati per ricevere gli ultimi",
    r"(?:melde|melden sie) .{0,25}abonnement an, um|abonneer je om de nieuwste",
    r"(?:share|bagikan|compartir|partager|teilen|condividi|compartilhe|partilhar|поделиться"
    r"|поділитися|udostępnij|deel|dela|del|jaa|sdílet|megosztás|distribuie|paylaş|chia sẻ"
    r"|(?:bu )?haberi paylaş"
    r"|แชร์(?:หน้านี้)?|공유하기|シェアする?|分享(?:到)?|شارك|اشتراک‌گذاری|שתפו)\s?[:：]?$",
)
"""Of blogs' share bars and letters, and labels of share bars."""
_COUNTS = (
    r"(?:lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo de leitura|tempo di lettura"
    r"|czas czytania|leestijd|lästid|lesetid|læsetid|lukuaika|reading time|read time|okuma süresi"
    r"|время чтения|час читання|doba čtení|olvasási idő|timp de citire|χρόνος ανάγνωσης|waktu baca"
    r"|thời gian đọc|(?:وقت|مدة) القراءة|زمان مطالعه|阅读时间|阅读时长|読了時間|읽는 시간)"
    r"\W{0,4}(?:[^\W\d]{1,4}\W{0,2})?\d{1,2}(?!\d).{0,12}$",
    r"(?:просмотров|переглядів|прегледи|показов|кількість показів|количество просмотров)"
    r"\s?[:：–-]?\s?[\d\s.,]{1,12}$",
    r"[\d.,]{1,9} ?[km]? (?:likes?|views?|shares?|comments?|repl(?:y|ies)|followers?)$",
    r"(?:有料|会員)(?:会員)?(?:限定)?記事.{0,4}\d{0,5}文?字?$|残り\d{1,5}文字",
    r"(?:post |page |total )?(?:views?|reads?|hits|visits"
    r"|visitor count(?:er)?)\s?[:：]\s?[\d\s.,]{1,12}k?$",
    r"[\d\s.,]{1,12}(?:k )?(?:बार (?:देखा|पढ़ा) गया|مرتبہ پڑھا گیا|بار دیکھا گیا|次阅读|次浏览)",
    r"(?:اس خبر کو|یہ خبر) [\d,.]{1,12} (?:بار|مرتبہ) (?:پڑھا|دیکھا) گی",
    r"(?:จำนวน)?(?:ผู้(?:เข้าชม|อ่าน)|คนอ่าน|การเข้าชม)\s?[:：]?\s?[\d,.]{1,12}",
    r"(?:article|artikel|story|news|release|content|document)[ -]?(?:id|no|nr|number|code)"
    r"\.?\s?[:#：]\s?[\w-]{3,20}$",
)
"""Of counters, the time to read, and codes of the house."""
_LEFT = (
    r"write something about yourself\. no need to be fancy",
    r"(?:lorem ipsum dolor|this is (?:a|your) (?:sample|example) (?:text|paragraph))\b",
    r"[（(]?扫一扫.{0,20}(?:打开|分享|关注|手机)",
    r"본 저작물은.{0,40}공공누리|※?(?:当|本)サイト.{0,30}無断(?:転載|複製)",
    r"(?:ako|ако|pokud|ha|dacă|eğer|jeśli) .{0,90}ctrl\s?\+\s?enter",
    r"a ?d ?v ?e ?r ?t ?i ?s ?e ?m ?e ?n ?t$|w ?e ?r ?b ?u ?n ?g$|a n z e i g e$"
    r"|p u b l i c i d a d$",
    r"cek (?:berita|artikel)\b.{0,60}\bgoogle news$|powered by [\w .]{2,30}$",
    r"(?:cite|how to cite) this (?:article|page|story)\W{0,2}$"
    r"|(?:diesen )?artikel zitieren\W{0,2}$"
    r"|(?:citer cet article|cómo citar|como citar)\W{0,2}$",
    r"ich bin (?:damit )?einverstanden, dass mir|an dieser stelle .{0,30}externe[nr]? inhalt"
    r"|(?:empfohlener )?(?:externer|redaktioneller) inhalt$|allow [\w ]{1,20} content\?$",
    r"ดาวน์โหลดแอป",
)
"""What builders and authorities put on every page."""
_LETTERS = (
    r"(?:get|receive|erhalten sie|bekommen sie|recevez|recib[ae]|receba|ricevi|ontvang|otrzymuj|få"
    r"|kapja meg|prim(?:ește|iți)|получайте|отримуйте|dostávejte|λάβετε|nhận)\b.{0,80}"
    r"\b(?:inbox|e-?mail\w*|на почту|на пошту|la boîte mail|tu correo|su correo)\b.{0,25}$",
    r"(?:skriv dig op|tilmeld dig|abonner|prenumerera|tilaa|subscribe|sign up|følg|följ|følg)\b"
    r".{0,60}\b(?:pressemeddelelser|pressemeldinger|pressmeddelanden|tiedotteet|press releases)\b",
)
"""Offers of letters, as they begin."""
_GIVING = (
    "if you can, please give", "your gift of", "hazte soci", "ayúdanos a", "haz una donación",
    "támogasd munkán", "támogass minket", "faites un don", "votre don ",
    "déductible de vos impôts", "spenden sie jetzt", "mit ihrer spende", "sostienici",
    "fai una donazione", "5 per mille", "faça uma doação", "apoie-nos", "wesprzyj nas",
    "1,5% podatku", "1,5 % podatku", "підтримайте нас", "підтримайте нашу",
    "станьте частиною спільноти", "поддержите нас", "podpořte nás", "přispějte nám", "steun ons",
    "word donateur", "stöd oss", "lahjoita ", "tue työtämme", "bağış yap", "στηρίξτε μας",
    "تبرع الآن", "후원해 주세요", "ร่วมบริจาค", "ร่วมสนับสนุน", "โอนเงิน พร้อมเพย์",
)  # fmt: skip
"""What asks for money, anywhere in a line."""
_GIVING_WORDS = frozenset(max(_WORD.findall(phrase), key=len) for phrase in _GIVING)
"""A word of each: to ask a table first is a tenth of the cost."""
_READER = re.compile(
    r".{0,60}\badobe (?:acrobat )?reader.{0,30}(?:が必要|is (?:required|needed)|benötig|nécessaire)"
)
_BEGINNING = re.compile("|".join((*_PLAYERS, *_RATINGS, *_SHARING, *_COUNTS, *_LEFT, *_LETTERS)))


def is_of_a_widget(text: str, words: Collection[str]) -> bool:
    """Return whether a widget says a line, and no author; `text` in lower case, with its words."""
    return _BEGINNING.match(text) is not None or _asks(text, words)


def _asks(text: str, words: Collection[str]) -> bool:
    """Return whether a line asks for money, or for the program that shows a document."""
    if "adobe" in words and _READER.match(text):
        return True
    return not _GIVING_WORDS.isdisjoint(words) and any(each in text for each in _GIVING)
