"""Sentences that say that the paper was wrong: by a label, or of a former version."""

import re

from services.publish.texts.phrases import alternatives

_LABELS = (
    r"corrections?(?: and clarifications?)?|clarifications?|erratum|errata|for the record",
    r"korrektur(?:hinweis)?|berichtigung|richtigstellung|rectificatif|correctif|correction",
    r"corrección|correcciones|rectificación|fe de (?:erratas|errores)|correção|errata|erramos",
    r"errata corrige|rettifica|correzione|correctie|rectificatie|rättelse|rettelse|oikaisu|korjaus",
    r"sprostowanie|korekta|oprava|helyreigazítás|javítás|erată|rectificare",
    r"koreksi|ralat|đính chính",
    r"исправлени[ея]|уточнение|поправка|опровержение|виправлення|уточнення|спростування",
    r"düzeltme(?: ve özür)?|tekzip|διόρθωση|תיקון(?: טעות)?|सुधार|भूल सुधार|शुद्धि",
    r"اصلاحیه|تصحیح|پوزش و اصلاح|تصحيح|تصويب|استدراك",
    r"更正(?:启事|啟事|声明)?|勘误|勘誤|訂正|お詫びと訂正|おわびと訂正|정정(?:보도|합니다)?|바로잡습니다",
    r"اصلاح خبر|সংশোধনী?|திருத்தம்|แก้ไข(?:ข่าว|ข้อมูล)?|masahihisho|marekebisho|pagwawasto|እርማት",
    r"исправка|корекция|ispravak|ispravka|popravek|labojums|pataisymas|parandus|fe d['’]errades",
)
_NOTICE = re.compile(
    rf"[\W_]*{alternatives(_LABELS)}(?:\W?\([^)]{{1,60}}\)|[^:：]{{0,30}}\d[^:：]{{0,20}})?\W{{0,3}}?(?:[:：—–\]】-]|$)",
    re.IGNORECASE,
)
"""`Correction:`, `Correction (today):` and `Correction of May 4:`, but no `Correction officers`."""

_EN = r"(?:this|the|our) (?:article|story|report|piece|post|headline|column|caption)"
_DE = r"(?:dieses|des|dieser|der) (?:artikels|textes|beitrags|berichts|meldung)"
_FR = r"(?:cet |l['’])article|cette dépêche|ce (?:texte|papier)"
_ES = r"(?:est[ea] |esta |del? (?:la )?)(?:artículo|noticia|información|texto|nota)"
_IT = r"(?:di quest['’o]|dell['’]|del|della) ?(?:articolo|notizia|pezzo|testo)"
_PT = r"(?:dest[ea]|d[oa]) (?:texto|reportagem|matéria|artigo|notícia)"
_VERSIONS = (
    r"(?:earlier|previous|prior|original|initial|first)"
    rf" (?:version|headline|(?:photo )?caption) (?:of|on|to|for|in|with) {_EN}",
    r"earlier version (?:misstated|misidentified|gave|said|incorrectly)",
    r"(?:früheren|vorherigen|ersten|älteren|vorigen|ursprünglichen) (?:version|fassung)"
    rf" (?:{_DE}|hieß|stand|war|haben|wurde)",
    r"(?:(?:première|précédente|ancienne) version|version (?:précédente|antérieure|initiale))"
    rf" de (?:{_FR}|notre article)",
    rf"(?:versión (?:anterior|previa)|primera versión) de {_ES}",
    rf"(?:versione precedente|precedente versione|prima versione) {_IT}",
    rf"versão anterior {_PT}|diferentemente do que foi (?:publicado|informado)",
    r"(?:eerdere|vorige) versie van (?:dit|het) (?:artikel|bericht|stuk)",
    r"(?:poprzedniej|pierwotnej|wcześniejszej) wersji (?:tego )?(?:artykułu|tekstu)",
    r"(?:предыдущей|первой|более ранней|ранней|первоначальной) версии (?:этой |этого )?"
    r"(?:стать|текст|новост|материал|публикаци|заметк)",
    r"(?:попередній|першій) версії (?:цієї |цього )?(?:статті|тексту|новини|матеріалу)",
    r"(?:haberin|yazının) (?:önceki|ilk) (?:versiyon|sürüm|hali)",
    r"نسخه (?:قبلی|پیشین|اولیه) (?:این )?(?:خبر|گزارش|مطلب|مقاله)",
    r"نسخة سابقة من هذ[اه] (?:الخبر|المقال|التقرير|القصة|المقالة)",
    r"本文(?:的)?(?:较?早前?|之前|先前|此前|較早)的?版本|(?:本文|本报道|本報導|此文)已(?:作|做)?(?:更正|修正)",
    r"(?:当初の|以前の|先の)(?:記事|版)(?:で|に).{0,80}(?:誤り|誤って|訂正)|(?:お詫び|おわび)して訂正",
    r"tidligere versjon av (?:denne )?(?:artikkelen|saken)|tidligere version af (?:denne )?artikl",
    r"tidigare version av (?:den här )?(?:artikeln|texten)",
    r"(?:předchozí|původní|predchádzajúcej|pôvodnej|skoršej) verzii? (?:toho?to )?(?:článku|textu)",
    r"(?:prethodnoj|ranijoj|prvobitnoj|prvotnoj|prejšnji|prvotni) (?:verziji|inačici|različici)"
    r" (?:ovoga? |tega )?(?:članka|teksta|vij?esti|prispevka)",
    r"(?:претходној|ранијој|првобитној) верзији (?:овог )?(?:чланка|текста)",
    r"(?:предишна|по-ранна|първоначална)(?:та)? версия на (?:тази |този )?(?:статия|текст)",
    r"(?:cikkünk|a cikk) (?:korábbi|előző) (?:változat|verzió)",
    r"(?:versiune|variantă) (?:anterioară|precedentă) a (?:acestui )?articol",
    r"προηγούμενη (?:έκδοση|εκδοχή) του (?:παρόντος )?άρθρου",
    r"versió anterior d(?:['’]aquesta? |e l['’]|e la )(?:article|notícia|informació|text)",
    r"(?:이|본|해당) 기사의? (?:이전|최초|초기) ?(?:버전|판)",
    r"(?:artikli|loo|uudise) (?:varasemas|esialgses|eelmises) versioonis",
    r"(?:ankstesnėje|pirminėje) (?:straipsnio|teksto) versijoje|iepriekšējā raksta versijā",
    r"(?:jutun|artikkelin|uutisen) (?:aiemmassa|aikaisemmassa|alkuperäisessä) versiossa",
    r"versi (?:sebelumnya|awal) (?:dari )?(?:artikel|berita)|phiên bản trước (?:đó )?của bài",
    r"इस (?:लेख|खबर|ख़बर|रिपोर्ट) के (?:पिछले|पहले|पुराने) संस्करण|এই (?:প্রতিবেদনে|নিবন্ধে|খবরে)র আগের সংস্করণ",
    r"اس (?:خبر|مضمون|رپورٹ) کے (?:پچھلے|سابقہ|پہلے) (?:ورژن|نسخے)",
    r"(?:גרסה|גירסה) (?:קודמת|מוקדמת|ראשונה) של ה(?:כתבה|ידיעה)",
)
_MENDED = (
    rf"{_EN} (?:has been|was) (?:corrected|amended|updated to correct)",
    r"wir haben (?:das|den|die|dies|es)\b.{0,60}\b(?:korrigiert|berichtigt)",
    r"(?:dieser (?:artikel|text|beitrag|bericht)|der (?:artikel|text)) (?:wurde|ist)"
    r" (?:nachträglich |inzwischen |am .{3,20} )?(?:korrigiert|berichtigt)",
    rf"{_EN} (?:originally|initially|previously|incorrectly|mistakenly)"
    " (?:stated|said|reported|gave)",
    rf"(?:corrected|amended) {_EN}|^\W*corrected (?:at|on) ",
    r"cet article a été (?:corrigé|rectifié)",
    r"(?:texto|artículo|noticia|información) ha sido (?:corregid|rectific)|редакция исправила",
    r"o texto foi corrigido|(?:artikel|tekst) (?:is|werd) gecorrigeerd",
    r"редакция приносит извинения|приносим извинения за (?:ошибку|неточность)",
    r"(?:isim|haber|bilgi|hata) düzeltilmiştir|本报道已更正|本報導已更正",
)
_STATEMENT = re.compile("|".join((*_VERSIONS, *_MENDED)), re.IGNORECASE)


def is_notice(sentence: str) -> bool:
    """Tell whether a sentence says that what stood here before was wrong."""
    return bool(_NOTICE.match(sentence) or _STATEMENT.search(sentence))
