"""The first tables: one per record kind with its map and set fields, and the library's own."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# As the record kinds were at this schema: name:kind, with {} for a map field and [] for a set field.
RECORDS = {
    "plan": """
        code:text title:text{} document_type:code country:code municipality:code municipality_name:text{}
        outside_register:tick unit_kind:code subdivision:code legal_profile:code period_start:day period_end:day
        currency:code amount_unit:whole exchange_rate:number exchange_rate_date:day status:code version:whole
        main_language:code languages:code[] minority_languages:code[] methodology_version:whole track:code
        sections:code[] reason:text{} vision:text{} foreword:text{} letterhead:text{} privacy_note:text{}
        coordinator:reference coordination_body:reference meetings_per_year:whole complaints_route:text{}
        complaints_days:whole assembly_session:day target_groups:code[] criteria:number{} municipal_budget:money{}
        previous_plan:text{} previous_plan_end:day previous_report_date:day serves_as:code[] territory_footnote:tick
        numbers_given:number{} adopted_digest:text salt:text derived_from:text practice:tick
    """,
    "replaced_document": """
        title:text{} gazette:text replaced_from:day
    """,
    "organisation": """
        name:text{} short_name:text{} organisation_kind:code territory:code contact:text municipal:tick
    """,
    "person": """
        name:text sex:code organisation:reference role:text{} e_mail:text phone:text privacy_basis:code
        consent_date:day purpose:text{} keep_until:day
    """,
    "body": """
        name:text{} body_kind:code section:code term:text{} meetings_per_year:whole conclusions:text{}
    """,
    "working_group_member": """
        person:reference function:code represents:code[] decision:reference
    """,
    "act": """
        act_kind:code version:whole body:reference number:text date:day gazette:text url:text summary:text{}
        statute:text{} statute_gazette:text statute_article:text self_government_article:text
        planning_law_articles:text place:text{} signed_by:text signed_by_sex:code
    """,
    "appointment": """
        deadline:code title:text{} date:day responsible:reference done:tick
    """,
    "step_state": """
        step:code status:code reason:text{} note:text flagged:tick
    """,
    "acceptance": """
        rule:code element:owner found:text reason:text{} person:text date:day
    """,
    "profile_override": """
        parameter:code value:text reason:text{} legal_source:text person:text date:day
    """,
    "attachment": """
        file_name:text sha256:text media_type:text size:whole description:text{}
    """,
    "stakeholder": """
        organisation:reference name:text{} represents:code[] interest:whole influence:whole expectation:text{}
        contribution:text{}
    """,
    "consultation_event": """
        state:code method:code title:text{} topic:text{} date_from:day date_to:day place:text{} channel:text{}
        responsible:reference invited:reference[] groups:code[] languages:code[] accessibility:text{}
        participants:number{} findings:text{} feedback_date:day
    """,
    "strategic_document": """
        title:text{} level:code document_kind:code body:text{} gazette:text valid_from:day valid_to:day url:text
    """,
    "alignment_link": """
        element:owner their_element:text{} relation:code
    """,
    "obligation": """
        text:text{} article:text element:reference
    """,
    "screening": """
        mentions:code groups:code[] effects:number{} expected:code evidence:text{} gap:text{}
        proposed_wording:text{} addressee:text{} date:day done:tick
    """,
    "data_source": """
        name:text{} producer:text{} source_kind:code frequency:code access:text{} url:text
    """,
    "data_point": """
        section:code topic:code label:text{} value:number not_available:text{} unit:code counted:tick census:tick
        year:whole period:text territory:code source:reference disaggregation:text breakdown:number{}
        split_not_available:text{} part_of:reference quality:code note:text{}
    """,
    "narrative": """
        chapter:code text:text{} sources:reference[]
    """,
    "answer": """
        question:code owner:owner run:code score:number text:text{} not_available:text{} evidence:text{}
        bottleneck:text{} action:text{} responsible:reference due:day date:day
    """,
    "swot_item": """
        quadrant:code text:text{} evidence:text{} weight:whole
    """,
    "pestle_item": """
        factor:code text:text{} evidence:text{} weight:whole
    """,
    "running_project": """
        name:text{} body:reference donor:text{} period_start:day period_end:day money:money groups:code[]
        measure_type:code place:text{} contact:text continues_until:day
    """,
    "service": """
        name:text{} body:reference posts:number hours:text{} stand_in:text{} training_needed:text{}
        hand_over_file:text
    """,
    "partner_place": """
        name:text{} country:code our_people:whole contact:text agreement:text{} joint_activity:text{}
    """,
    "previous_result": """
        element:text{} planned:text{} reached:text{} why:text{}
    """,
    "problem": """
        problem_kind:code section:code text:text{} evidence:text{} evidence_links:reference[] competence:code
        size:whole urgency:whole influence:whole
    """,
    "request": """
        problem:reference ask:text{} addressee:text{} ground:text{} sent_on:day answer:text{}
    """,
    "objective": """
        objective_kind:code number:whole letter_number:whole numbers_given:number{} title:text{} description:text{}
        section:code responsible:reference problems:reference[] sdg:code[] gcm:code[] offered_by:text
    """,
    "option": """
        title:text{} status_quo:tick description:text{} effect_financial:text{} effect_economic:text{}
        effect_social:text{} effect_gender:text{} effect_environmental:text{} effect_managerial:text{} risks:text{}
        cost:money losers:text{} scores:number{} chosen:tick reasons:text{}
    """,
    "measure": """
        number:whole numbers_given:number{} title:text{} description:text{} measure_type:code responsible:reference
        period_start:day period_end:day target_groups:code[] barriers:code[] equality_note:text{}
        private_sector_role:text{} state_aid_note:text{} problems:reference[] sdg:code[] gcm:code[]
        declared_total:money{} shared_id:text share:number shared_with:code[] from_collection:code from_practice:code
        offered_by:text
    """,
    "regulation": """
        title:text{} change:code deadline:quarter
    """,
    "indicator": """
        number:whole library_code:code title:text{} level:code unit:code unit_text:text{} value_type:code
        value_kind:code direction:code decimals:whole baseline_value:number baseline_year:whole baseline_note:text{}
        baseline_pending_until:day baseline_numerator:number baseline_denominator:number targets:number{}
        may_exceed_100:tick context:tick source_of_verification:text{} frequency:code disaggregation:code[]
        data_provider:text{} monitored_by:reference quality_ticks:code[] survey_margin:number aggregation:code
        numerator_label:text{} denominator_label:text{} definition:text{} formula:text{} method:text{}
        publication:text{} access:text{} comparability:text{} limitations:text{} contact:text sdg:code[]
        offered_by:text
    """,
    "activity": """
        number:whole title:text{} description:text{} lead:reference lead_consent:text partners:reference[]
        start:quarter deadline:quarter product:text{} beneficiaries:number{} needs:reference[] barriers:code[]
        procurement:tick no_additional_cost:tick keeps_register:tick register_basis:text{} shared_id:text share:number
        note:text{}
    """,
    "funding_line": """
        source:code donor:reference programme_code:code project_code:code economic_class:code amounts:money{}
        status:code{} co_financing_scheme:code note:text{}
    """,
    "budget_ceiling": """
        source:code amounts:money{}
    """,
    "risk": """
        element:reference text:text{} category:code likelihood:whole impact:whole response:text{}
        responsible:reference due:day
    """,
    "roll_over": """
        old_element:text{} decision:code reason:text{} element:owner
    """,
    "reporting_duty": """
        reporter:reference addressee:reference deadline:code date:day form:text{}
    """,
    "public_hearing": """
        version:whole call_date:day date_from:day date_to:day proposals_until:day channels:text{} contact:text
        languages:text{} events:reference[] own_rule:text{} report_date:day report_url:text
    """,
    "hearing_comment": """
        author_kind:code author:text element:reference text:text{} decision:code reason:text{} change:reference
    """,
    "change_row": """
        element:reference what:text{} why:text{} source:code
    """,
    "reporting_period": """
        year:whole report_kind:code submitted_date:day adopted_by:reference adopted_date:day status:code
        summary:text{}
    """,
    "activity_report": """
        activity:owner status:code percent_done:number real_start:day real_end:day spent:money{}
        beneficiaries:number{} split_not_available:text{} deviation:text{} reason:text{} corrective_action:text{}
        evidence:text{}
    """,
    "indicator_value": """
        indicator:owner value:number not_available:text{} numerator:number denominator:number breakdown:number{}
        split_not_available:text{} source:text{} evidence:text{} comment:text{} corrective_action:text{}
    """,
    "profile_figure": """
        section:code topic:code label:text{} value:number not_available:text{} unit:code year:whole source:reference
        breakdown:number{} split_not_available:text{} note:text{}
    """,
    "assessment": """
        element:owner rating:code text:text{} proposals:text{}
    """,
    "lesson": """
        section:code text:text{} use:text{}
    """,
    "evaluation": """
        evaluation_kind:code date:day evaluator:text{} scores:number{} relevance:text{} coherence:text{}
        effectiveness:text{} efficiency:text{} impact:text{} sustainability:text{} recommendations:text{}
    """,
    "exchange": """
        topic:text{} learner:text{} teacher:text{} missing_there:text{} shared_here:text{} form:code date:day
        follow_up:text{} outcome:text{}
    """,
    "message": """
        message_kind:code text:text{} value:number breakdown:number{} area:code consent_date:day
    """,
}

# Whoever may not have the extension searches without an index.
SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5(text, content='search_text', content_rowid='number', "
    """tokenize="unicode61 categories 'L* N* Co Mn Mc'")"""
)

TRIGRAMS = """
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX search_text_trigrams ON search_text USING gin (text gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN NULL;
END $$
"""
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TYPES = {"whole": sa.BigInteger, "money": sa.BigInteger, "tick": sa.Boolean}  # all others are text
MAY_BE_NULL = {"whole", "money", "number", "day"}


def upgrade() -> None:
    create_own_tables()
    for kind, fields in RECORDS.items():
        create_record_tables(kind, [field.split(":") for field in fields.split()])


def create_record_tables(kind: str, fields: list[list[str]]) -> None:
    place = [key("id"), text("parent"), text("position"), sa.Column("digest", sa.LargeBinary, nullable=False)]
    of_plan(kind, *place, *(plain(name, holds) for name, holds in fields if holds[-1] not in "}]"))
    for name, holds in fields:
        value = TYPES.get(holds[:-2], sa.Text)
        if holds.endswith("{}"):
            of_plan(f"{kind}_{name}", key("id"), key("key"), sa.Column("value", value, nullable=False))
        elif holds.endswith("[]"):
            of_plan(f"{kind}_{name}", key("id"), key("value"))


def plain(name: str, holds: str) -> sa.Column:
    if holds in MAY_BE_NULL:
        return sa.Column(name, TYPES.get(holds, sa.Text), nullable=True)
    return tick(name) if holds == "tick" else text(name)


def create_own_tables() -> None:
    of_library("library", key("purpose"), *texts("person made program handed_over"))
    of_library(
        "summary",
        key("plan_id"),
        text("digest"),
        *(whole(name) for name in ("records", "journal")),
        *texts("saved summarised"),
        *(whole(name) for name in ("summary_edition", "steps_done", "steps", "errors")),
        text("checked"),
    )
    op.create_index("summary_saved", "summary", [sa.text("saved DESC"), "plan_id"])
    of_plan("summary_part", key("part"), content("content"))
    of_plan(
        "summary_total",
        key("place"),
        *(whole(name) for name in ("whole", "fraction")),
    )
    op.create_index("summary_total_sums", "summary_total", ["place", "whole", "fraction"])
    of_plan(
        "journal",
        key("number", sa.BigInteger),
        *texts("at author label edits inverse"),
        whole("undoes"),
        whole("redoes"),
        content("digest"),
    )
    of_plan(
        "revision",
        key("digest"),
        *texts("parents ancestors author at reason"),
        whole("journal"),
        *texts("name program"),
        whole("schema"),
        whole("methodology"),
        content("content"),
    )
    of_plan("note", key("id"), *texts("thread record field text person at"), tick("resolved"), tick("printed"))
    of_plan(
        "conflict",
        key("id"),
        *texts("record field key base ours theirs reason chosen"),
        whole("raised"),
        whole("settled"),
        text("answers"),
    )
    of_plan("offer", key("id"), *texts("content person at"), tick("declined"), text("reason"))
    of_plan("hidden", *texts("content"))
    of_plan("attachment_bytes", key("sha256"), content("content"))
    of_plan("quarantine", key("id"), *texts("kind reason found_at content"))
    of_plan("search_text", key("id"), sa.Column("number", sa.BigInteger, nullable=False), text("text"))
    create_search_index()
    of_library("received_file", key("digest"), key("at"), *texts("name plan revision verdict report"))
    op.create_index("received_file_plan", "received_file", ["plan"])
    of_library("same", key("kind"), key("stays"), key("gone"), whole("number"))
    of_library("not_the_same", key("kind"), key("one"), key("other"), *texts("person at"))
    of_library("known_sender", key("fingerprint"), *texts("name public_key accepted_by at"))
    of_library("region", key("name"), key("municipality"))
    of_library(
        "stub",
        key("id"),
        *texts("municipality title period_start period_end gazette currency totals note file_name sha256"),
    )
    of_library("stub_file", key("sha256"), content("content"))
    of_library("contact", key("id"), *texts("municipality name role e_mail phone note"))
    of_library("reminder", key("id"), *texts("municipality day how person whom about next_day"), tick("done"))
    of_library("kept_view", key("kind"), key("name"), *texts("at person content"))
    of_library("published_edition", key("id"), *texts("name at person"), content("figures"))


def create_search_index() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.create_index("search_text_number", "search_text", ["number"])
        op.execute(SEARCH_INDEX)
    else:
        op.execute(TRIGRAMS)


def of_library(name: str, *columns: sa.Column) -> None:
    op.create_table(name, *columns, sqlite_with_rowid=False)


def of_plan(name: str, *columns: sa.Column) -> None:
    plan_id = sa.Column("plan_id", KEY, sa.ForeignKey("summary.plan_id", ondelete="CASCADE"), primary_key=True)
    of_library(name, plan_id, *columns)


def key(name: str, holds: sa.types.TypeEngine | type = KEY) -> sa.Column:
    return sa.Column(name, holds, primary_key=True, autoincrement=False)


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def texts(names: str) -> list[sa.Column]:
    return [text(name) for name in names.split()]


def whole(name: str) -> sa.Column:
    return sa.Column(name, sa.BigInteger, nullable=False, server_default="0")


def tick(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean, nullable=False, server_default="0")


def content(name: str) -> sa.Column:
    return sa.Column(name, sa.LargeBinary, nullable=False)
