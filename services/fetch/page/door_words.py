"""What challenges say, in the languages of the web, and marks in the markup of closed doors."""

import re


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


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
)  # fmt: skip
"""Names in the pages that products show instead of another, lower case."""

WIDGETS = (
    b"kpsdk", b"smartcaptcha.yandexcloud", b"hcaptcha.com/1/api.js", b"recaptcha/api.js",
    b"recaptcha/enterprise.js", b"challenges.cloudflare.com/turnstile", b"geetest.com",
    b"friendly-challenge", b"friendlycaptcha", b"altcha-widget", b"awsc/awsc.js",
    b"arkoselabs.com", b"reese84", b"data-sitekey",
)  # fmt: skip
"""The same of products that ordinary pages hold too, for a form."""

CHALLENGE = _any_of(
    r"(?:verif\w*|confirm|prove|check\w*) (?:that |if )?(?:you are|you.re)"
    r" (?:a )?(?:human|not a (?:ro)?bot)",
    r"(?:are you|i.m not|you.re not|you were|not) a (?:ro)?bot\b", r"are you (?:a )?human",
    r"robot or human", r"checking (?:if|that|your browser)", r"verifying your browser",
    r"security (?:check|verification)", r"human verification", r"unusual traffic", r"captcha",
    r"required part of this site couldn.t load",
    r"kein roboter", r"sicherheits(?:überprüfung|prüfung|abfrage)",
    r"(?:dass|sind) sie ein mensch", r"browser (?:wird )?(?:über)?prüf(?:t|en)",
    r"browser wird geprüft",
    r"pas un robot", r"(?:que )?(?:vous êtes|êtes-vous) (?:un )?(?:être )?humain",
    r"vérification de sécurité",
    r"no (?:eres|soy|es) un robot", r"(?:eres|es usted|que es) (?:un (?:ser )?)?humano",
    r"verificación de seguridad", r"(?:não|nao) (?:é|sou) um rob[ôo]", r"verificação de segurança",
    r"você é (?:um )?(?:ser )?humano", r"sou humano",
    r"non (?:sei|sono) un robot", r"che sei (?:un )?(?:essere )?umano", r"geen robot",
    r"(?:u|je) een mens bent", r"inte (?:är )?en robot", r"du är (?:en )?människa",
    r"(?:ikke|er) en robot", r"du er (?:et )?menneske", r"et ole robotti", r"olet ihminen",
    r"nie jest(?:em|eś) robotem", r"jesteś człowiekiem", r"sprawdz\w+ (?:bezpiecz|przegląd)\w+",
    r"(?:nejste|nejsem|nie ste|nie som) robot", r"(?:jste|ste) člověk",
    r"nem (?:vagy|vagyok|ön) robot", r"(?:nu sunt|nu ești|nu sunteți) (?:un )?robot",
    r"(?:ești|sunteți) (?:o ființă )?uman?", r"nisam robot", r"niste robot",
    r"(?:не сте|не съм) робот", r"сте човек",
    r"(?:δεν )?είστε (?:ρομπότ|άνθρωπος)", r"δεν είμαι ρομπότ", r"έλεγχος ασφαλείας",
    r"(?:что )?вы не робот", r"я не робот", r"а не робот",
    r"вы человек", r"провер(?:ка|яем)(?: ваш)? (?:безопасности|браузера?)", r"ви не робот",
    r"перевір(?:ка|яємо)(?: ваш)? (?:безпеки|браузера?)", r"ви людина",
    r"robot olmadığınız", r"insan olduğunuzu", r"güvenlik (?:doğrulaması|kontrolü)",
    r"bukan robot", r"anda (?:adalah )?manusia", r"verifikasi keamanan",
    r"(?:không phải|không phải là) (?:người máy|robot)", r"bạn là con người",
    r"שאינך רובוט", r"אינני רובוט", r"שאתה (?:אנושי|לא רובוט|אדם)",
    r"لست (?:روبوتا?ً?|برنامج)", r"أنك (?:إنسان|لست)", r"التحقق (?:الأمني|من الأمان)",
    r"ربات نیست", r"انسان (?:هستید|بودن)", r"بررسی امنیت", r"تأیید امنیت",
    r"रोबोट नहीं", r"मानव हैं", r"इंसान हैं", r"सुरक्षा (?:जाँच|जांच|सत्यापन)",
    "ไม่ใช่หุ่นยนต์", "เป็นมนุษย์",
    "ロボットではありません", "ボットではない", "人間であること",
    "セキュリティ(?:の)?(?:チェック|確認|検証)",
    "不是机器人", "您是(?:否是)?真人", "安全验证", "安全检查", "人机验证", "不是機器人", "安全驗證",
    "按住滑块", "真人驗證", "人機驗證",
    "로봇이 아닙니다", "사람인지 확인", "보안 (?:확인|검사|인증)",
    "자동(?:입력|등록) ?방지",
)  # fmt: skip

_LOGIN_WORDS = r"log-?in|sign-?in|sso|oauth2?|authorize|anmeld\w+|connexion|iniciar-sesion|inloggen"
LOGIN_PATH = re.compile(rf"/(?:[\w.-]*(?:{_LOGIN_WORDS})[\w.-]*)(?:/|\?|$)", re.IGNORECASE)
LOGIN_ADDRESS = re.compile(
    rf"https?://(?:(?:{_LOGIN_WORDS}|accounts?|auth|idp)\.|[^/?]*/(?:[^?]*/)?"
    rf"(?:{_LOGIN_WORDS})(?:\.\w{{2,5}})?/?(?:\?|$))",
    re.IGNORECASE,
)
"""An address that is a login's and no article's: by its host, or by the last word of its path."""
