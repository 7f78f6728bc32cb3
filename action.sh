#!/usr/bin/env bash
# What action.yml runs: it builds the cozelint that stands beside it and checks
# a module of the repository in the current folder. It runs with bash 3.2, too,
# which macOS has.
set -euo pipefail

bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
(cd "$GITHUB_ACTION_PATH" && GOWORK=off GOFLAGS='' go build -o "$bin/cozelint" ./cmd/cozelint)

flags=(-C "$COZELINT_DIRECTORY")
if [ -n "$COZELINT_LANG" ]; then
	flags+=(-lang "$COZELINT_LANG")
fi
if [ -n "$COZELINT_FAIL_ON" ]; then
	flags+=(-fail-on "$COZELINT_FAIL_ON")
fi
if [ "$COZELINT_DIRECTORY" != . ]; then
	flags+=(-path-prefix "$COZELINT_DIRECTORY")
fi
# The words of the input, with quotes as in a shell, but without what else a
# shell makes of words.
if [ -n "${COZELINT_ARGS//[[:space:]]/}" ]; then
	printf '%s\n' "$COZELINT_ARGS" | xargs printf '%s\0' >"$bin/args"
	while IFS= read -r -d '' word; do
		flags+=("$word")
	done <"$bin/args"
fi

status=0
if [ -z "$COZELINT_SARIF" ]; then
	"$bin/cozelint" -format "$COZELINT_FORMAT" "${flags[@]}" || status=$?
	if [ "$status" -gt 1 ] && [ "$COZELINT_FORMAT" = github ]; then
		echo "::error title=cozelint::not everything could be checked: see the log of this step"
	fi
	exit "$status"
fi
"$bin/cozelint" -format sarif "${flags[@]}" >"$bin/sarif" || status=$?
if [ "$status" -gt 1 ] && [ ! -s "$bin/sarif" ]; then
	exit "$status" # there is nothing to upload
fi
case $COZELINT_SARIF in
/* | [A-Za-z]:*) file=$COZELINT_SARIF ;;
*) file=$PWD/$COZELINT_SARIF ;;
esac
mkdir -p "$(dirname "$file")"
cp "$bin/sarif" "$file"
if [ "$status" -gt 1 ]; then
	exit "$status"
fi
