"""Names of tags and labels that hold an article's dates. Data."""

PUBLISHED_METAS = (
    "articlepublishedtime", "ogarticlepublishedtime", "ogpublishedtime", "datepublished",
    "articlepublished", "publishedtime", "publishdate", "pubdate", "publisheddate",
    "publicationdate", "sailthrudate", "parselypubdate", "cxenseparserecspublishtime",
    "cxenseparsepublishtime", "dcdateissued", "dctermsissued", "dcdatecreated", "dctermscreated",
    "citationpublicationdate", "rnewsdatepublished", "datecreated", "displaydate",
    "originalpublicationdate", "csepubdate", "articledateoriginal", "btpubdate",
    "iso8601publishdate", "articlepostdate", "nastoohpublishdate", "timestamp", "publishedat",
    "firstpublished", "firstpublishedtime", "publicationtime", "publishtime", "datefirstpublished",
    "articlepubdate", "pubtime", "articledate", "postdate", "creationdate", "articlecreated",
    "mediatorpublishedtime", "ogpubdate", "citationdate", "citationonlinedate",
    "prismpublicationdate", "eprintsdate", "shareaholicarticlepublishedtime", "vrpublishedtime",
    "weiboarticlecreateat", "bytedancepublishedtime", "published",
)  # fmt: skip
"""Most trusted first; names as `Meta.like` takes them: letters and digits alone."""

VAGUE_METAS = ("dcdate", "dctermsdate", "date")
"""As above, of names that do not say which date: many templates put the last change there."""

MODIFIED_METAS = (
    "articlemodifiedtime", "ogupdatedtime", "datemodified", "articlemodified", "dctermsmodified",
    "dcdatemodified", "modifiedtime", "lastmodified", "lastmod", "revised", "ogmodifiedtime",
    "dateupdated", "updatedat", "modifiedat", "modifieddate", "updatetime", "lastupdated",
    "articleupdatedtime",
)  # fmt: skip
"""As above."""

PUBLISHED_LABELS = (
    # Persian, Pashto, Urdu
    "تاریخ انتشار", "تاريخ انتشار", "زمان انتشار", "منتشر شده در", "انتشار:", "تاریخ خبر",
    "تاریخ درج", "د خپرېدو نېټه", "تاریخ اشاعت", "شائع",
    # Arabic
    "تاريخ النشر", "نشر في", "تم النشر", "نُشر في", "تاريخ الإضافة", "تم نشره", "تم نشر", "نشرت في",
    "نُشرت في", "نشر بتاريخ", "نُشر بتاريخ", "نشر:", "نُشر:", "أضيف في",
    # Thai
    "เผยแพร่", "วันที่โพสต์", "โพสต์เมื่อ", "ลงเมื่อ",
    # English, German, Dutch, the Nordic languages
    "Published", "PUBLISHED", "Posted", "POSTED", "Publication date", "Publish date",
    "Publish Date", "Published Date", "Date published", "Date posted", "First published",
    "Originally published", "Released on", "Created on", "EMBARGOED UNTIL", "Embargoed until",
    "Embargo", "Sperrfrist", "Veröffentlicht", "Erschienen", "Erstellt am", "Publiziert am",
    "Gepubliceerd", "Geplaatst", "Publicerad", "Publicerat", "Publisert", "Publiceret", "Udgivet",
    "Offentliggjort", "Julkaistu", "Birt",
    # French, Spanish, Portuguese, Catalan, Italian, Romanian
    "Publié", "Mis en ligne le", "Paru le", "Posté le", "Date de publication", "Publicado",
    "Publicada", "Publicación", "Fecha de publicación", "Publicat", "Data de publicação",
    "Postado em", "Pubblicato", "Pubblicata", "Data di pubblicazione", "Data publicării",
    # Polish, Czech, Slovak, Croatian, Slovene, the Baltic languages, Hungarian
    "Opublikowan", "Data publikacji", "Data dodania", "Data utworzenia", "Dodano", "Publikováno",
    "Zveřejněno", "Vydáno", "Datum publikace", "Publikované", "Zverejnené", "Uverejnené",
    "Objavljeno", "Datum objave", "Paskelbta", "Publicēts", "Avaldatud", "Közzétéve", "Megjelent",
    "Publikálva", "Létrehozva",
    # behind the last change
    "publié le", "publicado el", "publicado em", "pubblicato il", "veröffentlicht am", "geplaatst",
    "gepubliceerd", "udgivet", "publicerad", "publisert", "julkaistu", "opublikowan", "vydáno",
    "опубликован", "опублікован", "публикуван", "објављено", "diterbitkan", "公開：", "公開:",
    "Publikacja", "Yayın:",
    # Turkish, Azerbaijani, Indonesian, Malay, Filipino, Vietnamese, Swahili
    "Yayınlan", "Yayımlan", "Yayın Tarihi", "Yayın tarihi", "Giriş Tarihi", "Eklenme",
    "Oluşturulma", "Dərc olun", "Diterbitkan", "Dipublikasikan", "Diunggah", "Tayang", "Inilathala",
    "Ngày đăng", "Đăng ngày", "Đăng lúc", "Xuất bản", "Ngày xuất bản", "Imechapishwa",
    "Ilichapishwa", "ចុះផ្សាយ", "ផ្សាយ", "ເຜີຍແຜ່", "ထုတ်ပြန်",
    # Cyrillic, Greek, Hebrew, Georgian, Armenian
    "Опубликован", "Дата публикации", "Размещено", "Опублікован", "Дата публікації", "Публикувано",
    "Публикувана", "Објављено", "Апублікавана", "Жарияланған", "Δημοσίευση", "Δημοσιεύθηκε",
    "Δημοσιεύτηκε", "Ημερομηνία δημοσίευσης", "Αναρτήθηκε", "פורסם", "תאריך פרסום", "გამოქვეყნდა",
    "Հրապարակվել",
    # Hindi, Marathi, Bengali, Tamil
    "प्रकाशित", "पब्लिश", "প্রকাশিত", "প্রকাশ:", "প্রকাশ :", "প্রকাশকাল", "வெளியிடப்பட்ட",
    "பதிவு செய்த நாள்", "பதிவு:", "ప్రచురించిన తేదీ", "ప్రచురణ తేదీ", "ಪ್ರಕಟಿಸಲಾಗಿದೆ",
    "പ്രസിദ്ധീകരിച്ചത്", "પ્રકાશિત", "ਪ੍ਰਕਾਸ਼ਿਤ", "පළ කළ", "የታተመው",
    # Chinese, Japanese, Korean
    "发布时间", "發布時間", "發佈時間", "发表时间", "发布日期", "發布日期", "發佈日期", "发布于",
    "發佈於", "發布於", "发表于", "發表於", "公開日", "配信", "掲載日", "投稿日", "発行日",
    "기사입력", "입력", "등록", "게시일", "작성일", "발행일", "승인",
)  # fmt: skip

UPDATED_LABELS = (
    # Latin script
    "Last updated", "Last modified", "Updated", "UPDATED", "Modified", "Aktualisiert",
    "Zuletzt aktualisiert", "Letzte Aktualisierung", "Geändert", "Mis à jour", "Mise à jour",
    "Modifié", "Actualizado", "Actualización", "Modificado", "Atualizado", "Atualização",
    "Aggiornato", "Aggiornamento", "Bijgewerkt", "Gewijzigd", "Uppdaterad", "Oppdatert",
    "Opdateret", "Päivitetty", "Zaktualizowano", "Aktualizacja", "Aktualizováno", "Frissítve",
    "Módosítva", "Aangepast", "Laatste update", "Data aktualizacji", "Aktualizace",
    "Data actualizării", "Son güncellenme", "Son Güncellenme", "Actualizat", "Güncelleme Tarihi",
    "Güncelleme", "Güncellendi", "Son Güncelleme", "Diperbarui", "Cập nhật", "Updated Date",
    "Update Date", "Stand:", "Imesasishwa", "Ažurirano", "Posodobljeno", "Aktualizované",
    "Atnaujinta", "Atjaunots", "Uuendatud", "Yenilən", "Actualitzat",
    # Cyrillic, Greek
    "Обновлено", "Оновлено", "Изменено", "Ενημέρωση", "Ενημερώθηκε", "Τελευταία ενημέρωση",
    "Дата обновления", "дата обновления", "Дата оновлення", "Ажурирано", "Обновена",
    "Актуализирана", "Жаңартыл", "Абноўлена",
    # Persian, Arabic, Hebrew, Hindi, Thai
    "به‌روزرسانی", "بروزرسانی", "آخرین به‌روزرسانی", "تاریخ به‌روزرسانی", "آخر تحديث", "تم التحديث",
    "עודכן", "अपडेट", "อัปเดตล่าสุด", "อัปเดต", "ปรับปรุง", "แก้ไขล่าสุด", "تجدید", "اپ ڈیٹ",
    "আপডেট", "হালনাগাদ", "புதுப்பிக்கப்பட்ட", "განახლ", "Թարմացվել",
    # Chinese, Japanese, Korean
    "更新时间", "更新時間", "最后更新", "更新日", "更新", "업데이트", "최종수정", "수정",
)  # fmt: skip
"""Labels of the last change; they count only before a date on a short line."""

UPDATED_INSIDE = (
    "updated", "modified", "aktualisiert", "mis à jour", "mise à jour", "modifié", "actualizado",
    "actualizada", "atualizado", "aggiornato", "aggiornamento", "bijgewerkt", "uppdaterad",
    "oppdatert", "opdateret", "aktualizace", "aktualizováno", "aktualizacja", "aktualizované",
    "ažurirano", "päivitetty", "atnaujinta", "frissítve", "güncelleme", "diperbarui", "cập nhật",
    "обновлено", "изменено", "оновлено", "ενημερώθηκε", "ενημέρωση",
)  # fmt: skip
"""Labels of the last change that stand behind the date of publication, or behind a word."""

DATE_LABELS = (
    "Datum", "Date", "Fecha", "Data", "Дата", "تاریخ", "التاريخ", "Tarih", "日期", "日時", "วันที่",
    "Dato", "Dátum", "Päivämäärä", "Tanggal", "Ngày", "Ημερομηνία", "תאריך", "दिनांक", "তারিখ",
    "日付", "날짜", "نشر", "نُشر",
)  # fmt: skip
"""Labels that count only where label and date are the whole line."""

ANY_LABELS = (*PUBLISHED_LABELS, *DATE_LABELS)

CODE_LABELS = {
    "fa": ("کد خبر", "کدخبر", "شناسه خبر", "کد مطلب", "شناسه مطلب", "کد مقاله"),
    "ar": ("رقم الخبر", "رمز الخبر"),
    "en": ("News ID", "News Code", "Article ID", "Story ID"),
    "tr": ("Haber Kodu",),
}  # fmt: skip
