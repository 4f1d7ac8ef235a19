"""Words beside page facts, by language; pages of unknown language are tried with all. Data."""

VIEW_WORDS = {
    "fa": ("تعداد بازدید", "بازدید", "مشاهده"),
    "ar": ("عدد المشاهدات", "المشاهدات", "مشاهدة", "عدد القراءات"),
    "en": ("views", "Views"),
    "de": ("Aufrufe",),
    "fr": ("vues",),
    "es": ("visitas", "lecturas"),
    "it": ("visualizzazioni", "letture"),
    "pt": ("visualizações", "leituras"),
    "ru": ("просмотров", "Просмотры", "Просмотров"),
    "uk": ("переглядів", "Перегляди"),
    "tr": ("okunma", "Okunma", "görüntülenme"),
    "vi": ("lượt xem",),
    "zh": ("阅读", "閱讀", "浏览", "瀏覽", "點閱"),
    "ko": ("조회",),
    "nl": ("weergaven",),
    "pl": ("wyświetleń", "odsłon"),
}

COMMENT_WORDS = {
    "fa": ("تعداد نظرات", "نظرات", "دیدگاه", "نظر"),
    "ar": ("تعليقات", "التعليقات", "تعليق"),
    "en": ("Comments", "comments"),
    "de": ("Kommentare",),
    "fr": ("commentaires", "Commentaires"),
    "es": ("comentarios", "Comentarios"),
    "it": ("commenti", "Commenti"),
    "pt": ("comentários", "Comentários"),
    "ru": ("комментариев", "Комментарии"),
    "tr": ("yorum", "Yorumlar"),
    "zh": ("评论", "評論"),
    "ko": ("댓글",),
    "nl": ("reacties",),
    "pl": ("komentarzy", "Komentarze"),
    "sv": ("kommentarer",),
}
