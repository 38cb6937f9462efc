"""Row 6: an official document of more than a hundred pages, from the same blocks to a file."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from localplan.data import data_dir
from localplan.exchange.document.build import build_document, document_meta
from localplan.exchange.document.pdf import write_pdf
from localplan.methodology.loader import load_methodology
from localplan.words import words_for
from tests.benchmarks.big import big_plan
from tests.benchmarks.document_as_taught import write_as_taught
from tests.benchmarks.document_typst import typst_source
from tests.benchmarks.outside import DRIVERS, PROJECT, peer_python
from tests.benchmarks.rounds import NotHere, Row, Run, faster, interleaved, medians, missing, timed

RECORDS = 600
FONTS = data_dir("resources") / "fonts"


def rows() -> Iterator[Row]:
    """Ours draws trees, charts and cover too and verifies the file; the peers are spared those."""
    plan, words = big_plan(RECORDS), words_for("en", data_dir("resources") / "locale")
    methodology = load_methodology(data_dir("forms"))
    blocks = build_document(plan, methodology, words)
    meta = document_meta(plan, methodology, words)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder)
        pages = write_pdf(blocks, home / "ours.pdf", meta=meta, fonts_dir=FONTS)
        taught = write_as_taught(blocks, home / "taught.pdf", FONTS)
        runs: dict[str, Run] = {
            "ours": timed(lambda: write_pdf(blocks, home / "ours.pdf", meta=meta, fonts_dir=FONTS)),
            "reportlab": timed(lambda: write_as_taught(blocks, home / "taught.pdf", FONTS)),
        }
        absent = ""
        try:
            (home / "plan.typ").write_text(typst_source(blocks), encoding="utf-8")
            runs["typst"] = _typst(home / "plan.typ")
        except NotHere as reason:
            absent = str(reason)
        found = medians(interleaved(runs))
    job = f"PDF of {pages} pages"
    yield faster(job, found["ours"], f"reportlab as taught ({taught} pages)", found["reportlab"], 3.5)
    if absent:
        yield missing(job, "typst", absent)
    else:
        yield faster(job, found["ours"], "typst", found["typst"], 1.8)


def _typst(source: Path) -> Run:
    """A run of the compiler in its own environment; the start of that process is not counted."""
    python = peer_python("typst")

    def run() -> float:
        command = [python, DRIVERS / "typst_compile.py", source, FONTS]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
        if done.returncode:
            raise NotHere(done.stderr.strip()[-200:])
        return float(json.loads(done.stdout)["seconds"])

    return run
