"""What error pages say, and those of sites that are away, in the languages of the web."""

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
    "ha(?:u|i|ya)(?:ja|ku)?patikan[ai]", r"খুঁজে পাও\S{1,3}া যা\S{1,3}নি",
)  # fmt: skip
_GONE = (
    "nicht (?:mehr|länger) (?:verfügbar|vorhanden|abrufbar)", "gelöscht", "n.est plus disponible",
    "supprimée?", r"ya no (?:está )?disponible", "eliminad[ao]", "não est[áa] mais disponível",
    "removid[ao]", "non è più disponibile", "rimoss[ao]", "niet (?:meer|langer) beschikbaar",
    "verwijderd", "inte längre tillgänglig", "borttagen", "usunięt[aey]", "smazán[ao]?",
    r"(?:была? |было )?удал[её]н[ао]?|снят[ао]? с (?:публикации|сайта)", r"видален[ао]",
    "(?:yayından )?kaldırıl\\w+|silin(?:di|miş\\w*)", "تم حذف", "(?:حذف|پاک) شده?(?: است)?",
    "הוסר[הו]?", "हटा(?:या|ई|यी| दी| दिया) ग\\S+", "মুছে ফেলা হয়েছে", "ถูกลบ(?:ไปแล้ว)?",
    "đã (?:bị )?(?:xóa|gỡ)(?: bỏ)?", "(?:telah|sudah) dihapus", "imeondolewa",
    "已(?:被|经|經)?(?:删除|刪除|下架)", "削除されました", r"삭제(?:된|되었)\w*",
)  # fmt: skip
"""Taken away: of a page or an article, and of many another thing."""
_FAILED = (
    "(?:(?:the |this )?(?:web)?site (?:has )?)?encountered an unexpected error",
    "(?:le site )?(?:a rencontré|rencontre) une erreur inattendue",
    "(?:there has been|has been) a critical error", "(?:gab|gibt)(?: es)? einen kritischen fehler",
    "ha habido un error crítico", "a eu une erreur critique", "un errore critico",
    "um erro crítico", "een kritieke fout(?: voorgedaan)?", "ett kritiskt fel", "błąd krytyczny",
    "критическая ошибка", "критична помилка", "kritik bir hata(?: oluştu)?", "خطأ فادح",
    "重大なエラーが発生(?:しました)?", "致命错误|嚴重錯誤", "lỗi nghiêm trọng",
    "kesalahan serius|galat kritis",
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
    r"|sida|sidan|sivua?|stron[ay]|artykuł|stránk[au]|článek|oldal|cikk|σελίδα|άρθρο"
    r"|страниц[аы](?:та)?"
    r"|beitrag|inhalt|contenido|conteúdo|contenu|contenuto|материал|публикация|матеріал"
    r"|публікаці[яю]"
    r"|materiał|wpis|inlägg|bài viết|berita|haber|(?:ال)?خبر"
    r"|статья|сторінк[ау]|статтю|sayfa|(?:ال)?صفحة|صفحه|مطلب|ה?(?:דף|עמוד)|trang|halaman|stranica"
    r"|stranu|puslapis|lehte?|ukurasa)\b",
    "पृष्ठ|पेज|পাতা|หน้า|网页|網頁|页面|頁面|文章|内容|ページ|記事|페이지|기사",
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
    "suspendu", r"(?:ha sido |foi )?suspendid[oa]",
    r"suspens[oa]|temporariamente (?:indisponível|fora do ar)",
    r"sospes[oa]|temporaneamente non (?:disponibile|raggiungibile)",
    r"(?:zostało )?zawieszon\w|tymczasowo niedostępn\w", r"(?:telah )?ditangguhkan",
    "بسته شده|مسدود شده",
    r"заблокирован\w?|заблоковано", r"(?:تم )?(?:تعليق|إيقاف)", "הושע[הת]", "निलंबित", "ถูกระงับ",
    r"이? ?정지되었습니다|已(?:被)?(?:暂停|停用|停权)|停止(?:中|されています)",
    "đã bị (?:tạm ngưng|khóa|đình chỉ)",
    r"(?:has |is )?expired|abgelaufen", r"(?:ha )?(?:caducado|expirado|vencido)|expirée?|expirou",
    r"(?:è )?scadut[ao]|verlopen|wygasł[ao]|vypršela|lejárt|a expirat|έληξε|süresi dol\w+",
    r"срок (?:регистрации|действия)|ист[её]к|не продл[её]н|термін дії|закінчився",
    r"已(?:经)?过期|已到期|已逾期|有効期限が切れ\w*|만료(?:되었습니다)?",
    "انتهت صلاحية|منقضی|hết hạn|kedaluwarsa",
    r"askıya alın\w+",
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
    r"|sitio(?: web)?|sito|strona|serwis|situs|alan adı|tên miền|trang web"
    r"|(?:на )?сайт[аеу]?|домена?"
    r"|account|cuenta|conta|compte|konto|hesap|hesabınız|akun|tài khoản|аккаунт|(?:ال)?حساب\w*|खाता"
    r"|(?:ال)?موقع|سایت)\b",
    "该?(?:网站|網站|域名|账户|账号)|本站|アカウント|계정|บัญชี|サイト|ドメイン|사이트|เว็บไซต์",
)
"""The whole of what is under work or for sale: a crane or a castle may be, too."""
_ASIDE = (
    r"\b(?:error|erro|errore|erreur|fehler|fout|fejl|feil|fel|virhe|błąd|chyba|hiba|σφάλμα|ошибка"
    r"|помилка|hata|خطأ|خطا|שגיאה|lỗi|http|oops|ops|ups|sorry)\b",
    "त्रुटि|错误|錯誤|エラー|오류",
    r"\b(?:lo sentimos|desculpe|désolée?|malheureusement|entschuldigung|leider|przepraszamy"
    r"|scusa(?:te)?"
    r"|spiacenti|helaas|tyvärr|beklager|извините|простите|к сожалению|вибачте|üzgünüz|maaf"
    r"|mohon maaf"
    r"|xin lỗi|samahani|عذر[اًا]+|نأسف|متأسفانه|מצטערים)\b|ขออภัย|দুঃখিত|क्षमा करें|죄송합니다|抱歉"
    "|申し訳(?:ござい|あり)ません",
    r"(?:please |bitte |veuillez |por favor,? )?(?:try again|versuchen sie es|réessay\w+"
    r"|int[eé]nt\w+"
    r"|tente novamente|riprova\w*|probeer het|försök igen|spróbuj \w+|повторите попытку|попробуйте)"
    r"(?: (?:later|soon|später|plus tard|más tarde|mais tarde|più tardi|senare|później|позже))?",
)

NOT_FOUND = any_of(
    r"(?P<status>\b404\b|\b410 gone\b)", f"(?P<missing>{'|'.join(_MISSING)})",
    f"(?P<gone>{'|'.join(_GONE)})",
    f"(?P<failed>{'|'.join(_FAILED)})", f"(?P<page>{'|'.join(_PAGE)})",
    f"(?P<aside>{'|'.join(_ASIDE)})",
    f"(?P<away>{'|'.join(_AWAY)})", f"(?P<site>{'|'.join(_SITE)})",
)  # fmt: skip
"""Each word of the heading of an error page, or of a site that is away, with its group."""

SERVER_PAGE = any_of(
    r"welcome to (?:nginx|openresty|tengine|caddy|jetty|your new \w+)\b.{0,40}",
    r"(?:[\w.+-]+ ){0,5}(?:default|test|placeholder) (?:web ?)?page\b.{0,60}", "it works!?",
    r"(?:web server|domain|plesk|cpanel)\S* default page.{0,40}",
    "(?:index of|directory listing (?:for|of)|parent directory) ?/.{0,200}",
    r"iis windows\b.{0,20}",
    r"server error in .{1,80} application\.?", "(?:runtime|application|database|server) error",
    r"http(?: status| error)? [45]\d\d\b.{0,60}", r"(?:unhandled|uncaught) exception\b.{0,60}",
    r"\w+(?:error|exception) at /.{0,100}", "whoops.{1,50}",
)  # fmt: skip
"""The whole heading of what a server shows by itself; its software speaks English."""
