"""How each kind of value stands in a column: its SQL type, and the way there and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from localplan.domain.values import MONEY_DECIMALS, plain

_MINOR = 10**MONEY_DECIMALS


def to_minor(amount: Decimal) -> int:
    """Money as it is stored: whole 100,000ths of the plan's unit (docs/adr/0003-money-in-the-library.md)."""
    return int(amount.scaleb(MONEY_DECIMALS).to_integral_exact())


@lru_cache(maxsize=16_384)
def from_minor(stored: int) -> Decimal:
    """Money as a record holds it."""
    return plain(Decimal(stored).scaleb(-MONEY_DECIMALS))


def number_text(number: Decimal) -> str:
    """A number as it is stored: canonical decimal text without an exponent."""
    return format(number, "f")


class MoneyColumn(TypeDecorator[Decimal]):
    """Decimal in the plan's unit ↔ 64-bit integer of its 100,000ths, so that SQL adds up exactly."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else to_minor(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else from_minor(value)


class NumberColumn(TypeDecorator[Decimal]):
    """Decimal ↔ canonical text; SQLAlchemy's Numeric would be a float on SQLite."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else number_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class DayColumn(TypeDecorator[date]):
    """date ↔ ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


TYPES: dict[str, type[TypeEngine[Any]]] = {
    "text": Text,
    "code": Text,
    "codes": Text,
    "reference": Text,
    "references": Text,
    "owner": Text,
    "quarter": Text,
    "whole": BigInteger,
    "number": NumberColumn,
    "money": MoneyColumn,
    "day": DayColumn,
    "tick": Boolean,
}
"""The column type of each kind of value (`domain.values.KINDS`); of a set's kinds, the type of one element."""

STORED_AS: dict[str, type[TypeEngine[Any]]] = {"number": Text, "money": BigInteger, "day": Text, "tick": BigInteger}
"""What the driver itself hands over for the kinds that need decoding: bulk reading decodes column by column."""

DECODE: dict[str, Callable[[Any], Any]] = {
    "number": Decimal,
    "money": from_minor,
    "day": date.fromisoformat,
    "tick": bool,
}
"""From what the driver hands over to what a record holds, where the two differ."""

ENCODE: dict[str, Callable[[Any], Any]] = {"number": number_text, "money": to_minor, "day": date.isoformat}
"""The way back: what the driver is handed, for the kinds that it would not store by itself."""

_FILLED = {"": "", False: "0"}


def value_column(name: str, kind: str, default: Any) -> Column[Any]:
    """The column of a plain field: NULL only where the record says None, else the default stands in the schema too."""
    if default is None:
        return Column(name, TYPES[kind], nullable=True)
    return Column(name, TYPES[kind], nullable=False, server_default=_FILLED[default])
