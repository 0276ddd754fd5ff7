"""Start-up: a cold build of one xlsx, docx and pdf, beside `import pandas`; `--help`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Contender, Maker, Workload, run


def _process(*words: str) -> Maker:
    def make(at: int) -> bytes:
        return subprocess.run([sys.executable, *words], capture_output=True, check=True).stdout

    return make


def _project() -> Path:
    from chipreport.build.starter import start
    from chipreport.world import DiskWorld, bundled

    folder = Path(tempfile.mkdtemp(prefix="chipreport-benchmark-"))
    start(folder, DiskWorld(bundled()))
    return folder


def _build() -> Maker:
    folder = _project()

    def make(at: int) -> bytes:
        if at == 0:  # byte code and caches of the system, as for all contenders
            subprocess.run([sys.executable, "-m", "chipreport", "--help"], capture_output=True)
        words = [sys.executable, "-m", "chipreport", "build"]
        done = subprocess.run(words, cwd=folder, capture_output=True, check=True)
        files = [path for path in folder.glob("exports/*/*/*") if path.is_file()]
        assert {path.suffix for path in files} == {".xlsx", ".docx", ".pdf"}, done.stderr
        size = sum(path.stat().st_size for path in files)
        shutil.rmtree(folder / "exports")
        return bytes(size)

    return make


WORKLOADS = {
    "cold": Workload(
        "Whole processes, byte code at hand",
        3,
        [
            Contender("python -c 'import pandas'", lambda: _process("-c", "import pandas")),
            Contender("chipreport build: one xlsx, docx and pdf, verified", _build),
            Contender("chipreport --help", lambda: _process("-m", "chipreport", "--help")),
            Contender("python -c pass", lambda: _process("-c", "pass")),
            Contender(
                "import openpyxl, docx, reportlab.platypus",
                lambda: _process("-c", "import openpyxl, docx, reportlab.platypus"),
            ),
        ],
    ),
}

if __name__ == "__main__":
    run(__file__, WORKLOADS)
