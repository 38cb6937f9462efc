"""The regional workbook, the regional report and editions: what of a consolidated view leaves the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from localplan import __version__
from localplan.app.choices import LISTS
from localplan.app.consolidation import TABLES, Consolidated
from localplan.app.region_headings import HEADINGS
from localplan.app.region_words import RegionWords
from localplan.data import data_dir
from localplan.domain.consolidation import CENT
from localplan.domain.region_public import SUPPRESSED, is_public, public_tables, whole_name
from localplan.domain.small_counts import figure_name
from localplan.domain.tables import Table
from localplan.domain.values import Refused
from localplan.words import Words, words_for

if TYPE_CHECKING:
    from localplan.exchange.document.blocks import Block, Meta
    from localplan.exchange.regional import Regional as Regional  # the window names it from here
    from localplan.storage.library import Library

_encoder = msgspec.json.Encoder(order="sorted", decimal_format="string")


def regional(
    view: Consolidated,
    words: Words,
    *,
    name: str = "",
    edition: str = "",
    public: Mapping[str, Table] | None = None,
) -> Regional:
    """The figures of a view in words. `name` is that of the region, `edition` that of the frozen day.

    `public`: only these tables, for everybody: no file and no person is named.
    """
    from localplan.exchange.regional import Regional

    said = RegionWords(view, words)
    moments = [p.at for s in view.summaries if (p := view.provenance.get(s.plan)) and p.at]
    return Regional(
        title=words("Local action plans of the region: {region}", region=said.district(name))
        if name
        else words("Local action plans"),
        subtitle=words("State of {day}", day=words.day(view.today)),
        facts=(*_facts(view, said, edition), *(_persons(view, words) if public is None else ()), *_only(view, said)),
        notes=(*_notes(view, said), *(() if public is None else _hidden_notes(words))),
        tables=tuple(said.shown(table) for table in (public or {n: view.table(n) for n in TABLES}).values()),
        origins={s.plan: _origin(said, s.plan, s.municipality, public is not None) for s in view.summaries},
        moment=max(moments, default=""),
        totals=view.totals,
    )


def regional_in(view: Consolidated, language: str, *, name: str = "", official: bool = False) -> Regional:
    """The same in the words of a language by its tag. `official`: raises Refused while a contradiction is open."""
    words = words_for(language, data_dir("resources") / "locale")
    if official and (open_ones := _undecided(view, RegionWords(view, words))):
        raise Refused("official_undecided", municipalities=", ".join(open_ones))
    return regional(view, words, name=name, edition=words("official") if official else "")


def _undecided(view: Consolidated, said: RegionWords) -> list[str]:
    """The municipalities in whose plans a contradiction is open."""
    names = (said.municipality(s.municipality) for s in view.summaries if view.undecided[s.plan])
    return sorted(set(names), key=said.words.sort_key)


def origin_of(said: RegionWords, plan: str, municipality: str) -> tuple[str, str, str, str, str]:
    """Municipality, file, revision, person and day of a plan's figures."""
    known = said.view.provenance.get(plan)
    if known is None:
        return said.municipality(municipality), "", "", "", ""
    return said.municipality(municipality), known.file, known.revision[:12], known.person, known.at[:10]


def _origin(said: RegionWords, plan: str, municipality: str, public: bool) -> tuple[str, str, str, str, str]:
    place, file, revision, person, day = origin_of(said, plan, municipality)
    return (place, "", revision, "", day) if public else (place, file, revision, person, day)


def _facts(view: Consolidated, said: RegionWords, edition: str) -> Iterator[tuple[str, str]]:
    words = said.words
    if edition:
        yield words("Edition"), edition
    yield words("Plans"), words.number(len(view.summaries))
    yield words("Municipalities"), words.number(len({s.municipality or s.plan for s in view.summaries}))
    if view.expected:
        yield words("Expected but without a plan"), words.number(len(view.table("missing").rows))
    for currency, whole in _whole(view.table("money_by_year")):
        yield words("Total money, {currency}", currency=currency), words.money(whole)
        people = view.inhabitants(s for s in view.summaries if view.euro or s.currency == currency)
        if people:
            each = (whole / people).quantize(CENT, ROUND_HALF_UP)
            yield words("Money per inhabitant, {currency}", currency=currency), words.money(each)


def _persons(view: Consolidated, words: Words) -> Iterator[tuple[str, str]]:
    """Not for everybody: the public edition hides small counts, and this is a sum of them."""
    table = view.table("persons")
    for row in table.rows:
        if row.total and (persons := row.cells[table.column("beneficiaries")]):
            yield words("Persons to be reached"), words.number(persons)
            if each := row.cells[table.column("per_thousand")]:
                yield words("Persons per 1,000 inhabitants"), words.number(each)


def _only(view: Consolidated, said: RegionWords) -> Iterator[tuple[str, str]]:
    for field, codes in msgspec.structs.asdict(view.choice).items():
        if codes:
            yield said.words("Only: {what}", what=said.words(_CHOSEN[field])), ", ".join(_chosen(said, field, codes))


def _whole(table: Table) -> Iterator[tuple[str, Any]]:
    total, currency = table.column("total"), table.column("currency")
    yield from ((row.cells[currency], row.cells[total]) for row in table.rows if row.total)


_CHOSEN = {
    "municipalities": HEADINGS["municipality"],
    "districts": HEADINGS["district"],
    "states": HEADINGS["state"],
    "sections": HEADINGS["section"],
    "measure_types": HEADINGS["measure_type"],
    "target_groups": HEADINGS["target_group"],
    "sdg": HEADINGS["sdg"],
    "years": HEADINGS["year"],
    "sources": HEADINGS["source"],
    "statuses": HEADINGS["status"],
    "bodies": HEADINGS["body"],
}


def _chosen(said: RegionWords, field: str, codes: tuple[str, ...]) -> list[str]:
    named = {"municipalities": said.municipality, "districts": said.district, "bodies": said.body}
    if field in LISTS:
        return [said.label(LISTS[field], code) for code in codes]
    return [named[field](code) if field in named else code for code in codes]


def _notes(view: Consolidated, said: RegionWords) -> Iterator[str]:
    words = said.words
    yield words(
        "Each municipality has its own share of a shared measure; the shares add up to the total, which counts once."
    )
    if view.share_problems:
        yield words.plural(
            "{n} shared measure is described differently by its partners; see the sheet on shared measures.",
            "{n} shared measures are described differently by their partners; see the sheet on shared measures.",
            len({problem.shared_id for problem in view.share_problems}),
        )
    yield from rates_said(view, words)
    if open_ones := _undecided(view, said):
        yield words.plural(
            "In {n} plan two versions contradict each other and nobody has decided yet: {municipalities}.",
            "In {n} plans two versions contradict each other and nobody has decided yet: {municipalities}.",
            sum(bool(view.undecided[s.plan]) for s in view.summaries),
            municipalities=", ".join(open_ones),
        )


def rates_said(view: Consolidated, words: Words) -> Iterator[str]:
    """The rates at which money was put into euro, and how many plans have none."""
    for currency, per_euro, day in dict.fromkeys((r.currency, r.per_euro, r.day) for r in view.money.rates):
        yield words(
            "Converted at {rate} {currency} to the euro, the rate of {day}.",
            rate=words.number(per_euro),
            currency=currency,
            day=words.day(day),
        )
    if view.money.left_out:
        yield words.plural(
            "{n} plan is left out of the money tables: no dated exchange rate to the euro is known for it.",
            "{n} plans are left out of the money tables: no dated exchange rate to the euro is known for them.",
            len(view.money.left_out),
        )


def _hidden_notes(words: Words) -> Iterator[str]:
    yield words(
        "{mark} marks a hidden figure: a count of one to four people, or a figure from which one could be worked out.",
        mark=SUPPRESSED,
    )


# the public edition --------------------------------------------------------------------------------------------------


def publish(library: Library, view: Consolidated, language: str, name: str = "") -> Regional:
    """The public edition of a view; the library remembers what it shows and hides. Raises Refused."""
    from localplan.storage.publications import Publication

    earlier = [publication.figures for publication in library.published()]
    wanted = {table: view.table(table) for table in TABLES if is_public(table)}
    tables, figures = public_tables(wanted, earlier, parts=_parts_of_plans(view))
    content = sha256(_encoder.encode((tables, figures.values))).hexdigest()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    facts = {"name": name or "region", "at": at, "person": library.author}
    library.keep_publication(Publication(id=content, figures=figures, **facts))
    return regional(view, words_for(language, data_dir("resources") / "locale"), name=name, public=tables)


def _parts_of_plans(view: Consolidated) -> dict[str, dict[str, Decimal]]:
    """What the figures of whole plans are the sum of: the persons whom each activity is to reach, and has reached."""
    found: dict[str, dict[str, Decimal]] = {}
    for summary in view.with_parts("activities"):
        told = (one.report_on(view.report_year) for one in summary.activities)
        reports = [report for report in told if report is not None]
        for name, rows in (
            (whole_name("municipalities", summary.plan, "beneficiaries"), summary.activities),
            (whole_name("progress", summary.plan, "beneficiaries_reached"), reports),
        ):
            counted = {row.id: row.beneficiaries["total"] for row in rows if "total" in row.beneficiaries}
            found[name] = {figure_name(summary.plan, id, "beneficiaries", "total"): n for id, n in counted.items()}
    return found


# files ---------------------------------------------------------------------------------------------------------------


def export_region_excel(region: Regional, path: Path, language: str) -> None:
    """The regional workbook. Raises Refused when it cannot be written; a file that stood there is then unharmed."""
    from localplan.exchange.workbook import write_excel
    from localplan.exchange.workbook.region import build_region_workbook, region_workbook_properties

    words = words_for(language, data_dir("resources") / "locale")
    properties = region_workbook_properties(region, words, f"localplan {__version__}")
    write_excel(build_region_workbook(region, words), path, properties=properties)


def export_region_pdf(region: Regional, path: Path, language: str) -> int:
    """The regional report; the number of its pages. Raises Refused as `export_region_excel`."""
    from localplan.exchange.document.pdf import write_pdf

    blocks, meta = _report(region, language)
    return write_pdf(blocks, path, meta=meta, fonts_dir=data_dir("resources") / "fonts")


def export_region_word(region: Regional, path: Path, language: str) -> None:
    """The regional report as Word file. Raises Refused as `export_region_excel`."""
    from localplan.exchange.document.word.file import write_docx

    blocks, meta = _report(region, language)
    write_docx(blocks, path, meta=meta, fonts_dir=data_dir("resources") / "fonts")


def _report(region: Regional, language: str) -> tuple[tuple[Block, ...], Meta]:
    from localplan.exchange.document.region import build_region_report, region_report_meta

    words = words_for(language, data_dir("resources") / "locale")
    return build_region_report(region, words), region_report_meta(region, words)
