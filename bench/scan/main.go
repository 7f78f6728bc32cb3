// Command scan runs cozelint over code that has nothing to do with Coze and
// prints how many lines it checked: there must be no finding and no panic.
//
//	cd bench && go run ./scan std k8s.io/client-go@v0.37.2
//	cd bench && go run ./scan @scan/envelopes.txt     # other vendors' SDKs
//	cd bench && go run ./scan @scan/modules.txt       # ten million lines
//
// Package target says what an argument can be. Every package is loaded and
// checked, with every check: the narrowing of the command is off. A package
// that does not compile, because the module lacks what it imports or it is for
// another system, is counted as left out. The exit status is 1 if anything was
// found, and 2 if something else went wrong.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/cozelint/cozelint/bench/internal/target"
)

// batchFlag bounds the memory: the packages of a run are loaded together.
var batchFlag = flag.Int("batch", 200, "check `N` packages at a time")

func main() {
	flag.Parse()
	targets, err := target.Parse(flag.Args())
	if err != nil || len(targets) == 0 {
		fail(fmt.Errorf("usage: scan [-batch N] std | MODULE@VERSION | FOLDER | @FILE ...: %w", err))
	}
	temp, err := os.MkdirTemp("", "cozelint-scan-")
	if err != nil {
		fail(err)
	}
	cozelint, err := target.Build("..", temp)
	if err != nil {
		fail(err)
	}
	status := 0
	var total tally
	for _, t := range targets {
		sum, err := scan(t, temp, cozelint)
		if err != nil {
			fmt.Fprintf(os.Stderr, "scan: %s: %v\n", t.Name, err)
			status = 2
		}
		total.add(sum)
	}
	fmt.Println("all:", total)
	os.RemoveAll(temp)
	if total.findings > 0 && status == 0 {
		status = 1
	}
	os.Exit(status)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "scan:", err)
	os.Exit(2)
}

// A tally is what was checked, and what was found.
type tally struct {
	packages, leftOut, lines, findings int
	took                               time.Duration
}

func (t *tally) add(other tally) {
	t.packages += other.packages
	t.leftOut += other.leftOut
	t.lines += other.lines
	t.findings += other.findings
	t.took += other.took
}

func (t tally) String() string {
	return fmt.Sprintf("%d lines in %d packages, %d packages left out, %d findings, %.0f s", t.lines, t.packages, t.leftOut, t.findings, t.took.Seconds())
}

// scan checks one target and prints what it finds.
func scan(t target.Target, temp, cozelint string) (sum tally, err error) {
	start := time.Now()
	dir, err := t.Fetch(temp)
	if err != nil {
		return sum, err
	}
	packages, err := t.Packages(dir)
	if err != nil {
		return sum, err
	}
	packages = slices.DeleteFunc(packages, func(p target.Package) bool {
		if p.Incomplete {
			sum.leftOut++
		}
		return p.Incomplete || len(p.GoFiles)+len(p.CgoFiles) == 0
	})
	for batch := range slices.Chunk(packages, *batchFlag) {
		var paths []string
		for _, p := range batch {
			paths = append(paths, p.ImportPath)
		}
		findings, complaint, err := t.Check(cozelint, dir, []string{"-all", "-tests=false"}, paths)
		if err != nil {
			return sum, err
		}
		broken, err := target.Broken(dir, batch, complaint)
		if err != nil {
			return sum, err
		}
		for _, p := range batch {
			if broken[p.Dir] {
				sum.leftOut++
				continue
			}
			lines, err := p.Lines()
			if err != nil {
				return sum, err
			}
			sum.packages++
			sum.lines += lines
		}
		for _, f := range findings {
			fmt.Printf("%s: %s:%d:%d: %s\n", t.Name, f.File, f.Line, f.Column, f.Message)
		}
		sum.findings += len(findings)
	}
	sum.took = time.Since(start)
	fmt.Printf("%s: %s\n", t.Name, sum)
	return sum, nil
}
