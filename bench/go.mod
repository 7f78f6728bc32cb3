// The benchmarks are a module of their own, so that installing cozelint does
// not build them.
module github.com/cozelint/cozelint/bench

go 1.26.0

require golang.org/x/tools v0.52.0

require (
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.25.0 // indirect
)
