package lsp

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cozelint/cozelint/internal/lsp/protocol"
	"github.com/cozelint/cozelint/internal/standalone"
)

// A folder is one with an open file: what is checked is the package in it,
// with its tests.
type folder struct {
	dir        string
	generation int           // counts what was asked for
	settled    chan struct{} // closed while no check is due or under way
	timer      *time.Timer   // for the next check
	cancel     context.CancelFunc
	last       *snapshot // what the next check can build on
	complaint  string    // what was last said of it in the log

	// What the last check found that could look at everything: it stays
	// while the package does not compile.
	outcome outcome
}

// stop ends what is due and under way.
func (f *folder) stop() {
	f.generation++
	if f.timer != nil {
		f.timer.Stop()
	}
	if f.cancel != nil {
		f.cancel()
	}
	f.settle()
}

func (f *folder) settle() {
	select {
	case <-f.settled:
	default:
		close(f.settled)
	}
}

// schedule has a folder checked after a delay, instead of what was due or is
// under way. The server is locked.
func (s *server) schedule(dir string, delay time.Duration) {
	f := s.folders[dir]
	if f == nil {
		f = &folder{dir: dir, settled: make(chan struct{})}
		s.folders[dir] = f
	} else {
		f.stop()
		f.settled = make(chan struct{})
	}
	f.generation++
	generation := f.generation
	ctx, cancel := context.WithCancel(context.Background())
	f.cancel = cancel
	f.timer = time.AfterFunc(delay, func() { s.check(ctx, f, generation) })
}

// check checks a folder, unless something newer is asked for, and publishes
// what it finds.
func (s *server) check(ctx context.Context, f *folder, generation int) {
	s.slots <- struct{}{}
	defer func() { <-s.slots }()

	s.mu.Lock()
	if f.generation != generation {
		s.mu.Unlock()
		return
	}
	c := checker{dir: f.dir, last: f.last, overlay: s.overlay()}
	s.mu.Unlock()

	settings, err := s.opts.Settings(f.dir, s.lang)
	var found outcome
	if err == nil {
		c.settings = settings
		found, err = c.check(ctx)
	}

	s.mu.Lock()
	defer s.mu.Unlock()
	if c.last != nil {
		f.last = c.last
	}
	if f.generation != generation {
		return
	}
	defer f.settle()
	if err != nil {
		// The last findings stay: the editor has moved them along.
		f.outcome.texts = nil
		s.complain(f, err)
		return
	}
	f.complaint = ""
	found.lang = settings.Lang
	s.publish(f, found)
}

// complain says once in the log why a folder could not be checked.
func (s *server) complain(f *folder, err error) {
	text, _, _ := strings.Cut(err.Error(), "\n")
	text = strings.ReplaceAll(text, f.dir+string(filepath.Separator), "")
	if f.complaint != text {
		f.complaint = text
		s.log(f.dir + ": " + text)
	}
}

// overlay returns the texts of the open files that differ from those on disk.
func (s *server) overlay() map[string][]byte {
	overlay := make(map[string][]byte)
	for path, doc := range s.docs {
		if content, err := os.ReadFile(path); err != nil || !bytes.Equal(content, doc.text) {
			overlay[path] = doc.text
		}
	}
	return overlay
}

// wait waits until a document's folder is checked, or for the time that a
// client can be let wait, and returns what is known then.
func (s *server) wait(ctx context.Context, path string, limit time.Duration) (outcome, error) {
	s.mu.Lock()
	f := s.folders[filepath.Dir(path)]
	if f == nil {
		s.mu.Unlock()
		return outcome{}, nil
	}
	settled := f.settled
	s.mu.Unlock()
	timeout := time.NewTimer(limit)
	defer timeout.Stop()
	select {
	case <-ctx.Done():
		return outcome{}, ctx.Err()
	case <-settled:
	case <-timeout.C:
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return f.outcome, nil
}

// publish sends the findings of a folder, and takes back those of before in
// files that have none any more. The server is locked.
func (s *server) publish(f *folder, found outcome) {
	byFile := make(map[string][]standalone.Finding)
	for _, finding := range f.outcome.findings {
		byFile[finding.Start.File] = nil
	}
	for path := range s.docs {
		if filepath.Dir(path) == f.dir {
			byFile[path] = nil // says that it was checked
		}
	}
	for _, finding := range found.findings {
		byFile[finding.Start.File] = append(byFile[finding.Start.File], finding)
	}
	f.outcome = found
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		params := protocol.PublishDiagnosticsParams{URI: uriOf(file), Diagnostics: []protocol.Diagnostic{}}
		if doc := s.docs[file]; doc != nil {
			params.URI = doc.uri
			if bytes.Equal(doc.text, found.texts[file]) {
				params.Version = doc.version
			}
		}
		places := mappers{found: found, encoding: s.encoding}
		for _, finding := range byFile[file] {
			params.Diagnostics = append(params.Diagnostics, s.diagnostic(finding, &places, found.lang))
		}
		s.notify("textDocument/publishDiagnostics", params)
	}
}
