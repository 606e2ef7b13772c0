from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from syndication.contract import Source
from syndication.plugin import Plugin


class MembersConfig(Plugin):
    name = "cms.members"
    label = "members"
    verbose_name = _("Members")

    def sources(self) -> Iterable[Source]:
        from cms.members.entries import BodySource, MemberSource

        return (MemberSource(), BodySource())
