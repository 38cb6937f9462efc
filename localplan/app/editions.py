"""Editions of a plan for the region, for training, for everybody: cut, proved, remembered, and taken back in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from localplan.app.received import revision_of
from localplan.domain.editions import Hidden, hidden_in, whole, without
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Indicator
from localplan.domain.records.plan import Attachment
from localplan.domain.small_counts import counts_of_persons, with_indicators, with_small_counts
from localplan.domain.suppression import LEAST, Edition, protected
from localplan.domain.values import Refused
from localplan.methodology.rules import RULES, Facts, Seen

if TYPE_CHECKING:
    from localplan.exchange.package import Package
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library

SMALL_COUNT = "R167"


class Cut(msgspec.Struct, frozen=True):
    """What an edition of a plan shows and hides; `figures` are its counts of persons, for a public one."""

    edition: str
    plan: Plan
    hidden: Hidden | None = None
    figures: Edition | None = None


def cut(plan: Plan, edition: str, methodology: Methodology, earlier: Iterable[Edition] = ()) -> Cut:
    """An edition of the plan. `earlier` are the figures of all public editions so far.

    Raises Refused when a public one would still show a small count.
    """
    if edition == "full":
        return Cut(edition, plan)
    hidden, figures = hidden_in(edition), None
    if edition == "public":
        method = methodology.for_plan(plan)
        people = {entry.code for entry in method.list("units").entries if entry.marks.get("people")}
        least = method.parameter("small_count")
        wanted = max(LEAST, int(least)) if isinstance(least, int | float) else LEAST
        figures = protected(counts_of_persons(plan, people), earlier, wanted)
        hidden = with_small_counts(hidden, figures, plan)
        hidden = with_indicators(hidden, _never_public(plan, methodology), plan)
    shown = without(plan, hidden)
    if edition == "public":
        refuse_small_counts(shown, methodology)
    return Cut(edition, shown, hidden, figures)


def _never_public(plan: Plan, methodology: Methodology) -> frozenset[str]:
    """Indicators whose figures no municipality publishes: the collection lets nobody add them up (amendments §9)."""
    codes = {one.code for one in methodology.indicators.values() if one.aggregation == "none"}
    return frozenset(one.id for one in plan.all(Indicator) if one.library_code in codes)


def refuse_small_counts(shown: Plan, methodology: Methodology) -> None:
    """Raises Refused when what is to be published still counts one to four persons somewhere (rule R167)."""
    facts = Facts(shown, methodology.for_plan(shown), Seen(today=date.max, public=True))
    if found := list(RULES[SMALL_COUNT].search(facts)):
        raise Refused("public_small_counts", count=len(found))


def published(library: Library) -> list[Edition]:
    """The figures of every public edition that left the library."""
    return [publication.figures for publication in library.published()]


def keep_published(library: Library, made: Cut, at: str) -> None:
    """Remember a public edition, before it is written: what is out cannot be called back."""
    from localplan.storage.publications import Publication

    if made.figures is not None:
        facts = {"name": made.plan.root.code or made.plan.id, "at": at, "person": library.author}
        library.keep_publication(Publication(id=made.plan.digest, figures=made.figures, **facts))


def package_of_edition(package: Package, made: Cut) -> Package:
    """The package of an edition, from that of the full revision. The public does not learn who wrote the plan."""
    from localplan.exchange.package import package_of

    if made.hidden is None:
        return package
    files = {record.sha256 for record in made.plan.all(Attachment)}
    known = made.edition == "coordinator"
    revision = revision_of(package)
    return package_of(
        made.plan,
        revision if known else msgspec.structs.replace(revision, author="", name=""),
        edition=made.edition,
        hidden=made.hidden,
        notes=package.notes if known else (),
        offers=package.offers if known else (),
        attachments={name: content for name, content in package.attachments.items() if name in files},
    )


def edition_in_file(package: Package, edition: str, methodology: Methodology) -> Package:
    """An edition of the full plan in a package.

    Raises Refused for a public one: what earlier ones showed stands in the plan's library, and has to be known.
    """
    if edition == package.manifest.edition:
        return package
    if package.hidden is not None:
        raise Refused("edition_of_edition", edition=package.manifest.edition)
    if edition == "public":
        raise Refused("public_needs_library")
    return package_of_edition(package, cut(package.plan, edition, methodology))


def edition_in_library(library: Library, package: Package, edition: str, methodology: Methodology) -> Package:
    """An edition of a plan of the library, remembered when it is public. `package` is that of the full revision.

    It descends from the same edition of earlier states too, so that a region that never gets the full plan can follow.
    """
    made = cut(package.plan, edition, methodology, published(library) if edition == "public" else ())
    keep_published(library, made, package.manifest.at)
    if made.hidden is None:
        return package
    manifest = package.manifest
    before = {*manifest.ancestors, *_same_edition(library, package, made.hidden)} - {made.plan.digest}
    descended = msgspec.structs.replace(manifest, ancestors=tuple(sorted(before)))
    return package_of_edition(msgspec.structs.replace(package, manifest=descended), made)


def _same_edition(library: Library, package: Package, hidden: Hidden) -> Iterator[str]:
    """The digests of what the region got of the states that this one descends from."""
    behind = {*package.manifest.parents, *package.manifest.ancestors}
    of_all = msgspec.structs.replace(hidden, values=())
    for revision in library.revisions(package.plan.id):
        if revision.digest in behind:
            yield without(library.read_revision(revision.digest), of_all).digest


# taking back in ------------------------------------------------------------------------------------------------------


def completed(library: Library, package: Package) -> Package:
    """An edition that came back, with what it had hidden, when the library knows the revision it was cut from.

    Any other package is given back as it is.
    """
    base = package.manifest.base
    if package.hidden is None or not any(known.digest == base for known in library.revisions(package.manifest.plan)):
        return package
    return completed_on(library.read_revision(base), package)


def completed_on(state: Plan, package: Package) -> Package:
    """The package with all that its edition hides as it is in this state of the plan; the rest counts as changed."""
    from localplan.exchange.package import package_of

    if package.hidden is None:
        return package
    plan, manifest = whole(state, package.plan, package.hidden), package.manifest
    before = {*manifest.parents, *manifest.ancestors, manifest.base, manifest.revision} - {plan.digest}
    revision = msgspec.structs.replace(revision_of(package), digest=plan.digest, ancestors=tuple(sorted(before)))
    files = {record.sha256 for record in plan.all(Attachment)}
    return package_of(
        plan,
        msgspec.structs.replace(revision, parents=() if plan.digest == manifest.base else revision.parents),
        notes=package.notes,
        offers=package.offers,
        attachments={name: content for name, content in package.attachments.items() if name in files},
    )
