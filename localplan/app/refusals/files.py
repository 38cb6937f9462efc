"""What is refused about files: written, read, filled in, signed."""

from __future__ import annotations

from localplan.words import phrase

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
    "folder_is_a_link": phrase("“{file}” is a link to another folder. Import that folder itself."),
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
