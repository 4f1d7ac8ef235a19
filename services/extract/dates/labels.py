"""Names of tags and labels that hold an article's dates. Data."""

PUBLISHED_METAS = (
    "articlepublishedtime", "ogarticlepublishedtime", "ogpublishedtime", "datepublished",
    "articlepublished", "publishedtime", "publishdate", "pubdate", "publisheddate",
    "publicationdate", "sailthrudate", "parselypubdate", "cxenseparserecspublishtime",
    "cxenseparsepublishtime", "dcdateissued", "dctermsissued", "dcdatecreated", "dctermscreated",
    "dcdate", "dctermsdate", "citationpublicationdate", "rnewsdatepublished", "datecreated",
    "displaydate", "originalpublicationdate", "csepubdate", "articledateoriginal", "btpubdate",
    "iso8601publishdate", "articlepostdate", "nastoohpublishdate", "timestamp", "date",
    "publishedat", "firstpublished", "firstpublishedtime", "publicationtime", "publishtime",
    "datefirstpublished", "articlepubdate", "pubtime", "articledate", "postdate", "creationdate",
)  # fmt: skip
"""Most trusted first; names as `Meta.like` takes them: letters and digits alone."""

MODIFIED_METAS = (
    "articlemodifiedtime", "ogupdatedtime", "datemodified", "articlemodified", "dctermsmodified",
    "dcdatemodified", "modifiedtime", "lastmodified", "lastmod", "revised", "ogmodifiedtime",
    "dateupdated", "updatedat", "modifiedat", "modifieddate", "updatetime", "lastupdated",
    "articleupdatedtime",
)  # fmt: skip
"""As above."""

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

UPDATED_LABELS = (
    # Latin script
    "Last updated", "Last modified", "Updated", "UPDATED", "Modified", "Aktualisiert",
    "Zuletzt aktualisiert", "Letzte Aktualisierung", "Geändert", "Mis à jour", "Mise à jour",
    "Modifié", "Actualizado", "Actualización", "Modificado", "Atualizado", "Atualização",
    "Aggiornato", "Aggiornamento", "Bijgewerkt", "Gewijzigd", "Uppdaterad", "Oppdatert",
    "Opdateret", "Päivitetty", "Zaktualizowano", "Aktualizacja", "Aktualizováno", "Frissítve",
    "Actualizat", "Güncelleme", "Güncellendi", "Son Güncelleme", "Diperbarui", "Cập nhật",
    # Cyrillic, Greek
    "Обновлено", "Оновлено", "Изменено", "Ενημέρωση", "Τελευταία ενημέρωση",
    # Persian, Arabic, Hebrew, Hindi, Thai
    "به‌روزرسانی", "بروزرسانی", "آخرین به‌روزرسانی", "تاریخ به‌روزرسانی", "آخر تحديث", "تم التحديث",
    "עודכן", "अपडेट", "อัปเดต", "แก้ไขล่าสุด",
    # Chinese, Japanese, Korean
    "更新时间", "更新時間", "最后更新", "更新日", "更新", "최종수정", "수정",
)  # fmt: skip
"""Labels of the last change; they count only before a date on a short line."""

DATE_LABELS = (
    "Datum", "Date", "Fecha", "Data", "Дата", "تاریخ", "التاريخ", "Tarih", "日期", "日時", "วันที่",
)  # fmt: skip
"""Labels that count only where label and date are the whole line."""

CODE_LABELS = {
    "fa": ("کد خبر", "کدخبر", "شناسه خبر", "کد مطلب", "شناسه مطلب", "کد مقاله"),
    "ar": ("رقم الخبر", "رمز الخبر"),
    "en": ("News ID", "News Code", "Article ID", "Story ID"),
    "tr": ("Haber Kodu",),
}  # fmt: skip
