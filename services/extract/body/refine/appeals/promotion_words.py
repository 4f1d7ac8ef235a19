"""Words of promotions that stand in a text as paragraphs of it. Data; matched in lower case."""

STORY_LABELS = (
    "mehr lesen", "اقرأ أيضًا", "こちらもどうぞ", "ayrıca oku", "ayrıca bkz", "read more",
    "read also", "also read", "read next", "read the full story", "more on this",
    "more on this story", "related", "related story", "related stories", "related article",
    "related articles", "related news", "related coverage", "see also", "see more", "don't miss",
    "don’t miss", "you may also like", "you might also like", "recommended", "must read",
    "more from", "lesen sie auch", "lesen sie hier", "lesen sie mehr", "lesen sie dazu",
    "lesen sie dazu auch", "lesen sie weiter", "lies auch", "lies mehr", "mehr zum thema",
    "mehr dazu", "auch interessant", "auch lesenswert", "das könnte sie auch interessieren",
    "zum thema", "passend dazu", "weiterlesen", "siehe auch", "hintergrund zum thema",
    "à lire aussi", "a lire aussi", "lire aussi", "à lire également", "lire également", "à lire",
    "à lire ailleurs", "lire la suite", "voir aussi", "à voir aussi", "sur le même sujet",
    "pour aller plus loin", "notre dossier", "lea también", "lee también", "leé también",
    "lea además", "lee más", "leer más", "leer también", "lea más", "también lee",
    "te puede interesar", "te podría interesar", "le puede interesar", "podría interesarte",
    "puede interesarle", "te recomendamos", "le recomendamos", "mira también", "mirá también",
    "ver también", "vea también", "más información", "nota relacionada", "noticia relacionada",
    "noticias relacionadas", "no te pierdas", "además lea", "leia também", "leia mais",
    "veja também", "veja mais", "saiba mais", "confira também", "ler mais", "leia ainda",
    "notícias relacionadas", "matérias relacionadas", "veja ainda", "leggi anche", "leggi tutto",
    "leggi di più", "per approfondire", "approfondisci", "vedi anche", "guarda anche",
    "potrebbe interessarti", "potrebbe interessarti anche", "articoli correlati", "lees ook",
    "lees meer", "lees verder", "bekijk ook", "meer over dit onderwerp", "läs också", "läs även",
    "läs mer", "läs mera", "les også", "les mer", "læs også", "læs mere", "lue myös", "lue lisää",
    "katso myös", "czytaj też", "czytaj także", "czytaj również", "czytaj więcej", "przeczytaj też",
    "przeczytaj także", "przeczytaj również", "zobacz też", "zobacz także", "zobacz również",
    "zobacz więcej", "więcej na ten temat", "polecamy", "sprawdź też", "dowiedz się więcej",
    "čtěte také", "čtěte též", "přečtěte si také", "přečtěte si", "čítajte aj", "prečítajte si aj",
    "mohlo by vás zajímat", "olvassa el ezt is", "olvasd el ezt is", "ez is érdekelheti",
    "citește și", "citeşte şi", "vezi și", "citiți și", "pročitajte i", "pročitajte još",
    "čitajte i", "pročitaj i", "прочитајте и", "прочетете още", "вижте още", "прочетете и",
    "читайте также", "читать также", "читайте ещё", "читайте еще", "читать далее", "читайте далее",
    "по теме", "ранее по теме", "материалы по теме", "материал по теме", "ещё по теме",
    "еще по теме", "смотрите также", "смотрите ещё", "подробнее", "подробности", "узнать больше",
    "рекомендуем", "вам может быть интересно", "не пропустите", "чытайце таксама", "читайте також",
    "читайте ще", "більше за темою", "за темою", "дивіться також", "дивись також", "більше про це",
    "детальніше", "вас може зацікавити", "ayrıca okuyun", "bunu da okuyun",
    "bunlar da ilginizi çekebilir", "ilginizi çekebilir", "ilgili haber", "ilgili haberler",
    "devamını oku", "daha fazla oku", "ayrıca bakınız", "haberin devamı", "διαβάστε επίσης",
    "διαβάστε περισσότερα", "διαβάστε ακόμα", "δείτε επίσης", "διαβάστε ακόμη", "δείτε ακόμη",
    "δείτε ακόμα", "δείτε περισσότερα", "σχετικά άρθρα", "baca juga", "baca selengkapnya",
    "simak juga", "lihat juga", "đọc thêm", "xem thêm", "اقرأ أيضا", "اقرأ أيضاً", "إقرأ أيضا",
    "إقرأ أيضاً", "اقرأ ايضا", "اقرأ المزيد", "اقرأ كذلك", "اقرئي أيضا", "اقرؤوا أيضا", "شاهد أيضا",
    "شاهد أيضاً", "مواضيع ذات صلة", "موضوعات متعلقة", "أخبار ذات صلة", "قد يهمك", "قد يهمك أيضا",
    "قد يهمك أيضاً", "للمزيد", "بیشتر بخوانید", "همچنین بخوانید", "بخوانید", "مطالب مرتبط",
    "خبر مرتبط", "اخبار مرتبط", "بیشتر بدانید", "ادامه مطلب", "این را هم بخوانید", "پیشنهاد ما",
    "مزید پڑھیں", "یہ بھی پڑھیں", "קראו גם", "קראו עוד", "ראו גם", "כתבות נוספות", "यह भी पढ़ें",
    "ये भी पढ़ें", "इसे भी पढ़ें", "और पढ़ें", "आगे पढ़ें", "यह भी देखें", "ये भी देखें", "संबंधित खबरें", "आरो पढ़ुन",
    "हे वाचा", "আরও পড়ুন", "আরো পড়ুন", "மேலும் படிக்க", "ఇది కూడా చదవండి", "อ่านเพิ่มเติม", "อ่านต่อ",
    "อ่านข่าวที่เกี่ยวข้อง", "เรื่องที่เกี่ยวข้อง", "อ่านข่าวเพิ่มเติม", "ข่าวที่เกี่ยวข้อง",
    "延伸阅读", "延伸閱讀", "更多阅读", "更多閱讀",
    "相关阅读", "相關閱讀", "相关新闻", "相關新聞", "相关报道", "相關報導", "推荐阅读", "推薦閱讀",
    "看更多", "更多新聞", "更多新闻", "阅读更多", "閱讀更多", "点击阅读", "你可能还想看",
    "扩展阅读", "往期回顾", "関連記事", "関連ニュース", "関連リンク", "あわせて読みたい",
    "合わせて読みたい", "こちらもおすすめ", "こちらの記事も", "続きを読む", "続きはこちら",
    "【関連】", "【関連記事】", "【あわせて読みたい】", "おすすめ記事", "관련기사", "관련 기사",
    "관련뉴스", "관련 뉴스", "함께 읽기", "함께 보면 좋은 기사", "더 읽기", "더 보기", "이 기사도",
    "추천 기사", "추천기사", "puedes leer", "puede leer", "también puedes leer",
    "te invitamos a leer", "le recomendamos leer", "lee aquí", "mira además", "lire notre article",
    "relire", "à lire sur le sujet", "mehr hierzu", "lesetipp", "auch spannend", "leia a seguir",
    "da leggere", "lexo edhe", "llegeix també", "llegiu també", "irakurri ere", "le tamén",
    "preberite tudi", "preberite še", "loe ka", "lasi arī", "lasiet arī", "lestu líka",
    "həmçinin oxuyun", "soma pia", "shuningdek o'qing", "сондай-ақ оқыңыз", "прочитајте уште",
    "basahin din", "կարդացեք նաև", "წაიკითხეთ აგრეთვე", "წაიკითხეთ ასევე", "ასევე წაიკითხეთ",
    "हेही वाचा", "यो पनि पढ्नुहोस्", "આ પણ વાંચો", "ਇਹ ਵੀ ਪੜ੍ਹੋ", "இதையும் படிக்க", "இதையும் படியுங்கள்",
    "ఇవి కూడా చదవండి", "ಇದನ್ನೂ ಓದಿ", "ഇതും വായിക്കുക", "ഇതും വായിക്കാം", "អានបន្ថែម", "በተጨማሪ ያንብቡ", "ይህንንም ያንብቡ",
    "тағы оқыңыз", "тағы да оқыңыз", "оқи отырыңыз", "дагы окуңуз", "мөн уншаарай",
    "taip pat skaitykite", "skaitykite taip pat", "skaitykite daugiau", "ഇതും വായിക്കൂ",
    "കൂടുതൽ വായിക്കുക", "మరిన్ని చదవండి", "மேலும் வாசிக்க", "இதையும் வாசிக்க", "ಇನ್ನಷ್ಟು ಓದಿ", "વધુ વાંચો",
    "આ પણ જુઓ", "ਹੋਰ ਪੜ੍ਹੋ", "अधिक वाचा", "थप पढ्नुहोस्", "තවත් කියවන්න", "ဆက်လက်ဖတ်ရှုရန်", "อ่านเพิ่ม", "ອ່ານເພີ່ມ",
    "verwandte artikel", "lexoni edhe", "lexoni gjithashtu", "mai citește", "skaityk daugiau",
    "lasi vairāk", "loe veel", "loe lisaks", "tudi berite", "berite tudi", "прочитајте још",
    "прочитај и", "прочети още", "vegeu també", "irakurri gehiago", "ler tamén", "այս թեմայով",
    "ተጨማሪ ያንብቡ", "magbasa pa", "soma zaidi", "akhri", "lees gerus", "مزید دیکھیں", "اسے بھی پڑھیں",
    "هەروەها بخوێنەرەوە",
)  # fmt: skip
"""What a link to another story is announced with."""

SERVICES = (
    "'app", "newsletter", "telegram", "whatsapp", "facebook", "instagram", "twitter", "tiktok",
    "youtube", "google news", "linkedin", " app", "channel", " kanal", "inbox", "bolet", "podcast",
    "bluesky", "news alert", "social media", "viber", "mastodon", "biuletyn", "bülten", "canal",
    "aplica", "application", "infolettre", "lettre d'info", "lettre d’info", "uygulama", "aplikac",
    "алерт", "рассылк", "розсилк", "телеграм", "канал", "ватсап", "вайбер", "приложени", "застосун",
    "додат", "вконтакте", "дзен", "соцсет", "соцмереж", "хабиль", "خبرنامه", "تلگرام", "اینستاگرام",
    "اپلیکیشن", "واتساپ", "واتس‌اپ", "کانال", "نشرت", "النشرة", "تلغرام", "تليغرام", "تيليغرام",
    "تلجرام", "واتس", "فيسبوك", "تويتر", "قناتنا", "تطبيق", "微信", "公众号", "公眾號", "客户端",
    "手机应用", "邮件", "郵件", "电子报", "電子報", "频道", "頻道", "line", "粉絲", "粉丝",
    "ニュースレター", "メルマガ", "メールマガジン", "アプリ", "フォロー", "友だち追加", "公式",
    "뉴스레터", "텔레그램", "카카오톡", "카톡", "네이버", "유튜브", "채널", "앱", "어플", "न्यूज़लेटर",
    "न्यूजलेटर", "टेलीग्राम", "व्हाट्सएप", "वॉट्सऐप", "वॉट्सएप", "फेसबुक", "ऐप", "एप", "चैनल", "newslettera",
    "হোয়াটসঅ্যাপ", "গুগল নিউজ", "টেলিগ্রাম", "ফেসবুক", "চ্যানেল", "ইউটিউব", "வாட்ஸ்அப்", "வாட்ஸ்ஆப்",
    "டெலிகிராம்", "சேனல", "வலைத்தள", "వాట్సాప్", "టెలిగ్రామ్", "ఛానెల", "ఛానల", "ವಾಟ್ಸಾಪ್", "ಚಾನೆಲ್",
    "വാട്സാപ്", "വാട്‌സ്ആപ്", "ടെലഗ്രാം", "ചാനൽ", "વોટ્સએપ", "ચેનલ", "ਵਟਸਐਪ", "ਚੈਨਲ", "व्हॉट्सॲप",
    "ไลน์", "เพจ", "แอป", "เฟซบุ๊ก", "เฟสบุ๊ค", "ยูทูบ", "เทเลแกรม",
    "ενημερωτικό", "εφαρμογή", "nieuwsbrief", "nyhetsbrev", "nyhedsbrev", "uutiskirje", "hírlev",
    "zpravodaj", "chaîne", "zalo", " csatorn", "kituo", "ứng dụng", "fanpage",
)  # fmt: skip
"""What a call is for."""

CALLS = (
    r"(?:follow|find|like|add) us(?: on\b| at\b| via\b| for\b| here\b|:|$)",
    r"download (?:the|our) .{0,30}\bapp (?:for|on|from|in|via) (?:i|android|the app|google)",
    r"(?:follow|join) our .{0,40}\b(?:telegram|whatsapp|facebook|channel|group|page"
    r"|newsletter|podcast)",
    r"(?:sign up|signup|subscribe|register|opt in)\b.{0,12} (?:to|for|with) (?:our|us)\b",
    r"(?:subscribe|sign up) (?:here|now|today)\b",
    r"(?:get|receive|download|install) our\b",
    r"(?:get|receive)\b.{0,80}\b(?:in|to|into) your (?:inbox|e-?mail)\b",
    r"(?<![^.!?:] )(?:follow|join|subscribe to|sign up for|download) \S+(?: \S+)"
    r"? on (?:telegram|whatsapp|facebook|instagram|twitter|youtube|google news|x).{0,60}$",
    r"^(?:sign up|subscribe|register) (?:to|for) (?:the|this) .{0,60}newsletter",
    r"^(?:click here|cliquez ici|clique aqui|clicca qui|ha(?:z|ga|cé) clic aquí|klik hier"
    r"|klicken sie hier|kliknij tutaj) (?:to|and|pour|para|e|y|per|om|um|aby|i)\b",
    r"^(?:segui|seguite|sigue|siga|suivez|folgen sie|folge|volg|acompanhe)\b.{2,40}"
    r" (?:su|en|no|na|sur|auf|op) (?:telegram|whatsapp|facebook|instagram|twitter|youtube"
    r"|google news|x)\b.{0,30}$",
    r"(?:folgen|abonnieren|lesen|hören|besuchen|empfehlen) sie (?:uns|unser)",
    r"(?:folge|folgt|abonniere|abonniert|like|liket) (?:uns|unser)",
    r"(?:melden|melde|tragen|trage) (?:sie sich|dich)\b.{0,40}\b(?:unser|newsletter)",
    r"jetzt\b.{0,40}\bnewsletter\b.{0,12}\b(?:abonnieren|anfordern|anmelden|bestellen)\b",
    r"hier geht(?: es|['’]s) (?:zu unser|zu[mr]? )",
    r"unser\w*\b.{0,40}\bnewsletter (?:bringt|liefert|versorgt|informiert)\b",
    r"unser\w*\b.{0,20}\bnewsletter\b.{0,30}\b(?:erhalten|bekommen|erhältst|bekommst) (?:sie|du)\b",
    r"(?:laden|lade|installieren|holen|hol|nutzen) (?:sie|dir)\b.{0,25}\b(?:unser|app\b)",
    r"unser(?:en?|em)?\b.{0,30}\b(?:abonnieren|anmelden|herunterladen|bestellen)\b",
    r"(?:suivez|rejoignez|retrouvez|ajoutez)[- ](?:nous|notre|nos|l'actu)",
    r"(?:inscrivez-vous|abonnez-vous|inscris-toi|abonne-toi)\b.{0,25} (?:à|au|aux|sur)"
    r" (?:notre|nos|la)\b",
    r"(?:retrouvez|suivez|recevez)\b.{0,40}\b(?:sur|dans|via|en téléchargeant) (?:notre|nos) ",
    r"(?:téléchargez|recevez|installez|découvrez) (?:notre|nos|l'appli)",
    r"(?:síguenos|síganos|seguinos|únete|únase|unite|sumate|súmate)\b",
    r"(?:suscr[íi]b[ae]te|suscribite|suscríbase|inscríb[ea]te|regístrate|apúntate)"
    r".{0,20} (?:(?:a|en) (?:nuestr|la)|al canal)",
    r"(?:descarga|descargue|descargá|recibe|reciba) (?:nuestr|la app|aquí la app)",
    r"(?:sigue|recibe|reciba|encuentra|consulta)\b.{0,50}\ben nuestr",
    r"sig(?:a|ue|an) (?:a )?nuestr|kövess(?:e|ed)? (?:csatorn|oldal)\w*nkat",
    r"(?:acompanhe|receba|siga|veja)\b.{0,50}\b(?:no nosso|na nossa|em noss[oa]) ",
    r"(?:siga-nos|sigam?-nos|siga o|siga a|acompanhe o|participe do|entre no|inscreva-se"
    r"|junte-se)\b",
    r"(?:assine|assina|baixe|receba|subscreva|descarregue) (?:o nosso|a nossa|nosso"
    r"|nossa|o app|a newsletter)",
    r"(?:segui|seguite) (?:il|la) nostr",
    r"(?:seguici|seguiteci|iscriviti|iscrivetevi|abbonati|unisciti)\b",
    r"(?:scarica|scaricate|ricevi) (?:la nostra|l'app|le nostre)",
    r"(?:volg ons|abonneer je|schrijf je in|meld je aan|download onze|följ oss|følg oss"
    r"|prenumerera på|abonner på|tilmeld dig|seuraa meitä|tilaa uutiskirje)",
    r"(?:obserwuj|obserwujcie|śledź|polub|dołącz do|znajdź) (?:nas|nasz)",
    r"(?:zapisz|zapiszcie|zapisać) się (?:do|na) (?:nasz|newsletter)",
    r"(?:pobierz|ściągnij|zainstaluj|subskrybuj) (?:nasz|aplikację$|aplikację na )",
    r"(?:sledujte|sledujte nás|odebírejte|přihlaste se|stáhněte si) (?:nás|náš|naš|k odběru)",
    r"(?:kövessen|kövess|iratkozzon|iratkozz|töltse le) (?:minket|fel|a mi|alkalmazás)",
    r"(?:urmărește-ne|urmăriți-ne|abonează-te|abonați-vă|pratite nas|pridružite|preuzmite našu)",
    r"(?:bizi|(?:e-)?bültenimize|kanalımız|uygulamamız|hesabımız)\S*.{0,60}\b(?:takip ed"
    r"|abone ol|katıl|indir|kaydol)",
    r"(?:ikuti|gabung|unduh) (?:kami|aplikasi|kanal|channel)",
    r"(?:theo dõi|tham gia|tải) (?:chúng tôi|kênh|nhóm|fanpage|ứng dụng)\b.{0,40}(?:chúng tôi|báo)"
    r"|theo dõi chúng tôi",
    r"(?:jiunge|fuata|tufuate|pakua|jisajili) (?:na |nasi |kwa |kwenye )?.{0,30}\b"
    r"(?:ch?etu|yetu|wetu|letu|nasi|whatsapp|telegram|facebook)\b",
    r"(?:подписывайтесь|подпишитесь|подписаться|присоединяйтесь|следите) (?:на|к|за)"
    r" (?:наш|нас|нам|телеграм|telegram|канал|рассылк|страниц)",
    r"(?:подписывайтесь|подпишитесь|підписуйтесь|підписуйтеся|підпишіться)[!.]*$",
    r"больше (?:новостей|материалов|интересного|видео|фото)\b.{0,30}\bв наш",
    r"більше (?:новин|матеріалів|цікавого|відео|фото)\b.{0,30}\b[ув] наш",
    r"(?:скачайте|скачивайте|установите|читайте) (?:наш|нас )",
    r"(?:підписуйтесь|підписуйтеся|підпишіться|приєднуйтесь|приєднуйтеся|стежте|слідкуйте)"
    r" (?:на|до|за) (?:наш|нас|нам|telegram|телеграм|канал)",
    r"(?:завантажуйте|завантажте|встановіть|читайте) (?:наш|нас )",
    r"(?:последвайте (?:ни|канала|страницата)|абонирайте се|ακολουθήστε|εγγραφείτε|κατεβάστε)",
)  # fmt: skip
"""Calls to the site's own service in alphabets with case, as regular expressions: each begins with
a word of `CALLING`, or of `OWN`."""

UNCASED_CALLS = (
    r"(?:ما را|کانال|خبرنامه|اپلیکیشن).{0,60}(?:دنبال کنید|عضو شوید|دانلود کنید|نصب کنید"
    r"|بپیوندید|مشترک شوید)",
    r"(?:تابعونا|تابعنا|تابعوا|انضموا|انضم) (?:على|عبر|إلى|قنا)"
    r"|^(?:تابعوا|تابع|احصلوا على|احصل على) .{0,40}(?:قناتنا|صفحتنا|تطبيقنا|حسابنا|منصاتنا)"
    r"|(?:اشترك|اشتركوا|سجل"
    r"|سجلوا) (?:الآن )?في (?:نشرت|قنا|خدم|النشرة)|(?:حمل|حمّل|حملوا|حمّلوا|نزل) (?:الآن )?تطبيق",
    r"(?:हमारे|हमारी|हमारा|हमें|न्यूज़लेटर|चैनल|ऐप).{0,70}(?:फॉलो करें|फॉलो कीजिए|सदस्यता लें"
    r"|सब्सक्राइब करें|डाउनलोड करें|जुड़ें|जुड़िए|ज्वाइन करें|लाइक करें)",
    r"(?:আমাদের|எங்கள்|எமது|మా|మన|ನಮ್ಮ|ഞങ്ങളുടെ|നമ്മുടെ|અમારી|અમારા|ਸਾਡੇ|आमच्या|आमचे).{0,70}"
    r"(?:অনুসরণ করুন|ফলো করুন|যুক্ত (?:হোন|থাকুন)|সাবস্ক্রাইব করুন|இணையுங்கள்|இணைந்திடுங்கள்|பின்தொடருங்கள்"
    r"|பின்தொடரவும்|ఫాలో (?:అవ్వండి|చేయండి)|చేరండి|ಫಾಲೋ ಮಾಡಿ|ಸೇರಿ|പിന്തുടരുക|പിന്തുടരൂ|ചേരൂ|ചേരുക|ഫോളോ ചെയ്യൂ"
    r"|ફોલો કરો|જોડાઓ|ਜੁੜੋ|ਫਾਲੋ ਕਰੋ|फॉलो करा|जॉइन करा|सामील व्हा)",
    r"(?:关注|關注|订阅|訂閱|下载|下載|加入|追蹤|扫码).{0,4}(?:我们|我們|本报|本報|本站"
    r"|本网|本網)|(?:欢迎|歡迎|立即|立刻|马上|快來|点击).{0,3}(?:关注|關注|订阅|訂閱|下载"
    r"|下載|加入|追蹤|扫码|扫描)",
    r"(?:登録|フォロー|ダウンロード|購読|追加)(?:は|を)?(?:こちら|すると|して(?:ください"
    r"|みて|ね)|しよう|お願い|をお願い|して、)|友だち追加"
    r"|をフォロー(?:$|する|して)|扫码关注|掃碼關注|(?:ニュースレター|メルマガ|line"
    r"|アプリ).{0,20}(?:配信中|お届け|受け取ろう|受け取れます|受け取る$|(?:を)?チェック)",
    r"^(?:กด)?(?:สมัครรับ|กดไลก์|กดไลค์|เข้าร่วม).{0,60}(?:ได้ที่|ของเรา|ผ่าน|ทาง|ที่นี่)"
    r"|^(?:เพิ่มเพื่อน|แอดไลน์)",
    r"(?:구독|팔로우|다운로드|설치|친구 ?추가|추가)(?:하고|하세요|하시면|해 ?주세요|하기)"
    r"|받아 ?보세요",
)  # fmt: skip
"""The same in other scripts; they may begin anywhere."""

CALLING = frozenset(
    "abbonati abonați-vă abone abonează-te abonne-toi abonneer abonner abonnez-vous "  # noqa: SIM905
    "abonniere abonnieren abonniert acompanhe add ajoutez anmelden apúntate assina assine "
    "baixe bestellen besuchen descarga descargue descargá descarregue download dołącz "
    "découvrez empfehlen entre find folge folgen folgt follow följ følg gabung get "
    "herunterladen hol holen hören jetzt ikuti indir indirin inscreva-se inscris-toi "
    "inscrivez-vous inscríbase inscríbete install installez installieren iratkozz "
    "iratkozzon iscrivetevi iscriviti join junte-se katıl katılın kaydol kaydolun kövess "
    "kövessen lade laden lesen like liket meld melde melden nutzen obserwuj obserwujcie "
    "odebírejte opt participe pobierz polub pratite prenumerera preuzmite pridružite "
    "přihlaste receba receive recevez reciba recibe register regístrate rejoignez "
    "rejoignez-nous retrouvez retrouvez-nous ricevi scarica scaricate schrijf segui "
    "seguite seguici seguinos seguiteci seuraa siga siga-nos sigam-nos sign signup "
    "sledujte stáhněte sigan kövesse kövessed jiunge fuata tufuate pakua jisajili tham tải "
    "subscreva subscribe subskrybuj suivez suivez-nous sumate suscribete suscribite "
    "suscríbase suscríbete síganos síguenos súmate takip theo tilaa tilmeld trage tragen "
    "téléchargez töltse unduh unisciti unite urmărește-ne urmăriți-ne volg zainstaluj "
    "zapisać zapisz zapiszcie znajdź únase únete ściągnij śledź ακολουθήστε εγγραφείτε "
    "κατεβάστε абонирайте встановіть завантажте завантажуйте подписаться подписывайтесь "
    "подпишитесь последвайте присоединяйтесь приєднуйтесь приєднуйтеся підписуйтесь "
    "підписуйтеся підпишіться скачайте скачивайте следите слідкуйте стежте установите "
    "читайте hier bringt liefert versorgt informiert sigue encuentra consulta veja больше "
    "більше click cliquez clique clicca haz haga hacé klik klicken kliknij".split()
)
"""Words of which one is in every call of a language of an alphabet with case: to ask a table
first is a tenth of the cost."""

FOLLOWING = (
    "folg", "abonnier", "suivez", "abonnez", "rejoignez", "sígue", "sigue", "siga", "segui",
    "únete", "iscriv", "inscreva", "volg", "obserwuj", "śledź", "dołącz", "sledujte", "kövess",
    "urmăr", "pratite", "följ", "følg", "seuraa", "takip", "abone", "katıl", "подпис", "присоедин",
    "читайте", "следите", "підпис", "долучай", "приєдн", "стежте", "слідкуй", "ακολουθ", "εγγραφ",
    "последвай", "theo dõi", "tham gia", "ikuti", "gabung", "تابع", "انضم", "اشترك", "بپیوندید",
    "دنبال کنید", "عضو شوید", "עקבו", "הצטרפו", "फॉलो", "जुड़ें", "सब्सक्राइब", "সাবস্ক্রাইব", "ফলো",
    "অনুসরণ", "যুক্ত হ", "ติดตาม", "გამოიწერ", "გამოგვყ", "关注", "關注", "订阅", "訂閱", "追蹤",
    "フォロー", "登録", "구독", "팔로우", "жазылыңыз", "қосылыңыз", "обуна", "катталыңыз",
    "дагаарай", "следете", "приклучете", "пратите", "придружите", "izləyin", "qoşulun", "obuna",
    "kuzatib", "pridružite", "prijavite", "spremljajte", "sekite", "prisijunk", "sekojiet",
    "pievienojies", "jälgi", "liitu", "ndiqni", "bashkohu", "liity", "tilaa", "tilmeld",
    "prenumerera", "meld je", "alătur", "abonați", "csatlakozz", "iratkozz", "segueix", "subscriu",
    "jarraitu", "harpidetu", "sertai", "langgan", "i-follow", "fuata", "հետևեք", "հետեւեք",
    "միացեք", "բաժանորդագր", "მოგვყევ", "შემოგვიერთ", "ይከተሉ", "ይቀላቀሉ", "فالو", "جوائن", "شامل ہو",
    "ملحق شئ", "فالۆ", "இணையுங்கள்", "இணைந்திரு", "பின்தொடர", "ஃபாலோ", "ఫాలో", "చేరండి", "ಫಾಲೋ", "ಸೇರಿ",
    "ഫോളോ", "ചേരൂ", "ചേരുക", "ફોલો", "જોડાઓ", "જોડાવ", "ਫਾਲੋ", "ਜੁੜੋ", "एकत्र", "सामील", "फलो", "එක්වන්න",
    "ඔබත්", "ဖော်လို", "တိုက်ရိုက်", "តាមដាន", "ຕິດຕາມ",
)  # fmt: skip
"""Words that ask to follow; they count only beside a link to a channel of a service. English texts
also ask to follow those they are about: what calls to the site itself is in `CALLS`."""

OWN = ("unser", "bizi", "bülte", "e-bül", "kanal", "uygul", "hesab")
"""How the words begin that stand for the site before the verb."""
