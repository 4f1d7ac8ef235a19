"""Lines that speak of the page itself: it goes on below, an embed is blocked, a link may pay."""

import re

_GOES_ON_CHARS_MAX = 90
_GOES_ON = re.compile(
    r"(?:(?:the |this )?(?:article|story|text) continues (?:below|after|beneath)"
    r"|continue reading (?:below|after)|scroll (?:down )?to continue"
    r"|(?:(?:der |dieser )?(?:artikel|text|beitrag) )?(?:geht|wird) (?:nach|unter) (?:der|dem"
    r"|dieser) .{1,30}(?:weiter|fortgesetzt)|weiter(?:lesen)? nach der (?:anzeige|werbung)"
    r"|(?:la )?suite (?:de (?:l['’]|cet )article )?(?:après|ci-dessous|sous) "
    r"|l['’]article (?:continue|se poursuit) (?:après|ci-dessous|sous)"
    r"|(?:(?:el artículo|la nota|la noticia|el texto) )?(?:continúa|sigue) (?:después|debajo|tras"
    r"|abajo)|(?:(?:o artigo|o texto|a matéria|a notícia) )?continua (?:depois|após|abaixo)"
    r"|(?:(?:l['’]articolo|il testo) )?(?:continua|prosegue) (?:dopo|sotto) "
    r"|(?:de )?(?:tekst|artikel|het artikel) (?:gaat|loopt) (?:verder|door) (?:onder|na) "
    r"|(?:artikeln|texten|artikkelen|saken|artiklen|teksten) (?:fortsätter|fortsetter|fortsætter)"
    r" (?:efter|etter|under|nedan|nedenfor)|juttu jatkuu (?:mainoksen|kuvan|videon)"
    r"|(?:dalsza część|ciąg dalszy|dalszy ciąg|reszta) (?:artykułu |tekstu |materiału )?(?:pod"
    r"|poniżej)|(?:článek|text|článok) pokra[čc]uje (?:pod|po|níže|za)|a cikk .{1,25}folytatódik"
    r"|(?:articolul|textul|știrea) continuă (?:după|mai jos|sub)"
    r"|(?:статията|текстът) продължава (?:след|под)|(?:tekst|članak) se nastavlja (?:ispod|nakon)"
    r"|продолжение (?:после|под|ниже|статьи)|(?:статья|материал|текст) продолжается (?:после|под"
    r"|ниже)|продовження (?:після|під|нижче)|haberin devamı (?:için|aşağıda|reklamdan)"
    r"|(?:το άρθρο|η είδηση|το κείμενο) συνεχίζεται|συνεχίζεται μετά"
    r"|(?:الخبر|المقال|المقالة|القراءة|التقرير) (?:مستمر|يتبع|تتمة|تستمر|يستمر)"
    r"|ادامه (?:خبر|مطلب|متن|گزارش) (?:پس از|بعد از|در زیر)|(?:הכתבה|הידיעה) ממשיכה|המשך הכתבה"
    r"|विज्ञापन के बाद .{0,20}(?:जारी|आगे|पढ़ें)|(?:खबर|लेख) .{0,15}विज्ञापन के बाद|বিজ্ঞাপনের পর"
    r"|(?:เนื้อหา|ข่าว|บทความ|อ่าน)ต่อ(?:ด้านล่าง|หลัง|ใต้)|(?:広告|写真|動画)の(?:後|あと|下)に?も?続"
    r"|광고 ?(?:뒤|후|다음|아래)(?:에|로)? .{0,12}(?:이어|계속)|(?:广告|廣告)(?:后|後|之后"
    r"|之後)?(?:继续|繼續|请继续)"
    r"|(?:đọc tiếp|tiếp tục đọc|bài viết tiếp tục) (?:sau|bên dưới|phía dưới)"
    r"|(?:artikel|berita) ini berlanjut|(?:lanjutkan|lanjut) (?:membaca|baca) (?:di bawah|setelah))"
)
"""How such a line begins; a story goes on after a war, too."""
_BELOW = re.compile(
    r"\bad\b|adverti|below|anzeige|werbung|bild|video|vídeo|βίντεο|видео|відео|wideo|foto|photo"
    r"|фото|φωτογραφ|image|imagen|galeri|gallery|publicit|publicid|pubblicit|anuncio|abajo|abaixo"
    r"|ci-dessous|advertentie|reclam|reklam|annons|annonc|nedan|mainoks|kuvan|materiał|zdjęci"
    r"|poniżej|níže|hirdetés|mai jos|реклам|ниже|нижче|διαφήμιση|παρακάτω|إعلان|أدناه|تبلیغ|آگهی"
    r"|زیر|פרסומת|תמונה|למטה|विज्ञापन|বিজ্ঞাপন|โฆษณา|ด้านล่าง|広告|写真|動画|광고|广告|廣告|quảng cáo"
    r"|bên dưới|iklan|di bawah|tıklayın|aşağıda"
)
"""What such a line stands above, or that it does."""
_AFTER_CHARS_MAX = 60
_AFTER_ADVERT = re.compile(
    r"(?:(?:after|below|beneath) (?:the |this )?(?:ads?|advert(?:isement)?|video)"
    r"|scroll to (?:resume|continue)(?: with)? content"
    r"|(?:nach|unter) (?:der|dieser) (?:werbung|anzeige)"
    r"|(?:sous|après) (?:la|cette) pub(?:licité)?|(?:dopo|sotto) (?:la |il )?(?:pubblicità|video)"
    r"|(?:después|debajo|tras|abajo) (?:de )?(?:la |el )?(?:publicidad|anuncio|v[ií]deo)"
    r"|(?:após|depois d|abaixo d) ?[ao]? ?(?:publicidade|anúncio|vídeo)"
    r"|(?:onder|na) (?:de |deze )?advertentie|(?:efter|under|etter) (?:annons|annonc|reklam)\w*"
    r"|(?:pod|po|za) (?:reklam\w+|(?:materiałem )?wideo|inzerc\w+)|hirdetés (?:után|alatt)"
    r"( folytatódik)?"
    r"|(?:после|под|після|під|след) реклам\w+|reklam\w* (?:sonra|altında)(?: devam\w*)?"
    r"|μετά (?:τη |την )?διαφήμιση|بعد (?:ال)?[إا]علان|(?:پس|بعد) از (?:آگهی|تبلیغات?)"
    r"|אחרי הפרסומת|(?:setelah|di bawah) iklan)\W*$"
)
"""How a short line ends that says the text goes on behind an advert."""
_SAYS = re.compile(
    r"(?:if|when) you (?:buy|purchase|click|shop)\b.{0,80}\b(?:earn|receive"
    r"|get)\b.{0,30}\bcommission"
    r"|(?:we|this (?:article|page|post))\b.{0,30}\b(?:affiliate links?|affiliate commission)\b"
    r"|(?:wenn|falls|kaufen sie|bei einem kauf)\b.{0,90}\bprovision\b"
    r"|(?:si vous|en achetant|en cliquant)\b.{0,90}\bcommission\b"
    r"|(?:si compras?|si compra|al comprar)\b.{0,90}\bcomisi(?:ón|ones)\b"
    r"|(?:se acquist\w+|acquistando)\b.{0,90}\bcommission[ei]\b|(?:se"
    r"|ao) comprar\b.{0,90}\bcomissão\b"
    r"|(?:als|wanneer) (?:je|u)\b.{0,90}\bcommissie\b|(?:本|この)(?:記事"
    r"|ページ).{0,20}アフィリエイト"
    r"|(?:ce contenu|this content|dieser inhalt|um diesen inhalt|este contenido|questo contenuto"
    r"|deze (?:inhoud|content)|este conteúdo|ta treść|tento obsah|detta innehåll"
    r"|to view this (?:content|video|post)|pour (?:voir|afficher) ce contenu"
    r"|para ver este contenido)\b"
    r".{0,110}\b(?:cookies?|traceurs|consent\w*|einwillig\w+|zustimm\w+|akzeptier\w+)\b"
    r"|have you been affected\b[^?]{0,60}\?.{0,60}\b(?:tell us|e-?mail|get in touch|share|write)\b"
    r"|(?:sign up|newsletter)\s?[:—–-].{0,120}\binbox\b"
    r"|(?:participez|répondez) à notre sondage\b|(?:take|vote in) our (?:poll|survey)\b"
    r"|(?:machen sie|stimmen sie) (?:mit|ab) (?:bei|in) unserer umfrage\b"
    r"|(?:participa|vota) en nuestra encuesta\b|(?:участвуйте|голосуйте"
    r"|проголосуйте) в нашем опросе\b"
    r"|(?:[一-鿿]{2})?(?:声明|聲明)[:：].{0,60}(?:版权|版權|转载|轉載)"
    r"|.{0,25}(?:व्हाट्सएप|व्हाट्सऐप|वॉट्सऐप|वॉट्सएप|टेलीग्राम).{0,40}(?:यहां|यहाँ) क्लिक करें"
)


def speaks_of_the_page(text: str) -> bool:
    """Return whether a paragraph is about the page it is on; `text` in lower case, trimmed."""
    size = len(text)
    if size <= _GOES_ON_CHARS_MAX and _GOES_ON.match(text) and _BELOW.search(text):
        return True
    if size <= _AFTER_CHARS_MAX and _AFTER_ADVERT.search(text):
        return True
    return _SAYS.match(text) is not None
