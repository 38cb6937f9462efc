"""`python -m tests.tools.make_region --municipalities N --seed S --out DIR`: a region's files, and their truth.

Municipality by municipality one story after the other: a plan sent once, three times, only at the end, edited by two
people at once, sent under two names, copied by a neighbour, undone and sent again, damaged on the way, filled in as a
workbook. The truth stands in DIR.truth.json, in the form of `localplan intake --report F.json`. It comes from what is
done here, never from the program's intake, merge or consolidation.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from tests.tools.region_plans import Made, Money, made, units
from tests.tools.region_stories import Region, Story, tell


def make_region(folder: Path, municipalities: int, seed: int) -> dict[str, Any]:
    """Write the files, and the truth beside the folder; gives the truth."""
    folder.mkdir(parents=True)
    region = Region(folder)
    for unit in units(municipalities):
        story = Story(region, made(unit, seed), seed)
        tell(story)
    truth = truth_of(region)
    path = folder.with_name(folder.name + ".truth.json")
    path.write_bytes(msgspec.json.format(msgspec.json.encode(truth)))
    return truth


def truth_of(region: Region) -> dict[str, Any]:
    """The truth in the form of the program's report."""
    files = sorted(region.files, key=lambda told: told.name)
    counted = {"new": "taken_in", "update": "taken_in", "reconcile": "taken_in", "identical": "identical"}
    counts = {"read": len(files), "taken_in": 0, "identical": 0, "set_aside": 0}
    for told in files:
        counts[counted.get(told.verdict, "set_aside")] += 1
    digests = "".join(f"{id} {digest}\n" for id, (digest, _) in sorted(region.plans.items()))
    return {
        "files": [msgspec.to_builtins(told) for told in files],
        "counts": counts,
        "conflicts": sorted(region.conflicts, key=lambda c: (c["plan"], c["record"], c["field"])),
        "totals": totals([made for _, made in region.plans.values()]),
        "digest": sha256(digests.encode()).hexdigest(),
    }


def totals(plans: list[Made]) -> dict[str, Any]:
    """All money once, in whole currency: by year, by source and by section."""
    sums: dict[str, dict[str, Decimal]] = {name: defaultdict(Decimal) for name in ("all", "year", "source", "section")}
    for year, money, amount in _amounts(plans):
        for name, key in (("all", ""), ("year", year), ("source", money.source), ("section", money.section)):
            sums[name][key] += amount
    by = {
        f"by_{name}": {key: {"RSD": f"{sums[name][key]:.2f}"} for key in sorted(sums[name])}
        for name in ("year", "source", "section")
    }
    return {"all": {"RSD": f"{sums['all']['']:.2f}"}, **by}


def _amounts(plans: list[Made]) -> Iterator[tuple[str, Money, Decimal]]:
    seen: set[str] = set()
    for one in plans:
        ours = {money.shared_id for money in one.ledger.values()} - {""}
        for money in one.ledger.values():
            if money.shared_id not in seen:
                yield from ((year, money, amount) for year, amount in money.years.items())
        seen |= ours


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Write the files of a made-up region, and the truth about them.")
    parser.add_argument("--municipalities", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    truth = make_region(given.out, given.municipalities, given.seed)
    print(truth["counts"])


if __name__ == "__main__":
    main()
