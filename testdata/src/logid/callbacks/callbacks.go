// Package callbacks gives methods and functions to who reads a stream.
package callbacks

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

type event struct{ name, data string }

type failure struct {
	Code    int    `json:"error_code"`
	Message string `json:"error_message"`
}

func read(on func(event) error) error {
	resp, err := http.Post("https://api.coze.cn/v1/workflow/stream_run", "application/json", strings.NewReader("{}"))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var e event
	for sc := bufio.NewScanner(resp.Body); sc.Scan(); {
		if name, ok := strings.CutPrefix(sc.Text(), "event:"); ok {
			e.name = strings.TrimSpace(name)
		} else if data, ok := strings.CutPrefix(sc.Text(), "data:"); ok {
			e.data = data
		} else if err := on(e); err != nil {
			return err
		}
	}
	return nil
}

type conn struct{ out chan string }

func (c *conn) onEvent(e event) error {
	if e.name == "Error" {
		var f failure
		json.Unmarshal([]byte(e.data), &f)
		return fmt.Errorf("workflow: %d %s", f.Code, f.Message) // want `CZ3001`
	}
	c.out <- e.data
	return nil
}

func (c *conn) method() error { return read(c.onEvent) }

func (c *conn) literal() error {
	return read(func(e event) error {
		if e.name == "Error" {
			var f failure
			json.Unmarshal([]byte(e.data), &f)
			return fmt.Errorf("workflow: %d %s", f.Code, f.Message) // want `CZ3001`
		}
		c.out <- e.data
		return nil
	})
}
