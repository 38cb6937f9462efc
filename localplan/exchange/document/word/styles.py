"""Styles, numbering, fonts and settings of a Word file."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.exchange.document import ink
from localplan.exchange.document.ink import Face
from localplan.exchange.document.word.looks import LOOKS, Look
from localplan.exchange.document.word.markup import NAMES, element, twips
from localplan.exchange.document.word.tongues import TONGUES

_TEXT, _TITLES = "DejaVu Sans Condensed", "DejaVu Sans"
_FONTS = {"text": (_TEXT, False), "strong": (_TEXT, True), "title": (_TITLES, True)}
"""Family and boldness of each font of the PDF."""
_INSTEAD = {_TEXT: "Tahoma", _TITLES: "Verdana"}
"""What a computer without these fonts shows instead: letters of nearly the same width, with all of Serbian."""
_SPOKEN = {"sr-Cyrl": "sr-Cyrl-RS", "sr-Latn": "sr-Latn-RS", "en": "en-GB", "fr": "fr-FR"}
_SPOKEN |= {"es": "es-EC", "ro": "ro-MD", "ru": "ru-RU", "ky": "ky-KG", "fil": "fil-PH"}
_SPOKEN |= {tongue.spoken[:2]: tongue.spoken for tongue in TONGUES.values()}

_BULLET = element(
    "abstractNum",
    element("multiLevelType", val="hybridMultilevel")
    + element(
        "lvl",
        element("start", val=1)
        + element("numFmt", val="bullet")
        + element("pStyle", val="ListBullet")
        + element("lvlText", val="•")
        + element("lvlJc", val="left")
        + element("pPr", element("ind", left=twips(14), hanging=twips(11))),
        ilvl=0,
    ),
    abstractNumId=0,
)
NUMBERING = f"<w:numbering {NAMES}>{_BULLET}{element('num', element('abstractNumId', val=0), numId=1)}</w:numbering>"
"""One kind of list."""


def _hex(colour: int) -> str:
    return f"{colour:06X}"


def edge(side: str, eighths: int, colour: int) -> str:
    """One border of a cell or table."""
    return element(side, val="single", sz=eighths, space=0, color=_hex(colour))


_HEADED = element("tcBorders", edge("top", 6, ink.ACCENT) + edge("bottom", 6, ink.ACCENT))
"""Lines of a header row."""


def spoken(language: str) -> str:
    """The language with its country, as a spelling checker asks for it."""
    return _SPOKEN.get(language, language)


def styles(language: str, width: float) -> str:
    """All styles; texts are in this language, and a contents line is so wide."""
    families = _family("text")
    tongue = element("lang", val=spoken(language), eastAsia=spoken(language), bidi="ar-SA")
    run = families + element("color", val=_hex(ink.INK)) + element("sz", val=20) + element("szCs", val=20) + tongue
    defaults = element("rPrDefault", element("rPr", run)) + element("pPrDefault", element("pPr"))
    looks = "".join(_style(look, width) for look in LOOKS)
    return f"<w:styles {NAMES}>{element('docDefaults', defaults)}{looks}{''.join(_others())}</w:styles>"


def settings(language: str) -> str:
    """How Word treats the file: as its own of today, with no question when it is opened."""
    uri = "http://schemas.microsoft.com/office/word"
    modern = element("compatSetting", name="compatibilityMode", uri=uri, val=15)
    parts = (
        element("zoom", percent=100),
        element("defaultTabStop", val=720),
        element("characterSpacingControl", val="doNotCompress"),
        element("compat", modern),
        element("themeFontLang", val=spoken(language)),
    )
    return f"<w:settings {NAMES}>{''.join(parts)}</w:settings>"


def font_table() -> str:
    """The fonts, and what stands in for them."""
    fonts = (
        element(
            "font",
            element("altName", val=other) + element("family", val="swiss") + element("pitch", val="variable"),
            name=name,
        )
        for name, other in (*_INSTEAD.items(), *((tongue.font, tongue.instead) for tongue in TONGUES.values()))
    )
    return f"<w:fonts {NAMES}>{''.join(fonts)}</w:fonts>"


def _style(look: Look, width: float) -> str:
    parts = (
        element("name", val=look.name),
        element("basedOn", val="Normal") if look.id != "Normal" else "",
        element("next", val=look.next) if look.next else "",
        element("qFormat") if look.offered else "",
        element("pPr", "".join(_paragraph(look, width))),
        element("rPr", face_properties(look.face)),
    )
    facts: dict[str, object] = {"type": "paragraph", "default": 1 if look.id == "Normal" else None}
    custom = 1 if look.name.startswith("localplan") else None
    return element("style", "".join(parts), **facts, customStyle=custom, styleId=look.id)


def _paragraph(look: Look, width: float) -> Iterator[str]:
    """The properties in the order that the format asks for; what `Normal` says is said again where it differs."""
    yield element("keepNext") if look.keep else ""
    yield element("pageBreakBefore") if look.breaks else ""
    if look.listed:
        yield element("numPr", element("ilvl", val=0) + element("numId", val=1))
    if look.edges:
        sides = (element(side, val="single", sz=size, space=away, color=_hex(c)) for side, size, c, away in look.edges)
        yield element("pBdr", "".join(sides))
    if look.ground >= 0:
        yield shade(look.ground)
    if look.tab:
        yield element("tabs", element("tab", val="right", leader="dot", pos=twips(width)))
    lines = {"line": twips(look.face.leading), "lineRule": "atLeast"}
    yield element("spacing", before=twips(look.before), after=twips(look.after), **lines)
    right = twips(look.left) if look.ground >= 0 else None
    yield element("ind", left=twips(look.left), right=right, hanging=twips(look.hanging) or None)
    if look.align == "centre":
        yield element("jc", val="center")
    if look.level >= 0:
        yield element("outlineLvl", val=look.level)


def face_properties(face: Face) -> str:
    """A face as properties of a run."""
    bold = _FONTS[face.font][1]
    size = element("sz", val=round(face.size * 2)) + element("szCs", val=round(face.size * 2))
    return (
        _family(face.font)
        + element("b", val=int(bold))
        + element("bCs", val=int(bold))
        + element("color", val=_hex(face.colour))
        + size
    )


def shade(colour: int) -> str:
    """A ground of this colour."""
    return element("shd", val="clear", color="auto", fill=_hex(colour))


def _family(font: str) -> str:
    name = _FONTS[font][0]
    return element("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _others() -> Iterator[str]:
    """Styles of runs and tables: lines between rows, lines all around, nothing."""
    link = element("name", val="Hyperlink")
    yield element("style", link, type="character", styleId="Hyperlink")
    between = edge("bottom", 4, ink.LINE) + edge("insideH", 4, ink.LINE)
    around = "".join(edge(side, 4, ink.LINE) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    for id, name, borders, across, down in (
        ("Plain", "localplan table", between, 4.0, 3.0),
        ("Form", "localplan form table", around, 3.0, 2.4),
        ("Tree", "localplan tree table", around, 5.0, 7.0),
        ("Bare", "localplan layout", "", 0.0, 0.0),
    ):
        margins = "".join(
            element(side, w=twips(wide), type="dxa")
            for side, wide in (("top", down), ("left", across), ("bottom", down), ("right", across))
        )
        look = (element("tblBorders", borders) if borders else "") + element("tblCellMar", margins)
        facts: dict[str, object] = {"type": "table", "customStyle": 1, "styleId": id}
        first = element("tblStylePr", element("tcPr", _HEADED), type="firstRow") if id == "Plain" else ""
        yield element("style", element("name", val=name) + element("tblPr", look) + first, **facts)
