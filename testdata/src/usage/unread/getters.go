package unread

import (
	"context"
	"encoding/json"
	"fmt"

	"usage/unread/dto"
)

// A response is a reply that tells its code by a method. The types that have it
// are another package's.
type response interface {
	GetCode() int
	GetMsg() string
}

func execute(ctx context.Context, path string, out response) error {
	body, err := get(ctx, path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, out); err != nil {
		return fmt.Errorf("%w: %s", err, body)
	}
	if out.GetCode() != 0 {
		return fmt.Errorf("coze: %d %s in %s", out.GetCode(), out.GetMsg(), body)
	}
	return nil
}

func executeAgain(ctx context.Context, path string, out response) (err error) {
	for range 3 {
		if err = execute(ctx, path, out); err == nil {
			return nil
		}
	}
	return err
}

func byGetter(ctx context.Context) (string, error) {
	out := &dto.Chat{}
	if err := executeAgain(ctx, "/v3/chat/retrieve?chat_id=1", out); err != nil { // ok: execute looks
		return "", err
	}
	return out.Data.ID, nil
}
