"""`frame`: what a regional frame offers to a plan, and taking it over."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from localplan.app.frames import decline, declined_in, frames_in, known, take_offers
from localplan.app.plans import open_session
from localplan.cli.call import Call
from localplan.cli.speech import complain, say, say_json
from localplan.domain.codes import element_title
from localplan.domain.frame import Offered
from localplan.domain.plan import Plan
from localplan.domain.records import kind_of
from localplan.domain.values import Refused
from localplan.words import Words, text_in

if TYPE_CHECKING:
    from localplan.app.plans import Library


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the plan, the frame if there are several, and what is taken."""
    parser.add_argument("plan", nargs="?", metavar=words("PLAN"), help=words("code or id of a plan of the library"))
    parser.add_argument(
        "--answers", action="store_true", help=words("who of the region took over what, and who declined")
    )
    parser.add_argument("--frame", metavar=words("PLAN"), help=words("the frame, when the library has several"))
    parser.add_argument(
        "--take", action="append", default=[], metavar=words("ID"), help=words("take over this element, or: all")
    )
    for option, help in (("--decline", words("say no to this element")), ("--again", words("have it offered again"))):
        parser.add_argument(option, action="append", default=[], metavar=words("ID"), help=help)
    parser.add_argument("--reason", default="", metavar=words("TEXT"), help=words("why it is declined"))
    parser.add_argument(
        "--under", default="", metavar=words("ID"), help=words("the element of the plan to put it under")
    )


def run(call: Call) -> int:
    """Takes what is wanted, and lists what is still offered."""
    wanted = call.arguments
    if not (wanted.plan or wanted.answers):
        raise Refused("frame_plan_missing")
    if wanted.answers:
        return _answers(call)
    with call.library(looking=not (wanted.take or wanted.decline or wanted.again)) as library:
        id = library.find_plan(wanted.plan)
        frame = _frame(library, wanted.frame)
        if frame is None:
            complain(call.words("The library has no regional frame. Take one in first."))
            return 1
        for name in wanted.take:
            _take(call, library, id, frame, name)
        for names, again in ((wanted.decline, False), (wanted.again, True)):
            decline(
                library, id, [_named(library, id, frame, name) for name in names], reason=wanted.reason, again=again
            )
        offered = _offers(library, id, frame)
    if call.json:
        say_json([_as_json(one) for one in offered])
        return 0
    for one in offered:
        say(_told(one, frame, call.words))
    if not offered:
        say(call.words("The frame offers nothing yet."))
    return 0


def _answers(call: Call) -> int:
    from localplan.app.consolidation import Consolidated
    from localplan.app.frame_answers import frame_answers
    from localplan.app.region_words import RegionWords

    with call.library(looking=True) as library:
        view = Consolidated(library, call.methodology, call.today)
        shown = frame_answers(library, RegionWords(view, call.words))
    if call.json:
        names = [column.name for column in shown.columns]
        say_json([dict(zip(names, row.cells, strict=True)) for row in shown.rows if not row.total])
        return 0
    for row in shown.rows:
        element, kind, place, answer, reason, person, day = row.cells
        said = ", ".join(filter(None, (answer, reason, person, call.words.day(day) if day else "")))
        say(f"{element} ({kind}): {said}" if row.total else f"  {place}: {said}")
    if not shown.rows:
        say(call.words("The library has no regional frame."))
    return 0


def _frame(library: Library, name: str | None) -> Plan | None:
    if name:
        return library.read_plan(library.find_plan(name))
    return next(iter(frames_in(library)), None)


def _offers(library: Library, id: str, frame: Plan) -> tuple[Offered, ...]:
    return known(library, frame).offers(library.read_plan(id), declined_in(library, id))


def _named(library: Library, id: str, frame: Plan, name: str) -> Offered:
    for one in _offers(library, id, frame):
        if one.record.id == name and one.state != "taken":
            return one
    raise Refused("offer_is_gone")


def _take(call: Call, library: Library, id: str, frame: Plan, name: str) -> None:
    session = open_session(library, id, call.author)
    open_ones = [one for one in _offers(library, id, frame) if one.state != "taken" and not one.declined]
    chosen = open_ones if name == "all" else [_named(library, id, frame, name)]
    if not chosen:
        raise Refused("offer_is_gone")
    label = call.words("Take over from the regional frame")
    take_offers(session, frame, chosen, label, call.arguments.under)
    session.save()


def _told(one: Offered, frame: Plan, words: Words) -> str:
    state = {"new": words("offered"), "changed": words("changed in the frame"), "taken": words("taken over")}[one.state]
    state = words("declined") if one.declined else state
    title = text_in(element_title(one.record), words.language, frame.root.main_language)
    depth = "  " * (len(frame.path(one.record.id)) - 1)
    return f"{one.record.id}  {depth}{title} ({', '.join((state, *one.changed))})"


def _as_json(one: Offered) -> dict[str, Any]:
    return {
        "id": one.record.id,
        "kind": kind_of(one.record),
        "title": element_title(one.record),
        "state": one.state,
        "copy": one.copy,
        "changed": one.changed,
        "declined": one.declined,
    }
