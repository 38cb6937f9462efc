"""What is said on a page of the region that has no row: what belongs there, and how it comes there."""

from __future__ import annotations

from localplan.words import phrase

EMPTY = {
    "files": phrase("No file was taken in here yet. Take in a folder or files, or drop them here."),
    "plans": phrase("No plan is here yet. Take in the files that municipalities sent you."),
    "missing": phrase("No expected municipality is without a plan. Menu Region says which ones are expected."),
    "owed": phrase("Say in the menu Region which municipalities you expect; then this page says who still owes what."),
    "reminders": phrase("Write down whom you called or wrote to, about what, and when you ask again."),
    "contacts": phrase("Write down who answers for the plan in each municipality."),
    "stubs": phrase("Write down what a plan says that came on paper alone, so that its municipality is known here."),
    "shared_measures": phrase("None of the chosen plans has a measure that several municipalities carry out together."),
    "indicator_values": phrase("None of the chosen plans has reported a value of an indicator (step 14)."),
    "late_activities": phrase("No activity of the chosen plans is past its deadline."),
    "quality": phrase("Nothing was found, or the plans were not checked yet. “Check the plans now” tells which."),
    "exchanges": phrase("None of the chosen plans names an exchange of experience (step 14)."),
    "addressees": phrase("None of the chosen plans asks the province or the State for anything (step 5)."),
    "requests": phrase("None of the chosen plans asks the province or the State for anything (step 5)."),
}
"""By the name of the table."""
