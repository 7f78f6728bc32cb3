package app

import (
	"context"
	"net/http"
	"time"

	"github.com/coze-dev/coze-go"

	"usage/slowacross/client"
	"usage/slowacross/service"
	"usage/slowacross/wire"
)

func inPlace(token string) *service.Service {
	return service.New(coze.NewCozeAPI(coze.NewTokenAuth(token)), "a") // want `Chat.Stream \(service.go:18\) is cut off by this client's timeout.*CZ5001`
}

func variable(token string) *service.Service {
	api := coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithBaseURL(coze.ComBaseURL)) // want `Chat.Stream \(service.go:18\) is cut off.*CZ5001`
	return service.New(api, "b")
}

func fromAnother(token string) *service.Service {
	return service.New(client.Default(token), "c") // want `Chat.Stream \(service.go:18\) is cut off.*CZ5001`
}

func field(token string) *service.Runner {
	api, _ := client.Shared(token) // want `Workflows.Runs.Create \(service.go:29\) runs a workflow synchronously.*CZ5001`
	return &service.Runner{Client: api, ID: "1"}
}

func assigned(token string) *service.Runner {
	api := coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `Workflows.Runs.Create \(service.go:29\) runs a workflow synchronously.*CZ5001`
	r := &service.Runner{ID: "2"}
	r.Client = &api
	return r
}

func deps(token string) *service.Bot {
	return service.NewBot(service.Deps{Coze: coze.NewCozeAPI(coze.NewTokenAuth(token))}) // want `Chat.Stream \(service.go:46\) is cut off.*CZ5001`
}

func pointer(ctx context.Context, token string) (coze.Stream[coze.ChatEvent], error) {
	api := coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `Chat.Stream \(service.go:51\) is cut off.*CZ5001`
	return service.Once(ctx, &api, &coze.CreateChatsReq{})
}

func here(ctx context.Context, token string) (coze.Stream[coze.ChatEvent], error) {
	api := client.Default(token) // want `Chat.Stream \(app.go:51\) is cut off.*CZ5001`
	return api.Chat.Stream(ctx, &coze.CreateChatsReq{})
}

func patient(ctx context.Context, token string) (coze.Stream[coze.ChatEvent], error) {
	api := client.Patient(token) // ok: it waits
	return api.Chat.Stream(ctx, &coze.CreateChatsReq{})
}

func either(ctx context.Context, token string, long bool) (coze.Stream[coze.ChatEvent], error) {
	api := client.Either(token, long) // ok: who asks knows which
	return api.Chat.Stream(ctx, &coze.CreateChatsReq{})
}

func patientService(token string) *service.Service {
	api := coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(&http.Client{Timeout: 5 * time.Minute})) // ok
	return service.New(api, "d")
}

func short(token string) *service.Short {
	return service.NewShort(coze.NewCozeAPI(coze.NewTokenAuth(token))) // ok: short calls only
}

func async(token string) *service.Async {
	return service.NewAsync(client.Default(token)) // ok: it does not wait
}

func options(token string, more ...coze.CozeAPIOption) *service.Service {
	return service.New(coze.NewCozeAPI(coze.NewTokenAuth(token), more...), "e") // ok: there may be one
}

func handedOn(token string) []*service.Service {
	return wire.Services(coze.NewCozeAPI(coze.NewTokenAuth(token))) // want `Chat.Stream \(service.go:18\) is cut off.*CZ5001`
}
