"""What every record has: an id made once, the record it belongs to, and its place among its siblings."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, get_args, get_origin, get_type_hints

import msgspec

from localplan.domain.values import Holds


class Record(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    gc=False,
    tag_field="kind",
):
    """One thing that a plan knows. No times, no authors, and every field may be empty.

    `belongs_to` names the kinds a parent may have; empty only for the plan's own record. `reports` marks what may still
    change once a plan is adopted.
    """

    belongs_to: ClassVar[tuple[str, ...]] = ("plan",)
    reports: ClassVar[bool] = False

    id: str
    parent: str = ""
    position: str = ""


class Field(msgspec.Struct, frozen=True):
    """One field of a record kind, read from its annotation."""

    name: str
    holds: Holds
    default: Any

    @property
    def points(self) -> bool:
        """Whether the field names other records."""
        return self.holds.kind in ("reference", "references", "owner")


def kind_of(record: Record | type[Record]) -> str:
    """The kind's name as it stands in files, tables and forms: `funding_line`."""
    tag = record.__struct_config__.tag
    assert isinstance(tag, str)
    return tag


def fields_of(kind: type[Record]) -> dict[str, Field]:
    """A kind's own fields by name, without id, parent and position."""
    hints = get_type_hints(kind, include_extras=True)
    defaults = {f.name: f.default for f in msgspec.structs.fields(kind)}
    return {
        name: Field(name, _holds(kind, name, hints[name]), defaults[name])
        for name in kind.__struct_fields__
        if name not in ("id", "parent", "position")
    }


def _holds(kind: type[Record], name: str, hint: Any) -> Holds:
    if get_origin(hint) is Annotated:
        for note in get_args(hint)[1:]:
            if isinstance(note, Holds):
                return note
    raise TypeError(f"{kind.__name__}.{name}: its annotation does not say what it holds")
