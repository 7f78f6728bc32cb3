package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// generate writes a module of n packages into dir, k of which are clients of
// the Coze API below the folder bots. Every package imports two others and
// some of the standard library, as those of a service do. The module is named
// for Coze, so all of its imports are.
func generate(dir string, n, k int) error {
	if err := write(dir, "go.mod", "module example.com/acme/coze-monorepo\n\ngo 1.26\n"); err != nil {
		return err
	}
	for i := range n - k {
		if err := write(dir, fmt.Sprintf("pkg/p%04d/p.go", i), plainPackage(i)); err != nil {
			return err
		}
	}
	for i := range k {
		if err := write(dir, fmt.Sprintf("bots/b%04d/client.go", i), strings.ReplaceAll(cozeClient, "PACKAGE", fmt.Sprintf("b%04d", i))); err != nil {
			return err
		}
	}
	return nil
}

func write(dir, name, content string) error {
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(content), 0o644)
}

// plainPackage returns a package of some 300 lines that has nothing to do
// with Coze.
func plainPackage(i int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package p%04d\n\nimport (\n\t\"encoding/json\"\n\t\"errors\"\n\t\"fmt\"\n\t\"net/http\"\n\t\"strings\"\n", i)
	uses := ""
	for _, j := range []int{i / 2, i / 3} {
		if j < i && !strings.Contains(uses, fmt.Sprintf("p%04d.", j)) {
			fmt.Fprintf(&b, "\n\t\"example.com/acme/coze-monorepo/pkg/p%04d\"", j)
			uses += fmt.Sprintf("\t_ = p%04d.Handle00\n", j)
		}
	}
	fmt.Fprintf(&b, "\n)\n\nfunc init() {\n%s}\n", uses)
	for j := range 12 {
		b.WriteString(strings.ReplaceAll(plainFunction, "NN", fmt.Sprintf("%02d", j)))
	}
	return b.String()
}

const plainFunction = `
type orderNN struct {
	ID     string  ` + "`json:\"id\"`" + `
	Code   int     ` + "`json:\"code\"`" + `
	Status string  ` + "`json:\"status\"`" + `
	Amount float64 ` + "`json:\"amount\"`" + `
}

func HandleNN(w http.ResponseWriter, r *http.Request) {
	var o orderNN
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	switch strings.ToLower(o.Status) {
	case "completed":
		fmt.Fprintln(w, o.ID)
	default:
		if err := errors.New(o.Status); o.Code == 4100 {
			fmt.Fprintln(w, err)
		}
	}
}
`

// cozeClient is a client with one finding of each pass.
const cozeClient = `package PACKAGE

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

const endpoint = "https://api.coze.cn/v3/chat"

type chatRequest struct {
	BotID           string ` + "`json:\"bot_id\"`" + `
	UserID          string ` + "`json:\"user_id\"`" + `
	Stream          bool   ` + "`json:\"stream\"`" + `
	AutoSaveHistory bool   ` + "`json:\"auto_save_history\"`" + `
}

type chatReply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
	Data struct {
		Status string ` + "`json:\"status\"`" + `
	} ` + "`json:\"data\"`" + `
}

func Ask(bot, user string) (*chatReply, error) {
	body, err := json.Marshal(chatRequest{BotID: bot, UserID: user, Stream: false, AutoSaveHistory: false})
	if err != nil {
		return nil, err
	}
	resp, err := http.Post(endpoint, "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var reply chatReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return nil, err
	}
	if reply.Code == 4100 {
		return nil, errors.New("sign in again, logid=" + resp.Header.Get("X-Tt-Logid"))
	}
	if reply.Code != 0 {
		return nil, fmt.Errorf("coze: %d %s", reply.Code, reply.Msg)
	}
	switch reply.Data.Status {
	case "completed":
		return &reply, nil
	case "in_progress":
		fmt.Println("wait")
	}
	return &reply, nil
}
`
