"""One change for each rule that breaks it, in a plan that otherwise breaks none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localplan.domain.plan import Plan
from tests.plans import id_of
from tests.whole_plans import with_field, with_record, without

Change = Callable[[Plan], Plan]


def with_six_objectives(plan: Plan) -> Plan:
    for n in range(2, 7):
        content = {"title": {"en": f"Aim {n}"}, "objective_kind": "specific", "responsible": id_of("OU")}
        plan = with_record(plan, "objective", f"SO{n}", "GO", **content)
    return plan


def co_financed(plan: Plan, scheme: str, source: str, amount: int) -> Plan:
    """A second line beside the municipality's 120 of 2026."""
    line = {"co_financing_scheme": scheme, "source": source, "amounts": {"2026": amount}, "status": {"2026": "secured"}}
    return with_record(plan, "funding_line", "F2", "A1", **line)


def with_measures(number: int, **content: Any) -> Change:
    """So many more measures under the specific objective, each like the first."""

    def change(plan: Plan) -> Plan:
        like = {"measure_type": "goods_services", "responsible": id_of("OU"), "target_groups": ["youth"], **content}
        like = {"barriers": ["cost"], "equality_note": {"en": "Half for women"}, "title": {"en": "Advice"}, **like}
        for n in range(2, number + 2):
            plan = with_record(plan, "measure", f"M1.{n}", "SO1", **like)
        return plan

    return change


def with_activities(number: int, **content: Any) -> Change:
    """So many more activities that cost nothing, like the second."""

    def change(plan: Plan) -> Plan:
        like = {
            "title": {"en": "Talks"},
            "lead": id_of("OU"),
            "deadline": "2026-Q2",
            "no_additional_cost": True,
            **content,
        }
        for n in range(3, number + 3):
            plan = with_record(plan, "activity", f"A{n}", "M1.1", **like)
        return plan

    return change


def with_indicators(number: int) -> Change:
    """So many more result indicators of the measure, complete."""

    def change(plan: Plan) -> Plan:
        years = ("2026", "2027", "2028")
        texts = {name: {"en": "Register"} for name in ("definition", "data_provider", "source_of_verification")}
        like = {"level": "output", "unit": "%", "baseline_value": 1, "baseline_year": 2024}
        for n in range(2, number + 2):
            one = {**like, **texts, "title": {"en": f"Share {n}"}, "targets": dict.fromkeys(years, 30)}
            plan = with_record(plan, "indicator", f"M1.1-I{n}", "M1.1", **one)
            plan = with_record(plan, "indicator_value", f"V1.{n}", "2026", indicator=id_of(f"M1.1-I{n}"), value=29)
        return plan

    return change


def change(known_as: str, field: str, value: Any = None, key: str = "") -> Change:
    """One field of a record set, or emptied."""
    return lambda plan: with_field(plan, known_as, field, value, key)


def drop(*known_as: str) -> Change:
    """These records dropped."""
    return lambda plan: without(plan, *known_as)


def add(kind: str, parent: str = "plan", /, **content: Any) -> Change:
    """One more record."""
    return lambda plan: with_record(plan, kind, "added", parent, **content)


def together(*changes: Change) -> Change:
    """All these changes, one after the other."""

    def all_of(plan: Plan) -> Plan:
        for one in changes:
            plan = one(plan)
        return plan

    return all_of


BOTH = {"women": 7, "men": 7}
BREAKS: dict[str, Change] = {
    "R001": lambda p: with_field(p, "plan", "municipality"),
    "R002": lambda p: with_field(p, "plan", "period_end", "2026-01-01"),
    "R003": lambda p: with_field(p, "plan", "period_end", "2031-12-31"),
    "R005": lambda p: with_field(p, "plan", "title", {"en": "Plan"}),
    "R010": lambda p: without(p, "coordinator"),
    "R030": lambda p: without(p, "people"),
    "R035": lambda p: with_record(
        p, "data_point", "w", "plan", value=19000, counted=True, part_of=id_of("people"), unit="persons"
    ),
    "R040": lambda p: without(p, "core"),
    "R050": lambda p: with_field(p, "GO", "objective_kind", "specific"),
    "R051": lambda p: with_record(p, "objective", "GO2", "plan", objective_kind="general", title={"en": "More"}),
    "R052": lambda p: without(p, "SO1"),
    "R053": with_six_objectives,
    "R055": lambda p: with_field(p, "SO1", "responsible"),
    "R056": lambda p: without(p, "GO-I1"),
    "R057": lambda p: with_field(p, "SO1-I1", "level", "output"),
    "R062": lambda p: with_field(p, "plan", "criteria", 50, "effectiveness"),
    "R070": lambda p: without(p, "M1.1"),
    "R071": lambda p: with_field(p, "M1.1", "measure_type"),
    "R072": lambda p: with_field(p, "M1.1", "responsible"),
    "R074": lambda p: without(p, "M1.1-I1"),
    "R080": lambda p: with_field(p, "GO-I1", "unit"),
    "R081": lambda p: with_field(p, "GO-I1", "source_of_verification"),
    "R082": lambda p: with_field(p, "GO-I1", "baseline_value"),
    "R083": lambda p: with_field(p, "SO1-I1", "baseline_year", 2027),
    "R084": lambda p: with_field(p, "SO1-I1", "targets", None, "2028"),
    "R086": lambda p: with_field(p, "SO1-I1", "direction", "decrease"),
    "R088": lambda p: with_field(
        with_field(p, "M1.1-I1", "value_kind", "cumulative"), "M1.1-I1", "targets", 29, "2027"
    ),
    "R089": lambda p: with_field(with_field(p, "M1.1-I1", "value_type", "percent"), "M1.1-I1", "targets", 150, "2028"),
    "R097": lambda p: with_field(p, "M1.1-I1", "value_type", "yes_no"),
    "R100": lambda p: without(p, "A1", "A2"),
    "R101": lambda p: with_field(p, "A1", "lead"),
    "R102": lambda p: with_field(p, "A1", "deadline"),
    "R103": lambda p: with_field(p, "A1", "deadline", "2029-Q1"),
    "R104": lambda p: with_field(p, "A1", "start", "2029-Q1"),
    "R120": lambda p: with_field(p, "A2", "no_additional_cost", False),
    "R121": lambda p: with_field(p, "A1", "no_additional_cost", True),
    "R122": lambda p: with_field(p, "F1", "amounts", -120, "2026"),
    "R123": lambda p: with_field(p, "F1", "source"),
    "R125": lambda p: with_field(p, "F1", "programme_code", "9999-0001"),
    "R126": lambda p: with_field(p, "M1.1", "declared_total", {"2026": "121.01"}),
    "R128": lambda p: co_financed(p, "NES", "NES", 120),
    "R129": lambda p: co_financed(p, "KIRS", "07", 3601),
    "R131": lambda p: with_field(p, "F1", "status", {"2026": "planned"}),
    "R134": lambda p: with_field(p, "F1", "amounts", 100_001, "2026"),
    "R142": lambda p: with_field(p, "plan", "coordination_body"),
    "R152": lambda p: without(p, "hearing"),
    "R153": lambda p: with_field(p, "hearing", "date_to", "2025-11-03"),
    "R155": lambda p: with_field(p, "comment", "decision"),
    "R157": lambda p: with_field(p, "adopted", "date", "2025-11-01"),
    "R160": lambda p: with_field(p, "adopted", "number"),
    "R166": lambda p: with_field(p, "adopted", "statute"),
    "R178": lambda p: with_field(p, "R-A1", "beneficiaries", 30, "total"),
    "R004": change("started", "body"),
    "R006": drop("W5", "W4", "W3"),
    "R007": change("notice", "date", "2025-07-18"),
    "R008": together(change("plan", "previous_plan", "Plan 2020", "en"), add("previous_result")),
    "R009": together(*(change(f"P{n}", "organisation", id_of("OU")) for n in range(1, 6))),
    "R011": change("party", "represents", ["youth", "diaspora", "returnees", "employers", "cso", "trustee", "workers"]),
    "R012": change(
        "party",
        "represents",
        ["youth", "diaspora", "returnees", "women", "employers", "cso", "workers", "academia"],
    ),
    "R013": change("survey", "method", "focus_group"),
    "R014": together(change("party", "interest", 5), change("party", "influence", 5)),
    "R015": together(change("talk", "groups", ["youth"]), change("survey", "groups", ["youth"])),
    "R016": change("P1", "e_mail", "one@example.org"),
    "R017": change("talk", "groups", ["youth", "returnees", "victims_of_trafficking"]),
    "R018": change("plan", "minority_languages", ["bg"]),
    "R020": change("PRO", "document_kind", "spatial_plan"),
    "R021": change("SNM", "level", "international"),
    "R022": together(change("L1", "element", id_of("GO")), change("L2", "element", id_of("GO"))),
    "R023": change("GO", "sdg"),
    "R024": change("SNM", "valid_to", "2025-12-31"),
    "R025": change("SNM", "valid_to", "2027-12-31"),
    "R026": add("strategic_document", level="local", document_kind="local_plan", valid_to="2027-12-31"),
    "R019": add("profile_override", parameter="hearing_min_days", value="seven"),
    "R027": together(
        change("plan", "sections", ["youth", "employment"]),
        change("SO1", "section", "employment"),
    ),
    "R028": drop("screened"),
    "R031": drop("trained"),
    "R032": change("people", "source"),
    "R033": change("trained", "year", 2021),
    "R034": change("people", "breakdown"),
    "R036": change("text", "sources"),
    "R037": drop("swot-O"),
    "R038": drop("assessed"),
    "R039": together(
        change("plan", "previous_plan", "Plan 2020", "en"), change("plan", "previous_report_date", "2025-04-01")
    ),
    "R041": drop("housing"),
    "R042": change("jobs", "evidence"),
    "R043": change("jobs", "text", {"en": "Lack of a centre"}),
    "R044": change("SO1", "problems", [id_of("jobs")]),
    "R045": drop("ageing"),
    "R046": change("jobs", "competence", "other"),
    "R054": change("plan", "sections", ["youth", "diaspora"]),
    "R058": change("SO1", "title", {"sr-Latn": "Organizovanje obuka za mlade"}),
    "R059": change("GO", "problems"),
    "R060": drop("nothing"),
    "R063": change("training", "reasons"),
    "R064": change("nothing", "scores", {"effectiveness": 5, "cost": 5}),
    "R065": change("training", "cost"),
    "R073": change("M1.1", "period_end", "2029-12-31"),
    "R075": change("M1.1", "measure_type", "regulatory"),
    "R076": with_measures(2),
    "R077": change("M1.1", "target_groups"),
    "R078": together(with_measures(1), change("M1.2", "equality_note")),
    "R079": with_measures(7),
    "R085": change("SO1-I1", "targets", None, "2027"),
    "R087": change("SO1-I1", "targets", 12, "2028"),
    "R090": change("SO1-I1", "disaggregation", ["age"]),
    "R091": change("M1.1-I1", "level", "impact"),
    "R092": change("SO1-I1", "title", {"en": "GO-I1"}),
    "R093": with_indicators(3),
    "R095": change("SO1-I1", "baseline_year", 2022),
    "R096": change("SO1-I1", "definition"),
    "R098": together(
        change("A2", "no_additional_cost", False),
        lambda p: with_record(
            p, "funding_line", "F2", "A2", source="01", programme_code="1501-0002", amounts={"2026": 300}
        ),
    ),
    "R099": change("SO1-I1", "survey_margin", 20),
    "R105": change("A1", "partners", [id_of("OU")]),
    "R106": change("A1", "deadline", "2027-Q4"),
    "R107": change("A2", "needs", [id_of("A1")]),
    "R108": with_activities(2, deadline="2026-Q4", lead=id_of("council")),
    "R109": change("A2", "lead", id_of("school")),
    "R110": with_activities(3),
    "R111": with_activities(9),
    "R112": change("A1", "title", {"en": "x" * 201}),
    "R113": change("M1.1", "measure_type", "informative_educational"),
    "R114": together(
        change("M1.1", "measure_type", "incentive"),
        change("M1.1", "target_groups", ["youth", "returnees", "msme"]),
        change("talk", "groups", ["youth", "returnees", "msme"]),
        change("A1", "beneficiaries", {"women": 5, "men": 5}),
    ),
    "R115": together(
        change("A1", "keeps_register", True), change("A2", "title", {"en": "Rulebook on data protection"})
    ),
    "R116": together(with_measures(1), change("M1.2", "barriers")),
    "R117": add("running_project", groups=["youth"], measure_type="goods_services", continues_until="2026-01-01"),
    "R124": change("F1", "programme_code"),
    "R127": add("budget_ceiling", source="01", amounts={"2026": 100}),
    "R130": together(
        change("F1", "source", "06"),
        change("F1", "note", {"en": "Agreement"}),
        change("F1", "status", {"2026": "secured", "2027": "secured"}),
    ),
    "R132": change("F1", "amounts", None, "2027"),
    "R133": together(
        change("plan", "sections", ["youth", "diaspora"]),
        add("objective", "GO", title={"en": "Ties"}, objective_kind="specific", section="diaspora"),
    ),
    "R136": drop("budget-2027"),
    "R137": add(
        "data_point", topic="funds_last_year", unit="thousand_rsd", value=50, year=2024, source=id_of("register")
    ),
    "R140": drop("cut"),
    "R141": change("cut", "response"),
    "R143": together(change("plan", "period_start"), change("plan", "period_end")),
    "R144": drop("mid"),
    "R145": drop("scanned"),
    "R146": change("scanned", "score", 1),
    "R147": drop("seat"),
    "R148": change("plan", "complaints_route"),
    "R150": together(change("talk", "state", "planned"), change("survey", "state", "planned")),
    "R151": change("survey", "feedback_date", "2025-07-21"),
    "R156": change("hearing", "report_date", "2025-11-20"),
    "R159": change("council_proposal", "date", "2025-11-28"),
    "R161": change("publication", "date", "2025-12-09"),
    "R162": together(change("adopted", "date", "2026-01-15"), change("publication", "date", "2026-01-20")),
    "R163": drop("portal-22"),
    "R164": drop("opinion_migration_council"),
    "R165": drop("information_system_entry"),
    "R170": change("2026", "submitted_date", "2027-05-01"),
    "R172": change("R-A1", "status", "completed"),
    "R173": together(change("A1", "deadline", "2026-Q4"), change("R-A1", "status", "in_progress")),
    "R174": change("R-A1", "spent", {"01": 121}),
    "R175": change("V2", "value"),
    "R176": together(
        add(
            "reporting_period", year=2025, report_kind="annual", submitted_date="2026-04-01", adopted_date="2026-04-20"
        ),
        lambda p: with_record(
            p, "indicator_value", "V0", "added", indicator=id_of("M1.1-I1"), value=14, breakdown=BOTH
        ),
    ),
    "R177": change("V1", "breakdown"),
    "R179": together(change("V1", "value", 20), change("V1", "breakdown", {"women": 10, "men": 10})),
    "R182": change("2026", "report_kind", "final"),
    "R183": change("2026", "adopted_date"),
    "R185": add("act", act_kind="revision", date="2027-03-01"),
    "R186": drop("2026"),
    "R187": together(
        *(change(f"V{n}", "value", 30) for n in (1, 2, 3)),
        *(change(f"V{n}", "breakdown", {"women": 16, "men": 14}) for n in (1, 2, 3)),
    ),
    "R190": change("M1.1", "equality_note"),
    "R191": change("M1.1", "private_sector_role"),
    "R192": change("M1.1", "target_groups", ["youth"]),
    "R193": drop("climate"),
    "R194": change("M1.1", "barriers", ["cost"]),
    "R196": change("housing", "text"),
    "R197": change("SO1", "title"),
    "R198": change("M1.1", "title", {"sr-Cyrl": "  "}),
    "R199": change("M1.1-I1", "title"),
    "R200": change("A1", "title"),
    "R201": add("budget_ceiling", source="06", amounts={"2031": 5}),
    "R195": together(change("A1", "keeps_register", True), change("A1", "register_basis", {"en": "Law"})),
}

ALSO: dict[str, set[str]] = {
    "R002": {"R103", "R180", "R201"},
    "R003": {"R025", "R084", "R085", "R132"},
    "R006": {"R009"},
    "R027": {"R031", "R036", "R054", "R164"},
    "R035": {"R032", "R034"},
    "R040": {"R041", "R045", "R059"},
    "R050": {"R022", "R055", "R057", "R060", "R070", "R091", "R133"},
    "R051": {"R056", "R059"},
    "R052": {"R020", "R021", "R044", "R054"},
    "R053": {"R022", "R057", "R059", "R060", "R070"},
    "R054": {"R031", "R036"},
    "R057": {"R091"},
    "R076": {"R074", "R100"},
    "R077": {"R192"},
    "R078": {"R074", "R100"},
    "R079": {"R074", "R076", "R100"},
    "R081": {"R096"},
    "R091": {"R074"},
    "R098": {"R131"},
    "R104": {"R106"},
    "R108": {"R109"},
    "R111": {"R110"},
    "R116": {"R074", "R100"},
    "R128": {"R136", "R174"},
    "R129": {"R124", "R136", "R174"},
    "R130": {"R131"},
    "R133": {"R022", "R031", "R036", "R055", "R057", "R059", "R060", "R070"},
    "R134": {"R174"},
    "R143": {"R002"},
    "R157": {"R159", "R161"},
    "R173": {"R106"},
    "R190": {"R078"},
}
"""What else becomes true: deadlines and targets follow the period, new elements lack what others have, and the like."""
