"""`note`: notes and opinions on plans, to one or to many; answers; what is offered."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from localplan.app.findings import title_of
from localplan.app.notes import Thread, note_to_many, plans_with, settle_thread, threads, write_note
from localplan.app.opinions import decline_offer, offered_record, open_offers, take_offer, write_opinion
from localplan.app.plans import open_session
from localplan.cli.call import Call, day
from localplan.cli.speech import complain, say, say_json
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.words import Words

if TYPE_CHECKING:
    from localplan.app.plans import Library


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the plans and what is to be said or done; without that the notes of the plan are listed."""
    parser.add_argument("plans", nargs="*", metavar=words("PLAN"), help=words("codes or ids of plans of the library"))
    parser.add_argument("--text", metavar=words("TEXT"), help=words("write this note"))
    parser.add_argument("--rule", metavar=words("RULE"), help=words("to all plans with a finding of this rule"))
    parser.add_argument("--about", default="", metavar=words("ID"), help=words("the element that the note is about"))
    parser.add_argument("--opinion", action="store_true", help=words("the text is an opinion, offered for step 13"))
    parser.add_argument("--number", default="", metavar=words("NUMBER"), help=words("number of the opinion"))
    parser.add_argument("--answer", metavar=words("ID"), help=words("the text answers this thread"))
    parser.add_argument("--done", metavar=words("ID"), help=words("mark this thread as done"))
    parser.add_argument("--take", metavar=words("ID"), help=words("accept this offer into the plan"))
    parser.add_argument("--decline", metavar=words("ID"), help=words("decline this offer"))
    parser.add_argument(
        "--today", type=day, metavar=words("DATE"), help=words("as if today were this day (YYYY-MM-DD)")
    )


def run(call: Call) -> int:
    """Writes, answers, settles, or lists."""
    wanted = call.arguments
    writing = wanted.text is not None
    if (wanted.about or wanted.answer) and (wanted.rule or len(wanted.plans) > 1):
        complain(call.words("An element or a thread belongs to one plan: name that plan alone, without --rule."))
        return 2
    with call.library(there=True, looking=not (writing or wanted.done or wanted.take or wanted.decline)) as library:
        if wanted.rule and writing:
            found = plans_with(library, call.methodology, wanted.rule, call.today)
            return (_opinions if wanted.opinion else _said)(call, library, found)
        ids = tuple(library.find_plan(name) for name in wanted.plans)
        if not ids:
            complain(call.words("Say which plan: its code or id."))
            return 2
        if wanted.opinion and writing:
            return _opinions(call, library, ids)
        if writing and len(ids) > 1:
            return _said(call, library, ids)
        return _with_one(call, library, ids[0])


def _said(call: Call, library: Library, ids: tuple[str, ...]) -> int:
    """The same note to many."""
    text, rule = call.arguments.text, call.arguments.rule
    if rule and rule not in text:
        text = f"{rule}: {text}"
    notes = note_to_many(library, ids, text)
    if call.json:
        say_json([{"plan": id, "note": note.id} for id, note in zip(ids, notes, strict=True)])
        return 0
    for id in ids:
        say(library.read_plan(id).root.code)
    say(call.words.plural("The note went to {n} plan.", "The note went to {n} plans.", len(ids)))
    return 0


def _opinions(call: Call, library: Library, ids: tuple[str, ...]) -> int:
    wanted = call.arguments
    offers = [
        write_opinion(library, library.read_plan(id), wanted.text, call.today, number=wanted.number) for id in ids
    ]
    if call.json:
        say_json([{"plan": id, "offer": offer.id} for id, offer in zip(ids, offers, strict=True)])
    else:
        say(call.words.plural("{n} opinion is offered.", "{n} opinions are offered.", len(offers)))
    return 0


def _with_one(call: Call, library: Library, id: str) -> int:
    wanted = call.arguments
    plan = library.read_plan(id)
    known = threads(library.notes(id))
    if wanted.text is not None:
        about = _about(plan, wanted.about)
        answers = _thread(known, wanted.answer) if wanted.answer else None
        write_note(library, id, wanted.text, record=about, answers=answers)
    elif wanted.done:
        settle_thread(library, id, _thread(known, wanted.done))
    elif chosen := wanted.take or wanted.decline:
        _decide(call, library, plan, chosen)
    return _listed(call, library, id)


def _about(plan: Plan, record: str) -> str:
    if record and record not in plan:
        raise Refused("unknown_record", id=record)
    return record


def _thread(known: tuple[Thread, ...], id: str) -> Thread:
    for thread in known:
        if id in (note.id for note in thread.notes):
            return thread
    raise Refused("not_on_the_list", value=id, known=", ".join(thread.first.id for thread in known))


def _decide(call: Call, library: Library, plan: Plan, id: str) -> None:
    offer = next((offer for offer in open_offers(plan, library.offers(plan.id)) if offer.id == id), None)
    if offer is None:
        raise Refused("offer_is_gone")
    if call.arguments.decline:
        decline_offer(library, plan.id, offer)
        return
    session = open_session(library, plan.id, call.author)
    take_offer(session, offer, call.words("Opinion of the coordinator"))
    session.save()


def _listed(call: Call, library: Library, id: str) -> int:
    plan = library.read_plan(id)
    known, offers = threads(library.notes(id)), open_offers(plan, library.offers(id))
    if call.json:
        say_json({"threads": [_as_json(thread) for thread in known], "offers": offers})
        return 0
    for thread in known:
        where = title_of(plan, call.methodology_of(plan), thread.first.record, call.words)
        where = where or call.words("The whole plan")
        say(f"{'✓' if thread.resolved else ' '} {thread.first.id}  {where}")
        for note in thread.notes:
            say(f"    {note.person}: {note.text}")
    for offer in offers:
        say(f"+ {offer.id}  {call.words('Offered by {name}', name=offer.person)}")
        say(f"    {_summary(offered_record(offer), plan)}")
    if not known and not offers:
        say(call.words("Nobody has written a note yet."))
    return 0


def _summary(record: Any, plan: Plan) -> str:
    from localplan.words import text_in

    return text_in(getattr(record, "summary", {}), plan.root.main_language, "en")


def _as_json(thread: Thread) -> dict[str, Any]:
    return {"id": thread.first.id, "record": thread.first.record, "resolved": thread.resolved, "notes": thread.notes}
