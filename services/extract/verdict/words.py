"""What error pages, consent walls and JavaScript shells say, in the languages of the web."""

from services.patterns import any_of

_MISSING = (
    "not found", "(?:can(?:no|.)t|could(?: not|n.t)) (?:be found|find)",
    "no longer (?:available|exists?)", "does(?: not|n.t) exist", "nicht gefunden",
    "existiert nicht(?: mehr)?", "introuvable", "n.existe (?:pas|plus)",
    "no (?:se ha )?encontrad[ao]", "no existe", "não (?:foi )?encontrad[ao]",
    "non (?:è stata )?trovata", "niet gevonden", "ikke funnet", "ikke fundet", "hittades inte",
    r"ei löy[td]\w{0,6}", r"nie znalezion\w?", "nie istnieje", r"nenalezen\w?", "nem található",
    "δεν βρέθηκε", r"не найден\w?", r"не знайден\w?", "не существует", "bulunamadı",
    r"غير موجود\w?", "لم يتم العثور", "یافت نشد", "پیدا نشد", "לא נמצא", "नहीं मिला", "ไม่พบ",
    "không tìm thấy", "tidak ditemukan", "未找到", "不存在", "找不到",
    "見つかりません(?:でした)?", r"찾을 수 없\w{0,3}", r"존재하지 않\w{0,3}",
)  # fmt: skip
_PAGE = (
    r"\b(?:pages?|article|content|url|seite|artikel|página|pagina|artículo|artigo|articolo|siden?"
    r"|sida|sidan|sivua?|stron[ay]|artykuł|stránk[au]|článek|oldal|cikk|σελίδα|άρθρο|страниц[аы]"
    r"|статья|сторінк[ау]|статтю|sayfa|(?:ال)?صفحة|صفحه|مطلب|ה?(?:דף|עמוד)|trang|halaman)\b",
    "पृष्ठ|पेज|หน้า|网页|網頁|页面|頁面|ページ|記事|페이지",
)
_ASIDE = (
    r"\b(?:error|erro|errore|erreur|fehler|fout|fejl|feil|fel|virhe|błąd|chyba|hiba|σφάλμα|ошибка"
    r"|помилка|hata|خطأ|خطا|שגיאה|lỗi|http|oops|ops|ups|sorry)\b",
    "त्रुटि|错误|錯誤|エラー|오류",
)

NOT_FOUND = any_of(
    r"(?P<status>\b404\b|\b410 gone\b)", f"(?P<missing>{'|'.join(_MISSING)})",
    f"(?P<page>{'|'.join(_PAGE)})", f"(?P<aside>{'|'.join(_ASIDE)})",
)  # fmt: skip
"""Each word that the heading of an error page is made of; the group says what it is."""

CONSENT = (
    "cookie", "consent", "your privacy", "our partners", "personal data", "datenschutz",
    "einwilligung", "zustimmung", "personenbezogen", "données personnelles", "vie privée",
    "informations personnelles", "privacidad", "datos personales", "privacidade",
    "dados pessoais", "dati personali", "toestemming", "persoonsgegevens", "persoonlijke gegevens",
    "samtykke", "personopplysning", "personoplysning", "informasjonskapsl", "samtycke",
    "personuppgift", "kakor", "suostumu", "henkilötie", "eväste", "zgoda", "zgodę",
    "zgody", "dane osobowe", "danych osobowych", "souhlas", "osobní údaje", "osobních údajů",
    "súhlas", "osobné údaje", "osobných údajov", "hozzájárul", "személyes adat", "adatvédel",
    "consimțământ", "date cu caracter personal", "συγκατάθεση", "προσωπικά δεδομένα",
    "согласие", "согласия", "съгласие", "персональн", "лични данни", "бисквитки", "згоду на",
    "kolačić", "privol", "osobne podatke", "osobnih podataka",
    "piškotk", "soglasj", "osebne podatke", "isikuandme",
    "küpsis", "nõusole", "slapuk", "sutikim", "asmens duomen", "sīkdat", "piekriš", "çerez",
    "kişisel veri", "ملفات تعريف الارتباط", "کوکی", "עוגיות", "クッキー", "同意", "쿠키", "คุกกี้",
    "कुकी", "सहमति", "गोपनीयता",
)  # fmt: skip
"""Case-folded; looked for as they stand."""

ACCEPT = any_of(
    "accept(?: all| cookies| and|$)", "i agree", "agree and", "allow all", "akzeptieren",
    "zustimmen", "einverstanden", "accepter", "j.accepte", "aceptar", "aceitar", "^aceito",
    "accetta", "akkoord", "accepteren", "godta", "godkänn", "acceptera", "tillad alle", "hyväksy",
    "akceptuj", "zgadzam", "przejdź do serwisu", "souhlasím", "přijmout", "súhlasím", "prijať",
    "elfogad", "accept toate", "de acord", "αποδοχή", "αποδέχομαι", "συμφων", "принять",
    "согласен", "приемам", "съгласен", "прийняти", "prihva[ćt]", "slažem se", "strinjam",
    "sprejm", "nõustu", "sutinku", "priimti", "piekrītu", "kabul et", "موافق", "قبول",
    "می‌پذیرم", "אישור", "同意する", "接受", "同意", "동의", "स्वीकार", "सहमत",
    "ยอมรับ", "chấp nhận", "setuju",
)  # fmt: skip

ENABLE_JAVASCRIPT = any_of(
    r"(?:java\s?script|ジャバスクリプト|जावास्क्रिप्ट)",
)
"""Its name is the same word in every language; a page without text that speaks of it needs it."""
