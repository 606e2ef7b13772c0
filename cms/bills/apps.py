from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from syndication.contract import Source
from syndication.plugin import Plugin


class BillsConfig(Plugin):
    name = "cms.bills"
    label = "bills"
    verbose_name = _("Bills")

    def sources(self) -> Iterable[Source]:
        from cms.bills.entries import BillSource

        return (BillSource(),)
