"""Pages as other people's software previews them, where this machine has it: KIT, PY and NPM name the judges."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.test import override_settings

from syndication import queries
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

KIT = Path(os.environ.get("KIT", "/nowhere"))
UNFURLERS, VOCABULARY = KIT / "page_meta.mjs", KIT / "schema_org_check.py"
FACTORIES = {
    "a speech": make.SpeechFactory,
    "a member": make.MembershipFactory,
    "a bill": make.BillFactory,
    "a sitting": make.SittingFactory,
    "a division": make.DivisionFactory,
    "a video": make.VideoFactory,
}
WITHOUT_OEMBED = "unfurl: oEmbed not discovered or empty"


@pytest.fixture(params=FACTORIES)
def page(request, live_server):
    """Return the address of a page as somebody else's software asks for it."""
    host = urlsplit(live_server.url).hostname
    with override_settings(BASE_URL=live_server.url, ALLOWED_HOSTS=[host, "embed.localhost"]):
        record = FACTORIES[request.param]()
        made = make.published(record.member if request.param == "a member" else record)
        yield queries.entry(made.public_id, "en").url


def judged(*command):
    found = subprocess.run(
        list(map(str, command)),
        capture_output=True,
        text=True,
        cwd=os.environ.get("NPM"),
        check=False,
    )
    return [line.strip() for line in found.stdout.splitlines()[1:]], found


@pytest.mark.skipif(
    not VOCABULARY.exists(), reason="the judge of Schema.org's vocabulary is not here"
)
def test_the_vocabulary_of_schema_org_knows_every_word(page):
    faults, found = judged(os.environ["PY"], VOCABULARY, page)

    assert (faults, found.returncode) == ([], 0), found.stderr


@pytest.mark.skipif(not UNFURLERS.exists(), reason="the judges that unfurl pages are not here")
def test_three_unfurlers_find_what_they_show(page):
    faults, found = judged("node", UNFURLERS, page)

    known = [] if apps.is_installed("plugins.oembed") else [WITHOUT_OEMBED]
    assert [fault for fault in faults if fault not in known] == [], found.stderr
    assert found.stdout.startswith(("PASS", "FAIL"))
