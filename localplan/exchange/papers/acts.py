"""Drafts of acts: legal basis, articles, and who signs, in the words of the kind of unit (amendments T17, T18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localplan.domain.records.plan import Act
from localplan.exchange.document.blocks import Article, Block, Letterhead, Paragraphs, Signature, Title
from localplan.exchange.document.citation import cited, cited_of, with_gazette
from localplan.exchange.document.material import Material, facts
from localplan.exchange.papers.paper import letterhead_lines
from localplan.words import of_town, phrase

_COUNCIL_BASIS = ("self_government_article", "statute", "statute_gazette", "statute_article", "place", "signed_by")
_ASSEMBLY_BASIS = ("planning_law_articles", *_COUNCIL_BASIS)
ASSEMBLY_ACTS = ("adoption", "decision_to_start", "annual_budget", "report_adoption")
COUNCIL_ACTS = ("working_group", "public_call", "council_proposal", "council_conclusion")
"""Kinds of acts of the same body: one may lend its legal basis to another."""


def basis(m: Material, kind: str) -> Act | None:
    """The act itself when it says what it rests on, else one of the same body that does; else the first there is.

    The act of an earlier version of the plan lends its basis too, and nothing else.
    """
    family = ASSEMBLY_ACTS if kind in ASSEMBLY_ACTS else COUNCIL_ACTS
    own, earlier = m.acts(kind), (act for act in m.plan.all(Act) if act.act_kind == kind)
    found = (*own, *earlier, *(act for other in family if other != kind for act in m.acts(other)))
    return next((act for act in found if m.say(act.statute)), next(iter(found), None))


def lacks_basis(m: Material, kind: str) -> tuple[str, ...]:
    """The fields without which the act's text cannot be written, by their names on the screen."""
    act = basis(m, kind)
    wanted: tuple[str, ...] = _ASSEMBLY_BASIS if kind in ASSEMBLY_ACTS else _COUNCIL_BASIS
    if not m.method.profile.laws:
        wanted = ("statute", "signed_by")
    form = "adoption_act" if kind in ASSEMBLY_ACTS else "group_decision"
    labels = {field.name: field.label for field in m.methodology.form(form).fields}
    missing = [name for name in wanted if act is None or not _says(m, act, name)]
    if not missing:
        return ()
    names = ", ".join(m.words.form(f"form.{form}", labels[name]) for name in missing)
    return (f"{m.label('act', 'act_kind', kind)}: {names}",)


def _says(m: Material, act: Act, field: str) -> bool:
    value = getattr(act, field)
    return bool(m.say(value) if isinstance(value, dict) else value)


def act_blocks(m: Material, kind: str, title: str, articles: Sequence[str]) -> Iterator[Block]:
    """An act: who decides on what ground, the title, numbered articles, the signature."""
    rests_on = basis(m, kind)
    own = next(iter(m.acts(kind)), None)
    yield Letterhead(authority=letterhead_lines(m), facts=_registered(m, own, rests_on))
    if rests_on is not None:
        yield Paragraphs(text=_preamble(m, kind, own, rests_on))
    yield Title(text=title, about=m.say(m.root.title))
    for n, text in enumerate(articles, 1):
        yield Article(text=m.words("Article {n}", n=n))
        yield Paragraphs(text=text, holds=n == len(articles))
    yield Signature(role=_signs(m, kind, rests_on), name=m.typed(rests_on.signed_by) if rests_on else "")


def _registered(m: Material, own: Act | None, rests_on: Act | None) -> tuple[tuple[str, str], ...]:
    return facts(
        (m.words("Number"), own.number if own else ""),
        (m.words("Date"), m.day(own.date) if own else ""),
        (m.words("Place"), m.say(rests_on.place) if rests_on else ""),
    )


# on what ground, and who ---------------------------------------------------------------------------------------------

NAMED = {
    ("municipality", "assembly"): phrase("the Municipal Assembly of {name}"),
    ("municipality", "council"): phrase("the municipal council of {name}"),
    ("city", "assembly"): phrase("the City Assembly of {name}"),
    ("city", "council"): phrase("the city council of {name}"),
    ("city_municipality", "assembly"): phrase("the Assembly of the City Municipality of {name}"),
    ("city_municipality", "council"): phrase("the council of the City Municipality of {name}"),
}
"""The bodies of a Serbian unit with its name, as its acts begin."""


def deciding(m: Material, kind: str) -> str:
    """The body that adopts an act of this kind, as the kind of unit calls it; in Serbia with the unit's name."""
    word = "assembly" if kind in ASSEMBLY_ACTS else "council"
    named, name = NAMED.get((m.root.unit_kind, word)), m.say(m.root.municipality_name)
    if not m.method.profile.laws or named is None or not name:
        return m.capital(m.body(word))
    return m.words(named, name=of_town(name, m.language) if m.root.unit_kind == "city" else name)


def _preamble(m: Material, kind: str, own: Act | None, rests_on: Act) -> str:
    ground, who = _grounds(m, rests_on), deciding(m, kind)
    if own is not None and own.date and kind in ASSEMBLY_ACTS:
        day = m.day(own.date)
        return m.words(
            "On the basis of {ground}, {body}, at its session of {day}, adopts:", ground=ground, body=who, day=day
        )
    return m.words("On the basis of {ground}, {body} adopts:", ground=ground, body=who)


def _grounds(m: Material, act: Act) -> str:
    """The laws and the statute in one sentence, each after its articles."""
    if not m.method.profile.laws:
        return "; ".join(ground_lines(m, act))
    *first, last = (cited_of(m, article, law) for law, article in _laws(m, act))
    return m.words("{first} and {last}", first=", ".join(first), last=last) if first else last


def ground_lines(m: Material, act: Act) -> tuple[str, ...]:
    """What an act rests on: laws and statute, each with its article."""
    return tuple(", ".join(filter(None, (law, cited(m, article)))) for law, article in _laws(m, act))


def _laws(m: Material, act: Act) -> Iterator[tuple[str, str]]:
    """Laws of which the act names articles, and its statute, with those articles."""
    laws = m.method.profile.laws
    context = f"profile.{m.method.profile.code}"
    for code, article in (("self_government", act.self_government_article), ("planning", act.planning_law_articles)):
        if article:
            yield m.words.form(context, laws.get(code, "")), article
    if statute := m.say(act.statute):
        yield with_gazette(m, statute, act.statute_gazette), act.statute_article


def _signs(m: Material, kind: str, act: Act | None) -> str:
    woman = act is not None and act.signed_by_sex == "F"
    if kind not in ASSEMBLY_ACTS:
        return head_signs(m, woman=woman)
    if not m.method.profile.laws:
        return m.words("For: {body}", body=m.body("assembly"))
    if m.root.unit_kind == "temporary_body":
        return m.words.form("signs.woman" if woman else "signs.man", "President of the temporary body")
    return m.words.form("signs.woman" if woman else "signs.man", "President of the assembly")


def head_signs(m: Material, *, woman: bool) -> str:
    """The head of the unit as the title stands over a signature."""
    as_woman = {
        "municipality": m.words.form("signs.woman", "President of the municipality"),
        "city": m.words.form("signs.woman", "Mayor of the city"),
        "city_municipality": m.words.form("signs.woman", "President of the city municipality"),
        "temporary_body": m.words.form("signs.woman", "President of the temporary body"),
    }
    plain = m.capital(m.body("head"))
    return as_woman.get(m.root.unit_kind, plain) if woman and m.method.profile.laws else plain
