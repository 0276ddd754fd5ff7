"""Contenders beside one another: CPU of each in processes of their own, interleaved, as ratios."""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

Maker = Callable[[int], bytes]
"""Makes the n-th output; each n gives other content."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to do the work.

    `prepare` imports what it needs and returns the maker; none of that is timed, nor is the first
    output. `needs` are the modules without which it is reported as missing.
    """

    name: str
    prepare: Callable[[], Maker]
    needs: tuple[str, ...] = ()

    def missing(self) -> list[str]:
        return [module for module in self.needs if find_spec(module) is None]


@dataclass(frozen=True, slots=True)
class Workload:
    """What all contenders do; the first of them is 1 in the ratios."""

    title: str
    count: int
    contenders: Sequence[Contender]
    warm: bool = True


def run(script: str, workloads: Mapping[str, Workload]) -> None:
    """Run the command line of a benchmark."""
    words = argparse.ArgumentParser()
    words.add_argument("names", nargs="*", help=f"which of: {', '.join(workloads)}; all by default")
    words.add_argument("--count", type=int, help="outputs of each contender in each round")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.one:
        workload = workloads[asked.one[0]]
        contender = next(each for each in workload.contenders if each.name == asked.one[1])
        print(json.dumps(_alone(contender, asked.count, workload.warm)))
        return
    for name in asked.names or workloads:
        workload = workloads[name]
        count = asked.count or workload.count
        _table(workload, count, asked.rounds, _rounds(script, name, workload, count, asked.rounds))


def _alone(contender: Contender, count: int, warm: bool) -> dict[str, float]:
    make = contender.prepare()
    size = len(make(0)) if warm else 0
    gc.collect()
    before = _cpu()
    for number in range(1, count + 1):
        size = len(make(number))
    after = _cpu()
    found = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(who).ru_maxrss for who in found) / 1024
    return {"cpu": (after - before) / count, "size": size, "peak": peak}


def _cpu() -> float:
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in found)


def _rounds(
    script: str, name: str, workload: Workload, count: int, rounds: int
) -> dict[str, list[dict[str, float]] | str]:
    found: dict[str, list[dict[str, float]] | str] = {}
    for _ in range(rounds):
        for contender in workload.contenders:
            held = found.setdefault(contender.name, [])
            if isinstance(held, str):
                continue
            if contender.missing():
                found[contender.name] = f"missing: {', '.join(contender.missing())}"
                continue
            words = [sys.executable, script, "--one", name, contender.name, "--count", str(count)]
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            if done.returncode:
                found[contender.name] = f"failed: {done.stderr.strip().splitlines()[-1]}"
            else:
                held.append(json.loads(done.stdout.splitlines()[-1]))
    return found


def _table(
    workload: Workload, count: int, rounds: int, found: Mapping[str, list[dict[str, float]] | str]
) -> None:
    print(f"\n{workload.title}; {count} each, least of {rounds} interleaved rounds\n")
    print("| | CPU, ratio | CPU, ms | file, KB | peak, MB |")
    print("|---|---|---|---|---|")
    base = None
    for name, runs in found.items():
        if isinstance(runs, str):
            print(f"| {name} | {runs} | | | |")
            continue
        cpu = min(each["cpu"] for each in runs)
        base = base or cpu
        size, peak = runs[0]["size"] / 1024, max(each["peak"] for each in runs)
        print(f"| {name} | {cpu / base:.2f} | {cpu * 1000:.1f} | {size:.0f} | {peak:.0f} |")


ROOT = Path(__file__).parents[1]
