// Package cozemodel is what the passes share: a model of one package that
// says which expressions are Coze codes, which types are Coze replies and
// requests, which functions reach the Coze Open API, and which files and
// places are to be left alone. The passes ask it questions; no pass matches
// names by itself.
package cozemodel

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/paths"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/importpath"
	"github.com/cozelint/cozelint/internal/marks"
)

// A Model holds what is known about one package. Everything beyond
// relevance is found on first use.
type Model struct {
	Pass    *analysis.Pass
	Inspect *inspector.Inspector

	opts       *Options
	relevant   bool
	open       bool // it is not, and makes requests for others
	generated  map[*token.File]bool
	directives []*Directive

	wire       sync.Map          // of *types.Struct, its []WireField
	sources    sync.Map          // of the *types.Package of an import, its []*ast.File
	literals   sync.Map          // of *ast.FuncDecl, the function literals in it
	byLiterals sync.Map          // of *ast.BlockStmt, the variables that its function literals assign
	hosts      sync.Map          // of the *types.Package of an import, the host that its source mentions
	waits      sync.Map          // of the *types.Func of a constructor, whether its client has no timeout
	facts      map[string]*Facts // what imported packages tell, by import path
	scopes     func() *gotypes.Scopes
	events     func() *Events
	engine     func() (*flow.Engine, error)
	// importedTypes are those that imported packages declare methods for.
	importedTypes func() map[string][]*types.TypeName
	mu            sync.Mutex // guards what follows
	evidence      evidence
	exports       map[*types.Package]bool // whether imported packages export a host
	index         *valueflow.Index
	flow          *valueflow.Flow
	paths         *paths.Package
	origins       map[types.Type]bool
	links         map[*types.Func]bool // the functions that have to do with the Open API
	others        map[*types.Func]bool // those that mention another vendor
	codes         map[*types.Var]codeState

	cursors cursors
	walking sync.Mutex // guards walks
	walks   map[walk]*rounds
}

func newModel(pass *analysis.Pass, opts *Options) *Model {
	m := &Model{
		Pass:      pass,
		opts:      opts,
		generated: make(map[*token.File]bool),
		exports:   make(map[*types.Package]bool),
		origins:   make(map[types.Type]bool),
		codes:     make(map[*types.Var]codeState),
		walks:     make(map[walk]*rounds),
	}
	m.scopes = sync.OnceValue(func() *gotypes.Scopes { return gotypes.NewScopes(pass.TypesInfo) })
	m.events = sync.OnceValue(func() *Events { return newEvents(m) })
	m.engine = sync.OnceValues(m.newEngine)
	m.importedTypes = sync.OnceValue(m.findImportedTypes)
	if len(pass.Files) == 0 || pass.TypesInfo == nil {
		return m // only its types are known
	}
	if m.isSDK(pass.Pkg) || knowledge.IsStandard(pass.Pkg.Path()) {
		return m // the SDK itself is not a user of the SDK
	}
	m.readFacts()
	m.evidence.told = m.usesFacts()
	imported := m.findImported()
	if imported == (importedEvidence{}) && !m.evidence.told && !m.speaks() {
		if m.open = m.makesRequests(); m.open {
			m.Inspect = inspector.New(pass.Files)
			m.buildIndex()
		}
		return m
	}
	for _, file := range pass.Files {
		if ast.IsGenerated(file) && !IsCgo(pass.Fset.File(file.FileStart)) {
			m.generated[pass.Fset.File(file.FileStart)] = true
			continue
		}
		m.directives = append(m.directives, parseDirectives(pass.Fset, file)...)
	}
	// An inspector is dear: it is made for packages that may need it.
	m.Inspect = inspector.New(pass.Files)
	m.relevant = m.findEvidence(imported)
	if m.relevant {
		m.buildIndex()
	}
	return m
}

func (m *Model) buildIndex() {
	m.index = valueflow.NewIndex(m.Pass.Pkg, m.Pass.TypesInfo, m.Pass.Files)
	m.flow = valueflow.NewFlow(m.index, m.hostGiven)
	m.paths = paths.NewPackage(m.Pass.TypesInfo, m.index.Body)
}

// speaks reports whether the text of the package can have to do with Coze. A
// published one, which is only looked at for what it tells, has to name the API.
func (m *Model) speaks() bool {
	wanted := marks.New(slices.Concat(m.opts.SDK, m.opts.Hosts)...)
	module := m.module()
	path := importpath.Below(m.Pass.Pkg.Path(), module)
	if path == "" {
		path = m.Pass.Pkg.Path() // the root package has the name of its module
	}
	if wanted.In([]byte(path)) {
		return true
	}
	says := func(source []byte) bool { return wanted.InModule(source, module) }
	if m.Pass.Module != nil && m.Pass.Module.Version != "" {
		says = wanted.NamesAPI
	}
	return slices.ContainsFunc(m.Pass.Files, func(file *ast.File) bool {
		name := m.Pass.Fset.File(file.FileStart)
		source, err := m.Pass.ReadFile(name.Name())
		// What cannot be read here, or is not what was parsed, may.
		return err != nil || len(source) != name.Size() || says(source)
	})
}

// module returns the path of the module of the package, or "" if the driver
// does not tell.
func (m *Model) module() string {
	if m.Pass.Module == nil {
		return ""
	}
	return m.Pass.Module.Path
}

// Options returns the options that all passes share.
func (m *Model) Options() *Options { return m.opts }

// Relevant reports whether the package has anything to do with Coze. A pass
// returns at once where it has not.
func (m *Model) Relevant() bool { return m.relevant }

// Generated reports whether pos is in a file that a program wrote.
func (m *Model) Generated(pos token.Pos) bool {
	return m.generated[m.Pass.Fset.File(pos)]
}

// IsCgo reports whether a file is what cgo makes of one that imports "C". Its
// //line comments lead to that one; its own text is nobody's.
// In the build cache it has a name without an extension.
func IsCgo(file *token.File) bool {
	return strings.HasSuffix(file.Name(), ".cgo1.go") || filepath.Ext(file.Name()) != ".go"
}

// TestFile reports whether pos is in a file that only tests see.
func (m *Model) TestFile(pos token.Pos) bool {
	return strings.HasSuffix(m.Pass.Fset.File(pos).Name(), "_test.go")
}
