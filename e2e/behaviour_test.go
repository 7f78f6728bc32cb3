//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// divert sends what a program asks Coze to the server of the test. It is added
// to the program, which stays as it is otherwise.
const divert = `package main

import (
	"net/http"
	"net/url"
	"os"
)

func init() { http.DefaultTransport = toServer{http.DefaultTransport} }

type toServer struct{ http.RoundTripper }

func (t toServer) RoundTrip(req *http.Request) (*http.Response, error) {
	server, err := url.Parse(os.Getenv("TEST_SERVER"))
	if err != nil {
		return nil, err
	}
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host = server.Scheme, server.Host
	return t.RoundTripper.RoundTrip(req)
}
`

const serverLogID = "20260101000000ABCDEF"

// answer is a server that gives every request the same answer.
func answer(t *testing.T, code int, message string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Tt-Logid", serverLogID)
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"code":%d,"msg":%q,"data":{"id":"1","conversation_id":"2","status":"completed"},"detail":{"logid":%q}}`, code, message, serverLogID)
	}))
	t.Cleanup(server.Close)
	return server
}

// TestBehaviour runs programs before and after -fix against a server. Where
// the server succeeds they print the same; where it fails, every line that has
// changed says the same as before, and then the log ID.
func TestBehaviour(t *testing.T) {
	for _, program := range []struct {
		source string
		args   []string
		gained int // how many lines have the log ID after the fix
	}{
		{"testdata/ask", nil, 5},
		{"../examples/bot", []string{"bot-id", "Hello?"}, 1},
	} {
		t.Run(filepath.Base(program.source), func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(program.source)); err != nil {
				t.Fatal(err)
			}
			write(t, dir, "divert.go", divert)
			before, after := filepath.Join(dir, "before"), filepath.Join(dir, "after")
			build(before, dir, ".")
			if r := run(t, dir, nil, cozelint, "-enable=all", "-fix", "."); r.status == 2 {
				t.Fatal(r.stderr)
			}
			build(after, dir, ".")
			for _, failure := range []struct {
				code    int
				message string
			}{{0, ""}, {4009, "the system is busy"}, {4100, "the token is wrong"}, {4999, "no such code"}} {
				env := []string{"TEST_SERVER=" + answer(t, failure.code, failure.message).URL}
				old, fresh := run(t, dir, env, before, program.args...), run(t, dir, env, after, program.args...)
				if old.status != fresh.status {
					t.Errorf("code %d: exit status %d, before the fix %d", failure.code, fresh.status, old.status)
				}
				gained := compareOutput(t, old.stdout+old.stderr, fresh.stdout+fresh.stderr)
				if want := program.gained; failure.code == 0 && gained > 0 || failure.code == 4999 && gained < want {
					t.Errorf("code %d: %d lines have the log ID that had not, want %d\n%s", failure.code, gained, want, fresh.stdout+fresh.stderr)
				}
			}
		})
	}
}

// compareOutput compares what a program printed before and after the fix, and
// returns how many lines have the log ID that had not.
func compareOutput(t *testing.T, before, after string) (gained int) {
	t.Helper()
	old, fresh := strings.Split(before, "\n"), strings.Split(after, "\n")
	if len(old) != len(fresh) {
		t.Errorf("%d lines, before the fix %d\n%s\nbefore\n%s", len(fresh), len(old), after, before)
		return 0
	}
	for i := range old {
		switch {
		case fresh[i] == old[i]:
		case strings.HasPrefix(fresh[i], old[i]) && strings.Contains(fresh[i], serverLogID) && !strings.Contains(old[i], serverLogID):
			gained++
		default:
			t.Errorf("the line\n%s\nwas\n%s", fresh[i], old[i])
		}
	}
	return gained
}
