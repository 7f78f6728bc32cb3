// Package timeout makes clients with the SDK's default timeout.
package timeout

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/coze-dev/coze-go"
)

func local(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `Chat\.Stream \(timeout\.go:15\) is cut off by this client's timeout: the SDK's default is 5 s for the whole exchange, reading included; pass coze\.WithHttpClient \(CZ5001\)`
	return cli.Chat.Stream(ctx, req)
}

func direct(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	return coze.NewCozeAPI(coze.NewTokenAuth(token)).Chat.Stream(ctx, req) // want `CZ5001`
}

func resume(ctx context.Context, token string, req *coze.SubmitToolOutputsChatReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI( // want `Chat\.StreamSubmitToolOutputs`
		coze.NewTokenAuth(token),
		coze.WithBaseURL(coze.CnBaseURL),
	)
	return cli.Chat.StreamSubmitToolOutputs(ctx, req)
}

// A service is taken out of the client, and a method of it.
func service(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `CZ5001`
	chat := cli.Chat
	return chat.Stream(ctx, req)
}

func methodValue(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `CZ5001`
	stream := cli.Chat.Stream
	return stream(ctx, req)
}

// The options are in a variable, and all of them are visible.
func slice(ctx context.Context, token, base string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	opts := []coze.CozeAPIOption{coze.WithEnableLogID(true)}
	if base != "" {
		opts = append(opts, coze.WithBaseURL(base))
	}
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), opts...) // want `CZ5001`
	return cli.Chat.Stream(ctx, req)
}

type embedded struct {
	coze.CozeAPI
	name string
}

func newEmbedded(token string) *embedded {
	return &embedded{CozeAPI: coze.NewCozeAPI(coze.NewTokenAuth(token))} // want `CZ5001`
}

func (e *embedded) ask(ctx context.Context, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	return e.Chat.Stream(ctx, req)
}

// Once: a package variable behind a pointer.
var (
	instance *coze.CozeAPI
	once     sync.Once
)

func shared(token string) *coze.CozeAPI {
	once.Do(func() {
		api := coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `CZ5001`
		instance = &api
	})
	return instance
}

func workflowChat(ctx context.Context, req *coze.WorkflowsChatStreamReq) (coze.Stream[coze.ChatEvent], error) {
	return shared("t").Workflows.Chat.Stream(ctx, req)
}

var lazy = sync.OnceValue(func() coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth("t")) // want `CZ5001`
})

func lazily(ctx context.Context, req *coze.ResumeRunWorkflowsReq) (coze.Stream[coze.WorkflowEvent], error) {
	return lazy().Workflows.Runs.Resume(ctx, req)
}

// A client for each tenant.
type tenants struct {
	mu      sync.Mutex
	clients map[string]coze.CozeAPI
}

func (t *tenants) add(name, token string) {
	t.clients[name] = coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `CZ5001`
}

func (t *tenants) run(ctx context.Context, name string, req *coze.RunWorkflowsReq) (coze.Stream[coze.WorkflowEvent], error) {
	return t.clients[name].Workflows.Runs.Stream(ctx, req)
}

// A generic holder.
type holder[T any] struct{ value T }

func (h holder[T]) get() T { return h.value }

func generic(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	h := holder[coze.CozeAPI]{value: coze.NewCozeAPI(coze.NewTokenAuth(token))} // want `CZ5001`
	return h.get().Chat.Stream(ctx, req)
}

// A parameter that the package's own call gives.
func stream(ctx context.Context, cli *coze.CozeAPI, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	return cli.Chat.Stream(ctx, req)
}

func caller(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `CZ5001`
	return stream(ctx, &cli, req)
}

// Workflows: without IsAsync the call waits for the end of the run.
func synchronous(ctx context.Context, token, id string) (*coze.RunWorkflowsResp, error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `Workflows\.Runs\.Create \(timeout\.go:\d+\) runs a workflow synchronously, which may take 90 s`
	return cli.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{WorkflowID: id})
}

func asynchronous(ctx context.Context, token, id string) (*coze.RunWorkflowsResp, error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // ok: the run answers at once
	req := &coze.RunWorkflowsReq{WorkflowID: id}
	req.IsAsync = true
	return cli.Workflows.Runs.Create(ctx, req)
}

func asynchronousLiteral(ctx context.Context, token, id string) (*coze.RunWorkflowsResp, error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // ok: the run answers at once
	req := coze.RunWorkflowsReq{WorkflowID: id, IsAsync: true}
	return cli.Workflows.Runs.Create(ctx, &req)
}

func own(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(&http.Client{Timeout: 20 * time.Minute})) // ok: a client of its own
	return cli.Chat.Stream(ctx, req)
}

// The option comes from a helper of the package.
func slow() coze.CozeAPIOption { return coze.WithHttpClient(http.DefaultClient) }

func helper(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), slow()) // ok: the helper gives a client
	return cli.Chat.Stream(ctx, req)
}

func appended(ctx context.Context, token string, client *http.Client, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	var opts []coze.CozeAPIOption
	if client != nil {
		opts = append(opts, coze.WithHttpClient(client))
	}
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), opts...) // ok: may have a client
	return cli.Chat.Stream(ctx, req)
}

// Replaced before it is used.
func replaced(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // ok: another client streams
	cli = coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(http.DefaultClient))
	return cli.Chat.Stream(ctx, req)
}

func unknownOption(ctx context.Context, token string, opt coze.CozeAPIOption, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), opt) // ok: nobody knows what it sets
	return cli.Chat.Stream(ctx, req)
}

// Two clients: the short one is fine.
type both struct{ short, long coze.CozeAPI }

func newBoth(token string) *both {
	return &both{
		short: coze.NewCozeAPI(coze.NewTokenAuth(token)), // ok: short calls only
		long:  coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(&http.Client{})),
	}
}

func (b *both) me(ctx context.Context) (*coze.User, error) { return b.short.Users.Me(ctx) }

func (b *both) ask(ctx context.Context, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	return b.long.Chat.Stream(ctx, req)
}

func poll(ctx context.Context, token string, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	seconds := 60
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // ok: polling makes short calls
	return cli.Chat.CreateAndPoll(ctx, req, &seconds)
}

func socket(ctx context.Context, token string) *coze.WebSocketChat {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // ok: websockets do not use the client
	return cli.WebSockets.Chat.Create(ctx, &coze.CreateWebsocketChatReq{})
}

// Exported hands the client out.
func Exported(token string) coze.CozeAPI { return coze.NewCozeAPI(coze.NewTokenAuth(token)) } // ok: what it is used for is not known

// NewCozeAPI is not the SDK's.
func NewCozeAPI(auth coze.Auth) *other { return &other{} }

type other struct{ Chat streamer }

type streamer struct{}

func (streamer) Stream(ctx context.Context, req *coze.CreateChatsReq) error { return nil }

func ownType(ctx context.Context, token string, req *coze.CreateChatsReq) error {
	cli := NewCozeAPI(coze.NewTokenAuth(token)) // ok: a function of the same name
	return cli.Chat.Stream(ctx, req)
}

func ignored(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) //cozelint:ignore CZ5001 the bot answers with one word
	return cli.Chat.Stream(ctx, req)
}

func newRun(id string) *coze.RunWorkflowsReq {
	req := &coze.RunWorkflowsReq{WorkflowID: id}
	req.IsAsync = true
	return req
}

func asynchronousHelper(ctx context.Context, token, id string) (*coze.RunWorkflowsResp, error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // ok: the helper says so
	return cli.Workflows.Runs.Create(ctx, newRun(id))
}

func asynchronousZero(ctx context.Context, token, id string) (*coze.RunWorkflowsResp, error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // ok: the run answers at once
	var req coze.RunWorkflowsReq
	req.WorkflowID, req.IsAsync = id, true
	return cli.Workflows.Runs.Create(ctx, &req)
}

func asked(ctx context.Context, token, id string, async bool) (*coze.RunWorkflowsResp, error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // ok: not known
	return cli.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{WorkflowID: id, IsAsync: async})
}

func synchronousZero(ctx context.Context, token, id string) (*coze.RunWorkflowsResp, error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `CZ5001`
	req := new(coze.RunWorkflowsReq)
	req.WorkflowID = id
	return cli.Workflows.Runs.Create(ctx, req)
}

type pair struct{ short, long coze.CozeAPI }

func newPair(token string) *pair {
	return &pair{
		short: coze.NewCozeAPI(coze.NewTokenAuth(token)), // ok: for short calls
		long:  coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(&http.Client{Timeout: time.Hour})),
	}
}

func (p *pair) client(slow bool) *coze.CozeAPI {
	if slow {
		return &p.long
	}
	return &p.short
}

func (p *pair) stream(ctx context.Context, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	return p.client(true).Chat.Stream(ctx, req)
}

func looped(ctx context.Context, token string, more []coze.CozeAPIOption, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	opts := []coze.CozeAPIOption{coze.WithBaseURL(coze.CnBaseURL)}
	for _, opt := range more {
		opts = append(opts, opt)
	}
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), opts...) // ok: not all options are visible
	return cli.Chat.Stream(ctx, req)
}

func copied(ctx context.Context, token string, more []coze.CozeAPIOption, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	opts := make([]coze.CozeAPIOption, 3)
	copy(opts[:], more)
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), opts...) // ok: not all options are visible
	return cli.Chat.Stream(ctx, req)
}

func wrapper(token string, opts ...coze.CozeAPIOption) coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(token), opts...) // ok: its caller gives it a client
}

func wrapped(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := wrapper(token, coze.WithHttpClient(http.DefaultClient))
	return cli.Chat.Stream(ctx, req)
}

func throughChannel(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	clients := make(chan *coze.CozeAPI, 1)
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `CZ5001`
	clients <- &cli
	return (<-clients).Chat.Stream(ctx, req)
}

type owner struct{ auth coze.Auth }

func (s *owner) api(opts ...coze.CozeAPIOption) coze.CozeAPI {
	opts = append(opts, coze.WithBaseURL(coze.CnBaseURL))
	return coze.NewCozeAPI(s.auth, opts...) // ok: who streams gives it a client
}

func (s *owner) stream(ctx context.Context, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	return s.api(coze.WithHttpClient(&http.Client{Timeout: time.Hour})).Chat.Stream(ctx, req)
}

func (s *owner) retrieve(ctx context.Context, req *coze.RetrieveChatsReq) (*coze.RetrieveChatsResp, error) {
	return s.api().Chat.Retrieve(ctx, req)
}

func (s *owner) plain(opts ...coze.CozeAPIOption) coze.CozeAPI {
	opts = append(opts, coze.WithBaseURL(coze.CnBaseURL))
	return coze.NewCozeAPI(s.auth, opts...) // want `CZ5001`
}

func (s *owner) plainStream(ctx context.Context, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	return s.plain().Chat.Stream(ctx, req)
}
