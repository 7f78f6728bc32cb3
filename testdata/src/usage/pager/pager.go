// Package pager goes through pages.
package pager

import (
	"context"
	"fmt"

	"github.com/coze-dev/coze-go"
)

func hasMore(ctx context.Context, cli coze.CozeAPI) error {
	pager, err := cli.Apps.List(ctx, &coze.ListAppReq{})
	if err != nil {
		return err
	}
	for pager.HasMore() { // want `pager\.HasMore\(\) does not change without pager\.Next\(\): this loop never ends, or never runs; loop over pager\.Next\(\) \(CZ5008\)`
		fmt.Println(pager.Current())
	}
	return pager.Err()
}

func breaks(ctx context.Context, cli coze.CozeAPI) error {
	pager, err := cli.Workspaces.List(ctx, &coze.ListWorkspaceReq{})
	if err != nil {
		return err
	}
	for { // want `CZ5008`
		for _, item := range pager.Items() {
			fmt.Println(item)
		}
		if !pager.HasMore() {
			break
		}
	}
	return nil
}

type lister struct {
	pager coze.NumberPaged[coze.SimpleApp]
}

func (l *lister) print() {
	for l.pager.HasMore() { // want `l\.pager\.HasMore\(\)`
		fmt.Println(l.pager.Current())
	}
}

func each[T any](pager coze.NumberPaged[T], f func(*T)) {
	for pager.HasMore() { // want `CZ5008`
		f(pager.Current())
	}
}

func unasked(ctx context.Context, cli coze.CozeAPI) (list []*coze.SimpleApp, err error) {
	pager, err := cli.Apps.List(ctx, &coze.ListAppReq{})
	if err != nil {
		return nil, err
	}
	for pager.Next() { // want `pager\.Next\(\) hides the error of its request, and pager\.Err\(\) is not checked: a failed page looks like the last one`
		list = append(list, pager.Current())
	}
	return list, nil
}

func messages(ctx context.Context, cli *coze.CozeAPI) int {
	pager, err := cli.Conversations.Messages.List(ctx, &coze.ListConversationsMessagesReq{})
	n := 0
	for err == nil && pager.Next() { // want `CZ5008`
		n++
	}
	return n
}

func next(ctx context.Context, cli coze.CozeAPI) error {
	pager, err := cli.Apps.List(ctx, &coze.ListAppReq{})
	if err != nil {
		return err
	}
	for pager.Next() { // ok: the error is asked for
		fmt.Println(pager.Current())
	}
	return pager.Err()
}

func both(ctx context.Context, cli coze.CozeAPI) error {
	pager, err := cli.Apps.List(ctx, &coze.ListAppReq{})
	if err != nil {
		return err
	}
	for pager.HasMore() { // ok: it goes on
		if !pager.Next() {
			break
		}
		fmt.Println(pager.Current())
	}
	return pager.Err()
}

func pages(ctx context.Context, cli coze.CozeAPI) error {
	pager, err := cli.Apps.List(ctx, &coze.ListAppReq{})
	for err == nil && pager.HasMore() { // ok: the next page is asked for by hand
		fmt.Println(pager.Items())
		pager, err = cli.Apps.List(ctx, &coze.ListAppReq{})
	}
	return err
}

func handed(ctx context.Context, cli coze.CozeAPI) (coze.NumberPaged[coze.SimpleApp], error) {
	pager, err := cli.Apps.List(ctx, &coze.ListAppReq{})
	if err != nil {
		return nil, err
	}
	pager.Next() // ok: who gets it asks
	return pager, nil
}

func given(pager coze.NumberPaged[coze.SimpleApp]) (n int) {
	for pager.Next() { // ok: who gave it asks
		n++
	}
	return n
}

func once(pager coze.NumberPaged[coze.SimpleApp]) {
	if pager.HasMore() { // ok: no loop
		fmt.Println("there is more")
	}
	for _, item := range pager.Items() { // ok: the first page only
		fmt.Println(item)
	}
}

// A type with the same methods.
type rows struct{ n int }

func (r *rows) HasMore() bool { r.n--; return r.n > 0 }
func (r *rows) Next() bool    { r.n--; return r.n > 0 }

func ownRows(r *rows) {
	for r.HasMore() { // ok: not the SDK's
		fmt.Println(r.n)
	}
	for r.Next() { // ok: not the SDK's
		fmt.Println(r.n)
	}
}

func first(ctx context.Context, cli coze.CozeAPI) (*coze.Workspace, error) {
	pager, err := cli.Workspaces.List(ctx, &coze.ListWorkspaceReq{})
	if err != nil {
		return nil, err
	}
	if !pager.Next() { // ok: the first page is there
		return nil, nil
	}
	return pager.Current(), nil
}
