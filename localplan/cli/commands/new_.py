"""`new`: a plan in the library."""

from __future__ import annotations

import argparse

from localplan.app.beginnings import begin_plan
from localplan.app.following import next_plan
from localplan.app.frames import new_frame
from localplan.app.plans import with_free_code
from localplan.app.samples import DRAFT, practice_copy, sample
from localplan.cli.call import Call, year
from localplan.cli.speech import complain, say, say_json
from localplan.data import data_dir
from localplan.domain.plan import Plan
from localplan.words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes what a plan begins with; a copy of the sample has all that already."""
    parser.add_argument("--municipality", metavar=words("CODE"), help=words("code of the register"))
    parser.add_argument("--from", dest="first", type=year, metavar=words("YEAR"), help=words("first year"))
    parser.add_argument("--to", dest="last", type=year, metavar=words("YEAR"), help=words("last year"))
    parser.add_argument("--type", dest="type", default="", metavar=words("T"), help=words("kind of document"))
    parser.add_argument("--sections", default="youth,diaspora,employment", help=words("sections, with commas between"))
    parser.add_argument("--lang", default="", metavar=words("LANGUAGE"), help=words("language of the plan"))
    parser.add_argument(
        "--frame", metavar=words("TITLE"), help=words("a regional frame of that title, whose objectives are offered")
    )
    begun = parser.add_mutually_exclusive_group()
    begun.add_argument("--after", metavar=words("PLAN"), help=words("the plan that this one follows, with its results"))
    begun.add_argument(
        "--template",
        choices=["sample"],
        help=words("begin with a practice copy of the sample; it keeps its own municipality and years"),
    )


def run(call: Call) -> int:
    """Makes the plan and prints its code."""
    wanted = call.arguments
    municipality = wanted.municipality or wanted.after or wanted.frame
    if not wanted.template and None in (municipality, wanted.first, wanted.last):
        complain(call.words("Say for which municipality and years: --municipality CODE --from YEAR --to YEAR."))
        return 2
    plan = _begun(call)
    with call.library() as library:
        plan = with_free_code(plan, library)
        library.add_plan(plan)
    if call.json:
        say_json([{"id": plan.id, "code": plan.root.code, "practice": plan.root.practice}])
    else:
        say(call.words("Created: {plan}", plan=plan.root.code))
    return 0


def _begun(call: Call) -> Plan:
    wanted = call.arguments
    if wanted.template:
        return practice_copy(sample(DRAFT, data_dir("resources")))
    if wanted.frame:
        language = wanted.lang or call.words.language
        return new_frame(call.methodology, {language: wanted.frame}, (wanted.first, wanted.last))
    if wanted.after:
        return next_plan(call.plan(wanted.after), call.methodology, (wanted.first, wanted.last))
    return begin_plan(
        call.methodology,
        wanted.municipality,
        (wanted.first, wanted.last),
        document_type=wanted.type,
        sections=tuple(code.strip() for code in wanted.sections.split(",") if code.strip()),
        language=wanted.lang,
    )
