"""The looks a cell may have: a closed vocabulary, so that a workbook holds few formats and all sheets look alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FONT = "Arial"
SIZE = 9  # points; the sizes below are relative to it

_NAVY, _BLUE, _PALE, _GREY, _LINE = "#17375E", "#3A6EA5", "#DCE6F1", "#EDEDED", "#8C8C8C"
_NEEDED, _BAR, _ALARM = "#FFF4CE", "#3A6EA5", "#9C0006"

_PLAIN: dict[str, Any] = {"font_name": FONT, "font_size": SIZE, "valign": "top"}
_CELL = {**_PLAIN, "text_wrap": True, "border": 1, "border_color": _LINE}
_FIGURE = {**_CELL, "align": "right", "text_wrap": False}
_HEAD = {**_CELL, "bold": True, "bg_color": _GREY, "valign": "vcenter", "align": "center"}
_WHOLE, _PART = "#,##0", "#,##0.00###"

STYLES: Mapping[str, Mapping[str, Any]] = {
    "": {},
    "title": {**_PLAIN, "bold": True, "font_size": 14, "text_wrap": True},
    "subtitle": {**_PLAIN, "text_wrap": True, "font_size": 10},
    "warning": {**_PLAIN, "bold": True, "font_size": 12, "font_color": _ALARM},
    "note": {**_PLAIN, "text_wrap": True, "font_color": "#404040"},
    "label": {**_CELL, "bold": True, "bg_color": _PALE},
    "heading": {**_PLAIN, "bold": True, "font_size": 11, "font_color": _NAVY, "bottom": 2, "bottom_color": _NAVY},
    "general": {**_CELL, "bold": True, "font_size": 11, "bg_color": _NAVY, "font_color": "#FFFFFF"},
    "specific": {**_CELL, "bold": True, "font_size": 10, "bg_color": _BLUE, "font_color": "#FFFFFF"},
    "measure": {**_CELL, "bold": True, "font_size": 10, "bg_color": _PALE},
    "fact": {**_CELL, "bg_color": "#F7F9FC"},
    "head": _HEAD,
    "text": _CELL,
    "centred": {**_CELL, "align": "center"},
    "code": {**_CELL, "num_format": "@"},
    "number": {**_FIGURE, "num_format": "General"},
    "fact_number": {**_CELL, "align": "left", "num_format": "General"},
    "money": {**_FIGURE, "num_format": _WHOLE},
    "money_part": {**_FIGURE, "num_format": _PART},
    "total": {**_FIGURE, "num_format": _WHOLE, "bold": True, "bg_color": _PALE},
    "total_part": {**_FIGURE, "num_format": _PART, "bold": True, "bg_color": _PALE},
    "euro": {**_FIGURE, "num_format": "#,##0.00"},
    "total_euro": {**_FIGURE, "num_format": "#,##0.00", "bold": True, "bg_color": _PALE},
    "total_label": {**_CELL, "bold": True, "bg_color": _PALE},
    "share": {**_FIGURE, "num_format": "0.0%"},
    "day": {**_CELL, "align": "left", "num_format": "yyyy-mm-dd"},
    "bar": {**_CELL, "align": "center", "bg_color": _BAR, "font_color": "#FFFFFF"},
    "quarter": {**_CELL, "align": "center"},
    "data_head": {**_HEAD, "align": "left"},
    "needed_head": {**_HEAD, "align": "left", "bg_color": "#FFD966"},
    "needed": {**_CELL, "bg_color": _NEEDED},
    "hidden": {"font_name": FONT, "font_size": 8, "font_color": "#808080", "num_format": "@", "locked": False},
}


def leftward(look: Mapping[str, Any]) -> Mapping[str, Any]:
    """The look for a text that runs from right to left: it begins at the right, unless it stands in the middle."""
    return {**look, "reading_order": 2, "align": look.get("align", "right").replace("left", "right")}
