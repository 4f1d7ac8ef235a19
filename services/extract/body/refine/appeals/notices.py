"""Short paragraphs of the house below or within a text: who may copy it, who checked it, AI.

Each is known by how it is put, whole; a sentence of the story about copyright or artificial
intelligence is longer, or quotes, or says something else.
"""

import re
from collections.abc import Collection

_CHARS_MAX = 220
_AI = (
    r"(?:ai|a\.i\.|artificial intelligence|ki|künstlicher intelligenz"
    r"|une (?:intelligence artificielle|ia)"
    r"|l['’](?:ia|intelligence artificielle)|(?:la |una )?(?:inteligencia"
    r"|inteligência) artificial|(?:la |una )?ia"
    r"|(?:un['’]|dall['’]|l['’])?(?:ia|intelligenza artificiale)|yapay zek[âa]\w*"
    r"|sztuczn\w+ inteligencj\w+"
    r"|нейросет\w+|искусственн\w+ интеллект\w*|ии|штучн\w+ інтелект\w*|τεχνητή\w* νοημοσύνη\w*)"
)
_SUMMARY = (
    r"(?:this |the |diese |die |ce |cet |este |esta |questo |bu |to |эт\w+ |це )?(?:article |ai "
    r"|text |artikel )?(?:summary|overview|recap|zusammenfassung|übersicht|résumé|resumen|resumo"
    r"|riassunto|riepilogo|sintesi|özet|streszczenie|podsumowanie|саммари|краткое содержание"
    r"|пересказ|περίληψη)"
)
_AI_SUMMARIES = (
    rf"{_SUMMARY}\b.{{0,60}}\b(?:generated|created|written|produced|made|erstellt|generiert"
    r"|généré\w*|créé\w*|generad\w+|cread\w+|gerad\w+|criad\w+|generat\w+|creat\w+|oluşturul\w+"
    r"|hazırlan\w+|przygotowan\w+"
    rf"|wygenerowan\w+|создан\w*|подготовлен\w*|сгенерирован\w*|δημιουργήθηκε)\b.{{0,40}}\b{_AI}\b",
    rf"{_SUMMARY}\b.{{0,40}}\b(?:mit|von|durch|par|por|con|con l['’]|da|by"
    rf"|tarafından)\s+{_AI}\b.{{0,40}}"
    r"\b(?:erstellt|generiert|généré|généré\w*|generado|gerado|generato|oluşturul\w+|created"
    r"|generated)\b",
    rf"{_AI}[ -]generated (?:summary|overview)",
    r"(?:この)?(?:要約|記事の要約|まとめ).{0,12}(?:ai|人工知能).{0,12}(?:作成|生成)",
    r"(?:ai|인공지능|기사.{0,20}자동).{0,12}(?:요약|생성)(?:한|된|했)",
    r"(?:本|此|该|該)?(?:摘要|文章摘要|总结|總結).{0,10}(?:ai|人工智能|人工智慧).{0,6}(?:生成|撰写|整理)",
    r"(?:ai|人工智能).{0,6}(?:生成|总结).{0,6}(?:摘要|内容)",
    r"(?:생성형 )?(?:ai|인공지능)(?:가|이|로|를)? .{0,20}요약",
    r"สรุป.{0,20}(?:ai\b|เอไอ|ปัญญาประดิษฐ์)",
    r"(?:تم |جرى )?.{0,12}ملخص.{0,30}الذكاء الاصطناعي",
    r"(?:این )?خلاصه.{0,40}هوش مصنوعی",
    r"ה?(?:סיכום|תקציר).{0,30}(?:בינה מלאכותית|\bai\b)",
    r".{0,10}(?:सारांश|सार ).{0,40}(?:एआई|\bai\b|कृत्रिम)",
    r".{0,20}(?:সারাংশ|সারসংক্ষেপ).{0,40}(?:এআই|\bai\b|কৃত্রিম)",
    r"(?:nội dung |bản )?tóm tắt\b.{0,40}\b(?:ai|trí tuệ nhân tạo)\b",
    r"ringkasan\b.{0,40}\b(?:ai|kecerdasan buatan)\b",
    r"(?:deze )?samenvatting\b.{0,40}\b(?:ai|kunstmatige)\b",
    r"sammanfattning\w*\b.{0,40}\b(?:ai|artificiell)\b",
)
"""How the line begins that says a program wrote the summary beside it."""
_OPENINGS = (
    *_AI_SUMMARIES,
    r"(?:copyright )?[©ⓒ]|copyright (?:\(c\)|(?:19|20)\d\d\b|.{0,40}(?:無断|무단|reserved))",
    r"[（(]?(?:点击|點擊)(?:上方|下方|文末|蓝字|藍字|左下角|右上角).{0,40}(?:关注|關注|阅读|卡片|名片|推送)",
    r"\(.{0,60}(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|무단|재배포"
    r"|無断|转载|轉載)",
    r"(?:版权所有|版權所有|未经.{0,12}(?:授权|许可|允许)|本(?:报|网|網).{0,10}(?:版权|原创))"
    r".{0,40}(?:转载|轉載|使用|违者)",
    r"[（(]\s*(?:本报|本网|本报记者)?\s*(?:记者|記者|通讯员|通訊員)[^）)。]{2,30}[）)]$",
    r"[（(【\[]?\s*(?:责任)?(?:编辑|責任編輯|责编|編輯|校对|审核|来源|來源)\s*[:：].{1,30}$",
    r"(?:нашли|заметили|увидели|если вы|помітили|знайшли|якщо ви|выделите).{0,80}ctrl\s?\+\s?enter",
    r"(?:нашли|заметили|помітили|знайшли) (?:ошибку|опечатку|помилку)",
    r"(?:(?:did you |have you )?(?:found|find|spot(?:ted)?|notice[d]?) (?:an? )?(?:error|mistake"
    r"|typo)"
    r"|(?:haben sie |hast du )?(?:einen )?fehler (?:gefunden|entdeckt)"
    r"|(?:vous avez (?:repéré|vu|trouvé|relevé) )?une (?:erreur|faute|coquille)"
    r"|¿?has? (?:encontrado|visto|detectado) (?:un|alg[úu]n) error"
    r"|(?:encontrou|viu|achou) (?:um |algum )?erro"
    r"|hai (?:trovato|notato|visto) un (?:errore|refuso)"
    r"|(?:zauważyłeś|znalazłeś|widzisz) błąd|fout (?:gezien|gevonden)|(?:hittat|sett) (?:ett )?fel"
    r"|מצאת[םן]? טעות|خطأ في المقال|našli jste chybu|hibát talált)[^.?!]{0,40}\?",
    r"제보(?:는|하기|전화)?\b.{0,10}(?:카카오톡|카톡|이메일|전화|:)",
    r"(?:deel dit (?:artikel|bericht)|share this (?:article|story|post)|teilen sie diesen"
    r"|diesen artikel teilen"
    r"|partager? (?:cet|l['’]) ?article|comparte (?:este|esta)|compartir (?:en|este|esta)"
    r"|compartilhe (?:est|ess)"
    r"|condividi (?:questo|l['’])|udostępnij (?:ten )?artykuł|dela (?:denna )?artikel\w*"
    r"|поделиться|bu haberi paylaş|bagikan (?:artikel|berita))",
    r"ikuti .{0,40}\b(?:google news|saluran|whatsapp|telegram)\b",
    r"(?:if you (?:enjoyed|liked) (?:this|reading).{0,80}\bclap\b|clap \d+ times)",
    r"(?:写真|画像|動画)(?:特集|一覧)?】[^。]{0,60}$",
    r"(?:got|have|have you got|do you have) (?:a|any)"
    r" (?:story|news|tip|news tip|information)\b[^.?!]{0,40}\?"
    r".{0,40}\b(?:e-?mail|call|contact|get in touch|tell us|write|text|send|let us know)\b",
    r"(?:haben sie|hast du|habt ihr)\b[^.?!]{0,50}(?:hinweis|tipp|thema|fehler)\w*[^.?!]{0,20}\?"
    r".{0,60}\b(?:schreib|meld|mail|kontaktier)",
    r":\d\d min(?:ut\w{1,3})?\.?$",
    r"min(?:ut\w{1,3})?\.? (?:read|lesezeit|de lect\w+|di lettura|czytania|okuma|leestijd)$",
    r"(?:vous (?:avez|souhaitez|voulez)|avez-vous)\b[^.?!]{0,40}(?:information|témoignage"
    r"|erreur|réag)\w*[^.?!]{0,20}\?.{0,40}\b(?:écrivez|contactez|signalez|envoyez)",
    r"¿?tien(?:es|e)\b[^.?!]{0,40}(?:historia|información|noticia|denuncia)\w*[^.?!]{0,20}\?"
    r".{0,40}\b(?:escr[ií]b|contact|env[ií]|cuént)",
    r"(?:listen to this (?:article|story)|(?:diesen )?(?:artikel|beitrag|text) (?:an)?hören"
    r"|(?:diesen )?(?:artikel|beitrag|text) vorlesen(?: lassen)?"
    r"|hören sie (?:diesen|den) (?:artikel|beitrag|text)|écoute[rz]? (?:cet |l['’])article"
    r"|escuch(?:ar?|e) (?:este|esta|el|la) (?:artículo|noticia|nota)"
    r"|ou(?:ça|vir) (?:este|esta|o|a) (?:artigo|notícia|matéria|texto)"
    r"|ascolta (?:questo |l['’])articolo|posłuchaj (?:tego )?artykułu|haberi (?:sesli )?dinle"
    r"|(?:про)?слушать (?:статью|материал|новость)|слухати (?:статтю|матеріал)"
    r"|luister naar (?:dit artikel|dit verhaal)|lyssna på (?:artikeln|texten)"
    r"|استمع (?:إلى|الى) (?:المقال|الخبر)|(?:이 )?기사 듣기|この記事を(?:聴く|聞く)"
    r"|收听(?:本文|全文)).{0,30}$",
    r"(?:read|follow|see) (?:all of )?our\b.{0,30}\blive (?:blog|coverage|updates)\b",
    r"all(?:e|es) .{0,60}\b(?:unserem|im) (?:live-?blog|live-?ticker|news-?blog)\b",
    r"(?:suivez|retrouvez) .{0,40}\bnotre direct\b",
    r"(?:heeft u|hebt u|heb (?:je|jij))\b[^.?!]{0,30}(?:tip|nieuws|foto)\w*[^.?!]{0,30}\?"
    r".{0,60}\b(?:mail|app|bel|stuur|neem contact|laat)\b",
    r"(?:hai|avete|ha)\b[^.?!]{0,40}(?:segnalazion|notizi|foto)\w*[^.?!]{0,30}\?"
    r".{0,40}\b(?:scriv|invia|manda|contatt)",
    r"(?:tem|viu|sabe de)\b[^.?!]{0,40}(?:sugest|denúncia|informaç|notícia|pauta)\w*[^.?!]{0,30}\?"
    r".{0,40}\b(?:escrev|envi|mand|contact|entre em contato|fale)",
    r"(?:masz|byłeś|widział\w+)\b[^.?!]{0,40}(?:temat|informacj|zdjęci|świadkiem)\w*[^.?!]{0,30}\?"
    r".{0,40}\b(?:napisz|wyślij|prześlij|skontaktuj|daj znać)",
    r"(?:вы )?(?:стали|знаете|у вас есть)\b[^.?!]{0,40}(?:свидетел|очевид|новост|информаци|истори)"
    r"\w*[^.?!]{0,40}\?.{0,40}\b(?:пиш|присыла|сообщ|звон|расска)",
    r"(?:ви )?(?:стали|знаєте|маєте|у вас є)\b[^.?!]{0,40}(?:свідк|новин|інформаці|історі)"
    r"\w*[^.?!]{0,40}\?.{0,40}\b(?:пиш|надсил|повідом|телефон|розкаж)",
    r"har du\b[^.?!]{0,30}(?:tips|nyhet|något)\w*[^.?!]{0,30}\?"
    r".{0,40}\b(?:tipsa|skicka|mejla|ring|hör av)",
    r"(?:subscribe|abonnez-vous|abonnieren sie|jetzt abonnieren|suscr[íi]b[ae](?:te|se)|assine"
    r"|abbonati|abonneer je|prenumerera)\b.{0,40}(?:[€$£¥]|\beuros?\b|\bpar mois\b|\bal mes\b"
    r"|\bper month\b|\ba month\b|\bpor mês\b|\bal mese\b|\bim monat\b|\bper maand\b)",
    r"thanks for reading\b.{0,80}\b(?:subscribe|share)\b",
    r"(?:(?:did|do) you (?:like|enjoy)|(?:enjoyed|liked|enjoying)|vous avez aimé"
    r"|avez-vous aimé|¿?te (?:ha gustado|gustó)|gostou d|ti è piaciuto"
    r"|(?:hat )?ihnen (?:der|dieser)|gefällt ihnen|vond (?:je|u)|podobał"
    r"|(?:вам )?(?:понравил|сподобал))"
    r".{0,30}\b(?:story|article|post|reportage|artículo|artigo|matéria|articolo|artikel"
    r"|beitrag|text|tekst|artykuł|статья|материал|статт|матеріал)\w*\b.{0,20}[?!,]",
    r"(?:was|is) this (?:article|page|story|answer|post) (?:helpful|useful)\b.{0,30}$",
    r"war dieser (?:artikel|beitrag|text) (?:hilfreich|nützlich)\b.{0,30}$",
    r"cet(?:te)? (?:article|page) vous a-t-(?:il|elle) (?:été )?(?:aidée?|utile)\b.{0,30}$",
    r"¿?(?:te|le) (?:ha sido|fue|resultó) útil (?:este|esta)\b.{0,30}$",
    r"(?:est[ea] (?:artigo|página|conteúdo)) foi útil\b.{0,30}$",
    r"(?:questo articolo|questa pagina) (?:ti )?è stat[oa] utile\b.{0,30}$",
    r"was dit artikel nuttig\b.{0,30}$|czy (?:ten )?artykuł był (?:pomocny|przydatny)\b.{0,30}$",
    r"(?:была ли|была|оказалась ли) (?:эта )?стат(?:ья|ь) полезн\w+.{0,30}$",
    r"bu (?:yazı|içerik|makale) (?:size )?(?:faydalı|yararlı) oldu mu.{0,30}$",
    r"この(?:記事|ページ)は(?:お)?役に立ちましたか.{0,10}$|(?:本文|这篇文章|此文)对(?:您|你)有帮助吗.{0,10}$",
    r"(?:特别|特別|平台|免责|免責|版权|版權)(?:声明|聲明|提示)\s?[:：]",
    r"(?:при|у разі) (?:\w+ ){0,4}"
    r"(?:использовани|цитировани|перепечатк|копировани|використанн|передрук|цитуванн)\w+ .{0,80}"
    r"(?:ссылка|посилання|гиперссылка|гіперпосилання)",
    r"(?:toute )?reproduction (?:\w+ )?interdite|riproduzione (?:\w+ )?riservata"
    r"|reprodução (?:\w+ )?proibida|(?:queda )?prohibida (?:\w+ ){0,2}reproducción"
    r"|nachdruck\b.{0,30}\b(?:verboten|nur mit)\b",
    r"(?:url|permalink|(?:short )?link|адрес (?:статьи|страницы|материала)|kısa link"
    r"|لینک کوتاه|(?:本文|原文)?(?:链接|網址|网址|地址))\s?[:：] ?(?:https?://|www\.)\S+$",
    r"original-content von ?:",
    r"(?:返回|回到)\S{1,8}[,，]\s?(?:查看|阅读|閱讀|看)更多$",
    r"(?:انتهای|پایان) (?:پیام|خبر|مطلب)\W{0,4}\d{0,8}\W*$",
    r"(?:想|欲)?(?:了解|获取|查看|阅读|看|知)?更多.{0,30}(?:关注|關注|下载|下載|扫码|搜索)"
    r".{0,30}(?:公众号|公眾號|客户端|客戶端|app|视频号|微博)",
)  # fmt: skip
"""How such a paragraph begins, as regular expressions."""
_SUPPORT = (
    "support", "apoie", "apoya", "apóyanos", "soutenez", "sostieni", "unterstützen sie",
    "unterstütze", "steun", "wspieraj", "wesprzyj", "поддержите", "підтримайте", "támogassa",
    "támogasso", "susține", "susțineți", "στηρίξτε", "podpořte", "podporte", "подкрепете",
    "подржите", "podržite", "støt", "støtt", "stöd",
)  # fmt: skip
_PHRASES = (
    r"무단 ?(?:전재|복제).{0,30}금지",
    r"(?:扫描|扫一扫|長按|长按|掃描).{0,12}(?:二维码|二維碼)",
    r"(?:^|\s|กด|อย่าลืม)ติดตาม.{0,40}(?:line|facebook|เฟซบุ๊ก|youtube|ทวิตเตอร์|ช่อง|เพจ)",
    r"\biratkozz(?:on|ál)? fel\b.{0,20}hírlev",
    r"\b(?:please )?consider (?:making a (?:donation|contribution)|donating|supporting us"
    r"|becoming a (?:member|subscriber))\b.{0,80}$",
    r"(?:^|[.!?:] )join (?:the )?(?:over |more than )?\d[\d.,]*k?\+? (?:\S+ )?"
    r"(?:readers|subscribers|people|others)\b",
    rf"(?:^|[.!?:] )(?:please )?(?:{'|'.join(_SUPPORT)}) (?:\S+ ){{0,3}}"
    r"(?:journalism|reporting|jornalismo|periodismo|journalisme|giornalismo|journalismus"
    r"|journalistiek|journalistik\w*|jurnalism\w+|dziennikarstw\w+|žurnalisti\w+|novinářstv\w+"
    r"|újságírás\w*|δημοσιογραφία\w*|журналисти?к\w+|журналістик\w+|новинарств\w+|novinarstv\w+"
    r"|редакци\w+|редакці\w+)\b",
)  # fmt: skip
"""What may stand anywhere in it; few, since they are looked for at every letter."""
_PHRASE_WORDS = frozenset([
    "consider", "join", "iratkozz", "iratkozzon", "iratkozzál",
    *(each.split()[0] for each in _SUPPORT),
])  # fmt: skip
"""A word of each, where words have spaces: hardly a line has one."""
_PHRASE_LETTERS = re.compile("무단|扫|長按|长按|掃描|ติดตาม")
"""And the beginnings of the others."""
_ADVERT = re.compile(
    r"\W*(?:advert(?:isement|ising)?|ads?|sponsored(?: content)?|anzeige|werbung|publicité"
    r"|publicidad|publicidade|pubblicità|reklama?|inzerce|реклама|διαφήμιση|διαφημιση|إعلان"
    r"|تبلیغات?|آگهی|פרסומת|विज्ञापन|বিজ্ঞাপন|โฆษณา|広告|광고|广告|廣告|quảng cáo|iklan|annons"
    r"|annonse|annonce|hirdetés|advertentie|mainos|publicitate|oglas|оглас|reklaam|reklāma|tangazo"
    r"|اشتہار|விளம்பரம்|ప్రకటన|ማስታወቂያ)\W*(?:continue reading.{0,30}|scroll to continue.{0,20})?"
)
"""What stands over a place for an advert."""
_OPENING = re.compile("|".join(_OPENINGS))
"""Not IGNORECASE: with it, no alternative is passed over by its first letter."""
_PHRASE = re.compile("|".join(_PHRASES), re.IGNORECASE)


_AI_NOTICE = re.compile("|".join(_AI_SUMMARIES), re.IGNORECASE)
_PREFERRED = re.compile(
    r"\b(?:preferred source|bevorzugte quelle|source (?:préférée|privilégiée)|fuente preferida"
    r"|fonte prefer(?:ida|ita|encial)|preferowan\w+ źródł\w+|voorkeursbron|предпочитаем\w+ источник"
    r"|бажан\w+ джерел\w+|tercih edilen kaynak)\b|優先ソース|선호(?: 출처|하는 소스)"
    r"|पसंदीदा (?:स्रोत|सोर्स)"
)
"""What readers are asked to make a site in the search of Google."""


def is_notice(text: str, words: Collection[str]) -> bool:
    """Return whether the house speaks of itself in a paragraph.

    `text` in lower case, trimmed, with its words.
    """
    return len(text) <= _CHARS_MAX and bool(
        _OPENING.match(text)
        or _ADVERT.fullmatch(text)
        or (_may_have_a_phrase(text, words) and _PHRASE.search(text))
        or ("google" in text and _PREFERRED.search(text))
    )


def _may_have_a_phrase(text: str, words: Collection[str]) -> bool:
    """Return whether a text has a word of a phrase: a twentieth of the cost of looking for all."""
    if not _PHRASE_WORDS.isdisjoint(words):
        return True
    return not text.isascii() and _PHRASE_LETTERS.search(text) is not None


def is_ai_notice(text: str) -> bool:
    """Return whether a paragraph says that a program wrote the summary beside it."""
    return bool(_AI_NOTICE.match(text))
