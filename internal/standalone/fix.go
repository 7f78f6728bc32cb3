package standalone

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/cozelint/cozelint/internal/messages"
)

// fix applies the first fix of each finding, or prints what it would change,
// and reports whether anything changes. A fix that touches the same text as an
// earlier one is left for the next run, one that would not compile is left out,
// and one that touches a file of the overlay is never applied.
func (o *outcome) fix(dir string, opts Options) (changed bool, err error) {
	chosen := slices.DeleteFunc(slices.Clone(o.findings), func(f Finding) bool { return len(f.Fixes) == 0 || o.src.overlays(f.Fixes[0]) })
	chosen = o.sift(chosen, messages.FixTouches, func(f Finding, edits map[string][]Edit) bool { return accept(edits, f.Fixes[0]) })
	chosen = o.compiling(chosen, dir, opts)
	edits := FirstFixes(chosen)
	parsed := make(map[string]*token.File)
	for _, f := range chosen {
		maps.Copy(parsed, f.edited)
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(edits)) {
		if err := rewrite(name, edits[name], parsed[name], dir, opts); err != nil {
			errs = append(errs, err)
		}
	}
	o.sayOmitted(opts)
	return len(edits) > 0, errors.Join(errs...)
}

// An omission is a fix that is left out, and why.
type omission struct {
	finding Finding
	why     messages.Text
}

// sift returns the findings whose fixes fit to those before them, and notes the
// others.
func (o *outcome) sift(findings []Finding, why messages.Text, fits func(Finding, map[string][]Edit) bool) []Finding {
	edits := make(map[string][]Edit)
	var chosen []Finding
	for _, f := range findings {
		if fits(f, edits) {
			chosen = append(chosen, f)
		} else {
			o.omitted = append(o.omitted, omission{f, why})
		}
	}
	return chosen
}

// sayOmitted says how many fixes are left out and why, and with -v which.
func (o *outcome) sayOmitted(opts Options) {
	for _, why := range []messages.Text{messages.FixTouches, messages.FixBreaks} {
		n := 0
		for _, left := range o.omitted {
			if left.why != why {
				continue
			}
			n++
			if opts.Verbose {
				fmt.Fprintf(opts.Stderr, "%s:%d:%d: %s\n", left.finding.Start.File, left.finding.Start.Line, left.finding.Start.Column, why.In(opts.Lang, left.finding.Check.ID))
			}
		}
		if n > 0 {
			fmt.Fprintln(opts.Stderr, "cozelint:", messages.FixesOmitted.In(opts.Lang, n, why.In(opts.Lang, "")))
		}
	}
}

// FirstFixes returns the edits of the first fix of each finding by file. A fix
// that touches the same text as an earlier one is left out.
func FirstFixes(findings []Finding) map[string][]Edit {
	edits := make(map[string][]Edit)
	for _, f := range findings {
		if len(f.Fixes) > 0 {
			accept(edits, f.Fixes[0])
		}
	}
	return edits
}

// accept adds the edits of a fix unless one of them overlaps an accepted one,
// and reports whether it does. The same insertion by two fixes, such as an
// import, is made once; different imports at one place stand side by side.
func accept(edits map[string][]Edit, fix Fix) bool {
	var fresh []Edit
	for _, e := range fix.Edits {
		same := false
		for _, other := range edits[e.Start.File] {
			switch {
			case e == other:
				same = true
			case e.Start.Offset < other.End.Offset && other.Start.Offset < e.End.Offset:
				return false
			case e.Start.Offset == other.Start.Offset && (e.Start == e.End) == (other.Start == other.End) && (!addsImport(e) || !addsImport(other)):
				return false
			}
		}
		if !same {
			fresh = append(fresh, e)
		}
	}
	for _, e := range fresh {
		edits[e.Start.File] = append(edits[e.Start.File], e)
	}
	return true
}

// addsImport reports whether an edit inserts an import and nothing else.
func addsImport(e Edit) bool {
	path, err := strconv.Unquote(strings.TrimPrefix(strings.TrimSpace(e.NewText), "import "))
	return e.Start == e.End && err == nil && path != ""
}

// rewrite applies edits to one file, or prints the difference. The result
// must parse. It is formatted if the file was. A file that is not the one that
// was parsed, because an editor or a second -fix wrote it meanwhile, stays as
// it is.
func rewrite(name string, edits []Edit, parsed *token.File, dir string, opts Options) error {
	before, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if parsed != nil && !sameLines(parsed, before) {
		return messages.InFile.Fails(name, errChanged)
	}
	after, err := Mend(before, edits)
	if err != nil {
		return messages.InFile.Fails(name, err)
	}
	if opts.Diff {
		rel := slashed(Place{File: name}.Relative(dir))
		_, err := opts.Stdout.Write(diff.Diff("a/"+rel, before, "b/"+rel, after))
		return err
	}
	return writeFile(name, after)
}

// Mend returns a file with edits, which do not overlap. The result is formatted
// if the file was. It returns an error if the result does not parse.
func Mend(before []byte, edits []Edit) ([]byte, error) {
	after, err := apply(before, edits)
	if err != nil {
		return nil, err
	}
	if formatted, err := format.Source(before); err == nil && bytes.Equal(formatted, before) {
		if after, err = format.Source(after); err != nil {
			return nil, messages.FixUnparsed.Fails(err)
		}
	} else if _, err := parser.ParseFile(token.NewFileSet(), "", after, parser.SkipObjectResolution); err != nil {
		return nil, messages.FixUnparsed.Fails(err)
	}
	return after, nil
}

var errChanged = messages.FileChanged.Fails()

// sameLines reports whether every line of source begins where it did when the
// file was parsed: then the places of the edits are still right.
func sameLines(parsed *token.File, source []byte) bool {
	if parsed.Size() != len(source) {
		return false
	}
	now := token.NewFileSet().AddFile(parsed.Name(), -1, len(source))
	now.SetLinesForContent(source)
	return slices.Equal(parsed.Lines(), now.Lines())
}

// apply applies edits, which do not overlap, to source.
func apply(source []byte, edits []Edit) ([]byte, error) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int { return a.Start.Offset - b.Start.Offset })
	newline := []byte("\n")
	if bytes.Contains(source, []byte("\r\n")) {
		newline = []byte("\r\n")
	}
	var out []byte
	last := 0
	for _, e := range edits {
		if e.Start.Offset < last || e.End.Offset < e.Start.Offset || e.End.Offset > len(source) {
			return nil, errChanged
		}
		out = append(out, source[last:e.Start.Offset]...)
		out = append(out, bytes.ReplaceAll([]byte(e.NewText), []byte("\n"), newline)...)
		last = e.End.Offset
	}
	return append(out, source[last:]...), nil
}
