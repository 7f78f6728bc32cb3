package pager

import (
	"encoding/json"
	"fmt"
	"net/http"
)

type cozeMessages struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data []struct {
		Content string `json:"content"`
	} `json:"data"`
	HasMore bool `json:"has_more"` // want `nobody asks for has_more.*CZ5008`
}

func firstMessages(id string) error {
	resp, err := http.Get("https://api.coze.cn/v1/conversation/message/list?conversation_id=" + id)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var list cozeMessages
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil || list.Code != 0 {
		return fmt.Errorf("%d %s %w", list.Code, list.Msg, err)
	}
	for _, m := range list.Data {
		fmt.Println(m.Content)
	}
	return nil
}

type cozeApps struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data []struct {
		Name string `json:"name"`
	} `json:"data"`
	HasMore bool `json:"has_more"` // ok: somebody asks
}

func apps(page int) (bool, error) {
	resp, err := http.Get(fmt.Sprintf("https://api.coze.cn/v1/apps?page_num=%d", page))
	if err != nil {
		return false, err
	}
	defer resp.Body.Close()
	var list cozeApps
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil || list.Code != 0 {
		return false, fmt.Errorf("%d %s %w", list.Code, list.Msg, err)
	}
	for _, a := range list.Data {
		fmt.Println(a.Name)
	}
	return list.HasMore, nil
}
