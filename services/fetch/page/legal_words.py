"""What pages say that are withheld by law, in the languages of the web."""

from services.patterns import any_of

_BETWEEN = ".{0,60}"
_ANY_WORDS = r"(?:\w+ ){0,3}"
_UNAVAILABLE = (
    r"unavailable|(?:not|n.t) ~(?:available|accessible)|(?:cannot|can.t) be ~(?:accessed|viewed)",
    r"(?:restricted|blocked|withheld)", r"eingeschränkt|nicht ~erreichbar",
    r"nicht ~(?:verfügbar|zugänglich|abrufbar)", r"(?:pas|plus|non) ~(?:disponible|accessible)",
    r"no (?:está |se encuentra )?(?:disponible|accesible)", r"não ~disponíve[li]|indisponíve[li]",
    r"non ~(?:disponibile|accessibile)", r"indisponib(?:le|il)",
    r"niet ~(?:beschikbaar|toegankelijk)", r"inte ~tillgänglig",
    r"ikke ~tilg(?:ængelig|jengelig)", r"ei ole ~(?:saatavilla|käytettävissä)",
    r"nie (?:jest|są) ~dostępn|niedostępn", r"není ~(?:dostupn|přístupn)|nie je ~dostupn|nedostupn",
    r"nije ~dostup|ni ~na voljo|није ~доступ",
    r"nem (?:érhető el|elérhető|hozzáférhető|tekinthető)",
    r"nu (?:este|e) ~(?:disponibil|accesibil)", r"(?:δεν είναι|μη) ~(?:διαθέσιμ|προσβάσιμ)",
    r"не\s?(?:е )?(?:доступ|достъп|налич)", r"kullanılamıyor|mevcut değil|erişile(?:mez|miyor)",
    r"görüntülenemiyor", r"غير (?:متاح|متوفر)|لا يمكن (?:الوصول|عرض)",
    r"(?:در دسترس|قابل \w+|امکان.?پذیر) ~نیست", r"(?:אינו|אינה|לא) זמי(?:ן|נה)",
    "उपलब्ध नहीं", r"উপলব্ধ নয়|পাও\S{1,3}া যা\S+ না", "无法|不可用|無法|不(?:提供|支持)",
    "(?:いただ|で)けません|できません", "수 없|불가|제한", r"không ~(?:khả dụng|có sẵn|thể)",
    r"tidak (?:tersedia|(?:dapat|bisa) diakses)", "ไม่(?:สามารถ|พร้อม|มี)", "ha(?:u|i|ya)patikani",
)  # fmt: skip
"""`~`: up to three words between."""
_YOUR_PLACE = (
    r"(?:in|to|from|for) your (?:\w+ )?(?:country|region|location|area|territory|jurisdiction)",
    r"(?:in|aus) (?:ihre[mr]|deine[mr]) (?:\w+ )?(?:land|gebiet|region)",
    r"(?:dans|depuis) votre (?:pays|région|zone)",
    r"(?:en|desde) (?:su|tu) (?:país|región|zona|ubicación)",
    r"(?:no|em) (?:seu|teu) país|na sua (?:região|localização|área)",
    r"nel (?:tuo|suo) paese|nella (?:tua|sua) (?:regione|area|zona)",
    r"in (?:uw|jouw|je) (?:land|regio|gebied)", r"i (?:ditt? |din )(?:land|region|område)",
    r"maassa(?:si|nne)|alueella(?:si|nne)", r"w (?:twoi[mj]|państwa|waszym) (?:kraju|regionie)",
    r"v[eo] (?:vaší|vašej|vašem|tvé) (?:zemi|oblasti|krajine|regionu)",
    r"v vaši državi|u vašoj (?:zemlji|regiji)|у вашој (?:земљи|регији)",
    r"országá?[bo]dban|ön (?:országában|régiójában|térségében)",
    r"în (?:țara|regiunea|zona) (?:ta|dvs|dumneavoastră)", r"във? ваш(?:ата|ия) (?:страна|регион)",
    r"στη(?:ν)? (?:χώρα|περιοχή) (?:σας|σου)", r"в ваш(?:ей стране|ем регионе)",
    r"(?:у|в) ваш(?:ій країні|ому регіоні)",
    r"(?:ülkeni|bölgeni)[zn]de|bulunduğunuz (?:ülke|bölge|yer)",
    r"في (?:بلد|منطقت|دولت|موقع)ك", r"در (?:کشور|منطقه|محل) شما", r"ב(?:מדינה|אזור|ארץ) של[ךכ]",
    r"(?:במדינ|באזור)ת?(?:ך|כם)", "आपके (?:देश|क्षेत्र)", "আপনার (?:দেশে|অঞ্চলে|এলাকায়)",
    "[您你](?:所在)?的?(?:国家|地区|國家|地區)", "(?:お住まい|お客様|ご利用)の(?:国|地域)",
    "(?:귀하의|고객님의|회원님의|현재|거주|접속)(?:하신)? ?(?:국가|지역)에서",
    r"(?:tại|ở) (?:quốc gia|khu vực|nước) của bạn",
    r"di (?:negara|wilayah) (?:anda|kamu)", "ใน(?:ประเทศ|ภูมิภาค|พื้นที่)ของคุณ",
    "katika (?:nchi|eneo) lako",
)  # fmt: skip
_EUROPE = (
    r"european (?:union|economic area|countries)|\b(?:eu|eea|gdpr|dsgvo|rgpd|avg|rodo)\b"
    r"|datenschutz-grundverordnung|(?:union|espace économique) europé"
)
"""Where the law holds for which most pages are withheld, and its names."""
_NOT_HERE = "|".join(_UNAVAILABLE).replace("~", _ANY_WORDS)
_HERE = "|".join(_YOUR_PLACE)

WITHHELD = any_of(
    r"unavailable (?:due to|for) legal reasons",
    r"from a country belonging to the european economic area",
    r"доступ (?:к \S+ (?:\S+ )?)?(?:ограничен|заблокирован) "
    r"(?:на основании|по решению|по требованию)",
    r"bu siteye erişim mahkeme", r"دستور مقام(?:ات)? قضایی", "根据(?:相关|有关)法律",
)  # fmt: skip
"""Said to the reader of the page: an article on such a block says it of others."""

NOT_HERE = any_of(
    f"(?:{_NOT_HERE}){_BETWEEN}(?:{_HERE}|{_EUROPE})",
    f"(?:{_HERE}|{_EUROPE}){_BETWEEN}(?:{_NOT_HERE})",
)
"""The same, in words that an article may use: `not available in the EU`."""

NOT_FOR_YOU = any_of(
    f"(?:{_NOT_HERE}){_BETWEEN}(?:{_HERE})", f"(?:{_HERE}){_BETWEEN}(?:{_NOT_HERE})"
)
"""The same of the reader's place alone: as the heading of a short page it is a notice's."""

LEGAL_REASONS = any_of(
    r"(?:due to|for) legal reasons", r"aus rechtlichen gründen",
    r"(?:pour|en raison) (?:de |des )?raisons (?:légales|juridiques)",
    r"por (?:motivos|razones) legales", r"por (?:motivos|razões) legais", r"per motivi legali",
    r"om juridische redenen|wegens de (?:avg|gdpr)", r"av juridisk[ae] (?:skäl|grunner|årsager)",
    r"z(?:e względów| powodów| przyczyn) prawnych", r"z právn[íy]ch d[ůô]vod", r"jogi okok",
    r"(?:din|pentru) (?:motive|rațiuni) legale", r"για νομικούς λόγους", r"oikeudellisista syistä",
    r"149-фз", r"по юридическим причинам|по (?:решению суда|требованию (?:закон|роскомнадзор))",
    r"з юридичних причин|рішення (?:суду|рнбо)|указ\w* президента", r"5651 sayılı",
    r"yasal nedenlerle",
    r"لأسباب قانونية|لمخالفت", r"به دلایل (?:حقوقی|قانونی)", r"מסיבות (?:משפטיות|חוקיות)",
    r"कानूनी कारणों से", r"আইনি কারণে",
    "(?:因|由于|基于).{0,4}法律(?:原因|要求)|(?:依据|根据)有关法律",
    r"(?:oscurat|inibit|bloccat)[oa] (?:in esecuzione|per ordine)",
    r"bloquée? (?:par décision|sur ordre)",
    r"anordnung(?: \S+){0,4} gesperrt", r"bloquead[oa] por (?:orden|ordem|determinação)",
    r"por (?:ordem|decisão|determinação) judicial|por (?:orden|resolución|decisión) judicial",
    r"불법[·ㆍ・,] ?유해 ?(?:정보|사이트)", "法(?:的な?|律上の)(?:理由|要請)",
    "법적(?:인)? (?:사유|이유)",
    r"(?:lý do|quy định) pháp (?:lý|luật)",
    r"peraturan perundang|alasan hukum|(?:dilarang|melanggar) undang",
    "เหตุผลทางกฎหมาย|คำสั่งศาล", "sababu za kisheria",
)  # fmt: skip
"""Of a refusal; a brief may give them for something else."""

THIS_PAGE = any_of(
    r"this (?:web ?)?(?:site|page|content|article|video|domain)",
    r"diese[rs]? (?:inhalt|artikel|beitrag|(?:web)?seite|domain|website)",
    r"\b(?:ce (?:site|contenu)|cet article|cette (?:page|vidéo))",
    r"\best[ea] (?:sitio|contenido|artículo|página|site|conteúdo|artigo)",
    r"\b(?:il|questo) (?:sito|contenuto)|quest(?:a pagina|o articolo)",
    r"\b(?:deze (?:web)?(?:site|pagina|inhoud)|dit artikel)", r"\bden (?:här|her) (?:sidan|siden)",
    r"\bt(?:a (?:strona|treść|witryna)|en (?:serwis|artykuł|materiał))",
    r"\b(?:tato stránka|tento (?:obsah|web)|ez a(?:z oldal| tartalom))",
    r"\b(?:acest (?:site|conținut|articol)|αυτό το (?:περιεχόμενο|άρθρο)|tämä s(?:ivu|isältö))",
    r"\b(?:этот|данный|запрашиваемый) (?:сайт|ресурс|материал)|\bцей (?:сайт|ресурс|матеріал)",
    r"доступ (?:к|до) (?:(?:эт|данн|ці)\w+ )?(?:сайт|ресурс|страниц|сторінк)", "차단 안내",
    r"\bbu (?:internet |web )?(?:site|sayfa|içerik|haber)", r"هذ[اه] (?:الموقع|المحتوى|الصفحة)",
    r"این (?:سایت|تارنما|محتوا|صفحه)", r"(?:תוכן|אתר|דף) זה", "(?:यह|इस) (?:साइट|सामग्री|पृष्ठ)",
    "এই (?:সাইট|কনটেন্ট|পাতা)", "(?:[该该此]|本)(?:网站|内容|页面|网页|站)|此(?:網站|內容|頁面)",
    "この(?:サイト|ページ|コンテンツ|記事)", "이 (?:사이트|페이지|콘텐츠|기사)|귀하가 접속",
    r"(?:nội dung|trang(?: web)?|bài viết) này",
    r"(?:situs|konten|halaman|artikel) (?:ini|yang anda)",
    "(?:เว็บไซต์|เนื้อหา|หน้า)นี้", "(?:tovuti|maudhui) h(?:ii|aya)",
)  # fmt: skip
"""What is withheld, as the page that is shown instead calls it."""

BLOCK_PAGES = (b"://10.10.34.3",)
"""Addresses of the pages that a state's filter shows instead: Iran's."""
