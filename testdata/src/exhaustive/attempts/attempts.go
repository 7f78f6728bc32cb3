// Package attempts tries again, or only asks whether it could.
package attempts

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/coze-dev/coze-go"
)

func isBusy(err error) bool { // only asked about: nobody loops
	e, ok := coze.AsCozeError(err)
	if !ok {
		return false
	}
	switch e.Code {
	case 4009:
		return true
	}
	return false
}
func text(err error) string {
	if isBusy(err) {
		return "busy"
	}
	return ""
}
func missedRec(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq, n int) error {
	_, err := cli.Chat.Retrieve(ctx, req)
	e, ok := coze.AsCozeError(err)
	if !ok {
		return err
	}
	switch e.Code {
	case 4009: // want `CZ4003`
		if n < 3 {
			return missedRec(ctx, cli, req, n+1)
		}
		return err
	default:
		return err
	}
}
func missedAgain(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	_, err := cli.Chat.Retrieve(ctx, req)
	var e *coze.Error
	if errors.As(err, &e) {
		switch e.Code {
		case 4009: // want `CZ4003`
			_, err = cli.Chat.Retrieve(ctx, req)
		case 4100:
			return errors.New("token")
		default:
			return err
		}
	}
	return err
}
func missedSelect(ctx context.Context, ask func() error) error {
	for {
		err := ask()
		e, ok := coze.AsCozeError(err)
		if !ok {
			return err
		}
		switch e.Code {
		case 4009: // want `CZ4003`
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Second):
			}
		default:
			return err
		}
	}
}
func seenAll(ask func() error) error {
	for range 3 {
		err := ask()
		e, ok := coze.AsCozeError(err)
		if !ok {
			return err
		}
		switch e.Code {
		case 4100: // not a waiting category
			return err
		default:
			continue
		}
	}
	return nil
}
func seen4008(ask func() error) error {
	for range 3 {
		err := ask()
		e, ok := coze.AsCozeError(err)
		if !ok {
			return err
		}
		switch e.Code {
		case 4009, 4020:
			time.Sleep(time.Second)
		default:
			return err
		}
	}
	return nil
}
func missedSDKPoll(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) (string, error) {
	answer := "?"
	for {
		resp, err := cli.Chat.Retrieve(ctx, req)
		if err != nil {
			return answer, err
		}
		status := resp.Status
		switch status { // want `CZ4002`
		case coze.ChatStatusCompleted:
			return answer, nil
		case coze.ChatStatusRequiresAction:
			return answer, fmt.Errorf("action")
		}
		time.Sleep(time.Second)
	}
}
func missedWorkflowSDK(stream coze.Stream[coze.WorkflowEvent]) error {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return err
		}
		switch ev.Event { // want `CZ4002`
		case coze.WorkflowEventTypeMessage:
			fmt.Print(ev.Message.Content)
		case coze.WorkflowEventTypeDone:
			return nil
		}
	}
}
func seenLogAfter(status coze.ChatStatus) error {
	switch status {
	case coze.ChatStatusCompleted:
		return nil
	case coze.ChatStatusInProgress, coze.ChatStatusCreated:
		return errors.New("wait")
	}
	fmt.Println("unexpected status", status)
	return errors.New("unexpected")
}
