"""DuckDB's roll-up of a CSV of amounts: loaded once, then summed once for each line read; says the seconds and sums.

A line of the CSV: plan, section, source, year, amount.
"""

import json
import sys
import time

import duckdb

connection = duckdb.connect()
connection.execute(
    "CREATE TABLE amounts AS SELECT * FROM read_csv(?, header=false, columns="
    "{'plan': 'INTEGER', 'section': 'VARCHAR', 'source': 'VARCHAR', 'year': 'VARCHAR', 'amount': 'DECIMAL(18, 2)'})",
    [sys.argv[1]],
)
QUERY = "SELECT {0}, sum(amount) FROM amounts GROUP BY {0}"
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    sums = {by: dict(connection.execute(QUERY.format(by)).fetchall()) for by in ("year", "source", "section")}
    seconds = time.perf_counter() - start
    print(
        json.dumps({"seconds": seconds, "sums": {by: {k: str(v) for k, v in own.items()} for by, own in sums.items()}})
    )
    sys.stdout.flush()
