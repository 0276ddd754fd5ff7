"""What a second build of the shipped project costs: nothing, one fact, one template, everything.

    python benchmarks/editions.py --rounds 5

CPU time (user and system) of whole processes, the least of all rounds, as ratios to a process that
imports pandas and nothing else.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
FACT = ("data/observations.csv", "MINIMAX.EMPLOYEES,", ("385", "400"))
BUILD = ("-m", "chipreport", "build")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--rounds", type=int, default=3)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("data", "templates"):
            shutil.copytree(ROOT / name, project / name)
        shutil.copy(ROOT / "chipreport.toml", project)
        cost(project, *BUILD)
        measured: dict[str, list[float]] = {}
        for number in range(rounds):
            for name, run in (
                ("import pandas", ("-c", "import pandas")),
                ("--help", ("-m", "chipreport", "--help")),
                ("nothing changed", BUILD),
                ("one fact", BUILD),
                ("one template", BUILD),
                ("--force", (*BUILD, "--force")),
            ):
                if name == "one fact":
                    change_fact(project, number)
                if name == "one template":
                    with (project / "templates/district.md.j2").open("a") as file:
                        file.write("\nOne more line.\n")
                measured.setdefault(name, []).append(cost(project, *run))
    base = min(measured["import pandas"])
    for name, times in measured.items():
        print(f"{name:16} {min(times):6.3f} s  {min(times) / base:5.2f}")


def cost(project: Path, *words: str) -> float:
    """Return the CPU seconds of a Python process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    run = [sys.executable, *words]
    subprocess.run(run, cwd=project, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def change_fact(project: Path, number: int) -> None:
    """Give one fact its other value."""
    name, start, values = FACT
    old, new = values if number % 2 == 0 else values[::-1]
    lines = (project / name).read_text("utf-8").splitlines(keepends=True)
    changed = [line.replace(old, new) if line.startswith(start) else line for line in lines]
    assert changed != lines
    (project / name).write_text("".join(changed), "utf-8")


if __name__ == "__main__":
    main()
