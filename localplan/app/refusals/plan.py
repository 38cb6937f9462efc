"""What a plan or a change to it is refused for."""

from __future__ import annotations

from localplan.words import phrase

VALUES_AND_EDITS = {
    "not_a_text": phrase("A text is expected here; “{value}” is something else."),
    "text_too_long": phrase(
        "The text has {length} characters; at most {longest} fit. Shorten it or attach it as a file."
    ),
    "not_a_code": phrase("“{value}” cannot be used as a code. Codes are short and do not begin or end with a space."),
    "not_an_id": phrase(
        "“{value}” is not the id of a record. The file was probably changed by hand or by another program."
    ),
    "not_a_number": phrase("“{value}” is not a number. Write digits only, for example 1250.5."),
    "number_too_large": phrase("{value} is too large. Check whether the plan counts in thousands."),
    "too_many_decimals": phrase("{value} has too many decimals; at most {decimals} are kept. Round it."),
    "not_a_date": phrase("“{value}” is not a date between 1800 and 2200. Choose it from the calendar."),
    "not_yes_or_no": phrase("Only yes or no is possible here, not “{value}”."),
    "not_a_set": phrase("A list of entries is expected here, not “{value}”."),
    "not_a_map": phrase("This field is not split by year, language or source, so “{value}” does not fit."),
    "key_missing": phrase("An entry has no {by}. Say what it is for."),
    "not_a_quarter": phrase("“{value}” is not a quarter. Write the year and the quarter, for example 2027-Q3."),
    "not_a_language": phrase("“{value}” is not a language tag. Examples are en, sr-Cyrl and sr-Latn."),
    "not_a_year": phrase("“{value}” is not a year between 1900 and 2199."),
    "not_a_position": phrase("“{value}” is not a position in a list."),
    "unknown_kind": phrase("“{kind}” is not a kind of record that this program knows. A newer version may know it."),
    "unknown_field": phrase("A record of the kind “{kind}” has no field “{field}”. A newer version may know it."),
    "unknown_record": phrase("The element is no longer in the plan; it was probably removed meanwhile."),
    "kind_changed": phrase("An element cannot change its kind; this one is a “{kind}”. Add a new one instead."),
    "plan_dropped": phrase("A plan's own record cannot be removed. Remove the whole plan from the library instead."),
    "plan_is_adopted": phrase(
        "The plan is adopted: only reports, notes and acceptances may change. Begin an amendment."
    ),
    "reference_leads_nowhere": phrase("The field “{field}” names an element that is not in the plan ({target})."),
    "wrong_kind_of_target": phrase("The field “{field}” cannot name an element of the kind “{found}”."),
    "parent_missing": phrase("An element of the kind “{kind}” must belong to another one, and none is named."),
    "belongs_to_itself": phrase("An element cannot belong to itself or to something below it. Choose another place."),
    "not_json": phrase("The content cannot be read ({detail}). The file is damaged or was changed by hand."),
    "both_cannot_stand": phrase("Only one of the two can be kept. Choose one, or write a third."),
    "nothing_to_undo": phrase("There is nothing to undo."),
    "undo_overtaken": phrase("Somebody else has changed the same since, and that would be lost. Change it by hand."),
    "nothing_to_redo": phrase("There is nothing to redo."),
}

LIFE_OF_A_PLAN = {
    "adopted_without_digest": phrase(
        "A plan becomes adopted only by its adoption, which keeps what was adopted; the state cannot be set alone."
    ),
    "plan_not_adopted": phrase("The plan is not adopted, so it can be changed without an amendment."),
    "no_version_before": phrase("The library does not have the version before this amendment. Undo it instead."),
    "state_not_possible": phrase("The plan cannot go from its present state to: {state}."),
    "not_ready_for_adoption": phrase("The plan cannot be adopted yet; open errors: {count}. The check lists them."),
    "period_not_over": phrase("The plan's period lasts until {until}. It can be closed after that day."),
    "year_outside_plan": phrase("The plan covers the years {first} to {last}; {year} is not one of them."),
    "report_exists": phrase("There is a report on {year} already. Open it in the last step."),
}
