"""An address that a page states for its story, and what it is compared with."""

from dataclasses import dataclass
from functools import cached_property

from schemas.url import Url
from services.extract.metadata.addresses.address_parts import path_parts


@dataclass(frozen=True)
class Claim:
    """An address that a page states for its story, beside the page's own address and headline."""

    stated: Url
    page: Url
    headline: set[str]
    """The words of the page's headline, case-folded."""

    @cached_property
    def stated_parts(self) -> list[str]:
        """The parts of the stated path."""
        return path_parts(self.stated)

    @cached_property
    def page_parts(self) -> list[str]:
        """The parts of the page's path."""
        return path_parts(self.page)

    @property
    def is_above_page(self) -> bool:
        """Whether the page's path begins with the stated one."""
        return self.page_parts[: len(self.stated_parts)] == self.stated_parts

    @property
    def rest_of_page(self) -> list[str]:
        """What the page's path has behind the stated one's length."""
        return self.page_parts[len(self.stated_parts) :]
