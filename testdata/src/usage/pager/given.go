package pager

import (
	"context"

	"github.com/coze-dev/coze-go"
)

func collect(p coze.NumberPaged[coze.Workspace], err error) ([]*coze.Workspace, error) {
	if err != nil {
		return nil, err
	}
	return p.Items(), nil // want `has the first page only.*CZ5008`
}

func all(ctx context.Context, api coze.CozeAPI) ([]*coze.Workspace, error) {
	return collect(api.Workspaces.List(ctx, &coze.ListWorkspaceReq{}))
}

func eachOfGiven(p coze.NumberPaged[coze.Workspace], err error) (list []*coze.Workspace, _ error) {
	if err != nil {
		return nil, err
	}
	for p.Next() {
		list = append(list, p.Current())
	}
	return list, p.Err()
}

func allOfThem(ctx context.Context, api coze.CozeAPI) ([]*coze.Workspace, error) {
	return eachOfGiven(api.Workspaces.List(ctx, &coze.ListWorkspaceReq{})) // ok
}
