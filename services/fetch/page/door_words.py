"""What challenges say, in the languages of the web, and marks in the markup of closed doors."""

import re

from services.patterns import any_of

INTERSTITIALS = (
    b"_cf_chl_opt", b"/cdn-cgi/challenge-platform/h/", b"cf-browser-verification",
    b"captcha-delivery.com", b"_incapsula_resource", b"px-captcha", b"captcha.px-c",
    b'"blockscript":', b"awswafcookiedomainlist", b"gokuprops", b".within.website/x/",
    b"sec-if-cpt-container", b"/_sec/cp_challenge", b"bm-verify", b"/.well-known/sgcaptcha",
    b"__qrator/", b"/.well-known/ddos-guard", b"__arcsjs", b"vercel security checkpoint",
    b"sucuri_cloudproxy_js", b"slowaes.decrypt", b"/_fs-ch-", b"bobcmn", b"<title>just a moment",
    b"<title>attention required! | cloudflare", b"<title>pardon our interruption",
    b"<title>access to this page has been denied", b"<title>client challenge",
    b"<title>human verification", b"<title>robot or human", b"<title>ddos-guard",
    b"acw_sc__v2", b"/git/go-away/", b"window.rbzns", b"/.safeline/",
    b"action=\"/showcaptcha", b"action='/showcaptcha", b"checkboxcaptcha-",
    b"anubis_challenge", b"anubis_version", b"/sbbi/?sbbpg", b"<title>request rejected</title>",
    b"<title>radware bot manager", b"<title>your access to this site has been limited",
    b"<title>sucuri website firewall", b"imunify360", b"crowdsec captcha", b"/.bunny-shield/",
    b"_____tmd_____/punish", b"x5secdata", "<title>百度安全验证</title>".encode(),
)  # fmt: skip
"""Names in the pages that products show instead of another, lower case."""

WIDGETS = (
    b"kpsdk", b"smartcaptcha.yandexcloud", b"hcaptcha.com/1/api.js", b"recaptcha/api.js",
    b"recaptcha/enterprise.js", b"challenges.cloudflare.com/turnstile", b"geetest.com",
    b"friendly-challenge", b"friendlycaptcha", b"altcha-widget", b"awsc/awsc.js",
    b"arkoselabs.com", b"reese84", b"data-sitekey", b"/tspd/", b"captcha.qcloud.com",
    b"mtcaptcha", b"frc-captcha", b"procaptcha", b"captchafox", b"tcaptcha", b"yidun",
    b"aliyuncaptcha", b"nc_1_wrapper",
)  # fmt: skip
"""The same of products that ordinary pages hold too, for a form."""

HUMAN = any_of(
    r"(?:verif\w*|confirm|prove|check\w*) (?:that |if )?(?:you are|you.re)"
    r" (?:a )?(?:human|not a (?:ro)?bot)",
    r"(?:are you|i.m not|you.re not|you were|not) a (?:ro)?bot\b", r"are you (?:a )?human",
    r"robot or human", r"human verification", r"kein (?:ro)?bot(?:er)?\b",
    r"(?:dass|sind) sie ein mensch",
    r"pas un (?:automate|robot)", r"(?:que )?(?:vous êtes|êtes-vous) (?:un )?(?:être )?humain",
    r"no (?:eres|soy|es) un robot", r"(?:eres|es usted|usted es|que es) (?:un (?:ser )?)?humano",
    r"(?:não|nao) (?:é|sou) um rob[ôo]", r"(?:você|se|que) é (?:um )?(?:ser )?humano",
    r"sou humano",
    r"non (?:sei|sono) un robot", r"che sei (?:un )?(?:essere )?umano",
    r"di essere (?:un )?(?:essere )?umano", r"geen robot", r"(?:u|je) een mens bent",
    r"inte (?:är )?en robot", r"du är (?:en )?människa", r"(?:ikke|er) en robot",
    r"du er (?:et )?menneske", r"et ole robotti", r"olet ihminen", r"nie jest(?:em|eś) robotem",
    r"jesteś człowiekiem", r"(?:nejste|nejsem|nie ste|nie som) robot", r"(?:jste|ste) člověk",
    r"(?:hogy|ön) nem (?:vagy )?robot", r"nem vagy(?:ok)? robot",
    r"(?:nu sunt|nu ești|nu sunteți) (?:un )?robot", r"(?:ești|sunteți) (?:o ființă )?uman?",
    r"ni(?:sam|ste) robot", r"не с(?:те|ъм) робот", r"сте човек",
    r"(?:δεν )?είστε (?:ρομπότ|άνθρωπος)", r"δεν είμαι ρομπότ",
    r"вы (?:не )?робот", r"я не робот", r"а не робот", r"не явля\w+ роботом",
    r"вы человек", r"ви (?:не )?робот",
    r"ви людина", r"robot (?:olmadığınız|değilim)", r"insan olduğunuzu", r"bukan robot",
    r"anda (?:adalah )?manusia", r"không phải(?: là)? (?:người máy|robot)", r"bạn là con người",
    r"שאינך רובוט", r"אינני רובוט", r"שאתה (?:אנושי|לא רובוט|אדם)",
    r"لست (?:روبوتا?ً?|برنامج)", r"أنك (?:إنسان|لست)", r"ربات نیست", r"انسان (?:هستید|بودن)",
    r"रोबोट नहीं", r"मानव हैं", r"इंसान हैं", "ไม่ใช่หุ่นยนต์", "เป็นมนุษย์",
    "রোবট ন[নই]", "আপনি (?:একজন )?মানুষ", "روبوٹ نہیں", "انسان ہیں", "ரோபோ(?:ட்)? அல்ல",
    r"nesate robot", r"neesat robot", r"\b(?:te pole|ei ole) robot", r"no (?:sou|sóc|ets) un robot",
    r"ни(?:сам|сте) робот", r"робот емес", "არ ხართ რობოტ", "ռոբոտ չե", r"\bsi roboti\b",
    r"hindi ka robot",
    r"ボットで(?:は)?(?:ありません|ない)", "人間であること",
    "不是机器人", "您是(?:否是)?(?:真人|人类|人類)", "人机验证",
    "不是機器人", "真人驗證", "人機驗證", "按住滑块",
    "봇이 아(?:닙니다|님)", "사람(?:인지|임을) 확인", "자동(?:입력|등록) ?방지",
    r"(?:non essere|(?:ne )?pas être|n.êtes pas|não ser|no ser) (?:un|um) rob(?:ot|ô)",
    r"(?:solve|complete|enter) (?:this|the) captcha", r"think (?:that )?you are a (?:ro)?bot",
    r"(?:löse\w*|résol\w+|resu?el[vt]\w+|resolv\w+|rozwiąż\w*) .{0,12}captcha",
    r"(?:введите|введіть) (?:капчу|(?:код|символы|цифры|символи) с? ?картинк)",
    "(?:输入|輸入)(?:图|圖)?(?:中|片)?(?:的)?(?:验证码|驗證碼)", "画像認証", "보안문자를? 입력",
)  # fmt: skip
"""To be a human, or no robot: what is asked for, and next to no short page else speaks of."""

_BROWSER = (
    r"(?:checking|verifying|validating|analy[sz]ing) your (?:browser|connection)",
    r"browser (?:wird )?(?:über)?prüf(?:t|en)", r"browser wird (?:über)?geprüft",
    r"prüfen (?:ihren|deinen|den) browser",
    r"(?:vérification|analyse|contrôle) de votre navigateur", r"vérifions votre navigateur",
    r"(?:comprobando|verificando) (?:su|tu) navegador", r"verifica(?:ndo|r) (?:o )?seu navegador",
    r"(?:verifica|controllo) del (?:tuo )?browser", r"verificando il (?:tuo )?browser",
    r"(?:uw|je) browser wordt gecontroleerd", r"controleren (?:uw|je) browser",
    r"webbläsare\w* kontrolleras", r"مرورگر شما (?:در حال )?بررسی",
    r"sprawdz\w+ (?:\w+ )?przegląd\w+", r"провер(?:ка|яем)(?: ваш)? браузера?",
    r"перевір(?:ка|яємо)(?: ваш)? браузера?", r"tarayıcınız (?:kontrol|denetle|doğrula)",
    r"بررسی مرورگر", r"(?:فحص|التحقق من) (?:ال)?متصفح", r"ब्राउज़र की (?:जाँच|जांच)",
    r"(?:kontroll?erer|kontrollerar|tjekker) (?:din )?(?:webbläsare|nettleser|browser)",
    r"tarkist\w+ selain|selain\w+ tarkist", r"böngésző\w* ellenőrz|ellenőrizzük a böngésző",
    r"(?:kontrol|ověř|overu)\w+ (?:váš |va[šs]eho |vášho )?pr(?:ohlížeč|ehliadač)",
    r"verific\w+ browser", r"(?:ελέγχουμε το|έλεγχος του) πρ\w+ περιήγησ",
    r"(?:בודקים|בודק|בדיקת) (?:את )?הדפדפן", r"kiểm tra trình duyệt",
    r"mem(?:eriksa|verifikasi) (?:browser|peramban)",
    r"провер(?:ка|яваме)(?: на)?(?: вашия)? браузър",
    "ตรวจสอบเบราว์เซอร์", "ব্রাউজার (?:যাচাই|পরীক্ষা)", "براؤزر کی (?:جانچ|تصدیق)",
    "ブラウザを?(?:確認|検証|チェック)", "(?:正在)?(?:检查|检测|验证)[您你]?的?浏览器",
    "(?:檢查|檢測|驗證)[您你]?的?瀏覽器", "브라우저(?:를)? (?:확인|검사)",
)  # fmt: skip
BROWSER = any_of(*_BROWSER)
"""What a page says while a script of it looks at the browser; no article does that."""

SECURITY = any_of(
    *_BROWSER, r"checking (?:if|that)",
    r"security (?:check|verification)", r"unusual traffic", r"captcha",
    r"required part of this site couldn.t load",
    r"sicherheits(?:überprüfung|prüfung|abfrage)", r"vérification de sécurité",
    r"verificación de seguridad", r"verificação de segurança", r"verifica di sicurezza",
    r"sprawdz\w+ bezpiecz\w+", r"έλεγχος ασφαλείας", r"провер(?:ка|яем)(?: ваш)? безопасности",
    r"перевір(?:ка|яємо)(?: ваш)? безпеки", r"güvenlik (?:doğrulaması|kontrolü)",
    r"verifikasi keamanan", r"التحقق (?:الأمني|من الأمان)", r"بررسی امنیت", r"تأیید امنیت",
    r"सुरक्षा (?:जाँच|जांच|सत्यापन)", "セキュリティ(?:の)?(?:チェック|確認|検証)",
    "安全验证", "安全检查", "安全驗證", "보안 (?:확인|검사|인증)",
)  # fmt: skip
"""What a challenge calls itself; a short item may be about such a thing."""

_LOGIN_WORDS = r"log-?in|sign-?in|sso|oauth2?|authorize|anmeld\w+|connexion|iniciar-sesion|inloggen"
LOGIN_PATH = re.compile(rf"/(?:[\w.-]*(?:{_LOGIN_WORDS})[\w.-]*)(?:/|\?|$)", re.IGNORECASE)
LOGIN_ADDRESS = re.compile(
    rf"https?://(?:(?:{_LOGIN_WORDS}|accounts?|auth|idp)\.|[^/?]*/(?:[^?]*/)?"
    rf"(?:{_LOGIN_WORDS})(?:\.\w{{2,5}})?/?(?:\?|$))",
    re.IGNORECASE,
)
"""An address that is a login's and no article's: by its host, or by the last word of its path."""
