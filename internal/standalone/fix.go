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

	"github.com/rogpeppe/go-internal/diff"
)

// fix applies the first fix of each finding, or prints what it would change,
// and reports whether anything changes. A fix that touches the same text as
// an earlier one is left for the next run, and one that touches a file of the
// overlay is never applied.
func fix(findings []Finding, dir string, opts Options, src *sources) (changed bool, err error) {
	findings = slices.DeleteFunc(slices.Clone(findings), func(f Finding) bool { return len(f.Fixes) == 0 || src.overlays(f.Fixes[0]) })
	edits := FirstFixes(findings)
	parsed := make(map[string]*token.File)
	for _, f := range findings {
		maps.Copy(parsed, f.edited)
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(edits)) {
		if err := rewrite(name, edits[name], parsed[name], dir, opts); err != nil {
			errs = append(errs, err)
		}
	}
	return len(edits) > 0, errors.Join(errs...)
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

// accept adds the edits of a fix unless one of them overlaps an accepted one.
// The same insertion by two fixes, such as an import, is made once.
func accept(edits map[string][]Edit, fix Fix) {
	var fresh []Edit
	for _, e := range fix.Edits {
		same := false
		for _, other := range edits[e.Start.File] {
			switch {
			case e == other:
				same = true
			case e.Start.Offset < other.End.Offset && other.Start.Offset < e.End.Offset,
				e.Start.Offset == other.Start.Offset && (e.Start == e.End) == (other.Start == other.End):
				return
			}
		}
		if !same {
			fresh = append(fresh, e)
		}
	}
	for _, e := range fresh {
		edits[e.Start.File] = append(edits[e.Start.File], e)
	}
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
		return fmt.Errorf("%s: %w", name, errChanged)
	}
	after, err := Mend(before, edits)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
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
			return nil, fmt.Errorf("the fix does not parse: %w", err)
		}
	} else if _, err := parser.ParseFile(token.NewFileSet(), "", after, parser.SkipObjectResolution); err != nil {
		return nil, fmt.Errorf("the fix does not parse: %w", err)
	}
	return after, nil
}

var errChanged = errors.New("the file changed while it was checked: it is not fixed, run the command again")

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
