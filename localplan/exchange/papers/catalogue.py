"""The one list of papers: command line and window offer what stands here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from localplan.domain.values import Refused
from localplan.exchange.document.material import Material
from localplan.exchange.papers import (
    adopting,
    annual,
    budget_request,
    extracts,
    handover,
    hearing,
    letters,
    profile,
    results,
    sheets,
    starting,
)
from localplan.exchange.papers.paper import Paper
from localplan.words import phrase


def _some(what: str, found: Callable[[Material], Iterable[object]]) -> Callable[[Material], tuple[str, ...]]:
    """Lacks `what` (a message id) while nothing of it is found."""
    return lambda m: () if any(True for _ in found(m)) else (m.words(what),)


def _is_serbian(m: Material) -> bool:
    """Official extracts are Serbian law and practice."""
    return m.method.profile.code == "rs"


PAPERS: dict[str, Paper] = {
    paper.code: paper
    for paper in (
        Paper(
            "start_decision",
            phrase("Draft: decision to start drafting"),
            "start",
            starting.start_decision,
            lacks=starting.start_lacks,
            running=False,
        ),
        Paper(
            "group_decision",
            phrase("Draft: decision on the working group"),
            "start",
            starting.group_decision,
            lacks=starting.group_lacks,
            running=False,
        ),
        Paper(
            "start_notice",
            phrase("Notice that drafting has begun"),
            "start",
            starting.start_notice,
            lacks=starting.notice_lacks,
            running=False,
        ),
        Paper(
            "invitations",
            phrase("Letters: invitations to consultations"),
            "people",
            letters.letters_paper(letters.invitations),
            lacks=_some(phrase("a planned consultation with invited parties"), letters.invitations),
            subjects=letters.by_key(letters.invitations),
            running=False,
        ),
        Paper(
            "document_owners",
            phrase("Letters: proposals to owners of documents"),
            "frame",
            letters.letters_paper(letters.owners),
            lacks=_some(phrase("a screened document with addressee and proposed wording"), letters.owners),
            subjects=letters.by_key(letters.owners),
            running=False,
        ),
        Paper(
            "migration_profile",
            phrase("Local migration profile"),
            "situation",
            profile.profile,
            lacks=_some(phrase("a figure of the situation analysis"), profile.known),
        ),
        Paper(
            "self_assessment",
            phrase("Self-assessment with gaps"),
            "situation",
            sheets.self_assessment_sheet,
            lacks=_some(phrase("a self-assessment with scores"), sheets.self_assessed),
        ),
        Paper(
            "data_requests",
            phrase("Letters: requests for data"),
            "situation",
            letters.letters_paper(letters.data_requests),
            lacks=_some(phrase("an open question of a section that a letter can answer"), letters.data_requests),
            subjects=letters.by_key(letters.data_requests),
            running=False,
        ),
        Paper(
            "requests",
            phrase("Letters: requests to province and State"),
            "problems",
            letters.letters_paper(letters.requests),
            lacks=_some(phrase("a request without an answer"), letters.requests),
            subjects=letters.by_key(letters.requests),
            running=False,
        ),
        Paper(
            "consents",
            phrase("Letters: requests for consent"),
            "activities",
            letters.letters_paper(letters.consents),
            lacks=_some(phrase("an activity led by an outside body that has not agreed yet"), letters.consents),
            subjects=letters.by_key(letters.consents),
            running=False,
        ),
        Paper(
            "budget_request",
            phrase("Letter: a year's amounts to the finance office"),
            "money",
            budget_request.budget_request,
            lacks=_some(phrase("money that passes through the municipal budget"), budget_request.years_of_money),
            subjects=budget_request.years_of_money,
            usual=budget_request.coming_year,
            running=False,
        ),
        Paper(
            "scan",
            phrase("Policy Implementation Scan"),
            "coordination",
            sheets.scan_sheet,
            lacks=_some(phrase("a run of the implementation scan"), sheets.scanned),
        ),
        Paper(
            "public_call",
            phrase("Public call for the hearing"),
            "adoption",
            hearing.public_call,
            lacks=hearing.call_lacks,
            running=False,
        ),
        Paper(
            "hearing_report",
            phrase("Report on consultations and hearing"),
            "adoption",
            hearing.hearing_report,
            lacks=_some(phrase("a consultation or a public hearing"), hearing.held),
            running=False,
        ),
        Paper(
            "opinion_requests",
            phrase("Letters: requests for opinions"),
            "adoption",
            letters.letters_paper(adopting.opinion_requests),
            fits=_is_serbian,
            lacks=_some(phrase("an opinion that is still to be asked for"), adopting.opinion_requests),
            subjects=letters.by_key(adopting.opinion_requests),
            running=False,
        ),
        Paper(
            "adoption_decision",
            phrase("Draft: decision on adoption with memorandum"),
            "adoption",
            adopting.adoption_decision,
            lacks=adopting.adoption_lacks,
            running=False,
        ),
        Paper("checklist", phrase("Materials for the assembly"), "adoption", adopting.checklist, running=False),
        *(
            Paper(
                code,
                extract.title,
                "adoption",
                extracts.extract_paper(extract, own_part),
                fits=_is_serbian,
                lacks=_some(what, partial(extracts.chosen, extract)),
                running=False,
            )
            for code, extract, own_part, what in (
                (
                    "extract_employment",
                    extracts.EMPLOYMENT,
                    extracts.beside_the_service,
                    phrase("a measure of the section employment, or one that the employment service is to pay for"),
                ),
                ("extract_youth", extracts.YOUTH, extracts.no_more, phrase("a measure of the section youth")),
                (
                    "extract_migration",
                    extracts.MIGRATION,
                    extracts.for_the_commissariat,
                    phrase("a measure for refugees, displaced persons, returnees or asylum seekers"),
                ),
            )
        ),
        Paper("handover", phrase("Handover page"), "delivery", handover.handover, running=False),
        Paper(
            "annual_report",
            phrase("Report on a year"),
            "delivery",
            annual.annual_report,
            lacks=_some(phrase("a report on a year"), annual.reports),
            subjects=annual.reports,
            usual=annual.newest,
        ),
        Paper(
            "results",
            phrase("Results and messages"),
            "delivery",
            results.results,
            lacks=_some(phrase("a figure, lesson, request or story with consent among the messages"), results.messages),
        ),
        Paper(
            "evaluation",
            phrase("Evaluation"),
            "delivery",
            results.evaluation,
            lacks=_some(phrase("an evaluation with findings"), results.evaluations),
            subjects=results.evaluations,
            usual=results.last_evaluation,
        ),
    )
}
"""The papers by code, in the order of the steps."""


def paper(code: str) -> Paper:
    """The paper of that code. Raises Refused for a code that is not in the list."""
    if code not in PAPERS:
        raise Refused("not_on_the_list", value=code, known=", ".join(PAPERS))
    return PAPERS[code]
