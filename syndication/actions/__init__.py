"""What can be done to the record: one named action each, used by admin, importers, commands and API alike."""

from __future__ import annotations

from syndication.actions.audiences import make_token, revoke_token, save_audience
from syndication.actions.delivering import redrive, subscribe, unsubscribe
from syndication.actions.holding import version
from syndication.actions.pausing import Election, Reach, call_off_election, plan_election, reach
from syndication.actions.publishing import annotate, correct, publish, refresh
from syndication.actions.rights import Refusal, acting, ask
from syndication.actions.showing import embargo, expire, lift, restrict
from syndication.actions.streams import save_stream
from syndication.actions.withdrawing import kill, repair, restore, settle, withdraw
from syndication.audit.chain import gathering, note
from syndication.entries.recording import Outcome
from syndication.pipeline import deferring

__all__ = [
    "Election",
    "Outcome",
    "Reach",
    "Refusal",
    "acting",
    "annotate",
    "ask",
    "call_off_election",
    "correct",
    "deferring",
    "embargo",
    "expire",
    "gathering",
    "kill",
    "lift",
    "make_token",
    "note",
    "plan_election",
    "publish",
    "reach",
    "redrive",
    "refresh",
    "repair",
    "restore",
    "restrict",
    "revoke_token",
    "save_audience",
    "save_stream",
    "settle",
    "subscribe",
    "unsubscribe",
    "version",
    "withdraw",
]  # fmt: skip
