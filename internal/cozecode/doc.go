// This file says where the others come from: the passes have a copy of the
// module github.com/cozelint/cozelint/cozecode. It is a module of its own for
// the programs that use it, and the linter cannot require a module that is
// released together with it without a replace directive, which go install
// refuses. One table, cozecode/codes.tsv, is the source of both.

package cozecode

//go:generate go run ./gen
