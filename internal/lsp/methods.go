package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/cozelint/cozelint/internal/lsp/protocol"
)

// requestCancelled is the protocol's code for a request that the client has
// cancelled.
const requestCancelled = -32800

// A method handles a request or a notification with its parameters.
type method func(ctx context.Context, params []byte) (any, error)

// methods returns what a client can ask for and tell.
func (s *server) methods() map[string]method {
	return map[string]method{
		"initialize":                       request(s.initialize),
		"initialized":                      notification(s.initialized),
		"shutdown":                         request(s.shutdown),
		"exit":                             notification(s.exit),
		"$/cancelRequest":                  notification(s.cancelRequest),
		"textDocument/didOpen":             notification(s.didOpen),
		"textDocument/didChange":           notification(s.didChange),
		"textDocument/didSave":             notification(s.didSave),
		"textDocument/didClose":            notification(s.didClose),
		"textDocument/codeAction":          request(s.codeAction),
		"textDocument/hover":               request(s.hover),
		"workspace/executeCommand":         request(s.executeCommand),
		"workspace/didChangeWatchedFiles":  notification(s.didChangeWatchedFiles),
		"workspace/didChangeConfiguration": notification(s.didChangeWatchedFiles),
	}
}

// request returns the method that decodes the parameters for handle. Unknown
// ones are of newer protocols, and ignored.
func request[P any](handle func(context.Context, P) (any, error)) method {
	return func(ctx context.Context, raw []byte) (any, error) {
		var params P
		if len(raw) > 0 {
			if err := json.Unmarshal(raw, &params); err != nil {
				return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
			}
		}
		return handle(ctx, params)
	}
}

func notification[P any](handle func(context.Context, P) error) method {
	return request(func(ctx context.Context, params P) (any, error) { return nil, handle(ctx, params) })
}

// Handle handles a message. Notifications are handled in their order, and
// before the requests that come after them, each of which has a goroutine of
// its own.
func (s *server) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	s.met.Do(func() { s.conn = conn })
	handle, known := s.methods()[req.Method]
	var params []byte
	if req.Params != nil {
		params = *req.Params
	}
	switch {
	case req.Notif && known:
		if _, err := handle(ctx, params); err != nil {
			s.log(req.Method + ": " + err.Error())
		}
	case req.Notif:
	case !known:
		s.answer(ctx, req.ID, nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: req.Method})
	default:
		ctx, cancel := context.WithCancel(ctx)
		s.requests.Store(req.ID, cancel)
		go func() {
			defer cancel()
			result, err := handle(ctx, params)
			s.requests.Delete(req.ID)
			s.answer(context.WithoutCancel(ctx), req.ID, result, err)
		}()
	}
}

// answer sends the answer to a request. A client that has gone gets none.
func (s *server) answer(ctx context.Context, id jsonrpc2.ID, result any, err error) {
	var known *jsonrpc2.Error
	switch {
	case err == nil:
		_ = s.conn.Reply(ctx, id, result)
		return
	case errors.Is(err, context.Canceled):
		known = &jsonrpc2.Error{Code: requestCancelled, Message: "cancelled"}
	case !errors.As(err, &known):
		known = &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: err.Error()}
	}
	_ = s.conn.ReplyWithError(ctx, id, known)
}

// cancelRequest ends a request that the client no longer waits for.
func (s *server) cancelRequest(_ context.Context, params struct {
	ID jsonrpc2.ID `json:"id"`
}) error {
	if cancel, ok := s.requests.Load(params.ID); ok {
		cancel.(context.CancelFunc)()
	}
	return nil
}

// call sends the client a request and returns whether it has done it.
func (s *server) call(ctx context.Context, method string, params any) bool {
	return s.conn.Call(ctx, method, params, nil) == nil
}

// notify tells the client something. One that has gone is not told.
func (s *server) notify(method string, params any) {
	_ = s.conn.Notify(context.Background(), method, params)
}

// log writes a line into the client's log.
func (s *server) log(text string) {
	s.notify("window/logMessage", protocol.LogMessageParams{Type: protocol.MessageTypeWarning, Message: "cozelint: " + text})
}

// A stream is the pair of pipes that the client talks through.
type stream struct {
	io.Reader
	io.WriteCloser
}
