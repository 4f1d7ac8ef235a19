"""What pages say that are withheld by law, in the languages of the web."""

from services.patterns import any_of

WITHHELD = any_of(
    r"unavailable (?:due to|for) legal reasons",
    r"from a country belonging to the european economic area",
    r"(?:unavailable|not available|not accessible) (?:in|to|for) (?:\w+ ){0,3}?(?:in |from )?"
    r"(?:the )?(?:european (?:union|economic area)|eu\b|eea\b)",
    r"(?:not|n.t) (?:currently )?available in your (?:country|region|location)",
    r"in (?:ihrem|deinem) (?:land|gebiet) (?:aus \w+ gründen )?nicht (?:verfügbar|zugänglich)",
    r"(?:pas|plus|non) (?:disponible|accessible) (?:dans|depuis) votre (?:pays|région)",
    r"no (?:está |se encuentra )?disponible en (?:su|tu) (?:país|región)",
    r"não (?:está )?disponível (?:no seu país|(?:em|na) sua região)",
    r"non (?:è )?(?:disponibile|accessibile) nel (?:tuo|suo) paese",
    r"niet beschikbaar in (?:uw|jouw) (?:land|regio)",
    r"доступ (?:к \S+ (?:\S+ )?)?(?:ограничен|заблокирован) "
    r"(?:на основании|по решению|по требованию)",
    r"недоступ\w+ в вашей стране", r"ülkenizde (?:kullanılamıyor|mevcut değil)",
    r"bu siteye erişim mahkeme", r"غير (?:متاح|متوفر)\w? في (?:بلدك|منطقتك|دولتك)",
    r"طبق دستور مقامات قضایی", r"आपके (?:देश|क्षेत्र) में उपलब्ध नहीं",
    "[您你]所在的(?:国家|地区|國家|地區)", "根据(?:相关|有关)法律",
    "お住まいの(?:国|地域)(?:では|から)",
    "(?:귀하의|현재) (?:국가|지역)에서(?:는)? (?:이용|사용|접속)",
)  # fmt: skip
"""Said to the reader of the page: an article on such a block says it of others."""

LEGAL_REASONS = any_of(
    r"(?:due to|for) legal reasons", r"aus rechtlichen gründen",
    r"(?:pour|en raison) (?:de |des )?raisons (?:légales|juridiques)",
    r"por (?:motivos|razones) legales", r"por (?:motivos|razões) legais", r"per motivi legali",
    r"om juridische redenen", r"av juridisk[ae] (?:skäl|grunner|årsager)", r"ze względów prawnych",
    r"149-фз", r"по юридическим причинам", r"5651 sayılı", r"yasal nedenlerle", r"لأسباب قانونية",
    r"به دلایل (?:حقوقی|قانونی)", r"कानूनी कारणों से", "(?:因|由于|基于)法律(?:原因|要求)",
    r"(?:oscurat|inibit|bloccat)[oa] (?:in esecuzione|per ordine)",
    r"bloquée? (?:par décision|sur ordre)",
    r"anordnung(?: \S+){0,4} gesperrt", r"bloquead[oa] por (?:orden|ordem|determinação)",
    r"불법[·ㆍ・,] ?유해 ?(?:정보|사이트)",
    "法的な?(?:理由|要請)", "법적(?:인)? (?:사유|이유)",
)  # fmt: skip
"""Of a refusal; a brief may give them for something else."""

BLOCK_PAGES = (b"://10.10.34.3",)
"""Addresses of the pages that a state's filter shows instead: Iran's."""
