"""How the tables of a library lie on a cluster of PostgreSQL servers (Citus): the rows of one plan on one machine."""

from __future__ import annotations

from localplan.storage.own_tables import METADATA, SUMMARY, VERSION


def cluster_statements() -> tuple[str, ...]:
    """SQL for an empty library: what belongs to plans is spread by `plan_id`, what is the library's is everywhere.

    `summary` comes first, for all others refer to it. Alembic's own table stays where it is.
    """
    of_plans = {name for name, table in METADATA.tables.items() if "plan_id" in table.c}
    of_library = METADATA.tables.keys() - of_plans - {VERSION.name}
    beside = f"'plan_id', colocate_with => '{SUMMARY.name}'"
    return (
        *(f"SELECT create_reference_table('{name}');" for name in sorted(of_library)),
        f"SELECT create_distributed_table('{SUMMARY.name}', 'plan_id');",
        *(f"SELECT create_distributed_table('{name}', {beside});" for name in sorted(of_plans - {SUMMARY.name})),
    )
