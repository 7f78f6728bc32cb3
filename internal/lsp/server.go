// Package lsp is the language server behind "cozelint lsp": it checks the
// package of each open file, as it is in the editor, and offers what can be
// done about a finding.
//
// It runs beside gopls and does nothing that gopls does.
package lsp

import (
	"context"
	"errors"
	"io"
	"log"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/lsp/protocol"
	"github.com/cozelint/cozelint/internal/messages"
)

// Settings are what the files of one folder are checked by.
type Settings struct {
	Suite      []analyzers.Pass // made for this one call: the server changes it
	Lang       messages.Lang
	BuildFlags []string // further flags of the go command
	Tests      bool
	Mentions   []string // further texts that make a package relevant
}

// Options are what the command asks for.
type Options struct {
	In  io.Reader
	Out io.WriteCloser
	// Settings returns the settings for the files in a folder. locale is the
	// language that the client asks for.
	Settings func(dir string, locale messages.Lang) (Settings, error)
	Version  string
	// Delay is how long the server waits for the next change before it
	// checks the last one.
	Delay time.Duration
}

// errNoShutdown is what Run returns if the client goes without asking.
var errNoShutdown = errors.New("the client has left without a shutdown request")

// Run serves one client until it goes.
func Run(opts Options) error {
	s := &server{
		opts:    opts,
		lang:    messages.English,
		docs:    make(map[string]*document),
		folders: make(map[string]*folder),
		slots:   make(chan struct{}, 2),
	}
	conn := jsonrpc2.NewConn(context.Background(), jsonrpc2.NewBufferedStream(stream{opts.In, opts.Out}, jsonrpc2.VSCodeObjectCodec{}), s,
		jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	<-conn.DisconnectNotify()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.folders {
		f.stop()
	}
	if !s.asked {
		return errNoShutdown
	}
	return nil
}

// A server is the state of one session.
type server struct {
	opts Options
	met  sync.Once // guards conn, which the first message brings
	conn *jsonrpc2.Conn

	// What the client has said when it introduced itself.
	client   protocol.ClientCapabilities
	encoding protocol.PositionEncodingKind
	lang     messages.Lang

	requests sync.Map      // of context.CancelFunc by jsonrpc2.ID, for those under way
	slots    chan struct{} // holds an element for each check that is under way

	mu      sync.Mutex
	asked   bool                 // for the shutdown
	docs    map[string]*document // by path
	folders map[string]*folder   // by path, those with open files
}

// document returns the open document at a URI, or nil.
func (s *server) document(uri protocol.DocumentURI) *document {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.docs[pathOf(uri)]
}

// initialize answers the client's first request.
func (s *server) initialize(_ context.Context, params protocol.InitializeParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.client = params.Capabilities
	if lang, err := messages.ParseLang(params.Locale); err == nil {
		s.lang = lang
	}
	s.encoding = protocol.PositionEncodingKindUTF16
	if slices.Contains(s.client.General.PositionEncodings, protocol.PositionEncodingKindUTF8) {
		s.encoding = protocol.PositionEncodingKindUTF8
	}
	return protocol.InitializeResult{
		Capabilities: protocol.ServerCapabilities{
			PositionEncoding: s.encoding,
			TextDocumentSync: protocol.TextDocumentSyncOptions{
				OpenClose: true,
				Change:    protocol.TextDocumentSyncKindIncremental,
				Save:      true,
			},
			HoverProvider:          true,
			CodeActionProvider:     protocol.CodeActionOptions{CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionKindQuickFix, fixAllKind}},
			ExecuteCommandProvider: protocol.ExecuteCommandOptions{Commands: []string{explainCommand}},
		},
		ServerInfo: protocol.ServerInfo{Name: "cozelint", Version: s.opts.Version},
	}, nil
}

// initialized asks the client to tell of files that change on disk.
func (s *server) initialized(ctx context.Context, _ struct{}) error {
	if !s.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		return nil
	}
	var watchers []protocol.FileSystemWatcher
	for _, pattern := range []string{"**/*.go", "**/go.mod", "**/go.work", "**/.cozelint.yml"} {
		watchers = append(watchers, protocol.FileSystemWatcher{GlobPattern: pattern})
	}
	go s.call(context.WithoutCancel(ctx), "client/registerCapability", protocol.RegistrationParams{Registrations: []protocol.Registration{{
		ID:              "cozelint-files",
		Method:          "workspace/didChangeWatchedFiles",
		RegisterOptions: protocol.DidChangeWatchedFilesRegistrationOptions{Watchers: watchers},
	}}})
	return nil
}

func (s *server) didOpen(_ context.Context, params protocol.DidOpenTextDocumentParams) error {
	item := params.TextDocument
	path := pathOf(item.URI)
	if filepath.Ext(path) != ".go" {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	doc := &document{uri: item.URI, path: path, version: item.Version, text: []byte(item.Text)}
	s.docs[path] = doc
	s.schedule(doc.folder(), 0)
	return nil
}

func (s *server) didChange(_ context.Context, params protocol.DidChangeTextDocumentParams) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	doc, ok := s.docs[pathOf(params.TextDocument.URI)]
	if !ok {
		return nil
	}
	doc = doc.changed(params.ContentChanges, s.encoding)
	doc.version = params.TextDocument.Version
	s.docs[doc.path] = doc
	s.schedule(doc.folder(), s.opts.Delay)
	return nil
}

func (s *server) didSave(_ context.Context, params protocol.DidSaveTextDocumentParams) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if doc, ok := s.docs[pathOf(params.TextDocument.URI)]; ok {
		s.schedule(doc.folder(), 0)
	}
	return nil
}

// didClose forgets a document. With the last one of a folder, its findings
// go: nobody would keep them up to date.
func (s *server) didClose(_ context.Context, params protocol.DidCloseTextDocumentParams) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	doc, ok := s.docs[pathOf(params.TextDocument.URI)]
	if !ok {
		return nil
	}
	delete(s.docs, doc.path)
	dir := doc.folder()
	if f := s.folders[dir]; f != nil && !s.hasOpen(dir) {
		f.stop()
		delete(s.folders, dir)
		s.publish(f, outcome{})
		return nil
	}
	s.schedule(dir, s.opts.Delay) // what was not saved is gone
	return nil
}

// hasOpen reports whether a file of a folder is open.
func (s *server) hasOpen(dir string) bool {
	for path := range s.docs {
		if filepath.Dir(path) == dir {
			return true
		}
	}
	return false
}

// didChangeWatchedFiles looks at every open package anew: what changed can be
// one that it imports. Where nothing it depends on has changed, that is quick.
func (s *server) didChangeWatchedFiles(context.Context, struct{}) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, dir := range slices.Sorted(maps.Keys(s.folders)) {
		s.schedule(dir, s.opts.Delay)
	}
	return nil
}

func (s *server) shutdown(context.Context, struct{}) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = true
	return nil, nil
}

// exit ends the session.
func (s *server) exit(context.Context, struct{}) error { return s.conn.Close() }
