"""Where `newsreel run --out` keeps what it finds: one file, or a folder with a file per article."""

from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from schemas.events import ArticleExtracted
from services.cli.errors import Problem
from services.cli.input.formats import format_of


class Keeper:
    """Writes articles as they come; a context manager.

    A path that is a folder, or that ends with a slash, gets a file per article, named by its id: a
    later revision replaces it. Any other is a file that is begun anew.
    """

    def __init__(self, out: Path | None, format_name: str, is_folder: bool = False) -> None:
        self._out = out
        self._format = format_of(format_name)
        self._is_folder = is_folder or (out is not None and out.is_dir())
        self._file: TextIO | None = None
        self.count = 0
        """Articles written."""

    def __enter__(self) -> Self:
        """Open the file or make the folder: a path that cannot be written is told at once."""
        if self._out is None:
            return self
        if self._is_folder:
            self._out.mkdir(parents=True, exist_ok=True)
        else:
            self._out.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._out.open("w", encoding="utf-8")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file."""
        try:
            if self._file is not None:
                self._file.close()
        except OSError:
            if error is None:  # else it is what could not be written before
                raise

    def keep(self, article: ArticleExtracted) -> None:
        """Write an article; raises `Problem` where that cannot be done."""
        if self._out is None:
            return
        try:
            self._write(self._out, article)
        except OSError as error:
            raise Problem(f"cannot write {self._out}: {error.strerror}") from error
        self.count += 1

    def _write(self, out: Path, article: ArticleExtracted) -> None:
        text = self._format.render(article) + "\n"
        if self._file is not None:
            self._file.write(text)
            self._file.flush()  # whoever looks, or kills us, finds what was found
        else:
            path = out / f"{article.article_id}{self._format.suffix}"
            draft = path.with_suffix(".tmp")
            draft.write_text(text, "utf-8")
            draft.replace(path)
