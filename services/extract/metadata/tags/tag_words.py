"""Words that stand above the article's tags and the site's trends, and in addresses. Data."""

TRENDING_LABELS = {
    "fa": (
        "برچسب منتخب", "برچسب‌های منتخب", "برچسب های منتخب", "برچسب‌های داغ", "برچسب های داغ",
        "موضوعات داغ", "ترندها", "داغ‌ترین برچسب",
    ),
    "ar": ("الأكثر تداولا", "وسوم شائعة", "مواضيع رائجة"),
    "en": ("Trending", "TRENDING", "Popular t", "Popular T", "Hot t", "Hot T", "Tag cloud"),
    "de": ("Beliebte Themen", "Top-Themen", "Aktuelle Themen", "Meistgesucht"),
    "fr": ("Tendances", "Sujets populaires"),
    "es": ("Tendencias", "Lo más buscado", "Temas del día"),
    "it": ("Temi caldi", "Argomenti popolari", "Di tendenza"),
    "pt": ("Tendências", "Assuntos do momento", "Em alta"),
    "pl": ("Popularne tematy", "Popularne tagi", "Na czasie"),
    "ru": ("Популярные темы", "Популярные теги", "В тренде"),
    "uk": ("Популярні теми", "Популярні теги", "У тренді"),
    "tr": ("Popüler Etiketler", "Gündemdekiler"),
    "ja": ("注目のキーワード", "人気のキーワード", "話題のキーワード", "人気タグ"),
    "ko": ("인기 키워드", "인기 태그", "인기 검색어", "실시간 이슈"),
    "zh": ("热门标签", "热门话题", "热搜", "熱門標籤", "熱門話題", "熱門關鍵字"),
    "vi": ("Chủ đề nóng", "Từ khóa nổi bật", "Xu hướng"),
    "hi": ("ट्रेंडिंग", "लोकप्रिय विषय"),
}  # fmt: skip

TAG_LABELS = frozenset({
    "tag", "tags", "tagged", "tagged with", "tagged as", "tagged in", "filed under", "keywords",
    "key words", "article tags", "topics:", "related topics:", "schlagworte", "schlagwörter",
    "stichworte", "themen:", "mots-clés", "mots clés", "mots-clefs", "thèmes:", "sujets:",
    "étiquettes", "etiquetas", "palabras clave", "temas:", "archivado en", "palavras-chave",
    "palavras chave", "marcadores", "assuntos:", "tópicos:", "parole chiave", "argomenti:",
    "temi:", "trefwoorden", "onderwerpen:", "tagi", "słowa kluczowe", "tematy:", "теги", "тэги",
    "метки", "ключевые слова", "темы:", "мітки", "ключові слова", "теми:", "тагове", "етикети",
    "ключови думи", "тагови", "ознаке", "кључне речи", "etiketler", "etiket", "anahtar kelimeler",
    "oznake", "tagovi", "ključne riječi", "ključne besede", "ključne reči", "štítky",
    "klíčová slova", "témata:", "kľúčové slová", "címkék", "címke", "kulcsszavak", "etichete",
    "cuvinte cheie", "taguri", "taggar", "etiketter", "nyckelord", "ämnen:", "stikkord", "emneord",
    "emner:", "nøkkelord", "avainsanat", "asiasanat", "tunnisteet", "aiheet:", "märksõnad",
    "sildid", "birkas", "atslēgvārdi", "tēmas:", "žymos", "raktažodžiai", "raktiniai žodžiai",
    "temos:", "ετικέτες", "λέξεις-κλειδιά", "λέξεις κλειδιά", "תגיות", "תגים", "מילות מפתח",
    "كلمات دلالية", "الكلمات الدلالية", "كلمات مفتاحية", "الكلمات المفتاحية", "الوسوم", "وسوم",
    "العلامات", "برچسب‌ها", "برچسب ها", "برچسبها", "برچسب", "کلیدواژه‌ها", "کلیدواژه ها",
    "کلید واژه ها", "کلمات کلیدی", "ٹیگز", "टैग", "टैग्स", "कीवर्ड", "ট্যাগ", "ট্যাগস", "ট্যাগসমূহ",
    "குறிச்சொற்கள்", "แท็ก", "คำค้น", "คีย์เวิร์ด", "แท็กที่เกี่ยวข้อง", "từ khóa", "từ khoá", "thẻ", "chủ đề:",
    "kata kunci", "topik:", "topik terkait:", "関連キーワード", "キーワード", "タグ", "関連タグ",
    "ハッシュタグ", "태그", "키워드", "관련 키워드", "해시태그", "标签", "关键词", "关键字",
    "標籤", "關鍵字", "關鍵詞", "ტეგები", "თეგები", "պիտակներ", "açar sözlər", "teqlər", "тегтер",
    "teglar",
})  # fmt: skip
"""What a list of the article's own tags begins with; a colon may follow, and must where one is
written here."""

TOPIC_LABELS = frozenset({
    "more about", "more on", "more on this topic", "read more about", "explore more",
    "mehr zum thema", "mehr zu", "weitere themen", "zum thema", "sur le même sujet", "à lire sur",
    "más sobre", "más sobre este tema", "en este artículo", "mais sobre", "leia mais sobre",
    "altro su", "meer over", "więcej o", "mer om", "mere om", "in this story", "по теме",
    "lue lisää aiheesta", "за темою", "相关话题", "相關話題", "関連トピック", "관련 토픽",
})  # fmt: skip
"""What stands above a list of links to pages of tags that are the article's."""

TAG_PATHS = (
    "/tag/", "/tags/", "/thema/", "/themen/", "/topic/", "/topics/", "/keyword/", "/keywords/",
    "/schlagwort/", "/schlagworte/", "/stichwort/", "/tema/", "/temas/", "/emne/", "/emner/",
    "/etiqueta/", "/etiquetas/", "/hashtag/", "/etiket/", "/mot-cle/", "/mots-cles/", "/sujet/",
    "/sujets/", "/amne/", "/chu-de/", "/topik/", "/theme/", "/themes/", "/tema-",
    "?tag=", "?tags=", "&tag=", "&tags=",
)  # fmt: skip
"""Parts of the addresses of tag pages."""

TAG_NAMESPACES = frozenset({
    "subject", "subjects", "category", "categories", "tag", "tags", "topic", "topics", "keyword",
    "keywords", "section", "sections", "person", "persons", "people", "place", "places",
    "location", "locations", "organization", "organizations", "organisation", "event", "theme",
})  # fmt: skip
"""What content systems write before a tag that is about the story; others are about the page."""
