#!/usr/bin/env bash
# What action.yml runs: it builds the cozelint that stands beside it and checks
# a module of the repository in the current folder.
set -euo pipefail

bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
(cd "$GITHUB_ACTION_PATH" && GOWORK=off GOFLAGS= go build -o "$bin/cozelint" ./cmd/cozelint)

root=$PWD
flags=(-C "$COZELINT_DIRECTORY" -lang "$COZELINT_LANG")
if [ "$COZELINT_DIRECTORY" != . ]; then
	flags+=(-path-prefix "$COZELINT_DIRECTORY")
fi
# Words without quotes, as a shell reads them; no names of files are made of them.
set -f
# shellcheck disable=SC2206
args=($COZELINT_ARGS)
set +f

if [ -n "$COZELINT_SARIF" ]; then
	status=0
	"$bin/cozelint" "${flags[@]}" -format sarif "${args[@]}" >"$root/$COZELINT_SARIF" || status=$?
	if [ "$status" -gt 1 ]; then
		exit "$status"
	fi
	exit 0
fi
"$bin/cozelint" "${flags[@]}" -format "$COZELINT_FORMAT" "${args[@]}"
