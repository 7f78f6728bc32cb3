package cozemodel

import (
	"errors"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// errIllTyped says why a package has no engine.
var errIllTyped = errors.New("the package does not type-check")

// Engine returns the engine of a relevant package, which is built on first
// use, or an error that says why it has none. Soft errors of its types, such
// as an unused variable, do not matter.
func (m *Model) Engine() (*flow.Engine, error) { return m.engine() }

// Exhausted reports whether the budget of the engine did not suffice.
func (m *Model) Exhausted() bool {
	if !m.relevant {
		return false
	}
	engine, err := m.Engine()
	if err != nil {
		return false
	}
	defer engine.Use()()
	return engine.Exhausted()
}

func (m *Model) newEngine() (*flow.Engine, error) {
	for _, err := range m.Pass.TypeErrors {
		if !err.Soft {
			return nil, errIllTyped
		}
	}
	for _, of := range m.Pass.TypesInfo.Types {
		if of.Type == types.Typ[types.Invalid] && !of.IsBuiltin() {
			return nil, errIllTyped // of an import that does not compile
		}
	}
	return flow.New(&flow.Config{
		Fset:     m.Pass.Fset,
		Pkg:      m.Pass.Pkg,
		Info:     m.Pass.TypesInfo,
		Files:    m.Pass.Files,
		NoReturn: m.neverReturns,
		Owner: func(texts []string) flow.Owner {
			switch m.urlOwner(texts) {
			case Ours:
				return flow.Ours
			case Others:
				return flow.Others
			}
			return flow.Unknown
		},
		IsSDK:        m.IsSDKObject,
		CallsAPI:     m.callsAPI,
		Imported:     m.importedSummary,
		ImportedCode: m.toldCode,
		GivesError:   m.ImportedCall,
		HandsIn:      m.handsIn,
		Logs:         m.LogFunction,
		Host: func(fn *types.Func) string {
			m.mu.Lock()
			defer m.mu.Unlock()
			return m.hostGiven(fn)
		},
		Linked: func(pos token.Pos) bool {
			m.mu.Lock()
			defer m.mu.Unlock()
			fn := m.FuncAt(pos)
			return m.evidence.host && m.linked(fn) && !m.another(fn)
		},
		NamedForUs:    func(t types.Type) bool { return knowledge.NamesCoze(gotypes.Name(t)) },
		UnknownIsOurs: m.evidence.named && !m.evidence.foreign,
		Open:          m.open,
		OnlyClient:    (m.evidence.host || m.evidence.sdk || m.evidence.named) && !m.evidence.foreign && !m.importsVendor(),
	})
}

func (m *Model) neverReturns(fn *types.Func) bool {
	if decl := m.Decl(fn); decl != nil && decl.Body != nil {
		return m.paths.NeverReturns(decl.Body)
	}
	return knowledge.EffectOf(fn).Has(knowledge.Ends)
}

// callsAPI is APICall for a function.
func (m *Model) callsAPI(fn *types.Func) bool {
	if !gotypes.GivesError(fn.Signature()) {
		return false
	}
	if !m.IsSDKObject(fn) {
		return m.givesSDKReply(fn)
	}
	recv := ""
	if r := fn.Signature().Recv(); r != nil {
		if named := gotypes.Named(r.Type()); named != nil {
			recv = named.Obj().Name()
		}
	}
	return !knowledge.IsLocalSDKCall(recv, fn.Name())
}

// handsIn says what a parameter of a type of the SDK is: an error, an event
// that tells of one and has the log ID in its detail, an open stream, or a reply
// that has the log ID of its response.
func (m *Model) handsIn(t types.Type) (kind flow.Kind, tells, ok bool) {
	name := m.SDKTypeName(t)
	switch name {
	case "":
		return 0, false, false
	case "Stream":
		return flow.Stream, false, true
	case "Error", "AuthError":
		return flow.Error, false, true
	case "WebSocketErrorEvent", "WebSocketConversationChatFailedEvent":
		return flow.Reply, true, true
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "LogID")
	_, hasLogID := obj.(*types.Func)
	return flow.Reply, false, hasLogID && strings.HasSuffix(name, "Resp")
}

// LogFunction reports whether the options say that fn writes a log line.
func (m *Model) LogFunction(fn *types.Func) bool {
	if fn == nil || len(m.opts.LogFuncs) == 0 || fn.Pkg() == nil {
		return false
	}
	name := fn.Pkg().Path() + "."
	if recv := fn.Signature().Recv(); recv != nil {
		if named := gotypes.Named(recv.Type()); named != nil {
			name += named.Obj().Name() + "."
		}
	}
	return slices.Contains(m.opts.LogFuncs, name+fn.Name())
}

// importsVendor reports whether the package imports one that is named for
// another vendor. The host of its path does not count.
func (m *Model) importsVendor() bool {
	return slices.ContainsFunc(m.Pass.Pkg.Imports(), func(p *types.Package) bool {
		host, path, _ := strings.Cut(p.Path(), "/")
		if !strings.Contains(host, ".") {
			path = p.Path()
		}
		return knowledge.NamesVendor(path) && !m.isSDK(p)
	})
}
