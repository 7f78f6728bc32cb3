package service

import (
	"net/http"

	"usage/acrossgeneric/rpc"
)

type cozeReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		ID string `json:"id"`
	} `json:"data"`
}

type difyReply struct {
	Answer string `json:"answer"`
}

func start(hc *http.Client) (string, error) {
	c := &rpc.Caller{HTTP: hc, BaseURL: "https://api.coze.cn"}
	reply, err := rpc.Post[cozeReply](c, "/v1/conversation/create", nil) // want `neither Post nor its caller checks the code of the reply.*CZ5002`
	if err != nil {
		return "", err
	}
	return reply.Data.ID, nil
}

func checked(hc *http.Client) (string, error) {
	c := &rpc.Caller{HTTP: hc, BaseURL: "https://api.coze.cn"}
	reply, err := rpc.Post[cozeReply](c, "/v1/conversation/create", nil) // ok
	if err != nil || reply.Code != 0 {
		return "", err
	}
	return reply.Data.ID, nil
}

func other(hc *http.Client, host string) (string, error) {
	c := &rpc.Caller{HTTP: hc, BaseURL: host}
	reply, err := rpc.Post[difyReply](c, "/v1/chat-messages", nil) // ok: another service's
	if err != nil {
		return "", err
	}
	return reply.Answer, nil
}
