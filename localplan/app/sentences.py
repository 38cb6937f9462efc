"""What the program says when it refuses something: which thing, why, and what to do about it, in the person's language.

Rooms below hand out `Refused(code, **values)`; here the code becomes one sentence. Where it stands (file, line, record,
field) is added around it when the values tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

from localplan.domain.values import Refused
from localplan.words import Words, phrase, text_in

LONGEST_VALUE = 120  # characters of a value that are shown
YEARS_END = 10_000  # a smaller whole number may be a year, which is written without a separator

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

WRITING = {
    "disk_full": phrase("The disk is full; nothing was lost and nothing replaced. Free some space and try again."),
    "folder_missing": phrase("“{file}” was not written: the folder {folder} does not exist. Choose another folder."),
    "not_writable": phrase("“{file}” was not written: the program may not write in {folder}. Choose another folder."),
    "name_too_long": phrase("“{file}” was not written: the name is too long. Choose a shorter one."),
    "file_in_use": phrase("“{file}” is open in another program, so it was not replaced. Close it there and try again."),
    "write_failed": phrase("“{file}” could not be written ({detail}). What was there before is unchanged."),
    "not_verified": phrase("“{file}” was damaged while being written ({detail}), so it was not kept. Try again."),
    "paper_lacks": phrase("“{paper}” cannot be made yet. Missing: {lacks}."),
    "file_exists": phrase("“{path}” exists already and is not replaced. Choose another name."),
}

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

READING = {
    "file_missing": phrase(
        "“{file}” was not found. Check the name and whether the stick or folder is still connected."
    ),
    "file_not_readable": phrase(
        "“{file}” cannot be read: access is refused, or the disk fails. Copy it and try again."
    ),
    "not_a_file": phrase("“{file}” is a folder or a device, not a file. Choose a file."),
    "file_empty": phrase("“{file}” is empty. Ask the sender to send it again."),
    "file_too_large": phrase(
        "“{file}” has {megabytes} MB; at most {most} MB are read. Ask for it without attachments."
    ),
    "not_a_package": phrase("“{file}” is not a plan package (.lplan); it is {found}. Choose another file."),
    "file_newer": phrase(
        "“{file}” was made by a newer version of localplan. Update the program, or see the preview inside: {preview}"
    ),
    "file_too_old": phrase("“{file}” comes from a version too old to be converted. Ask for a file from a newer one."),
    "package_damaged": phrase("“{file}” was damaged or changed on its way. Ask the sender to send it again."),
    "package_repacked": phrase("“{file}” was unpacked and packed again by another program. Ask for the original file."),
    "package_too_large": phrase(
        "The package would have {megabytes} MB; at most {most} MB can be sent. Remove attachments."
    ),
    "package_is_no_plan": phrase(
        "“{file}” contains no whole plan, but this: {kind}. Open it where such files are imported."
    ),
    "manifest_not_understood": phrase(
        "The description inside “{file}” is damaged ({detail}). Ask the sender to send it again."
    ),
    "manifest_differs": phrase(
        "The content of “{file}” does not match its description ({what}). Ask the sender to send it again."
    ),
    "member_missing": phrase("A part of “{file}” is missing or not listed: {member}. Ask the sender to send it again."),
    "member_changed": phrase("A part of “{file}” was changed after it was made: {member}. Ask for the original file."),
    "not_canonical": phrase("“{file}” was changed outside localplan. Ask for the original file."),
    "line_not_understood": phrase(
        "A line of “{file}” cannot be understood ({detail}). Ask the sender to send it again."
    ),
    "too_many_lines": phrase(
        "{member} in “{file}” has more than {most} lines, which no real plan has. It was not read."
    ),
    "too_many_records": phrase("“{file}” has more than {most} records, which no real plan has. It was not read."),
    "not_one_plan": phrase("“{file}” must contain exactly one plan, not {count}. Ask the sender to send it again."),
    "tree_too_deep": phrase("Elements in “{file}” are nested deeper than {most} levels. It was not read."),
    "archive_damaged": phrase("“{file}” is a damaged archive. Ask the sender to send it again."),
    "archive_encrypted": phrase("“{file}” is locked with a password. Ask for it without one."),
    "archive_unsafe_name": phrase(
        "“{file}” contains a part with an unsafe name ({member}). It was not read; ask the sender."
    ),
    "archive_unknown_member": phrase("“{file}” contains a part that does not belong there: {member}. It was not read."),
    "archive_duplicate_member": phrase(
        "“{file}” contains two parts with the same name. It was not read; ask the sender."
    ),
    "archive_too_many_members": phrase("“{file}” contains {count} parts; at most {most} are read. Ask the sender."),
    "archive_too_large": phrase("“{file}” unpacks to {megabytes} MB; at most {most} MB are read. Ask the sender."),
    "archive_member_too_large": phrase("The part {member} has {megabytes} MB; at most {most} MB are possible."),
    "archive_swells": phrase(
        "The part {member} of “{file}” becomes suspiciously large when unpacked. It was not read."
    ),
    "json_too_large": phrase("The content has {megabytes} MB; at most {most} MB are read."),
    "json_too_deep": phrase("The content is nested deeper than {most} levels, which no real plan is. It was not read."),
    "attachment_too_large": phrase(
        "The attachment “{name}” is larger than {most} MB. Make it smaller or leave it out."
    ),
    "attachments_too_large": phrase("The attachments have more than {most} MB together. Leave some out."),
    "attachment_of_nothing": phrase(
        "A file is attached that no record of the plan names ({name}). Ask for the original."
    ),
    "reader_ran_out_of_memory": phrase("“{file}” needs more than {megabytes} MB of memory and was set aside."),
    "reader_took_too_long": phrase("“{file}” could not be read within {seconds} seconds and was set aside."),
    "reader_died": phrase(
        "Reading “{file}” stopped unexpectedly, so it was set aside. Ask the sender to send it again."
    ),
    "methodology_too_new": phrase(
        "The plan uses version {version} of the methodology; this program has {newest}. Update localplan."
    ),
    "unknown_municipality": phrase(
        "The register has no municipality “{municipality}”. Search by name, or enter it yourself."
    ),
    "period_upside_down": phrase("The period ends in {last}, before it begins in {first}. Change one of the years."),
    "not_on_the_list": phrase("“{value}” is not on the list. Possible are: {known}."),
    "bad_declaration": phrase("“{file}” of the methodology cannot be used: {name}, {detail}. Install localplan again."),
    "unknown_profile": phrase("There is no legal profile “{name}”."),
    "unknown_sample": phrase("There is no sample “{name}”."),
}

WORKBOOKS = {
    "not_a_workbook": phrase(
        "“{file}” is not an Excel workbook (.xlsx); it is {found}. Save it as .xlsx and try again."
    ),
    "workbook_not_understood": phrase("“{file}” cannot be read as a workbook ({detail}). Save it again and retry."),
    "workbook_too_large": phrase("“{file}” contains more than any plan would (the limit is {most}). It was not read."),
    "workbook_not_ours": phrase(
        "“{file}” was not exported by localplan. Open the plan that should receive its rows, then open this file again."
    ),
    "workbook_unread": phrase(
        "“{file}” has lost its hidden first rows and cannot be read ({sheets}). Copy the entries into a fresh workbook."
    ),
    "workbook_sheet_unnamed": phrase(
        "A sheet of “{file}” has lost its hidden first row and was not read. Copy its entries into a fresh workbook."
    ),
    "workbook_plan_missing": phrase(
        "The plan that “{file}” belongs to is not in this library. Open its package first."
    ),
    "file_changed_meanwhile": phrase("“{file}” was changed while it was being read. Close it elsewhere and try again."),
    "workbook_newer": phrase("“{file}” was exported by a newer version of localplan. Update this one and try again."),
    "workbook_of_another_plan": phrase("“{file}” was exported from another plan. Open that plan first."),
    "workbook_of_another_place": phrase(
        "“{file}” belongs to another municipality ({theirs}) than this plan ({ours}). It was not imported."
    ),
    "workbook_name_twice": phrase("More than one thing is called “{value}”. Choose it from the list of the cell."),
    "workbook_not_on_the_list": phrase("“{value}” is not on the list of this cell. Choose an entry of the list."),
    "workbook_formula_without_value": phrase("The cell contains a formula that was never calculated. Type its value."),
    "workbook_error_value": phrase("The cell shows an error ({value}). Type the value that belongs there."),
    "workbook_became_a_date": phrase(
        "Excel turned this into a date ({value}). Format the cell as text and type it again."
    ),
    "no_such_body": phrase("The plan has no body called “{value}”. Write its name as in the list of organisations."),
    "workbook_parent_missing": phrase("The row does not say what it belongs to. Fill in “Belongs to”."),
}

REGISTER = {
    "register_shipped": phrase("The municipalities of {country} come with the program; no list is needed."),
    "register_columns": phrase("The first line of “{file}” must be {columns}. Save the list as CSV with commas."),
    "register_not_text": phrase("“{file}” is not a CSV file in UTF-8. Save it again as “CSV UTF-8”."),
    "register_cells": phrase(
        "Line {number} of “{file}” has {count} entries, not {wanted}. Put names with commas in quotes."
    ),
    "register_empty_cell": phrase("Code, name or type is empty in line {number} of “{file}”. Fill it in."),
    "register_odd_cell": phrase(
        "Line {number} of “{file}” is too long or has characters that no name has. Correct it."
    ),
    "register_code_twice": phrase("The code “{value}” appears a second time in line {number} of “{file}”. Change it."),
    "register_parent": phrase("“{value}” in line {number} of “{file}” is not an ISO 3166-2 code of the country."),
    "register_type": phrase("“{value}” in line {number} of “{file}” is not a kind of unit. Possible are: {known}"),
}

JOBS = {
    "cancelled": phrase("It was cancelled; nothing was changed."),
    "worker_died": phrase("The task stopped unexpectedly; nothing was changed. Try again."),
    "worker_out_of_memory": phrase("There is not enough memory for this. Close other programs and try again."),
    "job_failed": phrase(
        "The task failed because of an error in the program; nothing was changed. Please report it: {detail}"
    ),
}

LIBRARY = {
    "no_such_plan": phrase("There is no plan “{plan}” in this library. See the list of plans."),
    "plan_code_twice": phrase("More than one plan has the code “{plan_code}”. Name it by its id."),
    "plan_code_taken": phrase("Another plan of this library has the code “{plan_code}” already. Choose another one."),
    "plan_exists": phrase("The plan is in this library already."),
    "plan_damaged": phrase(
        "The plan's own record is damaged in the library. Restore a backup; the library is unchanged."
    ),
    "not_the_same_plan": phrase("These are two different plans. Only two states of one plan can be merged."),
    "list_not_read": phrase("The list “{file}” cannot be read. Save it as a text file in UTF-8 and try again."),
    "no_such_region": phrase(
        "No region or district is called “{region}”. Known here: {known}. Give a list of municipalities with --expect."
    ),
    "official_undecided": phrase(
        "The official edition needs every contradiction decided. Some are open in: {municipalities}."
    ),
    "population_line": phrase(
        "“{file}”: “{line}” is not a municipality with its number of inhabitants. Write a line such as “Bor;48615”."
    ),
    "population_year": phrase("“{year}” is not the year of a census. Write a year such as 2022."),
    "not_in_register": phrase(
        "“{name}” in the list “{file}” is not a municipality of the register. Correct that line."
    ),
    "plan_of_another": phrase(
        "This is a copy of your plan ({ours}) made for municipality {theirs}: say whose plan it is, or leave it out."
    ),
    "library_damaged": phrase("The library is damaged. Restore a backup; the damaged file is left as it is."),
    "library_in_use": phrase("{person} has the library open on {host} since {since}. You may look, but not change."),
    "library_handed_over": phrase(
        "{person} handed this library over on {since}. You may look; to go on, take it over."
    ),
    "server_not_handed_over": phrase(
        "A library on a server is not copied: whoever goes on gets a name there. Others can take over its editions."
    ),
    "library_missing": phrase("The library “{path}” was not found. Check whether its folder or stick is connected."),
    "library_locked": phrase("Another program is using the library just now. Wait a moment and try again."),
    "library_read_only": phrase("The library is read-only. Check the file's permissions or copy it."),
    "library_folder_read_only": phrase("The library's folder is read-only. Copy the library to another folder."),
    "library_not_reachable": phrase(
        "The library cannot be opened. Check whether its folder or stick is still connected."
    ),
    "library_newer": phrase(
        "“{path}” was made by a newer version of localplan. Update this one; it is left unchanged."
    ),
    "library_older": phrase(
        "“{path}” must be updated first, but it is read-only. Copy it to a folder where you may write."
    ),
    "library_closed": phrase("The library is already closed."),
    "library_failed": phrase("The library reported an error ({detail}). Close the program, open it again and retry."),
    "library_moved_on": phrase("The library was changed meanwhile by another program. Open the plan again."),
    "library_not_closed": phrase(
        "“{path}” was not closed properly on the computer it comes from. Open and close it there first."
    ),
    "library_journal_mode": phrase("The library's disk does not allow safe writing ({mode}). Move it to another disk."),
    "foreign_database": phrase("“{path}” contains something that no library has ({object}). It was not opened."),
    "not_a_library": phrase("The file is not a localplan library. Choose another one."),
    "disk_error": phrase("The disk reported an error ({detail}). Copy your library to another disk."),
    "disk_almost_full": phrase("The disk is almost full; your work is still saved. Free some space soon."),
    "no_space_for_backup": phrase("There is no space for a backup, so nothing was started. Free some space first."),
    "backup_damaged": phrase("The backup “{path}” is damaged or incomplete. Choose another one."),
    "plan_damaged_in_backup": phrase("This plan is damaged in the backup “{path}”. Choose another backup."),
    "second_folder_missing": phrase("Not copied to the second folder: {folder} is not there. Is the stick plugged in?"),
    "no_such_backup": phrase("There is no backup with the number {number}; the list has {most}."),
    "backups_at_server": phrase("This library is on a server: its administrators make and restore the backups."),
    "not_saved_in_time": phrase(
        "The last changes could not be saved within {seconds} seconds. They are kept; try again."
    ),
    "no_such_attachment": phrase("The attached file is not in this library. Ask for the package with attachments."),
    "attachment_damaged": phrase("The attached file is damaged in the library. Attach it again."),
    "no_such_revision": phrase("The library does not have this version of the plan ({digest})."),
    "revision_damaged": phrase("A saved version of the plan is damaged ({digest}). Other versions are not affected."),
    "revision_does_not_fit": phrase("The version to save does not match the plan ({digest}). Try again."),
    "migration_lost_rows": phrase("Updating the library would lose rows of {table}, so it was left unchanged."),
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

SERVER = {
    "unknown_server": phrase(
        "Libraries are files or PostgreSQL databases; “{scheme}” is neither. Write postgresql+psycopg://user@host/name."
    ),
    "password_in_address": phrase(
        "The library's address has a password in it, which others could read. Put it into .pgpass or PGPASSWORD."
    ),
    "server_support_missing": phrase(
        "Libraries on a server need a part that is not installed here. Install localplan[server]."
    ),
    "server_not_reachable": phrase("The library's server does not answer. Check the network, then try again."),
    "server_lets_not_in": phrase(
        "The server answers but does not let you in ({server}). Check user, database and the password in .pgpass."
    ),
    "server_database_missing": phrase(
        "The server has no database “{database}”. Check the name, or ask its administrators to make it."
    ),
    "server_has_no_library": phrase(
        "The database “{database}” has no library yet. Anyone with write access creates one by opening it."
    ),
    "server_lacks_tables": phrase(
        "“{database}” lacks tables of its library ({count}: {tables}). Ask its administrators to restore a backup."
    ),
    "server_rights_missing": phrase(
        "You do not have permission for this in the server's library. Ask its administrators."
    ),
    "server_encoding": phrase("The database keeps texts as {found}, not UTF8. Ask its administrators for a new one."),
    "server_older": phrase(
        "Administrators must bring the library in “{database}” up to date first: localplan server --upgrade."
    ),
    "library_is_a_file": phrase(
        "“{path}” is a file. Name the server with --library postgresql+psycopg://user@host/name."
    ),
    "server_full": phrase("The server takes no more connections just now. Wait a moment and try again."),
    "plan_moved_on": phrase("Somebody else has changed the plan meanwhile. Open it again and repeat your last change."),
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
    "report_exists": phrase("There is a report on {year} already. Open it in the last step."),
}

SIGNING = {
    "signature_wrong": phrase(
        "“{file}” was changed after {name} signed it, or the signature is not theirs. Ask for the original file."
    ),
    "key_exists": phrase("You have a key already. Those who know it would be warned of a new one."),
    "key_damaged": phrase("Your key cannot be read. Restore its file from a backup, or make a new key."),
    "key_was_open": phrase(
        "Others on this computer could read your key; now they cannot. If one may have, make a new key."
    ),
    "key_stays_open": phrase("Others on this computer can read your key: its folder cannot be protected. See {path}."),
    "no_key": phrase("{name} has no key to sign with yet. Make one first."),
    "passphrases_differ": phrase("The two passphrases differ. Type the same one twice."),
    "passphrase_wrong": phrase("The passphrase does not open your key. Type it again."),
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
}

REFUSALS: dict[str, str] = (
    SIGNING
    | EDITIONS
    | REGION
    | CONSOLIDATION
    | VALUES_AND_EDITS
    | WRITING
    | READING
    | WORKBOOKS
    | REGISTER
    | JOBS
    | LIBRARY
    | SERVER
    | LIFE_OF_A_PLAN
)
"""Sentence by code. Every code that the program raises stands here; a test compares."""

FOUND = {
    "workbook": phrase("an Excel workbook"),
    "word_document": phrase("a Word document"),
    "old_office": phrase("an old-format Office file, or one locked with a password"),
    "office_document": phrase("an OpenDocument file"),
    "archive": phrase("another archive"),
    "sqlite": phrase("a library or another database"),
    "pdf": phrase("a PDF"),
    "picture": phrase("a picture"),
    "xml": phrase("an XML or web page file"),
    "json": phrase("a JSON file"),
    "unknown": phrase("an unknown or damaged file"),
}
"""What a file is instead of a package, by `exchange.guard.kind_of_file`."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
UNKNOWN = phrase("The program cannot do this. Reason: {code}.")
IN_FILE = phrase("{file}: {sentence}")
AT_LINE = phrase("{sentence} ({member}, line {line})")
AT_FIELD = phrase("{sentence} (record {id}, field {field})")
AT_RECORD = phrase("{sentence} (record {id})")


def sentence(refusal: Refused, words: Words) -> str:
    """What to tell the person; never fails, whatever code and values the refusal has."""
    template = REFUSALS.get(refusal.code, UNKNOWN)
    values = {name: _shown(value, words) for name, value in refusal.values.items()} | {"code": refusal.code}
    if values.get("found") in FOUND:
        values["found"] = words(FOUND[values["found"]])
    told = words(template, **(dict.fromkeys(_names(template), "…") | values))
    if (around := _place(values)) and not {"id", "line"} & _names(template):
        told = words(around, **(values | {"sentence": told}))
    if values.get("file") and "file" not in _names(template):
        told = words(IN_FILE, file=values["file"], sentence=told)
    return told


def _place(values: Mapping[str, str]) -> str:
    """The words that say where in a file or plan it is."""
    if values.get("line", "0") != "0":
        return AT_LINE
    if values.get("id"):
        return AT_FIELD if values.get("field") else AT_RECORD
    return ""


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _shown(value: Any, words: Words) -> str:
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, Decimal):
        return words.number(value)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return words.moment(value)
    if isinstance(value, int) and abs(value) >= YEARS_END:
        return words.number(value)
    text = text_in(value, words.language) if isinstance(value, Mapping) else str(value)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"
