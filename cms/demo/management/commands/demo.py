"""Set the demo parliament up and serve it: ``manage.py demo [--no-serve]``."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.demo import homepage
from cms.demo.loading import CLERK, PASSWORD, DemoError, load
from syndication import queries
from syndication.contract import Entry

SPEAKER = "Amina Okafor"


class Command(BaseCommand):
    """Migrate, load the parliament of Valmere, print the addresses worth opening, and serve them."""

    help = "Set up and serve the demo parliament."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--no-serve", action="store_true", help="only set up and print the addresses"
        )

    def handle(self, **options: Any) -> None:
        Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        self.stdout.write("Loading the parliament of Valmere:")
        try:
            load(settings.PARLIAMENT_KEY, self.stdout.write)
        except DemoError as error:
            raise CommandError(str(error)) from error
        member, speech = self.examples()
        page = f"http://member.localhost:{self.port + 1}/"
        self.stdout.write(addresses(member, speech, page))
        if not options["no_serve"]:
            self.serve(member, speech)

    @property
    def port(self) -> int:
        """The port of the site's address."""
        return urlsplit(settings.BASE_URL).port or 8000

    def examples(self) -> tuple[Entry, Entry]:
        """Return a member and a speech of theirs worth showing."""
        members = queries.entries(queries.build({"kind": "member"}, SPEAKER), "en").entries
        if not members:
            raise CommandError(f"The demo parliament has no member {SPEAKER}.")
        member = members[0]
        own = queries.build({"kind": "speech", "member": member.thing})
        speeches = queries.entries(own, "en", limit=20).entries
        return member, max(speeches, key=lambda speech: len(speech.passages))

    def serve(self, member: Entry, speech: Entry) -> None:
        """Serve site, embeds and the member's page until interrupted."""
        homepage.serve(
            self.port + 1,
            name=member.title,
            snippet=snippet(speech),
            frames=settings.EMBED_URL,
        )
        call_command("serve", port=self.port, tasks=1)


def embed_address(speech: Entry) -> str:
    """Return the address of a speech's embed."""
    return f"{settings.EMBED_URL}/e/{speech.language}/speech/{speech.thing}/"


def snippet(speech: Entry) -> str:
    """Return what a member pastes."""
    return (
        f'<iframe src="{embed_address(speech)}" title="Official record: {speech.participants[0].name}"'
        ' width="100%" height="656" loading="lazy"></iframe>'
    )


def addresses(member: Entry, speech: Entry, page: str) -> str:
    """Return the addresses worth opening."""
    feed = queries.address(queries.build({"member": member.thing}), "en", "feed.rss")
    lines = {
        "The site": f"{settings.BASE_URL}/en/ (also /fr/ /es/ /ar/)",
        "The desk": f"{settings.BASE_URL}/admin/ (sign in as {CLERK}, password {PASSWORD})",
        "A member's feed": feed,
        "A speech": speech.url,
        "Its embed": embed_address(speech),
        "The API": f"{settings.BASE_URL}/api/v1/entries/?query=kind:speech",
        "A member's own page": page,
    }
    return "\n" + "\n".join(f"  {name:20} {address}" for name, address in lines.items()) + "\n"
