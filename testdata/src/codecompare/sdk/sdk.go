// Package sdk compares the codes of the SDK.
package sdk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	api "github.com/coze-dev/coze-go"
)

func errorsOf(err error) {
	if e, ok := api.AsCozeError(err); ok {
		_ = e.Code == 4100                       // want `4100`
		_ = e.Code == 0                          // ok
		_ = e.Code == http.StatusUnauthorized    // want `HTTP status 401`
		_ = strconv.Itoa(e.Code) == "4100"       // want `searched for in text`
		_ = fmt.Sprintf("%d", e.Code) == "4101"  // want `searched for in text`
		_ = strings.Contains(e.Message, "4100")  // want `searched for in text`
		_ = strings.Contains(e.Message, "quota") // ok
		_ = strings.Contains(e.LogID, "4100")    // ok
	}
	var e *api.Error
	if errors.As(err, &e) && e.Code == 4200 { // want `4200`
		return
	}
	switch e := err.(type) {
	case *api.Error:
		_ = e.Code == 5000 // want `5000`
	case *api.AuthError:
		_ = e.Code == "access_denied"     // want `api.AccessDenied`
		_ = e.Code == api.ExpiredToken    // ok
		_ = e.Code == "unauthorized"      // ok
		_ = e.HttpCode == 401             // ok
		_ = e.HttpCode == 4100            // want `HTTP status is compared with a Coze code`
		_ = string(e.Code) == "slow_down" // want `api.SlowDown`
		switch e.Code {
		case "authorization_pending": // want `api.AuthorizationPending`
		case api.SlowDown: // ok
		}
	}
}

func replies(ctx context.Context, cli api.CozeAPI, ev *api.ChatEvent, wf *api.WorkflowEvent) {
	_, err := cli.Bots.Retrieve(ctx, nil)
	_ = strings.Contains(err.Error(), "4100")      // want `searched for in text`
	_ = strings.Contains(err.Error(), "code=4101") // want `searched for in text`
	_ = strings.Contains(err.Error(), "not found") // ok
	_ = strings.HasPrefix(err.Error(), "200")      // ok
	text := err.Error()
	_ = strings.Contains(text, "4102") // want `searched for in text`
	if ev.Chat.LastError != nil {
		_ = ev.Chat.LastError.Code == 4028 // want `4028`
		_ = ev.Chat.LastError.Code != 0    // ok
	}
	_ = wf.Error.ErrorCode == 4000 // want `4000`
	_ = wf.Error.ErrorCode == 0    // ok
	_ = wf.ID == 4100              // ok
	local := errors.New("4100")
	_ = strings.Contains(local.Error(), "4100") // ok
	resp, err := cli.Chat.Retrieve(ctx, nil)
	if err == nil {
		_ = resp.Usage.TokenCount == 4000    // ok
		_ = resp.Chat.LastError.Code == 4013 // want `4013`
	}
	req := api.GetWebOAuthAccessTokenReq{Code: "4100"}
	_ = req.Code == "4100" // ok
}
