"""What a killed program leaves in the folder for temporary files, and who removes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from localplan.storage.temporary import clear_leftovers, own_folder
from tests.storage.libraries import library_at

LEAVES = """
import os
from localplan.storage.temporary import own_folder
with own_folder() as folder:
    (folder / "inside").write_text("x")
    print(folder, flush=True)
    os._exit(9)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of this process and of those it starts."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def test_that_what_a_killed_program_left_is_removed_and_nothing_else(temporary: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", LEAVES], capture_output=True, text=True, check=False)
    left = Path(ended.stdout.strip())
    assert ended.returncode == 9 and left.parent == temporary and (left / "inside").is_file()
    others = [temporary / name for name in ("localplan-abc", "localplan-00000000-1-x", "another", f"{left.name}.txt")]
    for folder in others[:3]:
        folder.mkdir()
    others[3].write_text("a file")
    with own_folder() as folder:
        assert clear_leftovers() == 1
        assert folder.is_dir() and not left.exists() and all(other.exists() for other in others)
    assert not folder.exists()


LOOKS = """
import os, shutil, sys
from pathlib import Path
from localplan.storage import check, restoring
shutil.copyfile = lambda *_: os._exit(9)
if sys.argv[1] == "check":
    check.check_foreign(Path(sys.argv[2]))
else:
    with restoring.opened_backup(Path(sys.argv[2]), program="test", migrations=Path()):
        pass
"""


@pytest.mark.parametrize("how", ["check", "backup"])
def test_that_no_copy_of_a_library_stays_when_the_program_was_killed_over_it(temporary: Path, how: str) -> None:
    with library_at(temporary) as open_library:
        library = open_library.home.path
    ended = subprocess.run([sys.executable, "-c", LOOKS, how, str(library)], capture_output=True, check=False)
    assert ended.returncode == 9 and len(list(temporary.iterdir())) == 2
    assert clear_leftovers() == 1 and list(temporary.iterdir()) == [library]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there that people do not have")
def test_that_a_link_that_looks_like_one_is_let_be(temporary: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", LEAVES], capture_output=True, text=True, check=False)
    left = Path(ended.stdout.strip())
    precious = temporary / "precious"
    precious.mkdir()
    (precious / "plan").write_text("x")
    left.rename(temporary / "moved")
    left.symlink_to(precious)
    assert clear_leftovers() == 0 and (precious / "plan").is_file()
