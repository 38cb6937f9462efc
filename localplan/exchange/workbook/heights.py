"""How tall rows become and where pages may end, worked out beforehand: merged cells do not grow by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil

from localplan.exchange.workbook.sheets import Paper

_NARROWEST, _WIDEST = 7.0, 7.45  # pixels of a character of column width, by program
_NARROW, _WIDE = frozenset("ijl.,:;'|!()[]I/ftr -ј"), frozenset("mwMWШЩЖФЮшщжфюмM@%—ЂЊЉљњ")
_PAPER = {"A3": (1190.6, 841.9), "A4": (841.9, 595.3)}  # points, landscape
MARGIN, MARGIN_TOP = 0.4, 0.75  # inches: left and right, top and bottom
_INCH = 72
_SAFETY = 0.97  # fonts differ a little between programs


def _width(text: str, size: float) -> float:
    """Width in pixels, roughly: a sans serif's narrow, usual, capital and wide letters."""
    em = size * 96 / 72
    units = 0.0
    for letter in text:
        if letter in _NARROW:
            units += 0.29
        elif letter in _WIDE:
            units += 0.86
        elif letter.isupper():
            units += 0.7
        else:
            units += 0.545
    return units * em


@lru_cache(maxsize=16_384)
def lines(text: str, width: float, size: float = 9) -> int:
    """How many lines a text takes in a column of that width in characters; at least one."""
    room = width * _NARROWEST
    if len(text) * size * 0.9 < room and "\n" not in text:
        return 1
    return sum(_wrapped(paragraph, room, size) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, room: float, size: float) -> int:
    count, used, space = 1, 0.0, _width(" ", size)
    for word in paragraph.split(" "):
        long = _width(word, size)
        if used and used + space + long > room:
            count, used = count + 1, 0.0
        if long > room:
            count += ceil(long / room) - 1
            used = long % room
        else:
            used += long + (space if used else 0)
    return count


def height(texts: Iterable[tuple[str, float]], size: float = 9) -> float:
    """The height in points that (text, width in characters) beside each other need."""
    tallest = max((lines(text, width, size) for text, width in texts), default=1)
    return min(409.0, tallest * size * 1.3 + 4)  # 409 points is the tallest row there is


def points(widths: Iterable[float]) -> float:
    """How wide columns are together at most, in points."""
    return sum(width * _WIDEST + 6 for width in widths) * 0.75


def page_scale(widths: Iterable[float], paper: Paper, landscape: bool = True) -> int:
    """The percentage at which these columns fill a page without being cut off; at most 100."""
    room = _PAPER[paper][0 if landscape else 1] - 2 * MARGIN * _INCH
    return max(10, min(100, int(room / points(widths) * 100 * _SAFETY)))


def page_breaks(
    heights: Sequence[float], starts: Sequence[int], repeated: float, paper: Paper, scale: int, landscape: bool = True
) -> tuple[int, ...]:
    """Before which rows pages begin, so that pages only end where one of `starts` follows.

    `repeated` is the height of the rows printed on every page. What is taller than a page is left to the program.
    """
    room = (_PAPER[paper][1 if landscape else 0] - 2 * MARGIN_TOP * _INCH) / scale * 100 * _SAFETY
    found: list[int] = []
    used = 0.0
    bounds = [*starts, len(heights)]
    for first, after in pairwise(bounds):
        block = sum(heights[first:after])
        if used and used + block > room:
            found.append(first)
            used = repeated
        used += block
    return tuple(found)
