from __future__ import annotations

from collections import Counter
from random import Random

from localplan.domain.merge import merge
from tests.merges import check_laws, three


def test_that_the_laws_of_merging_hold_on_random_histories(count: int, seed: int) -> None:
    met: Counter[str] = Counter()
    for n in range(count):
        case = f"{seed}-{n}"
        base, mine, theirs = three(Random(case))
        try:
            one, _ = check_laws(base, mine, theirs)
            check_laws(None, mine, theirs)
            assert merge(base, mine, base).plan == mine and merge(base, base, mine).plan == mine
            assert merge(base, mine, mine).choices == merge(base, mine, mine).conflicts == ()
        except Exception as error:
            raise AssertionError(f"case {case}") from error
        met.update(each.reason for each in (*one.conflicts, *one.choices))
    print(f"{count} merges; met: {dict(met.most_common())}")
