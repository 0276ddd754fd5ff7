"""The World is the only door: composing and writing touch no file, program or network beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from projects import toyland

SCRIPT = """
import datetime as dt, io, json, sys
from pathlib import Path
import chipreport
from chipreport import facts
from chipreport.compose import compose, read_template
from chipreport.formats import FORMATS
from chipreport.theme import load as load_theme
from chipreport.world import DiskWorld

class Kept:
    def __init__(self, root):
        disk = DiskWorld(root)
        folders = ("data", "templates")
        self.files = {name: disk.read(name) for folder in folders for name in disk.names(folder)}
    def read(self, path):
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path]
    def names(self, folder):
        return tuple(sorted(name for name in self.files if name.startswith(folder + "/")))
    def where(self, path):
        return path
    def variable(self, name):
        return None
    def now(self):
        return dt.datetime(2026, 1, 31, tzinfo=dt.UTC)

world = Kept(Path(sys.argv[1]))
loaded = [FORMATS[name] for name in FORMATS]
seen, watching = [], True
EVENTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.remove", "os.rename", "os.mkdir")

def watch(event, given):
    if not watching:
        return
    if event == "open":
        path, mode, flags = given
        if isinstance(path, (str, bytes)):
            path = path if isinstance(path, str) else path.decode()
            writes = bool(mode) and any(sign in mode for sign in "wax+")
            seen.append(["write" if writes else "read", str(Path(path).resolve())])
    elif event.startswith(EVENTS):
        seen.append([event, str(given[:1])])

sys.addaudithook(watch)
dataset = facts.load(world)
theme = load_theme(world, "default")
template = read_template(world, "toys.md.j2", "en")
for document in compose(world, template, dataset, "toys", theme.brand):
    for kind in loaded:
        out = io.BytesIO()
        kind.write(document, theme, out)
        list(kind.sightings(io.BytesIO(out.getvalue())))
watching = False
print(json.dumps([seen, [sys.prefix, sys.base_prefix, str(Path(chipreport.__file__).parent)]]))
"""


@pytest.mark.slow
def test_nothing_but_what_the_world_gives_is_read_and_nothing_is_written(tmp_path: Path) -> None:
    project = toyland(tmp_path / "toys")
    run = [sys.executable, "-W", "ignore", "-c", SCRIPT, str(project)]
    done = subprocess.run(run, check=True, capture_output=True, text=True)
    seen, installed = json.loads(done.stdout)
    roots = [str(Path(root).resolve()) for root in installed]
    strangers = [
        (what, place)
        for what, place in seen
        if what != "read" or not place.startswith(tuple(roots))
    ]
    assert strangers == []
