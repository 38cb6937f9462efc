"""Whether something declared with `shown_when` is shown. Conditions are data; this is all that reads them."""

from __future__ import annotations

from typing import Any

from localplan.domain.plan import Plan
from localplan.domain.records import Record
from localplan.domain.values import is_empty
from localplan.methodology.declarations import Condition

OF_THE_PLAN = "plan."


def shown(condition: Condition | None, record: Record, plan: Plan) -> bool:
    """Whether the condition holds for this record; without a condition it does.

    A field named `plan.…` is read from the plan's own record, any other one from `record`.
    """
    if condition is None:
        return True
    of_plan = condition.field.startswith(OF_THE_PLAN)
    value = getattr(plan.root if of_plan else record, condition.field.removeprefix(OF_THE_PLAN))
    if condition.filled is not None:
        return condition.filled is not is_empty(value)
    wanted = condition.any_of or (condition.equals,)
    return any(_says(value, one) for one in wanted)


def _says(value: Any, wanted: Any) -> bool:
    return wanted in value if isinstance(value, tuple) else bool(value == wanted)
