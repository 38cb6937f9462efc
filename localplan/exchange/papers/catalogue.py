"""The one list of papers: command line and window offer what stands here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from localplan.domain.values import Refused
from localplan.exchange.document.material import Material
from localplan.exchange.papers import budget_request, letters
from localplan.exchange.papers.paper import Paper
from localplan.words import phrase


def _some(what: str, found: Callable[[Material], Iterable[object]]) -> Callable[[Material], tuple[str, ...]]:
    """Lacks `what` (a message id) while nothing of it is found."""
    return lambda m: () if any(True for _ in found(m)) else (m.words(what),)


PAPERS: dict[str, Paper] = {
    paper.code: paper
    for paper in (
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
    )
}
"""The papers by code, in the order of the steps."""


def paper(code: str) -> Paper:
    """The paper of that code. Raises Refused for a code that is not in the list."""
    if code not in PAPERS:
        raise Refused("not_on_the_list", value=code, known=", ".join(PAPERS))
    return PAPERS[code]
