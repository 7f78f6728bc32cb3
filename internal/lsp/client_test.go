package lsp

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
)

// A client talks with a server of its own, over pipes.
type client struct {
	t        testing.TB
	to       io.WriteCloser
	messages chan json.RawMessage
	done     chan error
	id       int
}

// start starts a server whose checks go by the default settings.
func start(t *testing.T) *client {
	t.Helper()
	return startWith(t, 10*time.Millisecond)
}

// startWith starts a server that waits for the next change for a time.
func startWith(t testing.TB, delay time.Duration) *client {
	t.Helper()
	in, to := io.Pipe()
	from, out := io.Pipe()
	c := &client{t: t, to: to, messages: make(chan json.RawMessage, 100), done: make(chan error, 1)}
	go func() {
		c.done <- Run(Options{In: in, Out: out, Version: "v0", Delay: delay, Settings: settings})
	}()
	go func() {
		defer close(c.messages)
		reader := bufio.NewReader(from)
		for {
			var message json.RawMessage
			if err := (jsonrpc2.VSCodeObjectCodec{}).ReadObject(reader, &message); err != nil {
				return
			}
			c.messages <- message
		}
	}()
	t.Cleanup(func() { _ = to.Close() }) // a test may have closed it
	return c
}

func settings(_ string, locale messages.Lang) (Settings, error) {
	suite, err := analyzers.New(analyzers.Options{Shared: analyzers.SharedOptions{Lang: locale}})
	return Settings{Suite: suite, Lang: locale, Tests: true}, err
}

// send sends a message, which is the text of a JSON object.
func (c *client) send(message string) {
	c.t.Helper()
	if err := (jsonrpc2.VSCodeObjectCodec{}).WriteObject(c.to, json.RawMessage(message)); err != nil {
		c.t.Fatal(err)
	}
}

// receive returns the next message of the server.
func (c *client) receive() json.RawMessage {
	c.t.Helper()
	select {
	case message, ok := <-c.messages:
		if !ok {
			c.t.Fatal("the server is gone")
		}
		return message
	case <-time.After(time.Minute):
		c.t.Fatal("the server says nothing")
	}
	return nil
}

// notify sends a notification.
func (c *client) notify(method, params string) {
	c.t.Helper()
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, params))
}

// request sends a request and returns its ID.
func (c *client) request(method, params string) int {
	c.t.Helper()
	c.id++
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":%q,"params":%s}`, c.id, method, params))
	return c.id
}

// An answer is a message of the server, as far as the tests look into it.
type answer struct {
	ID     any
	Method string
	Result json.RawMessage
	Error  *struct {
		Code    int
		Message string
	}
	Params struct {
		URI         string
		Version     int
		Message     string
		Diagnostics []struct {
			Code    string
			Message string
			Range   struct{ Start, End struct{ Line, Character int } }
		}
	}
}

// until returns the next message of the server that fits, and passes over the
// others.
func (c *client) until(fits func(answer) bool) answer {
	c.t.Helper()
	for {
		var a answer
		if err := json.Unmarshal(c.receive(), &a); err != nil {
			c.t.Fatal(err)
		}
		if fits(a) {
			return a
		}
	}
}

// answerTo returns the answer to a request.
func (c *client) answerTo(id int) answer {
	c.t.Helper()
	return c.until(func(a answer) bool { return a.Method == "" && a.ID == float64(id) })
}

// codes returns what is published for a file next, as the IDs of the checks.
func (c *client) codes(uri string) string {
	c.t.Helper()
	a := c.until(func(a answer) bool { return a.Method == "textDocument/publishDiagnostics" && a.Params.URI == uri })
	var codes []string
	for _, d := range a.Params.Diagnostics {
		codes = append(codes, d.Code)
	}
	return strings.Join(codes, " ")
}

// initialize begins a session with the capabilities of a client.
func (c *client) initialize(capabilities string) {
	c.t.Helper()
	c.answerTo(c.request("initialize", `{"processId":null,"rootUri":null,"capabilities":`+capabilities+`}`))
	c.notify("initialized", "{}")
}

// open opens a file and returns its URI.
func (c *client) open(path, text string) string {
	c.t.Helper()
	uri := string(uriOf(path))
	quoted, _ := json.Marshal(text)
	c.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument":{"uri":%q,"languageId":"go","version":1,"text":%s}}`, uri, quoted))
	return uri
}

// change replaces the whole text of a file.
func (c *client) change(uri string, version int, text string) {
	c.t.Helper()
	quoted, _ := json.Marshal(text)
	c.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[{"text":%s}]}`, uri, version, quoted))
}

// leave ends the session as the protocol asks for.
func (c *client) leave() {
	c.t.Helper()
	c.answerTo(c.request("shutdown", "null"))
	c.send(`{"jsonrpc":"2.0","method":"exit"}`)
	select {
	case err := <-c.done:
		if err != nil {
			c.t.Errorf("the server ends with %v", err)
		}
	case <-time.After(10 * time.Second):
		c.t.Error("the server does not leave")
	}
}

// module writes a module of files into a new folder.
func module(t testing.TB, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	files["go.mod"] = "module example.com/bot\n\ngo 1.22\n"
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
