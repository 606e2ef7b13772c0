"""Widgets as complete HTML documents that need no script: one file a kind, one skeleton for every member."""

from __future__ import annotations

from plugins.widgets.renderers.bill import BillWidget
from plugins.widgets.renderers.debate import DebateWidget
from plugins.widgets.renderers.division import DivisionWidget
from plugins.widgets.renderers.frame import Widget
from plugins.widgets.renderers.latest import LatestWidget
from plugins.widgets.renderers.member import MemberWidget
from plugins.widgets.renderers.sitting import SittingWidget
from plugins.widgets.renderers.speech import SpeechWidget
from plugins.widgets.renderers.video import VideoWidget

LIST = LatestWidget()
DEBATE = DebateWidget()
OF_THINGS: dict[str, Widget] = {
    widget.kind: widget
    for widget in (
        SpeechWidget(),
        MemberWidget(),
        BillWidget(),
        DEBATE,
        SittingWidget(),
        DivisionWidget(),
        VideoWidget(),
    )
}
"""Kind to the widget that shows one thing of it; of other kinds the list shows the one."""
