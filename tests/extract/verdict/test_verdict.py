"""What is no article gets its reason, in whatever language it says so."""

import json

import pytest

from schemas.outcomes import Reason
from services.extract.extract import extract
from services.extract.extraction import Extraction
from services.stage.endings import Ended
from tests.support.article_pages import PARAGRAPHS, html, news_page, page, paragraphs


def reason_of(body: str) -> Reason | None:
    found = extract(page(body))
    return found.reason if isinstance(found, Ended) else None


FEEDS = [
    '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>',
    '<?xml version="1.0"?>\n<!-- made by us --><rdf:RDF xmlns:rdf="x"><item/></rdf:RDF>',
    "<?xml version='1.0'?><urlset><url><loc>https://news.example/</loc></url></urlset>",
    "<sitemapindex><sitemap><loc>https://news.example/s.xml</loc></sitemap></sitemapindex>",
    '{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}',
]


@pytest.mark.parametrize("body", FEEDS)
def test_a_feed_or_sitemap_is_no_article(body: str) -> None:
    assert reason_of(body) is Reason.IS_FEED


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"title": "The quay", "items": PARAGRAPHS}),
        "\n " + json.dumps(PARAGRAPHS, indent=1),
        "[" * 100_000 + "]" * 100_000,
    ],
    ids=lambda body: body[:20],
)
def test_json_served_as_a_page_is_no_article(body: str) -> None:
    assert reason_of(body) is Reason.NO_TEXT


def test_an_article_that_begins_with_a_bracket_is_an_article() -> None:
    assert isinstance(extract(page(f"[Updated] {paragraphs(PARAGRAPHS)}")), Extraction)


def test_an_article_about_feeds_is_an_article() -> None:
    assert isinstance(extract(news_page("<p>He wrote a &lt;rss&gt; tag by hand.</p>")), Extraction)


NOT_FOUND = [
    ("404 - Page not found", "Sorry, we could not find what you were looking for."),
    ("Seite nicht gefunden", "Die Seite wurde verschoben. Versuchen Sie es mit der Suche."),
    ("Page introuvable", "La page demandée a peut-être été déplacée."),
    ("Página no encontrada", "La página que busca ya no está en esta dirección."),
    ("Página não encontrada", "Verifique o endereço e tente de novo."),
    ("Страница не найдена", "Проверьте адрес или вернитесь на главную."),
    ("صفحه یافت نشد", "نشانی را دوباره بررسی کنید یا به صفحه نخست بروید."),
    ("الصفحة غير موجودة", "تحقق من العنوان أو عد إلى الصفحة الرئيسية."),
    ("页面不存在", "请检查地址，或返回首页。"),
    ("ページが見つかりません", "アドレスをご確認いただくか、トップへお戻りください。"),
    ("페이지를 찾을 수 없습니다", "주소를 확인하거나 첫 화면으로 돌아가십시오."),
    ("Sayfa bulunamadı", "Adresi denetleyin ya da ana sayfaya dönün."),
    ("Strona nie istnieje", "Sprawdź adres albo wróć na stronę główną."),
    ("ไม่พบหน้าที่ต้องการ", "โปรดตรวจสอบที่อยู่อีกครั้ง"),
    ("404", "Nothing is here."),
    ("Error 404 | The Harbour Post", "Nothing is here."),
    ("The Harbour Post - 404 Not Found", "Nothing is here."),
    ("Not Found", "The requested address was not found on this server."),
    ("Not found – The Harbour Post", "Try the search."),
    ("The Harbour Post: page not found", "Try the search."),
    ("Oops! That page can’t be found.", "It looks like nothing was found at this location."),
    ("This article is no longer available", "It was taken down."),
    ("The page you are looking for does not exist", "Go back to the start."),
    ("Die angeforderte Seite wurde nicht gefunden", "Nutzen Sie die Suche."),
    ("La page demandée n’existe plus", "Retour à l’accueil."),
    ("La página que busca no existe", "Vuelva a la portada."),
    ("Pagina non trovata", "Torna alla prima pagina."),
    ("Pagina niet gevonden", "Ga terug naar de voorpagina."),
    ("Siden blev ikke fundet", "Gå til forsiden."),
    ("Sidan hittades inte", "Gå till startsidan."),
    ("Sivua ei löytynyt", "Palaa etusivulle."),
    ("Stránka nenalezena", "Zpět na titulní stranu."),
    ("Az oldal nem található", "Vissza a címlapra."),
    ("Η σελίδα δεν βρέθηκε", "Επιστροφή στην αρχική."),
    ("Сторінку не знайдено", "Поверніться на головну."),
    ("הדף לא נמצא", "חזרה לעמוד הראשי."),
    ("पृष्ठ नहीं मिला", "मुखपृष्ठ पर लौटें।"),
    ("Không tìm thấy trang", "Quay lại trang chủ."),
    ("Halaman tidak ditemukan", "Kembali ke beranda."),
    ("找不到网页", "请返回首页。"),
    ("Siden findes desværre ikke", "Gå til forsiden."),
    ("Pagina nu a fost găsită", "Vă invităm să reveniți la prima pagină."),
    ("Sidan kunde inte hittas", "Gå till startsidan."),
    ("Deze pagina bestaat niet (meer)", "Ga terug naar de voorpagina."),
    ("Ukurasa haupatikani", "Tafadhali rudi ukurasa wa mwanzo."),
    ("পাতাটি খুঁজে পাওয়া যায়নি", "প্রচ্ছদে ফিরে যান।"),
    ("Stranica nije pronađena", "Vratite se na naslovnicu."),
    ("Страницата не е намерена", "Върнете се на началната страница."),
    ("Stranu sa nepodarilo nájsť", "Späť na titulnú stranu."),
    ("Puslapis nerastas", "Grįžkite į pradžią."),
    ("Lehte ei leitud", "Tagasi avalehele."),
    ("La pagina que cerques no s’ha trobat", "Torna a la portada."),
    ("Dieser Artikel ist nicht mehr verfügbar", "Beiträge von Agenturen bleiben nur befristet."),
    ("Cet article n’est plus disponible", "Il a été retiré à la demande de son auteur."),
    ("Este contenido ya no está disponible", "La redacción lo ha retirado."),
    ("Материал удалён", "Публикация снята с сайта по решению редакции."),
    ("此页面已被删除", "请返回首页。"),
    ("この記事は削除されました", "トップページへお戻りください。"),
    ("Samahani, ukurasa haukupatikana", "Tafadhali rudi kwenye ukurasa wa mwanzo."),
    ("عذرا، الصفحة غير موجودة", "عد إلى الصفحة الرئيسية."),
]
UNDER_WORK = [
    (
        "Site en maintenance",
        "Nos équipes mettent tout en œuvre. Revenez plus tard.",
    ),
    ("Scheduled maintenance", "Our website is being updated. Please come back in an hour."),
    ("We’ll be back soon", "The site is down for maintenance. Thank you for your patience."),
    (
        "Wartungsarbeiten",
        "Unsere Website wird gerade überarbeitet. Bis später.",
    ),
    ("Sitio en mantenimiento", "Volveremos en unas horas. Disculpe las molestias."),
    ("Site em manutenção", "Voltamos em algumas horas. Pedimos desculpas pelo transtorno."),
    ("Sito in manutenzione", "Torneremo online tra poche ore. Ci scusiamo per il disagio."),
    ("Технические работы на сайте", "Мы вернёмся через несколько часов. Приносим извинения."),
    ("系统维护中", "本站正在进行升级维护,给您带来的不便敬请谅解。"),
    ("メンテナンス中", "ただいまシステムメンテナンスのためサービスを停止しております。"),
    ("시스템 점검 중", "더 나은 서비스를 위해 점검을 진행하고 있습니다."),
    ("الموقع تحت الصيانة", "سنعود قريبا، نعتذر عن الإزعاج ونشكركم على صبركم."),
    ("Site bakımda", "Kısa süre sonra yeniden yayında olacağız."),
    ("Strona w trakcie prac technicznych", "Wrócimy za kilka godzin. Przepraszamy."),
    ("Situs sedang dalam pemeliharaan", "Kami akan segera kembali. Mohon maaf atas gangguan ini."),
    ("سایت در دست تعمیر است", "به زودی باز می‌گردیم. از شکیبایی شما سپاسگزاریم."),
    ("This domain is for sale", "Buy it today and start building your brand with our brokers."),
    ("Diese Domain steht zum Verkauf", "Sichern Sie sich jetzt Ihre Wunschdomain."),
    ("Ce nom de domaine est à vendre", "Faites une offre dès aujourd’hui."),
    ("Este dominio está en venta", "Haga una oferta hoy mismo."),
    ("Домен продаётся", "Сделайте предложение владельцу уже сегодня."),
    ("该域名出售", "欢迎联系我们洽谈价格。"),
    ("news.example is for sale", "Get this domain before someone else does."),
    ("Le domaine news.example est à vendre", "Ce nom de domaine premium est disponible."),
    ("Questo dominio è in vendita", "Invia la tua offerta con il modulo."),
    ("Domena na sprzedaż", "Wyślij ofertę, a odpowiemy w ciągu dwóch dni roboczych."),
    ("Bu alan adı satılıktır", "Teklifinizi formdan gönderebilirsiniz."),
    ("Bakımdayız", "Altyapımızı yeniliyoruz, çok yakında yeniden birlikte olacağız."),
    ("Сайт временно отключён", "Если вы администратор сайта, пополните баланс хостинга."),
    ("Работа сайта приостановлена", "Владелец не продлил услуги хостинга."),
    ("Account suspended", "Contact your hosting provider for more information."),
    ("Diese Website ist vorübergehend nicht erreichbar", "Bitte versuchen Sie es später."),
    ("Site temporariamente fora do ar", "Nossos técnicos já foram avisados do problema."),
    ("Cuenta suspendida", "Póngase en contacto con su proveedor de alojamiento."),
    ("网站暂停服务", "请联系网站管理员了解详情。"),
    ("该域名已过期", "如果您是域名所有者，请尽快登录注册商的控制台完成续费。"),
    ("This domain has expired", "If it is yours, log in at your registrar to renew it."),
    ("Este dominio ha caducado", "Si es suyo, renuévelo en el panel de su registrador."),
    ("Срок регистрации домена истёк", "Владельцу следует обратиться к регистратору."),
    ("Bu hesap askıya alınmıştır", "Site sahibi iseniz müşteri panelinden destek isteyin."),
    ("Akun ini telah ditangguhkan", "Hubungi penyedia hosting Anda untuk keterangan lebih lanjut."),
]
FAILED = [
    ("Ein Fehler ist aufgetreten", "Unsere Redaktion wurde benachrichtigt."),
    ("Something went wrong", "We have been told about it. Please try again in a few minutes."),
    ("Une erreur est survenue", "Nos équipes ont été prévenues, réessayez dans un instant."),
    ("Se ha producido un error", "Inténtelo de nuevo en unos minutos."),
    ("Ocorreu um erro inesperado", "Tente novamente em alguns minutos."),
    ("Si è verificato un errore", "Riprova tra qualche minuto."),
    ("Er is iets misgegaan", "Probeer het over een paar minuten opnieuw."),
    ("Wystąpił błąd", "Spróbuj ponownie za kilka minut."),
    ("Произошла ошибка", "Попробуйте обновить страницу через несколько минут."),
    ("Bir hata oluştu", "Lütfen birkaç dakika sonra yeniden deneyin."),
    ("حدث خطأ غير متوقع", "يرجى المحاولة مرة أخرى بعد دقائق."),
    ("エラーが発生しました", "しばらくしてからもう一度お試しください。"),
    ("Terjadi kesalahan", "Silakan coba lagi beberapa menit lagi."),
    ("500 Internal Server Error", "The server could not complete your request."),
    ("Server Error in '/' Application.", "Object reference not set to an instance of an object."),
    ("Le site rencontre une erreur inattendue. Veuillez réessayer plus tard.", "PDOException"),
    ("Auf dieser Website gab es einen kritischen Fehler", "Bitte schau in dein Postfach."),
    ("На сайте возникла критическая ошибка", "Проверьте почту администратора."),
    ("Welcome to nginx!", "The web server is successfully installed and working."),
    ("Apache2 Ubuntu Default Page: It works", "This is the page used to test the operation."),
    ("Web Server's Default Page", "This page is generated by the control panel of the host."),
    ("Index of /news", "story-1.html 30-Nov-2026 08:11 1313"),
    ("HTTP Status 500 – Internal Server Error", "Type Exception Report"),
]


@pytest.mark.parametrize(("title", "text"), NOT_FOUND)
def test_an_error_page_served_as_a_page_is_a_soft_404(title: str, text: str) -> None:
    assert reason_of(html(f"<p>{text}</p>", title=title)) is Reason.SOFT_404


@pytest.mark.parametrize(("title", "text"), [*UNDER_WORK, *FAILED])
def test_a_page_of_a_site_that_is_away_or_failed_is_a_soft_404(title: str, text: str) -> None:
    assert reason_of(html(f"<p>{text}</p>" * 4, title=title)) is Reason.SOFT_404


def test_a_domain_for_sale_that_is_headed_by_its_name_alone_is_a_soft_404() -> None:
    offer = "<p>Buy this domain. Its owner is offering it for sale for an asking price.</p>" * 3
    about = "<p>Who looks after a domain for sale, she asks.</p>"
    assert reason_of(html(offer, title="news.example")) is Reason.SOFT_404
    assert isinstance(extract(page(html(f"{SHORT_TEXT}{about}"))), Extraction)


def test_a_list_below_an_error_leaves_it_an_error() -> None:
    cards = "".join(
        f"<article><h2><a href='/{n}'>The harbour is closed {n}</a></h2><p>{text}</p></article>"
        for n, text in enumerate(PARAGRAPHS)
    )
    assert reason_of(html(cards, title="Page not found")) is Reason.SOFT_404


def test_an_error_page_whose_only_heading_is_of_the_second_level_is_a_soft_404() -> None:
    body = "<html><head><title>The Harbour Post</title></head><body><h2>Page not found</h2>"
    assert reason_of(f"{body}<p>Try the search.</p></body></html>") is Reason.SOFT_404


@pytest.mark.parametrize(
    "line",
    [
        "This domain may be for sale. Buy this domain",
        "Fatal error: Uncaught Error: Call to get_header() in /srv/www/index.php on line 3",
    ],
)
def test_an_error_without_a_heading_is_a_soft_404(line: str) -> None:
    text = "The listings above are served by a third party, which does not know the owner. " * 4
    body = f"<html><head><title>news.example</title></head><body><p>{line}</p><p>{text}</p></body>"
    assert reason_of(f"{body}</html>") is Reason.SOFT_404


SHORT_NEWS = [
    "Fatal error: how a ferry lost its way",
    "Gelöscht",
    "Artikel 5 des Vertrags nach Streit gelöscht",
    "Статья о пароме удалена из учебника",
    "Contenido retirado de la escuela, dicen los padres",
    "Index of prices rises in May",
    "Welcome to the harbour of Nginx, says the mayor",
    "Licence of the ferry company has expired",
    "An error occurred, the court says, and a fisherman goes free",
    "Ein Fehler ist aufgetreten: Stadt zahlt Gebühren zurück",
    "Minister suspended over website contract",
    "Konto der Fischer gesperrt",
    "Работа парома приостановлена",
    "Fähre vorübergehend nicht erreichbar",
    "Terjadi kesalahan hitung suara di Muara",
    "Missing fisherman not found after second day of search",
    "Wreck not found",
    "Titanic: captain's log not found",
    "Search ends – boy not found",
    "The Peugeot 404 turns sixty",
    "Room 404",
    "Road 404 closed for a week",
    "Court: evidence does not exist",
    "God does not exist, says bishop",
    "Front page of the first edition does not exist any more, say the librarians",
    "Pageant winner not found",
    "Abortion pill no longer available in two states",
    "Vermisste Frau nicht gefunden",
    "Seitensprung nicht gefunden",
    "Le trésor reste introuvable",
    "El tesoro no existe",
    "O barco não foi encontrado",
    "Пропавший рыбак не найден",
    "قایق گمشده پیدا نشد",
    "失踪渔民仍未找到",
    "Harbour crane down for maintenance",
    "Reactor 2 in manutenzione",
    "Ponte em manutenção até sexta-feira",
    "Ремонт моста: технические работы продолжаются",
    "Castle for sale",
    "Tumblr.example is for sale",
    "Domain of the Romans found",
    "Historischer Bahnhof steht zum Verkauf",
    "Oude website van de gemeente bestaat niet meer",
    "地铁系统维护延长至周日",
    "Bakımda kalan vapur döndü",
    "We will be back soon, promises the ferry captain",
    "行方不明の漁船は見つかりません",
    "실종 어선 찾을 수 없다",
]
SHORT_TEXT = (
    "Divers went down again on Tuesday morning near the old pier, the harbour master said. " * 4
)


@pytest.mark.parametrize("title", SHORT_NEWS)
def test_a_short_article_about_what_was_not_found_is_an_article(title: str) -> None:
    assert isinstance(extract(page(html(f"<p>{SHORT_TEXT}</p>", title=title))), Extraction)


@pytest.mark.parametrize("teaser", ["Wreck not found", "Page not found", "404"])
def test_a_heading_below_a_short_article_does_not_make_it_a_soft_404(teaser: str) -> None:
    body = html(f"<p>{SHORT_TEXT}</p><h2>Most read</h2><h2>{teaser}</h2>")
    assert isinstance(extract(page(body)), Extraction)


def test_a_long_article_with_404_in_its_headline_is_an_article() -> None:
    body = html(paragraphs(PARAGRAPHS * 2), title="The 404: a history of the page not found")
    assert isinstance(extract(page(body)), Extraction)


SHELLS = [
    "<div id='root'></div><script src='/app.js'></script>",
    "<div id='__next'></div><script>self.__next=1</script>",
    "<app-root></app-root><script src='/main.js'></script>",
    "<noscript>Please enable JavaScript to read on.</noscript><script src='a.js'></script>",
    "<noscript>Bitte aktivieren Sie JavaScript.</noscript><script src='a.js'></script>",
    "<noscript>Для просмотра включите JavaScript.</noscript><script src='a.js'></script>",
    "<noscript>JavaScriptを有効にしてください。</noscript><script src='a.js'></script>",
    "<noscript>Activez JavaScript pour lire la suite.</noscript><script src='a.js'></script>",
    "<noscript>Debe habilitar JavaScript en su navegador.</noscript><script src='a.js'></script>",
    "<noscript>请启用 JavaScript 后再继续。</noscript><script src='a.js'></script>",
    "<noscript>자바스크립트(JavaScript)를 켜 주십시오.</noscript><script src='a.js'></script>",
    "<noscript>يرجى تفعيل JavaScript للمتابعة.</noscript><script src='a.js'></script>",
    "<noscript>कृपया जावास्क्रिप्ट चालू करें।</noscript><script src='a.js'></script>",
    "<div id='q-app'><div class='skeleton'></div></div><script src='a.js'></script>",
    "<p>لطفا JavaScript را در مرورگر خود فعال کنید.</p><script src='a.js'></script>",
]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_that_only_a_browser_fills_needs_javascript(shell: str) -> None:
    body = f"<html><head><title>News</title></head><body>{shell}</body></html>"
    assert reason_of(body) is Reason.NEEDS_JS


WALLS = [
    (
        "We and our partners use cookies to store personal data such as your browsing habits. You "
        "can change your consent at any time in the settings, and read our cookie policy to learn "
        "which partners may use these cookies and for how long they are kept.",
        "Accept all",
    ),
    (
        "Wir und unsere Partner nutzen Cookies und ähnliche Techniken, um personenbezogene Daten "
        "zu verarbeiten. Ihre Einwilligung können Sie jederzeit in den Einstellungen zum "
        "Datenschutz widerrufen. Mit einem Abo lesen Sie ohne Cookies von Werbepartnern.",
        "Alle akzeptieren",
    ),
    (
        "Avec votre accord, nos partenaires et nous utilisons des cookies pour traiter des données "
        "personnelles comme votre visite sur ce site. Vous pouvez retirer votre consentement à "
        "tout moment. Une offre payante permet de lire le journal sans cookies publicitaires.",
        "Tout accepter",
    ),
    (
        "Мы и наши партнёры используем файлы cookie, чтобы обрабатывать данные о посещениях. Вы "
        "можете отозвать согласие в любое время в настройках. Подписка позволяет читать издание "
        "без рекламных cookie, а подробности приведены в правилах использования cookie.",
        "Принять",
    ),
    (
        "Biz ve iş ortaklarımız, ziyaretinize ilişkin verileri işlemek için çerez kullanıyoruz. "
        "Çerez tercihlerinizi ayarlardan her zaman değiştirebilirsiniz. Çerez kullanımına ilişkin "
        "bilgiler, hangi verilerin ne kadar süre saklandığını açıklayan metinde yer almaktadır.",
        "Tümünü kabul et",
    ),
]


WALLS += [
    (
        "Nosotros y nuestros socios usamos cookies para guardar datos de su visita y mostrar "
        "anuncios. Puede retirar su consentimiento cuando quiera en los ajustes de privacidad. "
        "Con una suscripción se lee el diario sin cookies de publicidad de terceros.",
        "Aceptar y continuar",
    ),
    (
        "Noi e i nostri partner usiamo i cookie per conservare dati sulla visita e mostrare "
        "annunci. Il consenso si può ritirare in ogni momento dalle impostazioni dei cookie. "
        "Con un abbonamento si legge il giornale senza cookie pubblicitari di altri.",
        "Accetta tutto",
    ),
    (
        "Wij en onze partners gebruiken cookies om gegevens over uw bezoek te bewaren. U kunt uw "
        "toestemming altijd intrekken bij de instellingen. Met een abonnement leest u de krant "
        "zonder cookies van adverteerders, zoals het beleid voor cookies uitlegt.",
        "Akkoord",
    ),
    (
        "Razem z partnerami używamy plików cookie, aby zapisywać dane o wizycie. Zgodę można w "
        "każdej chwili wycofać w ustawieniach. Z prenumeratą czyta się gazetę bez plików cookie "
        "reklamodawców, a szczegóły podają zasady dotyczące plików cookie.",
        "Akceptuję",
    ),
    (
        "نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لحفظ بيانات عن زيارتكم وعرض الإعلانات. يمكنكم "
        "سحب الموافقة في أي وقت من الإعدادات. ومع الاشتراك تقرأ الصحيفة دون ملفات تعريف الارتباط "
        "الخاصة بالمعلنين، كما توضح سياسة ملفات تعريف الارتباط التي يمكن الاطلاع عليها هنا.",
        "موافق",
    ),
    (
        "ما و شریکان ما از کوکی برای نگهداری داده‌های بازدید شما استفاده می‌کنیم. هر زمان می‌توانید "
        "رضایت خود را در تنظیمات پس بگیرید. با اشتراک، روزنامه را بدون کوکی تبلیغاتی می‌خوانید و "
        "جزئیات در سیاست استفاده از کوکی آمده است که نشانی آن در پایین همین صفحه دیده می‌شود.",
        "قبول",
    ),
    (
        "当サイトと提携先は、閲覧に関する情報を保存するためにクッキーを使用します。設定画面からいつでも"
        "同意を取り消すことができます。購読者は広告用のクッキーなしで記事を読むことができます。クッキーの"
        "保存期間と利用目的については、クッキーに関する方針をご覧ください。同意はいつでも変更できます。"
        "クッキーを拒否した場合でも、無料の記事は読むことができます。",
        "同意する",
    ),
]


WALLS += [
    (
        "यह वेबसाइट कुकीज़ का उपयोग करती है। हम और हमारे साझेदार विज्ञापन दिखाने के लिए कुकीज़ और "
        "व्यक्तिगत डेटा का उपयोग करते हैं। आप सेटिंग में जाकर कभी भी अपनी सहमति वापस ले सकते हैं। "
        "जारी रखने के लिए कुकीज़ स्वीकार करें और हमारी गोपनीयता नीति पढ़ें, जो नीचे दी गई है।",
        "स्वीकार करें",
    ),
    (
        "Nós e os nossos parceiros armazenamos informações num dispositivo e tratamos dados "
        "pessoais para mostrar anúncios.",
        "Aceito",
    ),
    (
        "My i nasi partnerzy przechowujemy informacje na urządzeniu, aby przetwarzać dane osobowe "
        "i wyświetlać reklamy.",
        "Przejdź do serwisu",
    ),
    (
        "Vi och våra partners lagrar unika identifierare i kakor för att behandla personuppgifter.",
        "Godkänn alla",
    ),
    (
        "Vi og våre partnere lagrer unike ID-er i informasjonskapsler for å behandle "
        "personopplysninger.",
        "Godta alle",
    ),
    (
        "Me ja kumppanimme tallennamme laitteelle evästeitä ja käsittelemme henkilötietoja.",
        "Hyväksy kaikki",
    ),
    (
        "My a naši partneri ukladáme v zariadení informácie a spracúvame osobné údaje.",
        "Súhlasím",
    ),
    (
        "Noi și partenerii noștri accesăm informații pe un dispozitiv și prelucrăm date cu "
        "caracter personal.",
        "Accept toate",
    ),
    (
        "Ние и нашите партньори съхраняваме бисквитки и обработваме лични данни.",
        "Приемам",
    ),
    (
        "Εμείς και οι συνεργάτες μας έχουμε πρόσβαση σε πληροφορίες και επεξεργαζόμαστε "
        "προσωπικά δεδομένα.",
        "ΣΥΜΦΩΝΩ",
    ),
    ("Noi e i nostri fornitori archiviamo cookie e trattiamo dati personali.", "ACCETTO"),
    ("Las cookies de este sitio web se usan para personalizar los anuncios.", "Permitir todas"),
    ("Wir und unsere Partner verarbeiten personenbezogene Daten.", "Alle zulassen"),
    ("Bu site çerez kullanır ve kişisel verileri işler.", "Tümüne izin ver"),
    ("Mi i naši partneri pohranjujemo kolačiće te obrađujemo osobne podatke.", "Prihvaćam"),
    ("Mi in naši partnerji shranjujemo piškotke in obdelujemo osebne podatke.", "Strinjam se"),
    ("Meie ja meie partnerid salvestame küpsiseid ja töötleme isikuandmeid.", "Nõustun"),
    ("Mes ir mūsų partneriai saugome slapukus ir tvarkome asmens duomenis.", "Sutinku"),
]


@pytest.mark.parametrize(("text", "button"), WALLS)
def test_a_consent_wall_is_no_article(text: str, button: str) -> None:
    body = f"<html><body><main><p>{text}</p><button>{button}</button></main></body></html>"
    found = extract(page(body))
    assert isinstance(found, Ended)
    assert found.reason is Reason.CONSENT_WALL


def test_a_consent_banner_above_an_article_does_not_hide_the_article() -> None:
    text, button = WALLS[0]
    banner = f"<div class='cookie-banner'><p>{text}</p><button>{button}</button></div>"
    body = html(paragraphs(PARAGRAPHS)).replace("<main>", f"{banner}<main>")
    found = extract(page(body))
    assert isinstance(found, Extraction)
    assert "cookies" not in found.article.text


ABOUT_COOKIES = [
    "The Commission wants to spare readers the cookie banner. Under a proposal published on "
    "Wednesday, browsers would store a visitor's consent once, for six months.",
    "Publishers warned that without consent to tracking their income would fall by a third, and "
    "that small papers would have to close.",
    "Consumer groups welcomed the text, while the lobby of advertising called the plan for cookies "
    "a gift to the makers of browsers.",
]


@pytest.mark.parametrize(
    "banner",
    [
        "<p>We use cookies.</p><button>Accept all</button>",
        "<p>We use cookies.</p><div><a>Settings</a><button>Accept all</button></div>",
        "<p>This site would like to show you personal offers from its many partners.</p>"
        "<script>var cookie = 1</script><button>Accept all</button>",
    ],
)
def test_an_article_about_consent_is_one_whatever_its_banner_asks(banner: str) -> None:
    story = f"<article><h1>Banners may vanish</h1>{paragraphs(ABOUT_COOKIES)}</article>"
    found = extract(page(f"<html><body>{story}<div>{banner}</div></body></html>"))
    assert isinstance(found, Extraction)
    assert ABOUT_COOKIES[-1] in found.article.text


@pytest.mark.parametrize(
    "beside", ["", "<p>Already a subscriber? <a href='/in'>Log in</a></p>", "<a>Settings</a>"]
)
def test_small_print_beside_its_button_does_not_hide_a_wall(beside: str) -> None:
    text, button = WALLS[0]
    body = f"<html><body><main><p>{text}</p><div>{beside}<button>{button}</button></div></main>"
    assert reason_of(body) is Reason.CONSENT_WALL


def test_a_page_with_less_than_200_characters_is_too_short() -> None:
    assert (
        reason_of(html("<p>The quay was closed for an hour this morning.</p>")) is Reason.TOO_SHORT
    )


@pytest.mark.parametrize("body", ["<html><body></body></html>", "<p> </p>", "<img src='/a.jpg'>"])
def test_a_page_without_text_says_so(body: str) -> None:
    assert reason_of(body) is Reason.NO_TEXT


def test_the_outcome_of_no_article_says_what_spoke_for_it() -> None:
    boxes = "".join(
        f"<article><h2><a href='/sea/{n}'>{text[:40]}</a></h2><p>{text}</p></article>"
        for n, text in enumerate(PARAGRAPHS)
    )
    found = extract(page(html(boxes, title="Sea")))
    assert isinstance(found, Ended)
    assert found.detail is not None
    assert found.detail.startswith("here (in a usual article): ")
    assert found.detail.count("(") == 4
