"""What is refused about libraries, registers and work in the background."""

from __future__ import annotations

from localplan.words import phrase

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
    "second_folder_missing": phrase(
        "Not copied to the second folder: {folder} is not there. Plug the stick in, or choose another folder."
    ),
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
