"""Builds killed at every step and at random moments: do the editions stay whole?

    python benchmarks/crashes.py                    every step, and 300 random moments
    python benchmarks/crashes.py --steps 5 --random 3

Each build runs in a forked process that ends by SIGKILL: at its n-th touch of exports/, or when the
time is up. Afterwards the edition of before has to stand with every byte, or the new one has to
stand whole; then a build without help has to succeed and leave nothing of the dead one behind.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from chipreport.build.editions import latest
from chipreport.build.manifest import digest, read
from chipreport.build.run import build
from chipreport.build.starter import start
from chipreport.world import DiskWorld, bundled

STAYS = {".lock", "latest"}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--steps", type=int, default=10_000, help="at most so many steps")
    options.add_argument("--random", type=int, default=300, help="so many random moments")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "toys"
        start(project, DiskWorld(bundled()))
        if forked(project, None, 0, None) != 0:
            print("the first build failed")
            return 1
        begun = time.perf_counter()
        edit(project)
        forked(project, None, 0, None)
        whole = time.perf_counter() - begun
        found: Counter[str] = Counter()
        total = count_steps(project)
        chosen = range(1, total + 1)
        if given.steps < total:
            chosen = sorted(chance.sample(chosen, given.steps))
        for step in chosen:
            for day in (None, dt.date(2026, 2, 1) + dt.timedelta(step)):
                found[crash(project, step, 0, day)] += 1
        print(f"{total} steps; killed at {len(chosen)} of them, two ways: {dict(found)}")
        moments: Counter[str] = Counter()
        for number in range(given.random):
            day = dt.date(2027, 1, 1) + dt.timedelta(number) if number % 2 else None
            moments[crash(project, 0, chance.uniform(0, whole * 1.05), day)] += 1
        print(f"random moments: {given.random} in {whole:.2f} s: {dict(moments)}")
        return 0 if set(found) | set(moments) <= {"old stands", "new stands", "done before"} else 1


def crash(project: Path, step: int, after: float, day: dt.date | None) -> str:
    """Return what stood after a build that was killed: the old edition, the new one, or neither."""
    exports = project / "exports"
    edit(project)
    before = state(exports)
    code = forked(project, day, step, after or None)
    standing = state(exports)
    if not sound(exports):
        return f"BROKEN at {step or after}"
    # an edition that stood is there as it was, or as the new build made it
    gone = [name for name in before if name not in standing]
    if gone:
        return f"LOST {gone}"
    result = "old stands" if standing == before else "new stands"
    if forked(project, day, 0, None) != 0:
        return f"NEXT BUILD FAILED after {step or after}"
    left = [e.name for e in exports.iterdir() if e.name not in STAYS and not e.is_dir()]
    left += [e.name for e in exports.iterdir() if e.name.startswith(".") and e.name not in STAYS]
    if left or not sound(exports):
        return f"LEFT BEHIND {left}"
    return "done before" if code == 0 else result


def forked(project: Path, day: dt.date | None, step: int, after: float | None) -> int:
    """Return how a build in a process of its own ended; it dies at `step` or `after` seconds."""
    child = os.fork()
    if not child:
        code = 1
        try:
            if step:
                die_at(project / "exports", step)
            make(project, day)
            code = 0
        finally:
            os._exit(code)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die_at(exports: Path, step: int) -> list[str]:
    """Let this process die when it touches `exports` for the `step`-th time; return all touches."""
    touched: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(("open", "os.", "shutil.", "ctypes.dlsym")):
            if event != "ctypes.dlsym" and str(exports) not in str(arguments):
                return
            touched.append(event)
            if len(touched) == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    return touched


def count_steps(project: Path) -> int:
    """Return how often a build touches its folder."""
    edit(project)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            touched = die_at(project / "exports", 0)
            make(project, None)
            os.write(writing, str(len(touched)).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return int(os.read(reading, 20))


def make(project: Path, day: dt.date | None) -> None:
    """Build the documents of the project."""
    build(DiskWorld(project), project / "exports", formats=("docx",), edition=day)


def edit(project: Path) -> None:
    """Change one fact, so that every file has to be built again."""
    table = project / "data/observations.csv"
    text = table.read_text("utf-8")
    one, other = ",48,eq,48,48,", ",50,eq,50,50,"
    old, new = (one, other) if one in text else (other, one)
    table.write_text(text.replace(old, new), "utf-8")


def state(exports: Path) -> dict[str, str]:
    """Return the editions that stand, with the digest of each manifest, and what `latest` names."""
    found = {
        entry.name: digest((entry / "manifest.json").read_bytes())
        for entry in exports.iterdir()
        if entry.is_dir() and not entry.name.startswith(".") and not entry.is_symlink()
    }
    return {**found, "latest": latest(exports) or ""}


def sound(exports: Path) -> bool:
    """Return whether every edition is complete, byte for byte, and `latest` names one of them."""
    for entry in exports.iterdir():
        if entry.name.startswith("."):
            continue
        found = read(entry)
        if found is None:
            return False
        for output in found.outputs.values():
            path = entry / output.path
            if not path.is_file() or digest(path.read_bytes()) != output.sha256:
                return False
    return (latest(exports) or "") in state(exports)


if __name__ == "__main__":
    sys.exit(main())
