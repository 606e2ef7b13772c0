"""Checkers that this project does not bring: run where a machine has them, PY being a Python with their libraries."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.interop.conftest import JUDGES, get, needs

CASES = (
    "a speech",
    "a speech in Arabic",
    "a recording",
    "a member",
    "a withdrawn speech",
    "a list",
)
RUBY = "puts OEmbed::ProviderDiscovery.get(ARGV[0]).html"


@pytest.fixture(params=CASES)
def pasted(record, request) -> tuple[str, re.Pattern[str]]:
    found: tuple[str, re.Pattern[str]] = record.pasted[request.param]
    return found


def judge(name: str, *command: str) -> str:
    """Return what a judge says at its good end."""
    if not (JUDGES / name).exists():
        pytest.skip(f"the judge {name} is not on this machine")
    return said(command[0], str(JUDGES / name), *command[1:])


def said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def test_wordpress_by_another_driver(pasted):
    if not Path("/usr/share/wordpress/wp-includes").exists():
        pytest.skip("there is no WordPress on this machine")

    assert "PASS" in judge("oembed_wp.php", needs("php"), pasted[0])


def test_the_letter_of_the_standard_micawber_and_wagtail(record, pasted):
    python = os.environ.get("PY") or pytest.skip("PY names no Python with micawber and wagtail")

    assert "PASS" in judge("oembed_others.py", python, f"{record.site}/oembed", pasted[0])


def test_discovery_by_ruby(pasted):
    """It reads no page that answers 410."""
    ruby = needs("ruby")
    if subprocess.run([ruby, "-roembed", "-e", ""], capture_output=True, check=False).returncode:
        pytest.skip("this Ruby has no oembed")

    if get(pasted[0]).status == 200:
        assert pasted[1].search(said(ruby, "-roembed", "-e", RUBY, pasted[0]))
