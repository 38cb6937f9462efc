"""What is refused about many plans, and about what goes out to the public."""

from __future__ import annotations

from localplan.words import phrase

CONSOLIDATION = {
    "edition_exists": phrase("There is an edition “{name}” already, and editions never change. Choose another name."),
    "no_such_edition": phrase("There is no edition “{name}” in this library."),
    "no_such_pair": phrase("There is no pair {number}; there are {most}. List the pairs again: their numbers change."),
    "same_and_not_the_same": phrase(
        "This would join two that were marked as different. Undo one of those decisions first."
    ),
    "entry_keeps_its_code": phrase("“{entry}” is an entry of the collection: what a plan has goes by its code."),
    "no_such_choice": phrase("There is no saved filter “{name}” in this library."),
    "choice_not_understood": phrase("“{text}” is not a valid filter. Write a name and its codes: {example}"),
    "rate_not_understood": phrase("“{text}” is not a rate. Write currency, rate and day: {example}"),
}

REGION = {
    "plan_of_a_municipality": phrase(
        "The plan belongs to its municipality and cannot be changed here. Write a note, or offer an opinion."
    ),
    "notes_of_no_plan": phrase(
        "“{file}” contains notes on a plan that is not in this library ({plan}). Open the plan first."
    ),
    "nothing_to_send": phrase("There is nothing to send: no plan of this library has notes or offers."),
    "note_is_empty": phrase("The note is empty. Write what you want to say."),
    "no_place_for_offer": phrase("The plan has no place for this yet. Take over the element above it first."),
    "frame_plan_missing": phrase("Which plan? Name it by code or id; --answers tells what the region says."),
    "offer_is_gone": phrase("This is no longer offered: it is already in the plan, or was declined."),
}

EDITIONS = {
    "public_small_counts": phrase(
        "Not written: {count} counts of one to four people would still be visible. Please report this."
    ),
    "public_needs_library": phrase(
        "A public edition is made in the plan's library, which knows what earlier ones hid. Import the package first."
    ),
    "public_of_kept_edition": phrase(
        "A public edition always shows current figures and is kept automatically. Leave out --edition and --freeze."
    ),
    "edition_of_edition": phrase(
        "This package is itself an edition ({edition}) with parts left out. Make other editions from the full plan."
    ),
    "plan_on_paper_known": phrase("The plan on paper “{title}” of that municipality and period is noted already."),
}
