"""What newspapers write before the name of who took a picture, as parts of regexps."""

PICTURE = (
    r"(?:fotos?|photos?|pictures?|picture credit|image|bild(?:er)?|crédits?|zdjęci[ea]|fot\."
    r"|kuvat?|fotoğraf(?:lar)?|фото|φωτο(?:γραφία)?|ảnh|gambar|dok)"
)
"""In alphabets with two cases, in lower case."""
PICTURE_SIGNED = (
    r"(?:사진|写真|撮影)\s*[=＝:：/]"
    r"|(?:عکس|צילום|फोटो|ছবি|ภาพ|تصوير)\s*[:：/]"
)
"""In other scripts, with the sign behind it."""
