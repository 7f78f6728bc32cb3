package lsp

import (
	"bytes"
	"context"
	"fmt"
	"go/token"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"
	passes "golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/analyzers/endpoints"
	"github.com/cozelint/cozelint/internal/load"
	"github.com/cozelint/cozelint/internal/marks"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/narrow"
	"github.com/cozelint/cozelint/internal/standalone"
	"github.com/cozelint/cozelint/internal/typecache"
)

// An outcome is what one check has found.
type outcome struct {
	findings []standalone.Finding
	uses     []endpoints.Use
	roots    []*packages.Package // none if nothing speaks of Coze
	fset     *token.FileSet
	texts    map[string][]byte // of the files, as they were checked
	lang     messages.Lang
}

// A checker does one check of a folder.
type checker struct {
	dir      string
	settings Settings
	overlay  map[string][]byte
	last     *snapshot    // of the folder; the check leaves the one it made
	text     narrow.Found // what the text alone says
}

// check loads what has changed since the last snapshot, and runs the suite. It
// returns an error if not everything could be checked.
func (c *checker) check(ctx context.Context) (outcome, error) {
	if !c.relevant() {
		c.last = nil
		return outcome{}, nil
	}
	snap, err := c.last.renewed(c.overlay, c.key())
	if err == nil && snap == nil {
		snap, err = c.load(ctx)
	}
	if err != nil {
		return outcome{}, err
	}
	c.last = snap
	if err := ctx.Err(); err != nil {
		return outcome{}, err
	}
	for _, pkg := range snap.roots {
		if !standalone.Sound(pkg) {
			return outcome{}, fmt.Errorf("%s: %s", pkg.PkgPath, why(pkg))
		}
	}
	return c.analyze(snap)
}

// why returns the first error of a package, or of one that it imports.
func why(root *packages.Package) string {
	text := ""
	packages.Visit([]*packages.Package{root}, nil, func(pkg *packages.Package) {
		if text == "" && len(pkg.Errors) > 0 {
			text = pkg.Errors[0].Error()
		}
	})
	return text
}

// relevant reports whether the package can have to do with Coze. Its text, or
// that of packages that it imports says so, as for the command.
func (c *checker) relevant() bool {
	wanted := marks.New(c.settings.Mentions...)
	for path, text := range c.overlay {
		if found, _ := wanted.InCode(text, ""); found && filepath.Dir(path) == c.dir {
			return true
		}
	}
	found, ok := narrow.Folders(c.dir, c.settings.BuildFlags, []string{"."}, c.settings.Mentions, typecache.Open(""))
	c.text = found
	return !ok || len(found.Relevant) > 0 || len(found.Outside) > 0
}

// key is what a snapshot depends on beside files.
func (c *checker) key() string { return fmt.Sprint(c.settings.BuildFlags, c.settings.Tests) }

// load loads the package of the folder, and what the packages that it imports
// tell of their functions.
func (c *checker) load(ctx context.Context) (*snapshot, error) {
	fset := token.NewFileSet()
	config := packages.Config{
		Context:    ctx,
		Dir:        c.dir,
		Fset:       fset,
		Tests:      c.settings.Tests,
		BuildFlags: c.settings.BuildFlags,
		Overlay:    c.overlay,
	}
	loaded, err := load.Load(config, load.Options{}, ".")
	if err != nil {
		return nil, err
	}
	told := new(standalone.Told)
	listen := func(patterns []string) error {
		// Apart from the package itself, which keeps the types of these from the
		// build cache: facts go by names.
		config.Fset, config.Tests = token.NewFileSet(), false
		imported, err := load.Load(config, load.Options{}, patterns...)
		if err != nil {
			return err
		}
		return c.listen(told, imported.Roots)
	}
	if err := told.Listen(c.text, listen); err != nil {
		return nil, err
	}
	if err := told.ListenBehind(loaded.Roots, c.settings.Mentions, nil, listen); err != nil {
		return nil, err
	}
	snap := newSnapshot(loaded.Roots, fset, c.overlay, c.key())
	snap.told = told
	return snap, nil
}

// listen adds what packages tell of their functions.
func (c *checker) listen(told *standalone.Told, pkgs []*packages.Package) error {
	model := analyzers.Model(c.settings.Suite)
	heard := *model
	for _, wrap := range []func(standalone.RunFunc) standalone.RunFunc{c.reading, told.Heard} {
		heard.Run = wrap(heard.Run)
	}
	graph, err := passes.Analyze([]*analysis.Analyzer{&heard}, standalone.Link(pkgs).Of(pkgs), nil)
	if err != nil {
		return err
	}
	told.Add(graph)
	return nil
}

// analyze runs the suite over a snapshot.
func (c *checker) analyze(snap *snapshot) (outcome, error) {
	list := append(analyzers.Analyzers(c.settings.Suite), analyzers.EndpointsOf(c.settings.Suite))
	standalone.Wrap(list, standalone.Contained)
	standalone.Wrap(list, c.reading)
	standalone.Wrap(list, snap.told.Heard)
	graph, err := passes.Analyze(list, standalone.Link(snap.roots).Of(snap.roots), nil)
	if err != nil {
		return outcome{}, err
	}
	found := outcome{roots: snap.roots, fset: snap.fset, texts: snap.texts}
	for act := range graph.All() {
		if act.Err != nil {
			return outcome{}, fmt.Errorf("%s: %w", act.Analyzer, act.Err)
		}
		uses, _ := act.Result.([]endpoints.Use)
		found.uses = append(found.uses, uses...)
	}
	found.findings = standalone.Findings(graph)
	return found, nil
}

// reading gives a pass the texts of the editor where it reads a file.
func (c *checker) reading(run standalone.RunFunc) standalone.RunFunc {
	return func(pass *analysis.Pass) (any, error) {
		read := pass.ReadFile
		pass.ReadFile = func(name string) ([]byte, error) {
			if text, ok := c.overlay[name]; ok {
				return slices.Clone(text), nil
			}
			return read(name)
		}
		return run(pass)
	}
}

// isAsChecked reports whether a document is as it was checked.
func (o outcome) isAsChecked(doc *document) bool {
	text, ok := o.texts[doc.path]
	return ok && bytes.Equal(text, doc.text)
}
