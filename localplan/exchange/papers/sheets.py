"""Sheets that live beside the plan: the implementation scan, the self-assessment, the local migration profile."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.exchange.document.blocks import Block, KeyValues, Letterhead, Title
from localplan.exchange.document.chapters.assessments import SCAN, SELF, assessed, scan, scan_days, self_assessment
from localplan.exchange.document.material import Material
from localplan.exchange.papers.paper import letterhead_lines


def scanned(m: Material) -> tuple[str, ...]:
    """Not empty once the scan was run."""
    return assessed(m, (SCAN,))


def self_assessed(m: Material) -> tuple[str, ...]:
    """The self-assessments that were made."""
    return assessed(m, SELF)


def scan_sheet(m: Material, about: str) -> Iterator[Block]:
    """The two-page sheet of the Policy Implementation Scan."""
    yield Letterhead(authority=letterhead_lines(m))
    yield Title(text=m.words("Policy Implementation Scan"), about=m.say(m.root.title))
    days = tuple((label, m.day(day)) for label, day in scan_days(m))
    if days:
        yield KeyValues(rows=days)
    yield from scan(m)


def self_assessment_sheet(m: Material, about: str) -> Iterator[Block]:
    """Radars and lists of gaps of all self-assessments."""
    yield Letterhead(authority=letterhead_lines(m))
    yield Title(text=m.words("Self-assessment"), about=m.say(m.root.title))
    yield from self_assessment(m)
