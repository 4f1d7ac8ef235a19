"""What error pages, consent walls and JavaScript shells say, in the languages of the web."""

import re


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


NOT_FOUND = _any_of(
    r"\b404\b", r"\b410 gone\b", "page not found", "not found", "can(?:no|')t be found",
    "no longer (?:available|exists)", "does(?: not|n.t) exist", "nicht gefunden", "existiert nicht",
    "introuvable", "n.existe (?:pas|plus)", "no (?:se ha )?encontrad[ao]", "no existe",
    "não (?:foi )?encontrad[ao]", "non (?:è stata )?trovata", "niet gevonden", "ikke funnet",
    "ikke fundet", "hittades inte", "ei löyt", "nie znalezion", "nie istnieje", "nenalezen",
    "nem található", "δεν βρέθηκε", "не найден", "не знайден", "не существует", "bulunamadı",
    "غير موجود", "لم يتم العثور", "یافت نشد", "پیدا نشد", "לא נמצא", "नहीं मिला", "ไม่พบ",
    "không tìm thấy", "tidak ditemukan", "未找到", "不存在", "找不到", "見つかりません",
    "찾을 수 없", "존재하지 않",
)  # fmt: skip

CONSENT = (
    "cookie", "consent", "your privacy", "our partners", "personal data", "datenschutz",
    "einwilligung", "zustimmung", "personenbezogen", "données personnelles", "vie privée",
    "privacidad", "privacidade", "toestemming", "samtykke", "samtycke", "suostumu", "zgoda",
    "zgodę", "zgody", "souhlas", "hozzájárul", "συγκατάθεση", "соглас", "çerez",
    "ملفات تعريف الارتباط", "کوکی", "עוגיות", "クッキー", "同意", "쿠키", "คุกกี้",
)  # fmt: skip
"""Case-folded; looked for as they stand."""

ACCEPT = _any_of(
    "accept(?: all| cookies| and|$)", "i agree", "agree and", "allow all", "akzeptieren",
    "zustimmen", "einverstanden", "accepter", "j.accepte", "aceptar", "aceitar", "accetta",
    "akkoord", "accepteren", "godta", "godkänn", "acceptera", "tillad alle", "hyväksy", "akceptuj",
    "zgadzam", "souhlasím", "přijmout", "elfogad", "αποδοχή", "принять", "согласен", "прийняти",
    "kabul et", "موافق", "قبول", "می‌پذیرم", "אישור", "同意する", "接受", "同意", "동의", "ยอมรับ",
    "chấp nhận", "setuju",
)  # fmt: skip

ENABLE_JAVASCRIPT = _any_of(
    r"(?:java\s?script|ジャバスクリプト|जावास्क्रिप्ट)",
)
"""Its name is the same word in every language; a page without text that speaks of it needs it."""
