"""Compiles a typst file and tells how long it took: `typst_compile.py SOURCE FONTS`."""

import json
import sys
import time

import typst

compiler = typst.Compiler(sys.argv[1], font_paths=[sys.argv[2]])
start = time.perf_counter()
compiler.compile(output=sys.argv[1] + ".pdf", format="pdf")
print(json.dumps({"seconds": time.perf_counter() - start}))
