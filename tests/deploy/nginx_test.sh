#!/usr/bin/env bash
# tests/deploy/nginx_test.sh EASEL
#
# A real nginx with deploy/nginx.conf in front of a real easel (sketch only): the front page of health,
# a picture whose link leads back through nginx, a stream of small answers on kept-alive connections,
# bodies below and above the limits. Only addresses and ports of the file are changed.
# Exit status 77: there is no nginx here.
set -euo pipefail

easel=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
nginx=$(PATH="$PATH:/usr/sbin" command -v nginx) || { echo "nginx is not installed"; exit 77; }
work=$(mktemp -d)
pids=()

stop() {
    local pid
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap stop EXIT

fail() {
    echo "FAILED: $*"
    echo "--- easel"; tail -n 30 "$work/easel.log" || true
    echo "--- nginx"; tail -n 30 "$work/nginx.log" || true
    exit 1
}
pass() { echo "ok: $*"; }

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# await URL: until it answers, at most ten seconds.
await() {
    local try
    for try in $(seq 100); do
        curl -fs -o /dev/null --max-time 5 "$1" && return 0
        sleep 0.1
    done
    fail "$1 does not answer (try $try)"
}

# Whoever gives up first should be easel, whose answer says why.
deadline=$(cd "$work" && env -i PATH="$PATH" "$easel" config print | sed -n 's/^jobs\.deadline *\([0-9]*\)m .*/\1/p')
for direction in read send; do
    patience=$(sed -n "s/^ *proxy_${direction}_timeout \([0-9]*\)s;/\1/p" "$root/deploy/nginx.conf")
    [ "$patience" -gt $((${deadline:?jobs.deadline is not in minutes} * 60)) ] ||
        fail "nginx gives up after $patience s, easel after $deadline min"
done
pass "nginx waits longer than easel"

upstream_port=$(free_port)
port=$(free_port)
front="http://127.0.0.1:$port"
key=$(python3 -c 'import secrets; print("test-" + secrets.token_hex(16))')

# Nothing of the caller's environment: a USER_ID of the developer must not reach this server.
(cd "$work" && exec env -i PATH="$PATH" API_MASTER_KEY="$key" EASEL_LISTEN="127.0.0.1:$upstream_port" \
    EASEL_DATA_DIR="$work/data" EASEL_TRUSTED_PROXIES=127.0.0.1 "$easel" serve >"$work/easel.log" 2>&1) &
pids+=($!)

sed -e "s/server easel:8088;/server 127.0.0.1:$upstream_port;/" -e "s/listen 80;/listen 127.0.0.1:$port;/" \
    -e "s/worker_processes auto;/worker_processes 1; daemon off; pid nginx.pid;/" \
    "$root/deploy/nginx.conf" >"$work/nginx.conf"
grep -q "server 127.0.0.1:$upstream_port;" "$work/nginx.conf" || fail "deploy/nginx.conf has changed its shape"
grep -q "listen 127.0.0.1:$port;" "$work/nginx.conf" || fail "deploy/nginx.conf has changed its shape"
"$nginx" -p "$work" -c "$work/nginx.conf" >"$work/nginx.log" 2>&1 &
pids+=($!)

await "http://127.0.0.1:$upstream_port/healthz"
await "$front/healthz"
pass "/healthz through nginx"

generate() {
    curl -sS --max-time 60 -o "$work/reply.json" -w '%{http_code}' "$front/v1/images/generations" \
        -H "Authorization: Bearer $key" -H 'Content-Type: application/json' "$@"
}
field() { python3 -c 'import json, sys; d = json.load(open(sys.argv[1])); print(eval(sys.argv[2], {"d": d}))' "$work/reply.json" "$1"; }

status=$(generate -d '{"prompt": "a lighthouse at dusk", "size": "256x256"}')
[ "$status" = 200 ] || fail "a generation answered $status: $(head -c 500 "$work/reply.json")"
link=$(field 'd["data"][0]["url"]')
case "$link" in "$front"/files/*) pass "the link carries the caller's host and port" ;;
    *) fail "the link $link does not begin with $front/files/" ;;
esac
curl -fsS -o "$work/picture.png" "$link" || fail "the link does not answer"
[ "$(head -c 8 "$work/picture.png" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ] || fail "that is no PNG"
pass "the picture comes through the link"

status=$(generate -H 'X-Forwarded-Proto: https' -d '{"prompt": "a boat", "size": "256x256"}')
case "$status $(field 'd["data"][0]["url"]')" in "200 $front/"*) pass "a caller cannot choose the scheme of links" ;;
    *) fail "a caller's own X-Forwarded-Proto was believed" ;;
esac

curl -fsS -o /dev/null -H 'X-Forwarded-For: 192.0.2.66, 127.0.0.1' "$front/healthz"
if grep -q 'peer=192.0.2.66' "$work/easel.log"; then fail "a caller's own X-Forwarded-For was believed"; fi
pass "a caller cannot choose his address"

connects=$(curl -sS -o /dev/null -o /dev/null -o /dev/null -w '%{num_connects}\n' "$front/healthz" "$front/healthz" "$front/healthz" | tr -d '\n')
[ "$connects" = 100 ] || fail "connections are not kept alive: $connects"
pass "connections are kept alive"

# 60 MB pass nginx: the answer must be easel's own typed one, not a 502 or nginx's page.
python3 - "$work/large.json" 60 <<'PY'
import sys
with open(sys.argv[1], "w") as out:
    out.write('{"prompt": "' + "a" * (int(sys.argv[2]) << 20) + '"}')
PY
status=$(generate --data-binary "@$work/large.json")
case "$status" in 400 | 413) [ -n "$(field 'd["error"]["code"]')" ] || fail "an error without a code" ;;
    *) fail "a body of 60 MB answered $status: $(head -c 300 "$work/reply.json")" ;;
esac
pass "a body of 60 MB gets easel's typed refusal ($status)"

truncate -s 70M "$work/huge"
status=$(generate --data-binary "@$work/huge")
[ "$status" = 413 ] || fail "a body of 70 MB answered $status, not nginx's 413"
pass "a body of 70 MB is refused at the door"
[ "$(curl -s -o /dev/null -w '%{http_code}' "$front/healthz")" = 200 ] || fail "easel is gone after the large bodies"
pass "easel lives"
