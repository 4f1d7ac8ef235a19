"""Words of a paywall's prompt, by language, as regular expressions; matched in lower case.

A prompt begins with what to do and goes on with reading (`Subscribe … to continue reading`), or the
other way round (`To continue reading … log in`); or it says by itself that the rest is not open.
"""

OPENINGS = (
    "please", "jetzt", "bitte", "veuillez", "merci de", "por favor", "per favore", "alstublieft",
    "vänligen", "venligst", "proszę", "prosím", "kérjük", "vă rugăm", "моля", "παρακαλώ",
    "пожалуйста", "будь ласка", "lütfen", "من فضلك", "يرجى", "الرجاء", "لطفا", "אנא", "कृपया",
    "অনুগ্রহ করে", "请[您你]?", "請[您你]?", "(?:이 )?기사를", "vui lòng", "hãy",
    "silakan", "mohon", "กรุณา", "โปรด", "tafadhali",
)  # fmt: skip
"""What may stand before either: a polite word, or the article where a language names it first."""

ASKS = (
    r"(?:subscribe|sign (?:in|up)|log ?in|register|become|join|create|start|get|choose)\b",
    r"(?:melden|loggen|registrieren|abonnieren|testen|werden|einloggen|anmelden)\b",
    r"(?:abonnez|inscrivez|connectez|identifiez|créez|devenez)\b"
    r"|vous (?:abonner|inscrire|connecter|identifier)\b",
    r"(?:suscr[ií]b|reg[ií]str|inicia|inicie|identif[ií]|hazte|hágase|accede|acceda)",
    r"(?:assine|cadastre|registe|inscreva|entre|faça|torne-se|subscreva|inicie)",
    r"(?:abbonati|registrati|accedi|iscriviti|effettua)\b",
    r"(?:word|neem|log in|meld|kies|registreer|maak)\b",
    r"(?:bli|logga in|prenumerera|köp|skapa)\b",
    r"(?:bliv|log ind|køb|tegn|opret|kjøp|logg inn|bestill|prøv)\b",
    r"(?:tilaa|kirjaudu|rekisteröidy|luo)\b",
    r"(?:telli|logi sisse|registreeru)\b",
    r"(?:abonē|pieslēdz|reģistrē)",
    r"(?:prenumeruok|prisijunk|registruok|užsisakyk)",
    r"(?:wykup|kup|zaloguj|subskrybuj|zarejestruj|zostań|załóż)",
    r"(?:předpla[ťt]|přihla[sš]|kupte|zaregistr|predpla[ťt]|prihlás|kúpte)",
    r"(?:fizess|jelentkez|regisztrál|lépj|vásárol)",
    r"(?:aboneaz|abonați|autentific|înregistr|conectea)",
    r"(?:абонирайте|влезте|регистрирайте|претплати|пријави|pretplati|prijavi|registriraj)",
    r"(?:εγγραφ|συνδεθ|γίνε|αποκτ)",
    r"(?:abone|üye|giriş)",
    r"(?:оформ|купи|подпи|войди|зарегистр|авториз|передпла|увійд|зареєстр)",
    r"(?:הירשמו|הרשמו|התחברו|הצטרפו)",
    r"(?:اشترك|سجّ?ل|انضم|تسجيل الدخول|الاشتراك)",
    r"(?:مشترک شو|عضو شو|وارد شو|ثبت.?نام|سبسکرائب|لاگ ان)",
    r"(?:सब्सक्राइब|लॉग.?इन|रजिस्टर|সাবস্ক্রাইব|লগ.?ইন)",
    r"(?:சந்தா|உள்நுழை)",
    r"(?:订阅|訂閱|登[录錄入]|注册|註冊|开通|開通|购买|購買|付费|付費|加入)",
    r"(?:ログイン|会員|登録|購読|無料)",
    r"(?:구독|로그인|회원|가입)",
    r"(?:สมัคร|เข้าสู่ระบบ|ลงทะเบียน)",
    r"(?:đăng (?:ký|nhập)|trở thành)",
    r"(?:berlangganan|daftar|masuk|login|langganan)",
    r"(?:jisajili|jiunge|ingia)",
    r"(?:ይመዝገቡ|ይግቡ)",
)
"""What a reader is asked to do, as the line begins."""

PURPOSES = (
    "to", "um", "pour", "para",
    "per", "om", "for", "for at", "för att", "aby", "żeby", "pro",
    "pre", "a", "az", "pentru a", "за да", "да бисте", "за", "da biste", "για να",
    "чтобы", "щоб", "כדי",
    "برای", "để", "untuk", "ili", "lai", "norėdami",
)  # fmt: skip
"""What may stand before the reading: `to`, `in order to`."""

_PIECE = "(?:article|story|post|piece|text|content|issue|interview|analysis|version)"
READS = (
    r"(?:continue|keep|finish) reading|read on\b|read (?:the|this|our) (?:rest\b|(?:\w+ ){0,2}"
    rf"{_PIECE})|read it in full",
    r"weiter(?:zu)?lesen|(?:artikel|beitrag|text|inhalt)\w* (?:\w+ )?(?:zu lesen|lesen"
    r"|freischalten)",
    r"(?:lire|découvrir) (?:la suite(?! des? (?!cet|l['’])| du)|cet article"
    r"|l['’]article|le contenu|l['’]intégral)"
    r"|(?:continuer|poursuivre) (?:à lire|la lecture|votre lecture)",
    r"(?:seguir|continuar|sigue|continúa) (?:leyendo|la lectura)|leer(?:lo|la) complet"
    r"|leer (?:el|la|este|esta) (?:artículo|noticia|nota|contenido|resto|texto)",
    r"(?:continuar?|seguir) (?:a ler|lendo|a leitura|a sua leitura)"
    r"|ler (?:a|o|este|esta) (?:artigo|matéria|notícia|reportagem|texto|conteúdo)",
    r"(?:continu\w+|proseguir\w?|prosegui) (?:a leggere|nella lettura|la lettura)"
    r"|legger(?:e|lo) (?:tutto|questo articolo|l['’]articolo|il resto|l['’]intero)",
    r"(?:verder|door)(?: te)? ?lezen|lees verder"
    r"|(?:artikel|verhaal) (?:verder |volledig |helemaal )?(?:te lezen|lezen)",
    r"\bläsa? (?:vidare|hela|artikeln)|fortsätta? (?:att )?läsa",
    r"\b(?:læse?|lese?|les) (?:videre|hele|saken|artiklen|resten)|fortsæt\w* (?:med )?(?:at )?læse",
    r"jatka(?:a|aksesi)? lukemista|luke(?:a|aksesi) (?:koko|lisää|jutun|artikkelin)|lue koko",
    r"edasi luge|lugeda (?:edasi|kogu)|lugemiseks",
    r"(?:turpinā\w+ )?lasī(?:t|tu)\b",
    r"(?:toliau )?skaityti|skaitykite toliau",
    r"czyta(?:ć|j) (?:dalej|cały|całość)|przeczytać (?:cały|całość|resztę|ten artykuł)"
    r"|dalsz\w+ lektur",
    r"(?:čt[eě]te?|číst|čtení|dočíst|čítať|čítajte) (?:dál\w*|ďalej|celý)|pokračov\w+ ve čtení"
    r"|(?:přečíst|prečítať) (?:celý|tento)|celý (?:článek|článok|text) (?:si )?(?:pře|pre)č",
    r"(?:teljes )?cikk\w* (?:el)?olvas|folytatás|tovább(?:i)? ?olvas",
    r"(?:a )?citi (?:mai departe|articolul|tot|în continuare|integral)|continua (?:lectura"
    r"|să citești)",
    r"да (?:продължите да )?(?:про)?четете|прочетете (?:цялата|тази|статия)",
    r"(?:наставите? (?:са )?читање|читате? даље|прочитате (?:цео|овај))"
    r"|nastavi\w* (?:s |sa )?čitanje|čita(?:te)? (?:dalje|cijeli|ceo)",
    r"συνεχίσε\w+ (?:την ανάγνωση|να διαβάζετε)|διαβάσε\w+ (?:το άρθρο|ολόκληρο|όλο)",
    r"(?:devamını )?okuma(?:ya|k)(?: devam)?(?: etmek)? için"
    r"|(?:haberin|yazının) (?:tamamını|devamını)",
    r"(?:про|до)?читать (?:дальше|далее|полностью|стать|материал|текст|до конца|этот|весь)"
    r"|продолжить чтение|(?:про)?читати (?:далі|повністю|статтю|матеріал|цю|весь)",
    r"(?:להמשך|להמשיך|לקריאת|המשך) (?:ה?קריאה|קריאת|לקרוא|ה?כתבה)",
    r"(?:ل?متابعة|ل?مواصلة|للاستمرار في|لإكمال|لاستكمال|لقراءة) (?:ال)?(?:قراءة|مقال|باقي|كامل)",
    r"ادامه (?:مطلب|مطالعه|خواندن)|(?:خواندن|مطالعه) (?:متن|ادامه|این|کامل|مطلب)",
    r"(?:مزید|پورا|مکمل|آگے) پڑھنے",
    r"(?:आगे|पूरा|पूरी) (?:लेख |खबर )?पढ़ने",
    r"পড়া চালিয়ে|(?:পুরো|সম্পূর্ণ)\w* পড়তে|(?:தொடர்ந்து|முழுவதும்) (?:படிக்க|வாசிக்க)",
    r"(?:继续|繼續)(?:阅读|閱讀|查看)|(?:阅读|閱讀|查看|解锁|解鎖)(?:全文|完整|余下|本文|剩余|全部)",
    r"続きを?(?:お)?読|全文を|(?:この)?記事を読|続きをご覧|続きが読",
    r"(?:이어서?|계속|전문을?|나머지를?).{0,3} ?(?:읽|보)",
    r"อ่าน(?:ต่อ|เนื้อหา|บทความ|ฉบับเต็ม)",
    r"đọc (?:tiếp|toàn bộ|đầy đủ|bài viết)",
    r"(?:melanjutkan|lanjutkan) (?:mem)?baca|membaca (?:artikel|berita|selengkapnya)",
    r"kuendelea kusoma|kusoma (?:makala|habari) (?:yote|hii)",
    r"ለመቀጠል|ለማንበብ",
)
"""The reading that it is for."""

WAYS = (
    r"subscri|sign (?:in|up)|log ?in\b|regist(?:er|rier)|become a member|free trial|\babo\b"
    r"|digitalabo",
    r"abonn|anmeld|einlogg|connecte[zr]|identifie[zr]|inscri|suscri|inicia|inicie|assin|cadastr",
    r"abbona|accedi|iscri|inlog|account|prenumerera|logga in|logg inn|log ind|abonnement|proef",
    r"tilaa|kirjaud|telli|logi sisse|abonē|pieslēdz|prisijung|prenumeruo|zaloguj|wykup|subskry",
    r"předpla|přihla|predpla|prihlás|előfizet|fizess|belép|regisztr|autentific|aboneaz",
    r"абонирай|влезте|претплат|пријав|pretplat|prijav|συνδε|εγγρ|συνδρομ|giriş|üye|abone",
    r"подпис|подпиш|войди|увійд|передпла|התחבר|הצטרפ|הירשמו|הרשמו|מנוי|اشتر|سجّ?ل|مشترک|وارد|عضو",
    r"سبسکرائب|لاگ ان|सब्सक्राइब|सदस्य|लॉग|সাবস্ক্রাইব|গ্রাহক|লগ|சந்தா|订阅|訂閱|登录|登入|登錄",
    r"会员|會員|付费|会員|登録|ログイン|購読|구독|로그인|회원|สมาชิก|สมัคร|เข้าสู่|đăng (?:ký|nhập)",
    r"langgan|daftar\b|masuk|jisajili|ይመዝገቡ",
)
"""Words of the ways in, behind the reading."""

_EN = r"(?:subscriber|member|supporter|patron)s?\b"
CLOSED = (
    rf"(?:this|the rest of this) (?:article|story|post|content|page|issue|episode) is"
    rf" .{{0,30}}(?:for|to) .{{0,20}}{_EN}",
    rf"(?:premium|exclusive) (?:content|article)s? .{{0,30}}{_EN}",
    r"you(?:['’]ve| have) (?:reached|read|used|viewed) .{0,40}(?:free|limit|last)",
    r"want to read (?:on|the (?:rest|full))\b",
    r"already a (?:\w+ )?(?:subscriber|member)\b",
    r"(?:jetzt )?weiterlesen mit\b",
    r"(?:dieser|dieses|der) (?:\w+ )?(?:artikel|inhalt|beitrag|text) ist .{0,30}(?:abonn"
    r"|mitglieder|leser)",
    r"(?:sie )?(?:haben|sind|hast du|bist du)? ?(?:bereits|schon) (?:ein \w*abo\b|abonnent"
    r"|kunde|mitglied)",
    r"um (?:diesen|den|dieses|das) .{0,20}(?:lesen|lesen zu können).{0,40}(?:abo|anmeld|benötig)",
    r"(?:cet|ce|la suite|le reste|l['’])\b.{0,30}\b(?:réservée?s?|exclusi\w+) (?:aux|à nos|pour)"
    r" .{0,10}(?:abonnés|membres|adhérents)",
    r"(?:contenu|article) (?:exclusif|réservé) (?:aux|pour|à nos) .{0,10}(?:abonnés|membres)",
    r"il vous reste .{0,12}(?:%|pour ?cent)",
    r"(?:vous êtes )?déjà abonné",
    r"(?:este?|esta|el|la)? ?(?:contenido|artículo|noticia|nota) .{0,20}"
    r"(?:para|a) (?:nuestros )?(?:suscriptores|socios|abonados)",
    r"(?:has|ha) (?:alcanzado|llegado|superado) .{0,20}(?:límite|máximo)",
    r"¿?(?:ya (?:eres|es|soy)) (?:suscriptor|socio|abonad)",
    r"(?:este?|esta|o|a)? ?(?:conteúdo|artigo|matéria|reportagem|texto) .{0,20}"
    r"(?:para|a|de) (?:os )?(?:nossos )?(?:assinantes|subscritores)",
    r"(?:você )?já é (?:assinante|subscritor)",
    r"(?:questo|il|l['’])? ?(?:contenuto|articolo) .{0,20}(?:a|agli|per"
    r"|per gli) (?:nostri )?abbonati",
    r"(?:sei )?già abbonat|hai già un abbonamento",
    r"(?:dit|deze)\b.{0,20}(?:artikel|verhaal|inhoud|bericht) is .{0,25}(?:voor|aan) (?:\w+ )?"
    r"(?:abonnees|leden)",
    r"(?:verder lezen|verderlezen)\?|(?:ben je |bent u )?al (?:abonnee|lid)\b",
    r"(?:den här |denna )?(?:artikel|text|innehåll)\w* är .{0,20}(?:prenumer|medlemmar)"
    r"|(?:endast|bara) för prenumeranter",
    r"(?:redan|allerede|er du (?:allerede )?|är du (?:redan )?)\b ?(?:prenumerant|abonnent|medlem)",
    r"(?:denne |dette )?(?:saken|artikkel\w*|artik(?:el|len)|innhold\w*|indhold\w*) er .{0,20}"
    r"(?:abonne|medlem)",
    r"(?:tämä )?(?:artikkeli|juttu|sisältö) on .{0,20}tilaajille|(?:oletko )?jo tilaaja",
    r"(?:see )?(?:artikkel|lugu|sisu) on .{0,25}tellija|(?:oled )?juba tellija",
    r"(?:šis )?(?:raksts|saturs) .{0,20}abonent|jau (?:esi |esat )?abonents",
    r"(?:šis )?(?:straipsnis|turinys) .{0,20}prenumerator|jau (?:prenumeruojate|esate prenumer)",
    r"(?:ten )?(?:artykuł|tekst|treść|materiał) .{0,25}dla .{0,15}(?:prenumerator|subskrybent"
    r"|abonent|zalogowan)",
    r"pozostało \d+ ?%|dalszy ciąg .{0,20}dla (?:prenum|subskr)|masz już (?:prenumerat|subskryp)",
    r"(?:tento |celý )?(?:článek|článok|obsah|text) .{0,30}(?:předplatitel|predplatite|přihlášen)",
    r"(?:už|již) (?:máte předplatné|jste předplatitel|mám předplatné)|už máte predplatné",
    r"(?:ez a |a )?(?:teljes )?(?:cikk|tartalom) .{0,30}(?:előfizető|regisztrált)",
    r"(?:ha )?már előfizető",
    r"(?:acest |conținut|articol)\w* .{0,25}(?:pentru|abonaților) ?abona|ești deja abonat",
    r"(?:тази |това )?(?:статия|съдържание)\w* .{0,25}абонати|вече (?:сте|имате) абон",
    r"(?:овај |ovaj )?(?:чланак|садржај|članak|sadržaj|tekst) .{0,25}(?:претплат|pretplat)",
    r"(?:αυτό το |το )?(?:άρθρο|περιεχόμενο) .{0,40}συνδρομητ|(?:είστε )?ήδη συνδρομητ",
    r"(?:bu )?(?:içerik|haber|yazı|makale) .{0,20}abone|zaten abone",
    r"(?:этот |полный |полная )?(?:материал|стать[яи]|текст|контент|версия|продолжение) .{0,25}"
    r"(?:подписчик|подписк)",
    r"(?:цей |повний )?(?:матеріал|статт[яі]|текст|контент) .{0,25}(?:передплат|підписник)",
    r"уже (?:есть подписка|подписаны|подписчик)|вже (?:маєте передплат|передплатник)",
    r"(?:ה?כתבה|ה?תוכן|תוכן זה|כתבה זו) .{0,20}(?:למנויים|לרשומים)",
    r"(?:هذا |هذه )?(?:المقال|المحتوى|المادة|الخبر)\w* .{0,20}(?:للمشتركين|للأعضاء|لمشتركي)",
    r"(?:ادامه )?(?:این )?(?:مطلب|مقاله|محتوا|گزارش) .{0,20}(?:مشترک|اعضا)",
    r"(?:یہ )?(?:مضمون|مواد|خبر) .{0,10}صرف .{0,15}(?:سبسکرائبر|ممبر)",
    r"(?:यह |इस )?(?:लेख|सामग्री|खबर|कंटेंट) .{0,10}केवल .{0,20}(?:सदस्य|सब्सक्राइबर|ग्राहक)",
    r"(?:এই )?(?:লেখা|লেখাটি|নিবন্ধ|কনটেন্ট)\w* .{0,10}শুধু .{0,15}(?:গ্রাহক|সাবস্ক্রাইবার|সদস্য)",
    r".{0,20}கட்டுரை .{0,10}சந்தாதாரர்",
    r"(?:本文|此文|该文|本篇|此内容|本内容|以下内容).{0,8}(?:仅|僅|限|为|為|是).{0,8}(?:付费|付費|订阅|訂閱|会员|會員)",
    r"(?:剩余|剩餘|还剩|還有)\d+ ?%",
    r"(?:この記事|続き|ここから先|本記事|以下)は.{0,16}(?:会員|有料|購読者|登録)",
    r"残り:?：? ?\d+ ?文字",
    r"(?:이 )?(?:기사|콘텐츠|글)(?:는|의 나머지는) .{0,3}(?:구독자|회원|유료)"
    r"|(?:유료|구독)\s?(?:회원|자) 전용",
    r"(?:이미|벌써) (?:구독|회원)",
    r"(?:บทความ|เนื้อหา|ข่าว)(?:นี้)? ?(?:สำหรับ|เฉพาะ)สมาชิก",
    r"(?:bài viết|nội dung)(?: này)? (?:chỉ )?dành (?:cho|riêng) .{0,10}(?:thành viên"
    r"|người đăng ký|hội viên|thuê bao)",
    r"(?:artikel|konten|berita)(?: ini)? (?:hanya |khusus )(?:untuk )?(?:pelanggan|anggota|member)",
    r"(?:ይህ )?(?:ጽሑፍ|ይዘት) .{0,10}ለተመዝጋቢ",
    r"(?:makala|habari|maudhui) .{0,15}(?:waliojisajili|wanachama)",
)
"""What says by itself that the rest is for those who pay or have an account."""

PAYS = (
    r"subscri|\bpa(?:id|y)\b|premium|abonn|\babo\b|suscri|assina|abbona|prenum|tilaa|telli|abonē"
    r"|kjøp|køb|köp|kup|předpla|predpla|előfiz|fizess|vásárol|abona|абон|претпл|pretpl|συνδρομ|abone",
    r"подпис|подпиш|передпл|מנוי|اشتر|مشترک|سبسکرائب|सब्सक्राइब|ग्राहक|সাবস্ক্রাইব|গ্রাহক|சந்தா",
    r"订阅|訂閱|付费|付費|购买|購買|有料|購読|구독|유료|thuê bao|langgan",
)
"""Words of what is paid for, in a prompt; without them an account is enough."""
