"""Pages of a site about itself, by their address: its terms, how to reach it, how to log in."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.html import HtmlElement

_ABOVE = re.compile(
    r"[a-z]{2}(?:[-_][a-z]{2})?|pages?|static|site|info|information|company|service|help|policies|users?"
    r"|account|accounts|customer|index\.php",
    re.IGNORECASE,
)
"""What such a page may stand below; an article of that name has a section: `/film/contact`."""
_MARKS = re.compile(r"[-_]|\.[a-z]{3,5}$")
_ABOUT_THE_SITE = frozenset(
    "about aboutus contact contacts contactus imprint impressum masthead editorialpolicy "  # noqa: SIM905
    "terms termsofuse termsofservice termsandconditions termsconditions tos legal legalnotice "
    "disclaimer privacy privacypolicy privacystatement cookiepolicy cookies advertise "
    "advertisewithus advertising accessibility sitemap faq "
    "uberuns ueberuns kontakt agb datenschutz datenschutzerklaerung datenschutzerklarung "
    "nutzungsbedingungen mediadaten barrierefreiheit "
    "apropos quisommesnous nouscontacter mentionslegales cgu cgv confidentialite "
    "politiquedeconfidentialite plandusite publicite "
    "quienessomos sobrenosotros contacto contactenos avisolegal politicadeprivacidad "
    "politicadecookies terminosycondiciones condicionesdeuso publicidad "
    "quemsomos sobrenos sobre contato faleconosco expediente politicadeprivacidade termosdeuso "
    "termosecondicoes anuncie "
    "chisiamo contatti contattaci notelegali informativaprivacy terminiecondizioni redazione "
    "overons contacteerons colofon privacybeleid gebruiksvoorwaarden adverteren "
    "omoss kontaktaoss integritetspolicy anvandarvillkor annonsera omos kontaktos "
    "onas kontakty regulamin politykaprywatnosci polityka reklama redakcja redakce inzerce "
    "ochranaosobnichudaju podminky rolunk kapcsolat impresszum adatvedelem aszf mediaajanlat "
    "despre desprenoi politicadeconfidentialitate termenisiconditii "
    "oproekte okompanii oredakcii oredaktsii pravila politikakonfidencialnosti "
    "polzovatelskoesoglashenie reklamodatelyam "
    "hakkimizda iletisim kunye gizlilik gizlilikpolitikasi kullanimkosullari reklam "
    "gioithieu lienhe dieukhoan chinhsach tentangkami hubungikami redaksi pedomanmediasiber "
    "kebijakanprivasi".split()
)
_ENTRANCES = frozenset(
    "login signin signup register registration account myaccount auth wplogin subscribe "  # noqa: SIM905
    "anmelden anmeldung einloggen registrieren registrierung connexion seconnecter inscription "
    "iniciarsesion acceder registro entrar cadastro accedi registrati inloggen registreren "
    "loggain logginn logind logowanie zaloguj rejestracja prihlaseni registrace belepes "
    "bejelentkezes regisztracio autentificare giris uyeol vhod dangnhap masuk daftar".split()
)


def is_service(url: str, inputs: Iterable[HtmlElement]) -> bool:
    """Return whether an address is of the site's own pages, or its entrance, with a password."""
    path = [part for part in urlsplit(url).path.split("/") if part]
    if not path or len(path) > 2 or (len(path) == 2 and not _ABOVE.fullmatch(path[0])):
        return False
    name = _MARKS.sub("", path[-1].lower())
    return name in _ABOUT_THE_SITE or (
        name in _ENTRANCES and any(each.get("type") == "password" for each in inputs)
    )
