"""Pages of a site itself, by their address: its terms, how to reach it, how to log in."""

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
_OF_THE_SITE = frozenset(
    "contact contacts contactus imprint impressum masthead editorialpolicy "  # noqa: SIM905
    "terms termsofuse termsofservice termsandconditions termsconditions tos legal legalnotice "
    "disclaimer privacy privacypolicy privacystatement cookiepolicy cookies advertise "
    "advertisewithus advertising accessibility sitemap faq "
    "ueberuns uberuns quisommesnous apropos quienessomos sobrenosotros acercade sobrenos quemsomos "
    "chisiamo overons omoss omos onas rolunk desprenoi onama hakkimizda meista tentangkami "
    "gioithieu kuhususisi onamas prenas apiemus parmums zanas "
    "kontakt agb datenschutz datenschutzerklaerung datenschutzerklarung "
    "nutzungsbedingungen mediadaten barrierefreiheit "
    "nouscontacter mentionslegales cgu cgv confidentialite "
    "politiquedeconfidentialite plandusite publicite "
    "contacto contactenos avisolegal politicadeprivacidad "
    "politicadecookies terminosycondiciones condicionesdeuso publicidad "
    "contato faleconosco expediente politicadeprivacidade termosdeuso termosecondicoes anuncie "
    "contatti contattaci notelegali informativaprivacy terminiecondizioni redazione "
    "contacteerons colofon privacybeleid gebruiksvoorwaarden adverteren "
    "kontaktaoss integritetspolicy anvandarvillkor annonsera kontaktos "
    "kontakty regulamin politykaprywatnosci polityka reklama redakcja redakce inzerce "
    "ochranaosobnichudaju podminky kapcsolat impresszum adatvedelem aszf mediaajanlat "
    "politicadeconfidentialitate termenisiconditii "
    "pravila politikakonfidencialnosti "
    "polzovatelskoesoglashenie reklamodatelyam "
    "iletisim kunye gizlilik gizlilikpolitikasi kullanimkosullari reklam "
    "lienhe dieukhoan chinhsach hubungikami redaksi pedomanmediasiber "
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
    return name in _OF_THE_SITE or (
        name in _ENTRANCES and any(each.get("type") == "password" for each in inputs)
    )
