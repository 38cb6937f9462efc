"""`localplan rules`: all of them, under a profile."""

from __future__ import annotations

import json

import pytest

from localplan.methodology.rules import RULES
from tests.cli.conftest import Localplan


def test_that_all_rules_are_listed(localplan: Localplan) -> None:
    rows = json.loads(localplan("rules", "--json").out)
    assert [row["code"] for row in rows] == sorted({*RULES, "R184"})
    assert all(list(row) == ["code", "tier", "parameters", "source", "evidence"] and row["source"] for row in rows)
    assert {row["tier"] for row in rows} == {"error", "warning", "advice"}


def test_that_a_profile_has_its_own_tiers_and_values(localplan: Localplan) -> None:
    def row(code: str, profile: str) -> dict[str, object]:
        rows = json.loads(localplan("rules", "--json", "--profile", profile).out)
        return next(one for one in rows if one["code"] == code)

    assert row("R003", "rs")["parameters"] == {"max_years_programme": 3, "max_years_any": 5}
    assert row("R003", "generic")["parameters"] == {"max_years_programme": 5, "max_years_any": 6}
    assert (row("R161", "rs")["tier"], row("R161", "generic")["tier"]) == ("warning", "off")


def test_that_rules_are_listed_for_people(localplan: Localplan) -> None:
    answer = localplan("rules")
    assert answer.code == 0
    assert "R153  Error  hearing_min_days = 15" in answer.out


def test_that_values_are_written_as_the_language_writes_them(
    localplan: Localplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "sr_RS.UTF-8@latin")
    told = localplan("rules").out
    assert "full_dinar_amount = 100.000" in told and "hearing_required = da" in told


def test_that_an_unknown_profile_is_told(localplan: Localplan) -> None:
    answer = localplan("rules", "--profile", "atlantis")
    assert (answer.code, answer.out) == (2, "")
    assert "atlantis" in answer.err
