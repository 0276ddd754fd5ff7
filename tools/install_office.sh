#!/usr/bin/env bash
# Installs the programs that tests/office needs on a Debian machine; does nothing where all is there.
#
#   tools/install_office.sh
#
# LibreOffice and poppler come from Debian's packages. The Open XML SDK validator and veraPDF go into
# ${XDG_CACHE_HOME:-$HOME/.cache}/chipreport/office, outside the repository, pinned by tests/office.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../tests/office" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/chipreport/office
mkdir -p "$cache"

say() { printf 'install_office: %s\n' "$*"; }

# --- Debian's packages ---------------------------------------------------------------------------
packages=()
want() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed' || packages+=("$1"); }

if ! command -v soffice >/dev/null; then
    for part in core writer calc impress; do want "libreoffice-$part-nogui"; done
fi
want python3-uno
command -v pdftoppm >/dev/null || want poppler-utils
# Carlito has the widths of Calibri; Noto CJK sets the Han characters; Liberation stands for Arial.
for font in fonts-crosextra-carlito fonts-noto-cjk fonts-liberation; do want "$font"; done
command -v javac >/dev/null || want default-jdk-headless
command -v mvn >/dev/null || want maven
command -v npm >/dev/null || want npm
python3 -c 'import ensurepip, venv' 2>/dev/null || want python3-venv

if ((${#packages[@]})); then
    as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || {
            say "run as root: apt-get install ${packages[*]}" >&2
            exit 1
        }
        as_root=(sudo)
    fi
    say "installing ${packages[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${packages[@]}" >"$cache/apt.log" 2>&1 || {
        tail -n 20 "$cache/apt.log" >&2
        exit 1
    }
fi

# --- into the cache, once for each state of the pinned files ---------------------------------------
# once NAME FILE... : succeeds where NAME was not yet made from these FILEs.
once() {
    local stamp="$cache/$1.stamp" digest
    shift
    digest=$(cat "$@" | sha256sum)
    [[ ! -f $stamp || $(<"$stamp") != "$digest" ]]
}
made() { cat "${@:2}" | sha256sum >"$cache/$1.stamp"; }

if once validator "$here/package.json"; then
    say "the Open XML SDK validator"
    rm -rf "$cache/node_modules"
    cp "$here/package.json" "$cache/package.json"
    npm install --prefix "$cache" --no-audit --no-fund --no-package-lock --silent
    made validator "$here/package.json"
fi
if once verapdf "$here/pom.xml" "$here/VerapdfRunner.java"; then
    say "veraPDF"
    rm -rf "$cache/jars" "$cache/classes"
    mvn -B -q -Dstyle.color=never -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$cache/jars"
    javac -encoding UTF-8 -cp "$cache/jars/*" -d "$cache/classes" "$here/VerapdfRunner.java"
    made verapdf "$here/pom.xml" "$here/VerapdfRunner.java"
fi
say "ready ($cache)"
