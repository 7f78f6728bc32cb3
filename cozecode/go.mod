// The codes are a module of their own, so that a program that uses them is
// not asked for the Go release that the linter needs. It asks for the same
// one as the SDK, github.com/coze-dev/coze-go, and for no other module.
module github.com/cozelint/cozelint/cozecode

go 1.18
