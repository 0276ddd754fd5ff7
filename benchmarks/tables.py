"""What a large table costs: our writer beside openpyxl's write_only, each in a process of its own.

python benchmarks/tables.py [ROWS]
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

WRITERS = ("ours", "openpyxl", "csv")


def toys(count: int) -> Iterator[dict[str, object]]:
    """Yield rows of an invented toy shop: six texts, day, moment, two doubles, whole, truth."""
    day = dt.date(2031, 1, 1)
    moment = dt.datetime.combine(day, dt.time())
    kinds = ("ball", "kite", "风筝", "robot")
    for number in range(count):
        yield {
            "id": f"TOY.{number:07d}",
            "maker": f"Toyland 玩具厂 {number % 500}",
            "kind": kinds[number % 4],
            "note": f"lot {number} of {number % 977} <a&b>",
            "place": f"区 {number % 37}",
            "mark": "x" * (number % 30),
            "day": day + dt.timedelta(days=number % 4000),
            "moment": moment + dt.timedelta(seconds=number),
            "price": number * 0.1 + 0.2,
            "weight": 1 / (number + 1),
            "sold": number * 7,
            "red": number % 3 == 0,
        }


def peak() -> float:
    """Return the most memory this process has used, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def write(writer: str, count: int, path: str) -> None:
    if writer == "openpyxl":
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in toys(count):
            sheet.append(list(row.values()))
        book.save(path)
        return
    import chipreport

    chipreport.export(toys(count), path)


def measure(writer: str, count: int) -> None:
    suffix = ".csv" if writer == "csv" else ".xlsx"
    with tempfile.TemporaryDirectory() as folder:
        write(writer, 10, f"{folder}/warm{suffix}")
        before, start = peak(), time.process_time()
        write(writer, count, f"{folder}/toys{suffix}")
        seconds, added = time.process_time() - start, peak() - before
        size = Path(folder, f"toys{suffix}").stat().st_size / 1e6
    print(json.dumps({"cpu": seconds, "added": added, "size": size}))


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        measure(sys.argv[2], int(sys.argv[3]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    runs: dict[str, list[dict[str, float]]] = {writer: [] for writer in WRITERS}
    for _ in range(2):  # interleaved, so that a busy moment hits all alike
        for writer in WRITERS:
            command = [sys.executable, __file__, "--one", writer, str(count)]
            out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            runs[writer].append(json.loads(out))
    ours = min(run["cpu"] for run in runs["ours"])
    print(f"{count:,} rows of 12 typed cells; CPU with ours = 1")
    for writer, found in runs.items():
        cpu, added = min(run["cpu"] for run in found), max(run["added"] for run in found)
        size = found[0]["size"]
        print(f"{writer:10} {cpu / ours:5.2f}  {cpu:6.1f} s  +{added:4.0f} MB  {size:5.1f} MB file")


if __name__ == "__main__":
    main()
