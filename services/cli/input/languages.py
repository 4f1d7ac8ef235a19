"""Languages as users name them: by the code that articles have."""

import re

from services.cli.errors import Problem

_CODE = re.compile("[a-z]{2,3}")
"""ISO 639-1, or 639-3 for what has no shorter one."""


def language_named(text: str) -> str:
    """Bring a language's code into the spelling of articles, or raise `Problem` with exit code 2.

    What stands behind it in a BCP 47 tag (`fa-IR`) is left out: articles state the language alone.
    """
    code = re.split("[-_]", text.strip().lower())[0]
    if not _CODE.fullmatch(code):
        raise Problem(f"{text!r} is not the code of a language; write e.g. `en` or `fa`", 2)
    return code
