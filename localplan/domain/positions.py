"""Order among siblings: a short text that sorts between its neighbours, so that a move changes one record.

Positions are digits of a fraction in base 62. None ends in the lowest digit, hence there is room before each of them.
"""

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_MIDDLE = DIGITS[len(DIGITS) // 2]


def position_between(before: str, after: str) -> str:
    """A position after `before` and before `after`; an empty text stands for the open end on that side.

    Two equal neighbours (made in two places at once) leave no room: the new one then follows right behind `before`,
    and ids settle the order among equals.
    """
    if after and before >= after:
        return before + _MIDDLE
    shared = 0
    while after and shared < len(after) and (before[shared : shared + 1] or DIGITS[0]) == after[shared]:
        shared += 1
    head, before, after = (before + DIGITS[0] * shared)[:shared], before[shared:], after[shared:]
    low = DIGITS.index(before[0]) if before else 0
    high = DIGITS.index(after[0]) if after else len(DIGITS)
    if high - low > 1:
        return head + DIGITS[(low + high) // 2]
    if after and len(after) > 1 and not before:
        return head + after[0]
    return head + DIGITS[low] + position_between(before[1:], "")


def position_at(index: int) -> str:
    """The position of the index-th (from 0) of a list written in one go; leaves room everywhere."""
    if not 0 <= index < len(DIGITS) ** 3:
        raise ValueError(f"no position for index {index}")
    first, rest = divmod(index, len(DIGITS) ** 2)
    second, third = divmod(rest, len(DIGITS))
    return DIGITS[first] + DIGITS[second] + DIGITS[third] + _MIDDLE
