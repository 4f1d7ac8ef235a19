"""Names of tags and labels that hold an article's dates. Data."""

PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article:published", "published_time", "publish_date", "publish-date", "publishdate",
    "pubdate", "published-date", "publication_date", "publication-date", "sailthru.date",
    "parsely-pub-date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date",
    "dcterms.date", "citation_publication_date", "rnews:datepublished", "date.created",
    "displaydate", "originalpublicationdate", "cse-pub-date", "article_date_original",
    "bt:pubdate", "iso-8601-publish-date", "article:post_date", "nastooh:publishdate",
    "timestamp", "date",
)  # fmt: skip

MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "article:modified",
    "dcterms.modified", "dc.date.modified", "modified_time", "last-modified", "lastmod",
    "revised", "og:modified_time", "date.updated", "date.modified",
)  # fmt: skip

PUBLISHED_LABELS = (
    # Persian, Pashto
    "تاریخ انتشار", "تاريخ انتشار", "زمان انتشار", "منتشر شده در", "انتشار:", "تاریخ خبر",
    "تاریخ درج", "د خپرېدو نېټه",
    # Arabic
    "تاريخ النشر", "نشر في", "تم النشر", "نُشر في", "تاريخ الإضافة",
    # Thai
    "เผยแพร่", "วันที่โพสต์",
    # Latin script
    "Published", "PUBLISHED", "Posted on", "Publication date", "Date published",
    "Veröffentlicht", "Erschienen am", "Erstellt am", "Publié le", "Mis en ligne le", "Publicado",
    "Pubblicato", "Gepubliceerd", "Publicerad", "Publisert", "Publiceret", "Opublikowano",
    "Data publikacji", "Publikováno", "Yayınlanma", "Yayın Tarihi", "Giriş Tarihi", "Diterbitkan",
    "Ngày đăng",
    # Cyrillic, Greek
    "Опубликовано", "Дата публикации", "Опубліковано", "Δημοσίευση",
    # Chinese, Japanese, Korean
    "发布时间", "發布時間", "發佈時間", "发表时间", "公開日", "配信", "기사입력", "입력", "등록",
)  # fmt: skip
