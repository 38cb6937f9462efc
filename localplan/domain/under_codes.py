"""What plans typed by hand, under the codes of the collection that the region decided on. No plan is touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from localplan.domain.summary import Summary

Codes = Mapping[str, str]
"""Code of the collection by id of the record that goes by it."""


def under_codes(summary: Summary, indicators: Codes, measures: Codes) -> Summary:
    """The summary with these codes where the plan has none; a code that the plan has already is not given again."""
    free = _free(((one.id, one.library_code) for one in summary.indicators), indicators)
    typed = _free(((one.id, one.from_collection) for one in summary.measures), measures)
    if not free and not typed:
        return summary
    return replace(
        summary,
        indicators=tuple(replace(i, library_code=free[i.id]) if i.id in free else i for i in summary.indicators),
        measures=tuple(replace(m, from_collection=typed[m.id]) if m.id in typed else m for m in summary.measures),
    )


def _free(rows: Iterable[tuple[str, str]], decided: Codes) -> dict[str, str]:
    """The rows, of (id, code), that get a code: each code once in a plan, or its figures would count twice."""
    if not decided:
        return {}
    known = list(rows)
    taken, found = {code for _, code in known}, {}
    for id, code in known:
        if not code and id in decided and decided[id] not in taken:
            taken.add(decided[id])
            found[id] = decided[id]
    return found
