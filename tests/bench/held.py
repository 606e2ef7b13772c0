"""Goals that are held by tests: those are run once, and what passes is counted."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tests.bench.corpus import ROOT
from tests.bench.figures import Figure
from tests.bench.loaders import say

FRAMES = "tests/browser/test_frames.py::"
KINDS = "tests/browser/test_kinds.py::"
CLIPS = "tests/browser/test_framed_clips.py::"
ELSEWHERE = "tests/browser/test_embed_elsewhere.py::"
WIDGETS = "plugins/widgets/tests/"

HELD = {
    "Strict policies of the host, A and B (Trusted Types)": (
        f"{FRAMES}test_it_shows_under_a_strict_policy",
    ),
    "Isolated hosts, require-corp and credentialless": (
        f"{FRAMES}test_an_isolated_page_shows_it_with_its_poster",
    ),
    "In a sandbox of scripts alone: poster, play, captions, way out": (
        f"{CLIPS}test_in_wordpress_the_poster_shows_and_the_clip_plays_with_captions",
        f"{CLIPS}test_in_wordpress_a_link_leads_out_by_way_of_the_embed_host",
    ),
    "Inside a sandboxed page": (f"{FRAMES}test_a_sandboxed_page_around_the_page_shows_it",),
    "Hostile styles and scripts of the host change nothing": (
        f"{FRAMES}test_hostile_styles_change_nothing_inside",
        f"{FRAMES}test_a_hostile_script_cannot_reach_inside",
    ),
    "Complete without scripts": (
        f"{FRAMES}test_everything_but_the_extras_works_without_scripts",
        f"{KINDS}test_without_scripts_and_styles_of_ours_it_is_complete_all_the_same",
    ),
    "Forged heights are not obeyed, others bounded": (
        f"{FRAMES}test_forged_heights_are_not_obeyed",
        f"{FRAMES}test_a_foreign_frame_gets_no_height",
        f"{FRAMES}test_heights_have_bounds",
    ),
    "Boxes without overflow: kinds x sizes x letters, 3 languages": (
        f"{ELSEWHERE}test_an_embed_fits_its_box",
        f"{KINDS}test_it_fits_its_box",
        f"{KINDS}test_all_of_it_can_be_reached_in_the_smallest_box",
    ),
    "axe: every kind, 4 languages, light and dark": (f"{KINDS}test_axe_finds_nothing_wrong",),
    "oEmbed: rules of other systems": (
        "tests/interop/test_consumers.py",
        "tests/interop/test_wordpress.py",
        "tests/interop/test_judges.py",
    ),
    "Neutral: one skeleton for all members, only known parameters": (
        f"{WIDGETS}test_renderer.py::test_every_member_has_the_same_frame",
        f"{WIDGETS}test_kinds.py::test_every_member_has_the_same_skeleton",
        f"{WIDGETS}test_addresses.py::test_what_means_nothing_is_refused",
    ),
    "Snippets of every release": ("tests/browser/test_old_snippets.py",),
}
"""What is counted, and the tests that hold it."""


def counted(folder: Path) -> Iterator[Figure]:
    """Yield how many of its tests each goal passes; those that cannot run on this machine are told of."""
    results = run([one for tests in HELD.values() for one in tests], folder)
    for name, tests in HELD.items():
        found = sum((results.get(key(one), Counter()) for one in tests), Counter())
        total = found["passed"] + found["failed"]
        if found["skipped"]:
            say(f"{name}: {found['skipped']} tests cannot run on this machine.")
        passed = found["passed"] == total > 0
        yield Figure(name, found["passed"], "tests pass", f"all {total}", passed)


def run(tests: list[str], folder: Path) -> dict[str, Counter[str]]:
    """Run tests; return of each how many of its cases passed, failed or were skipped."""
    found: dict[str, Counter[str]] = {}
    for marked in (
        "browser",
        "not browser",
    ):  # Django asks no database where Playwright's loop runs
        report = folder / f"{marked}.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-m", marked, f"--junitxml={report}"]
        done = subprocess.run(
            [*command, "-p", "no:xdist", *tests],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            say(done.stdout[-4000:])
        for case in etree.parse(report).iter("testcase"):
            module, name = case.get("classname", ""), case.get("name", "").partition("[")[0]
            for place in (module, f"{module}.{name}"):
                found.setdefault(place, Counter())[outcome(case)] += 1
    return found


def outcome(case: etree._Element) -> str:
    """Return what became of a case."""
    ends = {"failure": "failed", "error": "failed", "skipped": "skipped"}
    return next((ends[str(child.tag)] for child in case if child.tag in ends), "passed")


def key(test: str) -> str:
    """Return a test's name as a report has it."""
    return test.replace(".py", "").replace("::", ".").replace("/", ".")
