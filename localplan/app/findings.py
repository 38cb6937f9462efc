"""Findings and progress as sentences, for the window and the command line alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from localplan.app.registers import municipalities
from localplan.data import data_dir
from localplan.domain.codes import NAMING, codes, element_title
from localplan.domain.plan import Plan
from localplan.domain.records import Record
from localplan.domain.records.delivery import ReportingPeriod
from localplan.domain.values import plain
from localplan.methodology.checks import Finding, Seen
from localplan.methodology.methodology import Methodology
from localplan.methodology.progress import Line
from localplan.methodology.rules import CODES_IN_VALUES, MONEY_IN_VALUES
from localplan.words import Words, text_in

QUARTER = re.compile(r"\d{4}-Q[1-4]")
ABOUT = ("organisation", "activity", "indicator")
"""Fields that name what a record without a title is about; else it is about what it belongs to."""


def seen_on(day: date, plan: Plan, *, adoption: bool = False) -> Seen:
    """What the rules see on that day: it, and the register of the plan's country. `adoption` asks if it is ready."""
    register = frozenset(unit.code for unit in municipalities(data_dir("db"), plan.root.country or "RS"))
    return Seen(today=day, adoption=adoption, register=register)


def finding_sentence(plan: Plan, methodology: Methodology, finding: Finding, words: Words) -> str:
    """What was found, in one sentence.

    Ids in its values become codes and titles, codes of lists their names; numbers, amounts and days are written as the
    language writes them.
    """
    rule = methodology.rules[finding.rule]
    values = {name: _named(plan, methodology, name, value, words) for name, value in finding.values.items()}
    return words.form(f"rule.{finding.rule}", rule.message, **values)


def _named(plan: Plan, methodology: Methodology, name: str, value: Any, words: Words) -> Any:
    if isinstance(value, list | tuple):
        return ", ".join(str(_named(plan, methodology, name, one, words)) for one in value)
    if name in CODES_IN_VALUES:
        code_list = CODES_IN_VALUES[name]
        entry = methodology.entry(code_list, str(value), plan.root.legal_profile)
        return words.form(f"list.{code_list}", entry.label) if entry else value
    if isinstance(value, str) and value in plan:
        return title_of(plan, methodology, value, words)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, Decimal | int):
        return words.money(Decimal(value)) if name in MONEY_IN_VALUES else words.number(plain(Decimal(value)))
    return words.quarter(value) if isinstance(value, str) and QUARTER.fullmatch(value) else value


def title_of(
    plan: Plan, methodology: Methodology, id: str, words: Words, known: Mapping[str, str] | None = None
) -> str:
    """A record's code and title, or those of what it is about; empty for the plan itself and for what is not there.

    `known` are the plan's codes by record id, for whoever asks often.
    """
    record = plan.get(id)
    if record is None or id == plan.id:
        return ""
    known = codes(plan, methodology.for_plan(plan).profile.code_style) if known is None else known
    code = known.get(id, "")
    titles: Mapping[str, str] = element_title(record)
    name = getattr(record, "name", "")
    title = name if isinstance(name, str) and name else text_in(titles, words.language, plan.root.main_language)
    title = title or report_name(methodology, record, words)
    about = next((getattr(record, field) for field in ABOUT if getattr(record, field, "") in plan), record.parent)
    own = f"{code} {title}".strip()
    return own or title_of(plan, methodology, about, words, known) or _kind_of_thing(plan, methodology, record, words)


def _kind_of_thing(plan: Plan, methodology: Methodology, record: Record, words: Words) -> str:
    """What a record is that neither has a name nor belongs to anything that has one."""
    form = methodology.for_plan(plan).form_for(record)
    if form is None:
        return words("(without a name)")
    context = f"form.{form.code}"
    if form.entries or not any(hasattr(record, field) for field in NAMING):
        return words.form(context, form.title)
    return words("({thing} without a name)", thing=words.form(context, form.one or form.title))


def report_name(methodology: Methodology, record: Record, words: Words) -> str:
    """What a report is called: its kind and its year; empty for anything else."""
    if not isinstance(record, ReportingPeriod):
        return ""
    entry = methodology.entry("report_kinds", record.report_kind)
    kind = words.form("list.report_kinds", entry.label) if entry else words("Report")
    return f"{kind} {record.year or ''}".strip()


def progress_sentence(methodology: Methodology, line: Line, words: Words) -> str:
    """A line of progress: "4 of 6 measures have an indicator"."""
    _, what, code = line.message_id.split(".", 2)
    counts = {"done": words.number(line.done), "of": words.number(line.of)}
    if what == "rule":
        return words.form(f"rule.{code}", methodology.rules[code].progress, **counts)
    title = words.form(f"form.{code}", methodology.form(code).title)
    return words("{title}: {done} of {of} required answers", title=title, **counts)
