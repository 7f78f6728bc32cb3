package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/cozelint/cozelint/bench/internal/target"
)

// A row is one finding in one target.
type row struct {
	target string
	target.Finding
}

func (r row) String() string {
	return fmt.Sprintf("%s %s:%d:%d: %s", r.target, r.File, r.Line, r.Column, r.Message)
}

// file says where a row is, but for the line.
func (r row) file() string { return r.target + "\t" + r.File }

func compareRows(a, b row) int {
	return cmp.Or(
		cmp.Compare(a.target, b.target),
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Message, b.Message),
	)
}

// write writes rows as tab-separated values, sorted.
func write(w io.Writer, list []row) error {
	slices.SortFunc(list, compareRows)
	out := bufio.NewWriter(w)
	for _, r := range list {
		fmt.Fprintf(out, "%s\t%s\t%d\t%d\t%s\t%s\n", r.target, r.File, r.Line, r.Column, r.ID, r.Message)
	}
	return out.Flush()
}

func readFile(name string) ([]row, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	list, err := read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return list, nil
}

// read reads what write wrote.
func read(r io.Reader) ([]row, error) {
	var list []row
	scanner := bufio.NewScanner(r)
	scanner.Buffer(nil, 1<<20)
	for n := 1; scanner.Scan(); n++ {
		fields := strings.Split(scanner.Text(), "\t")
		if len(fields) != 6 {
			return nil, fmt.Errorf("line %d: %d fields, want 6", n, len(fields))
		}
		line, err := strconv.Atoi(fields[2])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		column, err := strconv.Atoi(fields[3])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		list = append(list, row{fields[0], target.Finding{File: fields[1], Line: line, Column: column, ID: fields[4], Message: fields[5]}})
	}
	return list, scanner.Err()
}

// The kinds of changes.
const (
	added    = "added"
	gone     = "gone"
	moved    = "moved"
	reworded = "reworded"
)

// A change is a difference between two records. One of the rows is the zero
// value if the finding is in one record only.
type change struct {
	kind     string
	old, new row
}

func (c change) String() string {
	switch c.kind {
	case added:
		return "+ " + c.new.String()
	case gone:
		return "- " + c.old.String()
	case moved:
		return fmt.Sprintf("> %s (was at %d:%d)", c.new, c.old.Line, c.old.Column)
	}
	return fmt.Sprintf("~ %s (was %s)", c.new, c.old.Message)
}

// compare returns how the findings of two records differ. A finding that is in
// one record only and has a counterpart of the same check in the same file
// within ten lines has moved, or is reworded if it is at the same place.
func compare(old, fresh []row) []change {
	onlyOld, onlyNew := without(old, fresh), without(fresh, old)
	var changes []change
	for _, o := range onlyOld {
		best := -1
		for i, n := range onlyNew {
			if n.file() == o.file() && n.ID == o.ID && distance(n, o) <= 10 && (best < 0 || distance(n, o) < distance(onlyNew[best], o)) {
				best = i
			}
		}
		switch {
		case best < 0:
			changes = append(changes, change{kind: gone, old: o})
			continue
		case o.Line == onlyNew[best].Line && o.Column == onlyNew[best].Column:
			changes = append(changes, change{reworded, o, onlyNew[best]})
		default:
			changes = append(changes, change{moved, o, onlyNew[best]})
		}
		onlyNew = slices.Delete(onlyNew, best, best+1)
	}
	for _, n := range onlyNew {
		changes = append(changes, change{kind: added, new: n})
	}
	slices.SortStableFunc(changes, func(a, b change) int { return compareRows(a.at(), b.at()) })
	return changes
}

// at returns the row that says where the change is.
func (c change) at() row {
	if c.kind == gone {
		return c.old
	}
	return c.new
}

func distance(a, b row) int { return max(a.Line-b.Line, b.Line-a.Line) }

// without returns the rows of list that are not in other, in order.
func without(list, other []row) []row {
	in := make(map[row]bool)
	for _, r := range other {
		in[r] = true
	}
	return slices.DeleteFunc(slices.SortedFunc(slices.Values(list), compareRows), func(r row) bool { return in[r] })
}
