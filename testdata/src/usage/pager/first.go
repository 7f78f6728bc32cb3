package pager

import (
	"context"

	"github.com/coze-dev/coze-go"
)

func firstOnly(ctx context.Context, cli coze.CozeAPI) (names []*coze.SimpleApp, err error) {
	list, err := cli.Apps.List(ctx, &coze.ListAppReq{})
	if err != nil {
		return nil, err
	}
	for _, app := range list.Items() { // want `list\.Items\(\) has the first page only, and it is taken for all: go through them with for list\.Next\(\) \(CZ5008\)`
		names = append(names, app)
	}
	return names, nil
}

func eachPage(ctx context.Context, cli coze.CozeAPI) (n int, err error) {
	list, err := cli.Apps.List(ctx, &coze.ListAppReq{})
	if err != nil {
		return 0, err
	}
	for range list.Items() { // ok: the rest follows
		n++
	}
	for list.Next() {
		n++
	}
	return n, list.Err()
}

func more(ctx context.Context, cli coze.CozeAPI) (n int, more bool, err error) {
	list, err := cli.Apps.List(ctx, &coze.ListAppReq{})
	if err != nil {
		return 0, false, err
	}
	for range list.Items() { // ok: it says whether there is more
		n++
	}
	return n, list.HasMore(), nil
}

func ofRequest(ctx context.Context, cli coze.CozeAPI, req *coze.ListAppReq) (n int, err error) {
	list, err := cli.Apps.List(ctx, req)
	if err != nil {
		return 0, err
	}
	for range list.Items() { // ok: the request may say which page
		n++
	}
	return n, nil
}
