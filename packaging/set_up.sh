#!/bin/sh
# Makes .venv/ ready: names and installs missing system libraries (Debian and kin), then the pinned Python packages.
# Does nothing when all is there. Never asks for a password: libraries that it may not install are named, and it goes on,
# because only the window and its tests need them.
set -eu
cd "$(dirname "$0")/.."

libraries="libegl1 libgl1 libglib2.0-0 libxkbcommon0 libfontconfig1 libdbus-1-3"
server="postgresql"
office="libreoffice-calc libreoffice-writer fonts-dejavu-core fonts-dejavu-extra"
window_libraries="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"

say() { echo "localplan: $*" >&2; }

missing() {
    for name in "$@"; do
        # Newer releases rename libraries for 64-bit time (libglib2.0-0t64): either will do.
        dpkg-query -W -f '${Status}\n' "$name" "${name}t64" 2>/dev/null | grep -q '^install ok installed' || printf '%s ' "$name"
    done
}

# Gives 1 when something is missing that may not be installed here.
install_libraries() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    wanted=$(missing "$@")
    [ -n "$wanted" ] || return 0
    say "these system libraries are missing: $wanted"
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        say "please have them installed:  sudo apt-get install $wanted"
        return 1
    fi
    say "installing them"
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null && return 0
    say "they could not be installed; please try:  apt-get install $wanted"
    return 1
}

# A python on the path may be a shim that cannot run, or one without venv: ask it.
find_python() {
    for name in python3.13 python3.12 python3.11 python3 python; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            echo "$name"
            return 0
        fi
    done
    return 1
}

# The gate tests libraries on a server, and files in LibreOffice; on a person's machine those tests are skipped without.
[ -z "${CI:-}" ] || install_libraries $server $office || true

stamp=.venv/ready
wanted_stamp=$(cat pyproject.toml constraints.txt packaging/set_up.sh | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted_stamp" ] && .venv/bin/python -c 'import localplan' 2>/dev/null; then
    exit 0
fi
install_libraries $libraries $window_libraries || true
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    find_python >/dev/null || install_libraries python3-venv || true
    python=$(find_python) || {
        say "no Python 3.11, 3.12 or 3.13 with venv was found; please install one (on Debian: python3-venv)"
        exit 1
    }
    say "making a virtual environment with $python"
    rm -rf .venv
    "$python" -m venv .venv
fi
say "installing Python packages"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,server]'
echo "$wanted_stamp" > "$stamp"
