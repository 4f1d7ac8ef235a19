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
    "(?:findes|finnes) (?:desværre |dessverre )?(?:ikke|inte)", "nu (?:a fost găsită?|există)",
    "kunde inte hittas|finns inte", "bestaat niet(?: meer)?", r"nije pronađen\w?|није пронађен\w?",
    r"не е намерен\w?", "sa nepodarilo nájsť", r"nerast\w{1,2}", "ei leitud", "no s.ha trobat",
    "ha(?:u|i|ya|ija)patikan[ai]", r"খুঁজে পাও\S{1,3}া যা\S{1,3}নি",
)  # fmt: skip
_FAILED = (
    r"(?:an? )?(?:unexpected )?error (?:has )?occurred", "something went wrong",
    "(?:50[0-4] )?(?:internal server error|bad gateway|service unavailable)",
    "(?:es ist )?ein fehler (?:ist )?aufgetreten",
    "une erreur (?:est survenue|s.est produite)",
    "(?:se )?ha (?:producido|ocurrido) un error(?: inesperado)?",
    "algo salió mal", "ocorreu um erro(?: inesperado)?", "algo deu errado",
    "si è verificato un errore",
    "er is (?:iets (?:mis|fout) ?gegaan|een fout opgetreden)", "ett fel (?:har )?uppst(?:ått|od)",
    "något gick fel", "noget gik galt", "noe gikk galt", "(?:wystąpił|pojawił się) błąd",
    "coś poszło nie tak", "došlo k chybě", "hiba történt", "a apărut o eroare",
    "(?:произошла|возникла) ошибка", "что-то пошло не так", "сталася помилка",
    "παρουσιάστηκε σφάλμα", "bir (?:hata|sorun) oluştu", "bir şeyler ters gitti",
    "حدث خطأ(?: غير متوقع)?",
    "خطایی رخ داد", "terjadi kesalahan", "đã xảy ra lỗi", "エラーが発生しました",
    "오류가 발생(?:했|하였)습니다", "出错了|发生错误", "เกิดข้อผิดพลาด",
    r"(?:fatal|parse) error: .+ on line \d+",
)  # fmt: skip
_PAGE = (
    r"\b(?:pages?|article|content|url|seite|artikel|página|pagina|artículo|artigo|articolo|siden?"
    r"|sida|sidan|sivua?|stron[ay]|artykuł|stránk[au]|článek|oldal|cikk|σελίδα|άρθρο|страниц[аы](?:та)?"
    r"|статья|сторінк[ау]|статтю|sayfa|(?:ال)?صفحة|صفحه|مطلب|ה?(?:דף|עמוד)|trang|halaman|stranica|stranu|puslapis|lehte?|ukurasa)\b",
    "पृष्ठ|पेज|পাতা|หน้า|网页|網頁|页面|頁面|ページ|記事|페이지",
)
_AWAY = (
    r"\b(?:maintenance|under maintenance|down for maintenance|scheduled maintenance)\b",
    "(?:we.ll|we will) be (?:right )?back(?: soon| shortly)?", r"wartung\w*", "im wartungsmodus",
    "en maintenance", "en mantenimiento", "em manutenção", "in manutenzione", "in onderhoud",
    r"w trakcie prac(?: techniczn\w+)?", r"prac\w? techniczn\w+", "przerwa techniczna", "underhåll",
    r"техническ\w+ (?:работ\w*|обслуживани\w+)", r"технічн\w+ робот\w*", "vedligeholdelse",
    "(?:系统|系統)?(?:升级|升級)?(?:维护|維護)中?", "(?:システム)?メンテナンス(?:中|のお知らせ)?",
    "(?:시스템|서비스)? ?점검 ?중", "تحت الصيانة", "قيد الصيانة",
    "bakım(?:dayız|dadır|da| çalışması)",
    "sedang dalam", "pemeliharaan|perbaikan", "در (?:دست|حال) تعمیر(?: است)?", "bảo trì",
    "ปิดปรับปรุง", r"karbantartás\w*", r"údržb\w+", "συντήρηση", "vedlikehold", "huoltokatko",
    "suspended", "(?:is )?(?:currently |temporarily )+(?:unavailable|offline)",
    "under construction",
    "(?:ist )?(?:vorübergehend |derzeit )(?:gesperrt|nicht (?:erreichbar|verfügbar))",
    "suspendu", r"suspendid[oa]", r"suspens[oa]|temporariamente (?:indisponível|fora do ar)",
    r"sospes[oa]|temporaneamente non (?:disponibile|raggiungibile)",
    r"zawieszon\w|tymczasowo niedostępn\w", "askıya alındı",
    r"(?:работа )?(?:временно )?(?:приостановлен\w?|отключ[её]н\w?|не работает|недоступ\w+)\b",
    "暂停服务|暂时无法访问", "一時的にご?利用(?:でき|いただけ)ません", "متوقف مؤقتا|مغلق مؤقتا",
    "sementara tidak (?:dapat diakses|tersedia)", "tạm ngưng hoạt động",
    r"\bfor sale\b", "steht zum verkauf", "à vendre", "se vende", "en venta", "à venda",
    "in vendita", "te koop", "na sprzedaż", r"прода[её]тся", "出售", r"satılık(?:tır)?", "للبيع",
)  # fmt: skip
_SITE = (
    r"\b(?:our|this|notre|este|diese|unsere|deze|questo|bu)"
    r" (?=site|web|domain|domin|sitio|alan|account)",
    r"\b(?:site|website|webseite|domaine?|domena|doména|domein|nom de domaine|dominio|domínio"
    r"|sitio(?: web)?|sito|strona|serwis|situs|alan adı|tên miền|trang web|(?:на )?сайт[аеу]?|домен"
    r"|account|cuenta|conta|compte|konto|(?:ال)?موقع|سایت)\b",
    "该?(?:网站|網站|域名)|本站|サイト|ドメイン|사이트|เว็บไซต์",
)
"""The whole of what is under work or for sale: a crane or a castle may be, too."""
_ASIDE = (
    r"\b(?:error|erro|errore|erreur|fehler|fout|fejl|feil|fel|virhe|błąd|chyba|hiba|σφάλμα|ошибка"
    r"|помилка|hata|خطأ|خطا|שגיאה|lỗi|http|oops|ops|ups|sorry)\b",
    "त्रुटि|错误|錯誤|エラー|오류",
)

NOT_FOUND = any_of(
    r"(?P<status>\b404\b|\b410 gone\b)", f"(?P<missing>{'|'.join(_MISSING)})",
    f"(?P<failed>{'|'.join(_FAILED)})", f"(?P<page>{'|'.join(_PAGE)})",
    f"(?P<aside>{'|'.join(_ASIDE)})",
    f"(?P<away>{'|'.join(_AWAY)})", f"(?P<site>{'|'.join(_SITE)})",
)  # fmt: skip
"""Each word of the heading of an error page, or of a site that is away, with its group."""

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

ENABLE_JAVASCRIPT = any_of(r"java\s?script", "ジャバスクリプト", "जावास्क्रिप्ट")
"""Its name is the same word in every language; a page without text that speaks of it needs it."""
