"""The methodology of a plan, for work in other processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localplan.data import data_dir
from localplan.domain.plan import Plan

if TYPE_CHECKING:
    from localplan.methodology.methodology import Methodology


def methodology_of(plan: Plan) -> Methodology:
    """The methodology that ships, in the version that the plan keeps. Raises Refused for a newer one."""
    from localplan.methodology.loader import load_methodology
    from localplan.methodology.versions import version_of

    return load_methodology(data_dir("forms"), version_of(plan))
