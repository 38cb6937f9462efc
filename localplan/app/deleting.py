"""Deleting a plan: it leaves the library, and a package of it stays beside, by which it can come back."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from localplan.app.places import data_folder
from localplan.app.sending import write_sent

if TYPE_CHECKING:
    from localplan.app.places import Address
    from localplan.storage.library import Library


def deleted_folder(address: Address) -> Path:
    """Where the packages of plans go that were deleted from this library."""
    if isinstance(address, Path):
        return address.with_name(f"{address.stem} deleted plans")
    return data_folder() / "deleted plans"


def delete_plan(library: Library, plan_id: str) -> Path:
    """Write a package of the plan with its history, and delete it; the package. Raises Refused, and deletes nothing."""
    plan = library.read_plan(plan_id)
    folder = deleted_folder(library.home.address)
    with suppress(OSError):  # writing into it will say what is wrong
        folder.mkdir(parents=True, exist_ok=True)
    path = _free_name(folder, plan.root.code or plan_id)
    write_sent(library, plan, library.keep_revision(plan, "snapshot"), path)
    library.drop_plan(plan_id)
    return path


def _free_name(folder: Path, stem: str) -> Path:
    plain = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in stem)
    names = (folder / (f"{plain}.lplan" if n == 1 else f"{plain}-{n}.lplan") for n in count(1))
    return next(name for name in names if not name.exists())
