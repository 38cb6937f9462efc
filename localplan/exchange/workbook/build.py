"""All sheets of a plan's workbook, in their order."""

from __future__ import annotations

from localplan.domain.editions import NOTHING, Hidden
from localplan.domain.history import Revision
from localplan.domain.plan import Plan
from localplan.exchange.workbook.action_plan import action_plan
from localplan.exchange.workbook.cover import cover, cover_of_part
from localplan.exchange.workbook.data import data_sheets
from localplan.exchange.workbook.finance import amounts_list, finance
from localplan.exchange.workbook.frame import frame
from localplan.exchange.workbook.gantt import gantt
from localplan.exchange.workbook.identity import SHEET, hidden_word, identity, identity_sheet
from localplan.exchange.workbook.indicators import indicators
from localplan.exchange.workbook.lookups import Lookups
from localplan.exchange.workbook.part import WHOLE, Part
from localplan.exchange.workbook.passports import passports
from localplan.exchange.workbook.sheets import Sheet, sheet_title
from localplan.exchange.workbook.view import View
from localplan.methodology.methodology import Methodology
from localplan.words import Words


def build_workbook(
    plan: Plan,
    methodology: Methodology,
    words: Words,
    *,
    language: str = "",
    revision: Revision | None = None,
    part: Part = WHOLE,
    hidden: Hidden = NOTHING,
) -> tuple[Sheet, ...]:
    """The official sheets, the data sheets, and the hidden ones that these need; of a part its data sheets alone.

    `words` are the program's own, `language` that of the plan's texts when it is another one.
    What an edition hides says so where it would stand.
    """
    view = View(plan, methodology, words, language, hidden)
    shown = _shown_revision(view, revision)
    own = frame(view, shown)
    taken = [*own.titles.values(), SHEET]
    lookups = Lookups(view, sheet_title(words("Lists"), taken))
    data = data_sheets(view, own, lookups, [*taken, lookups.title], part)
    facts = identity(plan, view.language, revision, part, hidden_word(hidden, words))
    inside = (lookups.sheet(), identity_sheet(facts))
    if part:
        return (cover_of_part(view, own, shown, data, part), *data, *inside)
    table = action_plan(view, own)
    return (
        cover(view, own, shown, data),
        table.sheet,
        indicators(view, own),
        finance(view, own),
        amounts_list(view, table, own),
        gantt(view, own),
        passports(view, own),
        *data,
        *inside,
    )


def _shown_revision(view: View, revision: Revision | None) -> str:
    """The state of the plan as people can tell it from others: its name or time, and the beginning of its digest."""
    if revision is None:
        return ""
    return f"{revision.name or view.words.moment(revision.at)} ({revision.digest[:8]})"
