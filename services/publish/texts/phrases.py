"""Lines of a page that change by themselves: how many comments, updated when, links to others.

The lists are of what newspapers write; a language that lacks here makes one revision more.
"""

import re
from collections.abc import Iterable

LINE_MAX_CHARACTERS = 160
"""A longer line is no link to another story."""
SHORT_MAX_CHARACTERS = 80
"""A longer one is no counter and no stamp."""
COUNTER_WORDS_MAX = 6


def alternatives(phrases: Iterable[str]) -> str:
    """Write a pattern of one of the phrases, which are patterns."""
    return f"(?:{'|'.join(phrases)})"


_COUNTED = (
    r"comments?|replies|reactions?|likes|shares|views|reads|(?<=\d )(?:like|share|view|read)",
    r"(?:people|others|readers) (?:like|are (?:reading|viewing|watching))(?: this)?"
    r"|retweets?|followers",
    r"komm?ent[aáā]{1,2}[rř]\w*|aufrufe|reaktionen|mal gelesen|mal geteilt",
    r"commentaires?|réactions?|partages?|vues?|lu|fois",
    r"comentarios?|reacciones|visitas|vistas|compartidos|leído|veces",
    r"comment[oi]|condivisioni|visualizzazioni|comentários?|curtidas|visualizações",
    r"reacties?|keer gelezen|wyświetleń|wyświetlenia|odsłon\w*",
    r"комментари\w*|просмотр\w*|лайк\w*|репост\w*|коментар\w*|перегляд\w*",
    r"yorum|okunma|görüntülenme|paylaşım|beğeni|نظر|دیدگاه|بازدید|(?:ال)?(?:تعليق\w*|مشاهد\w*|قراء\w*)",
    r"阅读|閱讀|评论|評論|点赞|浏览|瀏覽|转发|轉發|收藏|人参与|コメント|閲覧数|いいね",
    r"조회수?|댓글|추천|공감|टिप्पणी|टिप्पणियां|σχόλι[οα]|visningar|comentaris",
    r"hozzászólás|comentarii|bình luận|lượt xem|kommenttia?",
    r"min(?:utes?)?\.? (?:read|de lecture|de lectura|di lettura|de leitura|leestijd)",
    r"תגובות|צפיות|שיתופים|टिप्पणियाँ|व्यूज|মন্তব্য|(?:বার )?(?:পঠিত|দেখা হয়েছে)|ความคิดเห็น|ครั้ง|วิว",
    r"(?:dibaca|dilihat|ditonton)(?= \d)|tontonan|maoni|تبصرے|கருத்துகள்",
    r"reading time|temps de lecture|tempo di lettura|tiempo de lectura|lesezeit|leestijd",
    r"время чтения|okuma süresi|读完|這篇",
)
_NUMBER = r"\d[\d.,'’ \u00a0\u202f]*(?:k|m|tsd|mil|тыс|tys|万|萬|만|천)?"
_COUNTS = r"(?!(?:19|20)\d\d\D)\d{1,3}(?:[., ]?\d{3})*"
_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff"
_COUNT = re.compile(rf"(?<![^\W\d]){alternatives(_COUNTED)}(?![^\W\d{_UNSPACED}])", re.IGNORECASE)
_BARE = re.compile(
    rf"\W*(?:(?:like|share)\W+)?{_NUMBER}\W*|\D+[(（]{_COUNTS}[)）]\W*", re.IGNORECASE
)
"""A number alone, on a button, or behind some words in brackets: `Comments (14)`, in whatever
language."""

_STAMPED = (
    r"(?:last )?(?:updated|modified|edited)|published|posted",
    r"(?:zuletzt )?(?:aktualisiert|geändert)|aktualisierung|stand(?=:| \d)|veröffentlicht",
    r"mis à jour|publié|modifié",
    r"actualizado|última actualización|publicado|aggiornato|ultimo aggiornamento|pubblicato",
    r"atualizado|última atualização|bijgewerkt|laatste update|laatst gewijzigd|gepubliceerd",
    r"(?:ostatnia )?aktualizacja|zaktualizowano|opublikowano|data publikacji",
    r"обновлено|последнее обновление|опубликовано|оновлено|опубліковано",
    r"(?:son )?güncell?enme(?: tarihi)?|(?:son )?güncelleme(?: tarihi)?|yayınlanma(?: tarihi)?",
    r"(?:آخرین )?به.?روز(?: ?رسانی| شده)|تاریخ انتشار|آخر تحديث|تم (?:التحديث|النشر)|تاريخ النشر",
    r"更新时间|更新時間|发布时间|發布時間|更新于|发布于|最終更新(?:日時?)?|更新(?:日時)?|公開日時?|配信",
    r"최종 ?수정|수정|입력|업데이트|등록|अपडेटेड|ενημερώθηκε|τελευταία ενημέρωση",
    r"(?:senast )?uppdaterad|publicerad|(?:sidst )?opdateret|(?:sist )?oppdatert|publisert",
    r"päivitetty|julkaistu|aktualizovan[oé]|frissítve|actuali[tz]+at|diperbarui|cập nhật(?: lúc)?",
    r"ažurirano|objavljeno|posodobljeno|ажурирано|обновена|публикувана|uuendatud|atnaujinta|atjaunots",
    r"อัปเดต(?:ล่าสุด)?|เผยแพร่|עודכן|פורסם|প্রকাশিত|হালনাগাদ|प्रकाशित",
)
_STAMP = re.compile(rf"(?<!\w){alternatives(_STAMPED)}(?!\w)", re.IGNORECASE)
_DATE_OR_CLOCK = re.compile(r"\d{4}|\d[:h時]\d")
_CLOCK = r"(?<!\d)\d{1,2}(?:[:h時时]\d\d|\.\d\d(?= ?(?:uhr|[A-Z]{3}\b)))(?!\d)"
_DATE_AND_CLOCK = re.compile(
    rf"\W*(?:[^\W\d]+\W+)?\d.*{_CLOCK}.*|\W*{_CLOCK}.*\d{{4}}.*", re.IGNORECASE
)
"""A line that begins so is when the page was made."""
_YEAR = re.compile(r"(?<!\d)(?:19|20|13|14|25)\d\d(?!\d)")

_OTHERS = (
    r"(?:also )?read(?: also| more| next)?|see also|related(?: (?:articles?|stor(?:y|ies)|news))?",
    r"don't miss|lesen sie (?:auch|mehr)|lies auch|siehe auch|mehr (?:zum thema|dazu)",
    r"(?:à )?lire aussi|voir aussi|à lire|sur le même sujet|le[ea] también|ver? también",
    r"te puede interesar|leggi anche|vedi anche|leia (?:também|mais)|veja também|saiba mais",
    r"lees ook|bekijk ook|(?:prze)?czytaj (?:też|także|również|więcej)",
    r"zobacz (?:też|także|również)",
    r"читайте (?:также|ещ[её]|по теме|також)|смотрите также",
    r"дивіться також|по теме|ilgili haber(?:ler)?",
    r"(?:همچنین |بیشتر )?بخوانید|مطالب مرتبط|خبر مرتبط|[اإ]قرأ (?:أيضا|أيضًا|المزيد)|شاهد أيضا",
    r"相关(?:阅读|新闻|报道|链接)|相關(?:閱讀|新聞|報導)|延伸(?:阅读|閱讀)|推荐阅读",
    r"関連(?:記事|ニュース)|あわせて読みたい|관련 ?기사|ayrıca oku(?:yun)?",
    r"διαβάστε (?:επίσης|ακόμ[ηα])",
    r"läs (?:också|även|mer)|læs også|les også|lue (?:myös|lisää)|čtěte také|citește și|baca juga",
    r"xem thêm|đọc thêm|(?:यह|ये) भी पढ़ें|আর[ওো] পড়ুন|مزید پڑھیں|یہ بھی پڑھیں|קראו (?:גם|עוד)|ראו גם",
    r"lleg(?:iu|eix) també|(?:pro)?čitajte (?:i|još)|(?:pre)?čítajte (?:si )?(?:aj|tiež)",
    r"preberite (?:tudi|še)|прочетете (?:още|също)|вижте (?:още|също)|прочитајте (?:и|још)|loe ka",
    r"olvassa el ezt is|skaitykite taip pat|lasiet arī|อ่าน(?:เพิ่มเติม|ต่อ)|ข่าวที่เกี่ยวข้อง|soma pia",
)
_LINK = re.compile(rf"\W*{alternatives(_OTHERS)} ?[:：】\]].*", re.IGNORECASE)
_END = re.compile(r"\W*?[.!?…。！？؟۔।]")
"""Of a sentence, read backwards: from the front it takes the square of a run of such marks."""
_HOUR = re.compile(r"(?<=\d) ?(?:[ap]\.\s?m|น|ч|год|hod|godz)\.$")
"""Behind a clock; its point ends no sentence."""


def tells_nothing(line: str) -> bool:
    """Tell whether a whole line changes by itself: a counter, a stamp, a link to another story."""
    if len(line) > LINE_MAX_CHARACTERS:
        return False
    if _LINK.fullmatch(line) or _BARE.fullmatch(line):
        return True
    return _is_short(line) and (_is_counter(line) or _is_stamp(line))


def _is_short(line: str) -> bool:
    return len(line) <= SHORT_MAX_CHARACTERS and not _END.match(_HOUR.sub("", line)[::-1])


def _is_counter(line: str) -> bool:
    """`214 comments`, `Просмотров: 512`; a line of more words has something to say."""
    has_few = len(line.split()) <= COUNTER_WORDS_MAX
    return has_few and bool(_COUNT.search(line)) and any(map(str.isdigit, line))


def _is_stamp(line: str) -> bool:
    if _STAMP.search(line):
        return bool(_DATE_OR_CLOCK.search(line))
    return bool(_DATE_AND_CLOCK.fullmatch(line) and _YEAR.search(line))
