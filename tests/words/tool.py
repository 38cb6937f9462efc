"""The catalogue tools as modules: packaging/ is a folder of scripts, not a package."""

import importlib
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def load_tool(name: str) -> Any:
    """A script of packaging/, with its neighbours importable while it loads, as when it is run."""
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(ROOT / "packaging"))


tool = load_tool("catalogues")
program_texts = load_tool("program_texts")
