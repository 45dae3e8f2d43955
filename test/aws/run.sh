#!/usr/bin/env bash
# Runs test/aws/**/*.aws.ts against moto, an AWS server that nobody here wrote, and stops it whatever happens.
# One of them runs cfn-lint, which lies in the same virtual environment. Needs Node, Python 3.10 or newer with venv, and on the
# first run a package index. Arguments go to vitest.
set -euo pipefail
cd "$(dirname "$0")/../.."

MOTO_VERSION=5.2.5
CFN_LINT_VERSION=1.58.0
PYTHON=.venv/bin/python
LOG=$(mktemp)
MOTO_PID=
stop_moto() {
  if [ -n "$MOTO_PID" ]; then
    kill "$MOTO_PID" 2>/dev/null || true
    wait "$MOTO_PID" 2>/dev/null || true
  fi
  rm -f "$LOG"
}
trap stop_moto EXIT

has_both() {
  "$PYTHON" -c '
import sys, importlib.metadata as installed, moto.server
sys.exit([installed.version(name) for name in ("moto", "cfn-lint")] != sys.argv[1:])
' "$MOTO_VERSION" "$CFN_LINT_VERSION" 2>/dev/null
}
if ! has_both; then
  command -v python3 >/dev/null || { echo 'test:aws needs python3: install Python 3.10 or newer.' >&2; exit 1; }
  if ! python3 -m venv .venv >"$LOG" 2>&1; then
    echo 'test:aws could not make .venv: install the venv module (Debian and Ubuntu: apt install python3-venv).' >&2
    cat "$LOG" >&2
    exit 1
  fi
  echo "Installing moto $MOTO_VERSION and cfn-lint $CFN_LINT_VERSION into .venv (once) …"
  "$PYTHON" -m pip install --quiet --disable-pip-version-check \
    "moto[server]==$MOTO_VERSION" "cfn-lint==$CFN_LINT_VERSION"
fi

PORT=$("$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$PYTHON" -m moto.server -H 127.0.0.1 -p "$PORT" >"$LOG" 2>&1 &
MOTO_PID=$!

export AWS_ENDPOINT_URL="http://127.0.0.1:$PORT"
export AWS_REGION=ap-northeast-2 AWS_ACCESS_KEY_ID=testing AWS_SECRET_ACCESS_KEY=testing
unset AWS_PROFILE AWS_SESSION_TOKEN

is_up() {
  "$PYTHON" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=1)' \
    "$AWS_ENDPOINT_URL/moto-api/data.json" 2>/dev/null
}
for _ in $(seq 60); do
  if is_up; then break; fi
  if ! kill -0 "$MOTO_PID" 2>/dev/null; then break; fi
  sleep 0.5
done
if ! is_up; then
  echo 'moto did not start:' >&2
  cat "$LOG" >&2
  exit 1
fi

npx vitest run --config test/aws/vitest.config.ts "$@"
