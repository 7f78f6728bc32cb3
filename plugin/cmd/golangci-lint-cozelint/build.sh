#!/usr/bin/env bash
# build.sh FILE: builds golangci-lint with the cozelint of this repository.
# The go.mod here names a released version, so that go install works on it.
set -euo pipefail
target=$(realpath -m "$1")
cd "$(dirname "$0")"
mod=$(mktemp -d)
trap 'rm -rf "$mod"' EXIT
cp go.mod "$mod/go.mod"
cp go.sum "$mod/go.sum"
go mod edit -replace="github.com/cozelint/cozelint=$(realpath ../../..)" "$mod/go.mod"
go build -trimpath -modfile="$mod/go.mod" -o "$target" .
