"""Fill a record with what is pasted elsewhere; ``python -m tests.interop.speaking``, set up as a server is."""

from __future__ import annotations

import django

SPEECH, ARABIC, WITHDRAWN, HIDDEN, VIDEO = (f"t{number:011}" for number in range(1, 6))
MEMBER = "2kc6kwjw86qj"
REASON = "Published by mistake"
WORDS = "reservoirs"
"""Said in every speech."""


def main() -> None:
    """Publish everything, then hide and withdraw."""
    django.setup()
    from syndication import actions

    actions.publish(entries())
    actions.withdraw(WITHDRAWN, reason=REASON)
    actions.save_audience("bureau", title="The bureau")
    actions.restrict(HIDDEN, audience="bureau")


def entries():
    """Return a member, four speeches and a recording, at addresses of this server."""
    from django.conf import settings

    from syndication.contract import Facet
    from syndication.testing import entry_with

    def entry(thing, folder="speeches", language="en", **changes):
        address = f"{settings.BASE_URL}/{language}/{folder}/2026-10-14-amina-okafor-{thing}/"
        own = {"thing": thing, "url": address, "language": language, "part_of": "", "position": 0}
        return entry_with(**{**own, **changes})

    by_member = (Facet("member", MEMBER),)
    alone = {"facets": (), "passages": ()}
    return [
        entry(MEMBER, "members", kind="member", title="Amina Okafor", listed=False, **alone),
        entry(SPEECH, facets=by_member, title='Water & "supply" <now>'),
        entry(ARABIC, language="ar", title="إمدادات المياه"),
        entry(WITHDRAWN, title="Water bill"),
        entry(HIDDEN, title="Water secret"),
        entry(VIDEO, "videos", kind="video", title="Sitting of 14 October", **alone),
    ]


if __name__ == "__main__":
    main()
