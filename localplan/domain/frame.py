"""A regional frame: a plan of no municipality whose objectives and indicators are offered to all."""

from __future__ import annotations

from localplan.domain.plan import Plan


def is_frame(plan: Plan) -> bool:
    """Whether the plan is a frame: no municipality, neither of a register nor by name."""
    return not plan.root.municipality and not plan.root.municipality_name
