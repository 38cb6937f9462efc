"""`intake`: a folder of files from many municipalities into a library, with a report on what became of each."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from localplan.app.book import Standing, standings
from localplan.app.intake import Intake
from localplan.app.intake_report import report_of
from localplan.app.region_expected import expect
from localplan.app.region_plans import counts_said, file_row, files_table, intake_paper
from localplan.app.registers import SCRIPTS, register_choices
from localplan.app.sentences import sentence
from localplan.cli.answers import ASK, COPIED, add_answers
from localplan.cli.call import Call, day
from localplan.cli.speech import complain, say, say_json, show_progress
from localplan.domain.values import Refused
from localplan.words import Words

if TYPE_CHECKING:
    from localplan.app.intake_files import FileResult


FOREIGN_TOLD = 20
"""So many files that are no plans are named one by one: a whole folder of pictures would bury what matters."""


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the files, where the report goes, and which region they are of."""
    file = words("FILE")
    kinds = words("folders, packages (.lplan), notes, filled-in workbooks (.xlsx), libraries (.localplan)")
    parser.add_argument("paths", nargs="+", type=Path, metavar=file, help=kinds)
    parser.add_argument(
        "--report", type=Path, metavar=file, help=words("write the report: .json, or .docx or .pdf to print")
    )
    region = words("a region or district: report which municipalities are missing")
    parser.add_argument("--region", metavar=words("NAME"), help=region)
    listed = words("a text file that names the municipalities of the region, one per line")
    parser.add_argument("--expect", type=Path, metavar=file, help=listed)
    add_answers(parser, words)
    parser.add_argument(
        "--today", type=day, metavar=words("DATE"), help=words("as if today were this day (YYYY-MM-DD)")
    )


def run(call: Call) -> int:
    """Takes everything in that can be; 1 when something was set aside."""
    wanted = call.arguments
    _check(call)
    with call.library(purpose="region") as library:
        if wanted.expect or wanted.region:
            expect(library, wanted.region or wanted.expect.stem, wanted.expect)
        intake = Intake(library, wanted.paths, copied=COPIED[wanted.copied])
        for _ in intake.steps():
            show_progress(*intake.progress)
        if wanted.contradictions != ASK:
            intake.decide(wanted.contradictions, call.words("Decide contradictions"))
        gone = _owing(call, intake)
        if wanted.report:
            _write(call, intake, gone)
        if call.json:
            say_json(report_of(intake))
        else:
            _tell(call, intake, gone)
    return 1 if intake.counts["set_aside"] else 0


def _check(call: Call) -> None:
    for path in call.arguments.paths:
        if not path.exists():
            raise Refused("file_missing", file=str(path))
    report = call.arguments.report
    if report and report.suffix.lower() not in (".json", ".docx", ".pdf"):
        raise Refused("not_on_the_list", value=report.suffix, known=".json, .docx, .pdf")


def _owing(call: Call, intake: Intake) -> list[str]:
    """Which municipalities of the region have sent no plan, or one that has ended."""
    wanted, words = call.arguments, call.words
    if not (wanted.region or wanted.expect):
        return []
    region = wanted.region or wanted.expect.stem
    codes = intake.library.region.expected()[region]
    known = standings(intake.library, call.today, words.language if words.language in SCRIPTS else SCRIPTS[1], region)
    return [said for one in known if one.municipality in codes and (said := _owed(one, call))]


def _owed(one: Standing, call: Call) -> str:
    if not one.plan:
        return call.words("{name} ({code}): no plan", name=one.name, code=one.municipality)
    if one.period_end and one.period_end < call.today:
        end = call.words.day(one.period_end)
        return call.words("{name} ({code}): the plan ended on {day}", name=one.name, code=one.municipality, day=end)
    return ""


def _write(call: Call, intake: Intake, gone: list[str]) -> None:
    path = call.arguments.report
    if path.suffix.lower() == ".json":
        from localplan.app.intake_report import write_report

        write_report(path, report_of(intake))
        return
    from localplan.app.printing import paper_payload
    from localplan.app.worker import run as run_job

    words = call.words
    title, counts = words("Import report"), counts_said(intake.counts, words)
    files = files_table(_by_name(intake), _names(words), words)
    blocks = intake_paper(title, files, counts, gone, words, day=call.today, person=call.author)
    run_job("print", paper_payload(blocks, path, title, call.author, words.language), writes=path)


def _tell(call: Call, intake: Intake, gone: list[str]) -> None:
    words, names, foreign = call.words, _names(call.words), 0
    for each in _by_name(intake):
        foreign += each.verdict == "unknown"
        if each.verdict == "unknown" and foreign > FOREIGN_TOLD:
            continue
        if each.count == "set_aside":
            complain(sentence(Refused(each.problems[0].code, **each.problems[0].values), words))
        else:
            row = file_row(each, names, words)
            say(" · ".join(str(cell) for cell in (*row.cells[:4], each.code) if cell))
    if (more := foreign - FOREIGN_TOLD) > 0:
        complain(
            words.plural(
                "… and {n} more file that is no plan. --report lists all.",
                "… and {n} more files that are no plans. --report lists all.",
                more,
            )
        )
    say(counts_said(intake.counts, words))
    for line in gone:
        say(line)
    if call.arguments.report:
        say(words("Written: {path}", path=str(call.arguments.report)))


def _by_name(intake: Intake) -> list[FileResult]:
    return sorted(intake.results, key=lambda each: each.name)


def _names(words: Words) -> dict[str, str]:
    return dict(register_choices("municipalities", "RS", words.language))
