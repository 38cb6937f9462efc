"""The plan as an Excel workbook: official tables for print, data sheets to fill in and read back.

`build_workbook` makes the sheets as values, `write_excel` the file.
"""

from localplan.exchange.workbook.build import build_workbook
from localplan.exchange.workbook.identity import workbook_properties
from localplan.exchange.workbook.sheets import Sheet, Workbook
from localplan.exchange.workbook.writer import write_excel

__all__ = ["Sheet", "Workbook", "build_workbook", "workbook_properties", "write_excel"]
