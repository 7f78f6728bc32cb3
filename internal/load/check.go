package load

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/types"
	"io"
	"os"
	"slices"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// checkNode gives a package its types: from export data, from its
// declarations, or, where it is wanted whole, from all of its source.
func (g *graph) checkNode(n *node) {
	if n.PkgPath == "unsafe" {
		return
	}
	if !n.source || len(n.CompiledGoFiles) == 0 && n.ExportFile != "" {
		if err := g.export.read(n); err != nil {
			n.addError(err)
		}
		return
	}
	if n.kept {
		if err := g.export.decode(n, n.data); err != nil {
			g.damaged(n)
		}
		n.data = nil
		return
	}
	files := g.parse(n)
	config := g.typesConfig(n)
	if n.whole {
		n.Syntax = files
		n.TypesInfo = newInfo()
	}
	// The errors are those that config has added to the node.
	_ = types.NewChecker(config, g.config.Fset, n.Types, n.TypesInfo).Files(files)
	if n.root && n.usesC {
		n.Errors = append(n.Errors, packages.Error{Pos: "-", Kind: packages.TypeError, Msg: "could not import C: cgo has not processed the package"})
	}
	n.unsound = n.unsound || slices.ContainsFunc(n.Errors, isTypeError)
	for path := range n.needs {
		n.unsound = n.unsound || g.byPkg[n.Imports[path]].unsound
	}
	n.fresh = n.key != nil && !n.unsound
}

// typesConfig returns how a package is type-checked.
func (g *graph) typesConfig(n *node) *types.Config {
	config := &types.Config{
		Importer:         importer{g, n},
		IgnoreFuncBodies: !n.whole,
		// What is declared in terms of C has no type. Nothing is said about that.
		FakeImportC: true,
		Sizes:       n.TypesSizes,
		Error:       n.addError,
	}
	if n.Module != nil && n.Module.GoVersion != "" {
		config.GoVersion = "go" + n.Module.GoVersion
	}
	return config
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}
}

// parse parses the files of a package: as they are if it is wanted whole, and
// else their declarations. What does not parse is one of its errors.
func (g *graph) parse(n *node) []*ast.File {
	mode := parser.AllErrors | parser.SkipObjectResolution
	sources := n.files
	n.files = nil
	if n.whole {
		mode |= parser.ParseComments
		for _, name := range n.CompiledGoFiles {
			text, err := g.files.read(name)
			sources = append(sources, file{name, text, err})
		}
	}
	var parsed []*ast.File
	for _, source := range sources {
		if source.err != nil {
			n.addError(source.err)
			continue
		}
		syntax, err := parser.ParseFile(g.config.Fset, source.name, source.text, mode)
		if err != nil {
			n.addError(err)
		}
		if syntax == nil {
			continue
		}
		for _, spec := range syntax.Imports {
			n.usesC = n.usesC || spec.Path.Value == `"C"`
		}
		parsed = append(parsed, syntax)
	}
	return parsed
}

// addError adds an error of the parser or the type checker to those of the
// package, in the form that go/packages gives it.
func (n *node) addError(err error) {
	add := func(pos, msg string, kind packages.ErrorKind) {
		n.Errors = append(n.Errors, packages.Error{Pos: pos, Msg: msg, Kind: kind})
	}
	var file *os.PathError
	var syntax scanner.ErrorList
	var typing types.Error
	switch {
	case errors.As(err, &file):
		add(file.Path+":1", file.Err.Error(), packages.ParseError)
	case errors.As(err, &syntax):
		for _, err := range syntax {
			add(err.Pos.String(), err.Msg, packages.ParseError)
		}
	case errors.As(err, &typing):
		n.TypeErrors = append(n.TypeErrors, typing)
		add(typing.Fset.Position(typing.Pos).String(), typing.Msg, packages.TypeError)
	default:
		add("-", err.Error(), packages.UnknownError)
	}
}

// An importer gives a package what it imports.
type importer struct {
	graph *graph
	node  *node
}

// Import returns the package that an import path means in the node's package.
func (i importer) Import(path string) (*types.Package, error) {
	imported := i.node.Imports[path]
	switch {
	case path == "unsafe":
		return types.Unsafe, nil
	case imported == nil:
		return nil, fmt.Errorf("no metadata for %s", path) // it is absent, or imports the node
	case i.node.needs[path]:
		if !imported.Types.Complete() {
			return nil, fmt.Errorf("no types of %s", path)
		}
		return imported.Types, nil
	}
	return i.graph.byPkg[imported].stub, nil
}

// An exporter reads export data.
type exporter struct {
	mu      sync.Mutex // of the packages that are being read, and what they refer to
	imports map[string]*types.Package
	damage  error // errDamaged, if something was
}

// read reads the export data of a package that the build cache has.
func (e *exporter) read(n *node) error {
	file, err := os.Open(n.ExportFile)
	if err != nil {
		return fmt.Errorf("could not import %s: %w", n.PkgPath, err)
	}
	defer file.Close()
	//nolint:staticcheck // Read takes the whole of what is in the file, and an archive of the build cache has more than types.
	reader, err := gcexportdata.NewReader(file)
	if err != nil {
		return fmt.Errorf("reading %s: %w", n.ExportFile, err)
	}
	data, err := io.ReadAll(reader)
	if err != nil {
		return fmt.Errorf("reading %s: %w", n.ExportFile, err)
	}
	return e.decode(n, data)
}

// decode decodes export data.
func (e *exporter) decode(n *node, data []byte) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	pkg, err := gcexportdata.Read(bytes.NewReader(data), n.Fset, e.imports, n.PkgPath)
	if err != nil {
		return fmt.Errorf("reading the export data of %s: %w", n.PkgPath, err)
	}
	if pkg != n.Types {
		return fmt.Errorf("the export data of %s is that of another package", n.PkgPath)
	}
	return nil
}
