"""What challenges and login walls say, in the languages of the web, and marks in their markup."""

import re


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


CHALLENGE_MARKS = (
    b"_cf_chl_opt", b"/cdn-cgi/challenge-platform/h/", b"cf-browser-verification",
    b"captcha-delivery.com", b"_incapsula_resource", b"px-captcha", b"captcha.px-c",
    b"awswafcookiedomainlist", b"gokuprops", b".within.website/x/cmd/anubis",
    b"sec-if-cpt-container", b"/.well-known/sgcaptcha", b"__qrator/", b"/.well-known/ddos-guard",
    b"kpsdk", b"__arcsjs", b"smartcaptcha.yandexcloud", b"vercel security checkpoint",
    b"hcaptcha.com/1/api.js", b"recaptcha/api.js", b"challenges.cloudflare.com/turnstile",
    b"geetest.com",
)  # fmt: skip
"""Names in the markup of products that ask, lower case. A page may hold them too, for a form."""

CHALLENGE = _any_of(
    r"verif\w* (?:that )?(?:you are|you.re) (?:a )?(?:human|not a (?:ro)?bot)",
    r"(?:are you|i.m not|you.re not|not) a (?:ro)?bot\b", r"checking (?:if|that|your browser)",
    r"security (?:check|verification)", r"human verification", r"unusual traffic", r"captcha",
    r"kein roboter", r"sicherheits(?:überprüfung|prüfung|abfrage)",
    r"dass sie ein mensch sind", r"browser wird (?:über)?geprüft",
    r"pas un robot", r"que vous êtes (?:un )?humain", r"vérification de sécurité",
    r"no (?:eres|soy|es) un robot", r"que (?:eres|es) (?:un ser )?humano",
    r"verificación de seguridad", r"(?:não|nao) (?:é|sou) um rob[ôo]", r"verificação de segurança",
    r"non (?:sei|sono) un robot", r"geen robot", r"(?:что )?вы не робот", r"я не робот",
    r"вы человек", r"проверка (?:безопасности|браузера)", r"ви не робот",
    r"robot olmadığınız", r"insan olduğunuzu", r"güvenlik (?:doğrulaması|kontrolü)",
    r"لست (?:روبوتا?ً?|برنامج)", r"أنك (?:إنسان|لست)", r"التحقق (?:الأمني|من الأمان)",
    r"ربات نیست", r"انسان (?:هستید|بودن)", r"بررسی امنیت", r"تأیید امنیت",
    r"रोबोट नहीं", r"मानव हैं", r"इंसान हैं", r"सुरक्षा (?:जाँच|जांच|सत्यापन)",
    "ロボットではありません", "人間であること", "セキュリティ(?:の)?(?:チェック|確認|検証)",
    "不是机器人", "您是(?:否是)?真人", "安全验证", "安全检查", "人机验证", "不是機器人", "安全驗證",
    "로봇이 아닙니다", "사람인지 확인", "보안 (?:확인|검사|인증)",
)  # fmt: skip

LOGIN_PATH = re.compile(
    r"/(?:[\w.-]*(?:log-?in|sign-?in|sso|oauth2?|authorize|anmeld\w+|connexion|iniciar-sesion)[\w.-]*)"
    r"(?:/|\?|$)",
    re.IGNORECASE,
)

LOGIN = _any_of(
    r"\b(?:log|sign) ?in\b", r"\banmelden\b", r"\beinloggen\b", r"\bse connecter\b",
    r"\bconnexion\b",
    r"\binicia\w* sesión\b", r"\bacceder\b", r"\bentrar\b", r"\baccedi\b", r"\binloggen\b",
    r"\blogga in\b", r"\bвой(?:ти|дите)\b", r"\bавторизац\w+", r"\bувійти\b", r"\bgiriş yap\w*",
    r"\boturum aç\w*", r"تسجيل الدخول", r"وارد شوید", r"ورود", r"लॉग ?इन", r"साइन इन", "ログイン",
    "サインイン", "登录", "登入", "로그인",
)  # fmt: skip
