package sdk

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/coze-dev/coze-go"
)

// What a switch over codes adds to what was told already needs no default.

func alarm(ctx context.Context, cli *coze.CozeAPI, req *coze.CreateChatsReq) {
	_, err := cli.Chat.Create(ctx, req)
	if err == nil {
		return
	}
	log.Print(err)
	if e, ok := coze.AsCozeError(err); ok {
		switch e.Code { // ok: the failure was logged
		case codeToken, codeDenied:
			log.Print("somebody has to look at the token")
		}
	}
}

func alarmOnly(ctx context.Context, cli *coze.CozeAPI, req *coze.CreateChatsReq) {
	_, err := cli.Chat.Create(ctx, req)
	if e, ok := coze.AsCozeError(err); ok {
		switch e.Code { // want `switch over e.Code has no default.*CZ4001`
		case codeToken, codeDenied:
			log.Print("somebody has to look at the token: ", err)
		}
	}
}

const (
	codeToken  = 4100
	codeDenied = 4101
	codeAtWork = 4016
)

var (
	errToken  = errors.New("token")
	errAtWork = errors.New("at work")
)

type refusal struct {
	code  int
	logID string
}

func (r *refusal) Error() string { return fmt.Sprintf("%d (%s)", r.code, r.logID) }

func (r *refusal) Temporary() bool { return sentinelOf(r.code) == errAtWork }

// sentinelOf says which of the errors a code is, if it is one.
func sentinelOf(code int) error {
	switch code { // ok: what it returns is compared
	case codeToken, codeDenied:
		return errToken
	case codeAtWork:
		return errAtWork
	}
	return nil
}

// errorOf makes errors of codes, and none of those that it does not know.
func errorOf(code int) error {
	switch code { // want `switch over code has no default.*CZ4001`
	case codeToken, codeDenied:
		return errToken
	case codeAtWork:
		return errAtWork
	}
	return nil
}

func refused(ctx context.Context, cli *coze.CozeAPI, req *coze.CreateChatsReq) error {
	resp, err := cli.Chat.Create(ctx, req)
	if e, ok := coze.AsCozeError(err); ok {
		if e.Code == codeAtWork {
			return &refusal{e.Code, e.LogID}
		}
		return errorOf(e.Code)
	}
	_ = resp
	return err
}
