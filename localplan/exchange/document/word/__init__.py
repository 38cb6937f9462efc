"""The same blocks as a Word file that officials edit and sign: `file` writes it, the other modules each write a part.

Everything is what Word itself would make of it: heading styles, a contents field, tables with repeated header rows,
lists, fields for page numbers. Charts and webs are pictures, for nobody edits them and their figures stand in a table
beside; trees are tables of joined cells, so that their texts can be corrected, searched and read aloud.
"""
