"""What is said on a page of the region that has no row: what belongs there, and how it comes there."""

from __future__ import annotations

from localplan.words import phrase

EMPTY = {
    "files": phrase("No files yet. Import a folder or files, or drop them here."),
    "plans": phrase("No plans yet. Import the files that municipalities sent you."),
    "missing": phrase("Every expected municipality has a plan. You choose the expected ones in the menu Region."),
    "owed": phrase("Choose the municipalities you expect in the menu Region; this page then says who still owes what."),
    "reminders": phrase("Record whom you called or wrote to, about what, and when to ask again."),
    "contacts": phrase("Record who is responsible for the plan in each municipality."),
    "stubs": phrase("Record what a plan says that came only on paper, so that its municipality is counted too."),
    "frame_answers": phrase("Make a regional frame in the menu Region and send it; plans that come back answer it."),
    "shared_measures": phrase("None of these plans has a measure that several municipalities carry out together."),
    "indicator_values": phrase("None of the chosen plans has reported a value of an indicator (step 14)."),
    "late_activities": phrase("No activity of the chosen plans is past its deadline."),
    "quality": phrase("No findings, or the plans have not been checked yet. Click “Check the plans now” to find out."),
    "exchanges": phrase("None of the chosen plans names an exchange of experience (step 14)."),
    "addressees": phrase("None of the chosen plans asks the province or the State for anything (step 5)."),
    "requests": phrase("None of the chosen plans asks the province or the State for anything (step 5)."),
}
"""By the name of the table."""
