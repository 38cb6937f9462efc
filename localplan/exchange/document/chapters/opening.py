"""What stands before the first chapter: cover, adoption act, foreword, abbreviations, terms."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records.plan import Act, Organisation
from localplan.exchange.document.blocks import Block, Cover, KeyValues, Meta, Table
from localplan.exchange.document.citation import cited, with_gazette
from localplan.exchange.document.material import Material, column, facts, rows
from localplan.words import LANGUAGES, phrase

TERMS = (
    (phrase("cooperation"), phrase("working together")),
    (phrase("coordination"), phrase("several bodies and levels brought to a common goal")),
    (phrase("consultation"), phrase("asking those whom it concerns")),
    (phrase("coherence"), phrase("policies of several sectors that support each other")),
)
"""Words that are often taken for each other, and what they mean here."""


def cover(m: Material) -> Cover:
    """The cover, with what every page repeats."""
    draft = (m.words("DRAFT"),) if m.is_draft else ()
    training = m.words("TRAINING") if m.root.practice else ""
    title = m.say(m.root.title) or m.words("Local action plan")
    return Cover(
        authority=m.say(m.root.letterhead) or authority(m),
        title=title,
        period=period(m),
        facts=_cover_facts(m),
        marks=(*draft, *((training,) if training else ())),
        watermark=training,
        running=" · ".join(filter(None, (place(m), title))),
        footnote=footnote(m),
    )


def meta(m: Material, moment: str) -> Meta:
    """What the file says about itself."""
    return Meta(
        title=m.say(m.root.title) or m.words("Local action plan"),
        author=authority(m).replace("\n", ", "),
        subject=" ".join(filter(None, (m.words("Local action plan"), period(m)))),
        language=m.language,
        keywords=", ".join(filter(None, (m.root.code, m.root.municipality))),
        moment=moment,
    )


def place(m: Material) -> str:
    """The municipality with its kind of unit."""
    name = m.say(m.root.municipality_name)
    unit = m.own(m.root, "unit_kind")
    return m.words("{unit} of {name}", unit=unit, name=name) if unit and name else name or unit


def authority(m: Material) -> str:
    """State and municipality, a line each."""
    return "\n".join(filter(None, (state(m), place(m) or m.words("Municipality not chosen yet"))))


def state(m: Material) -> str:
    """The State as its official papers name it; outside the programme what the country is called."""
    country = m.methodology.country(m.root.country)
    if country is None:
        return m.own(m.root, "country")
    return m.marked(country.state_in.get(m.language) or m.words.form("countries", country.state))


def period(m: Material) -> str:
    """The years of the plan."""
    return "–".join(dict.fromkeys((m.years[0], m.years[-1]))) if m.years else ""


def _cover_facts(m: Material) -> tuple[tuple[str, str], ...]:
    act = adoption(m)
    return facts(
        (m.words("State"), m.own(m.root, "status")),
        (m.words("Kind of document"), m.own(m.root, "document_type")),
        (m.words("Version"), m.year(m.root.version)),
        (m.words("Adopted"), ", ".join(filter(None, (m.name(act.body), m.registered(act)))) if act else ""),
        (m.words("Gazette"), m.typed(act.gazette) if act else ""),
        (m.words("Amounts in"), m.unit),
        (m.words("Language"), _languages(m)),
    )


def _languages(m: Material) -> str:
    """Which words are in which language, where the program does not speak that of the plan; else nothing."""
    entry = m.method.entry("languages", m.language)
    if m.language in LANGUAGES or entry is None:
        return ""
    spoken = m.words.form("list.languages", entry.label)
    return m.words("texts of the plan in {language}; headings and lists in English", language=spoken)


def adoption(m: Material) -> Act | None:
    """The act by which this version of the plan was adopted."""
    return next(reversed(m.acts("adoption")), None)


def footnote(m: Material) -> str:
    """The footnote on Kosovo, when the plan asks for it."""
    if not m.root.territory_footnote:
        return ""
    return "* " + m.words(
        "References to Kosovo shall be understood to be in the context of United Nations Security Council "
        "resolution 1244 (1999)."
    )


def opening(m: Material) -> Iterator[Block]:
    """Adoption act, foreword, abbreviations, terms."""
    yield m.heading(1, m.words("Act of adoption"))
    act = adoption(m)
    if act is None:
        yield m.missing(m.words("the decision by which the assembly adopts the plan"), 13)
    else:
        yield KeyValues(rows=_act_facts(m, act))
    yield m.heading(1, m.words("Foreword"))
    yield m.text_or_missing(m.root.foreword, m.words("a foreword of the head of the municipality"), 13)
    yield m.heading(1, m.words("Abbreviations"))
    short_names = _abbreviations(m)
    yield m.table_or_missing(short_names, m.words("the short names of bodies used in this plan"), 1)
    if short_names.rows:  # an empty chapter takes no page of its own
        yield m.heading(2, m.words("Terms"))
        yield KeyValues(rows=tuple((m.words(term), m.words(meaning)) for term, meaning in TERMS))


def _act_facts(m: Material, act: Act) -> tuple[tuple[str, str], ...]:
    statute = with_gazette(m, m.say(act.statute), act.statute_gazette)
    return facts(
        (m.words("Adopted by"), m.name(act.body)),
        (m.words("Number"), act.number),
        (m.words("Date"), m.day(act.date)),
        (m.words("Place"), m.say(act.place)),
        (m.words("Gazette"), m.typed(act.gazette)),
        (m.words("Statute"), ", ".join(filter(None, (statute, cited(m, act.statute_article))))),
        (m.words("Law on local self-government"), cited(m, act.self_government_article)),
        (m.words("Law on the planning system"), cited(m, act.planning_law_articles)),
        (m.words("Signed by"), m.typed(act.signed_by)),
        (m.words("Summary"), m.say(act.summary)),
        (m.words("Published at"), act.url),
    )


def _abbreviations(m: Material) -> Table:
    pairs = ((m.say(o.short_name), m.name(o.id)) for o in m.plan.all(Organisation) if o.short_name)
    return Table(
        columns=(column(m.words("Short name"), 1), column(m.words("Full name"), 4)),
        rows=rows(sorted(set(pairs), key=lambda pair: m.words.sort_key(pair[0]))),
    )
