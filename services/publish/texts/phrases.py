"""Words on a page that change by themselves, and words that say that the paper was wrong."""

import re

_AGO = (
    r"\d+ ?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?) ago",
    r"vor \d+ (?:sekunden?|minuten?|stunden?|tag(?:en)?)",
    r"il y a \d+ (?:secondes?|minutes?|min|heures?|h|jours?)",
    r"hace \d+ (?:segundos?|minutos?|horas?|días?)",
    r"há \d+ (?:segundos?|minutos?|horas?|dias?)",
    r"\d+ (?:secondi|minut[oi]|or[ae]|giorn[oi]) fa",
    r"\d+ (?:minuten|uur|dagen) geleden",
    r"\d+ (?:секунд\w*|минут\w*|мин|час\w*|д(?:ень|ня|ней)) назад",
    r"\d+ (?:dakika|saat|gün) önce",
    r"\d+ (?:ثانیه|دقیقه|ساعت|روز) (?:پیش|قبل)",
    r"(?:منذ|قبل) \d+ (?:ثاني\w*|دقيق\w*|دقائق|ساع\w*|يوم\w*|أيام)",
    r"\d+ ?(?:秒|分|分钟|分鐘|時間|小时|小時|天|日)前",
    r"\d+ ?(?:초|분|시간|일) 전",
)
AGO = re.compile("|".join(rf"(?<!\w){each}" for each in _AGO), re.IGNORECASE)
"""How long ago something was, counted anew for each reader."""

NOTICE = re.compile(
    r"[\W_]*(?:"
    r"corrections?\b|clarification\b|erratum\b|errata\b|(?:an|a) (?:earlier|previous) version\b"
    r"|th(?:is|e) (?:article|story|post|headline|piece) (?:has been|was) (?:corrected|amended)"
    r"|korrektur\b|berichtigung\b|richtigstellung\b|in einer früheren (?:version|fassung)"
    r"|rectificatif\b|correctif\b|une version (?:précédente|antérieure)"
    r"|corrección\b|fe de erratas|fe de errores|rectificación\b|una versión anterior"
    r"|correção\b|erramos\b|rettifica\b|correctie\b|rättelse\b|rettelse\b|sprostowanie\b|oprava\b"
    r"|исправление\b|уточнение\b|поправка\b|düzeltme\b|تصحيح|اصلاحیه|訂正|お詫びと訂正|更正|정정|바로잡"
    r")",
    re.IGNORECASE,
)
"""How a sentence starts that corrects what the article said before."""
