// Package vendors speaks to several services, and to Coze among them.
package vendors

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

const (
	claudeURL = "https://api.anthropic.com/v1/messages"
	cozeURL   = "https://api.coze.cn/v3/chat"
)

// An Upstream sends requests, by whatever way.
type Upstream interface {
	Send(req *http.Request, proxy string) (*http.Response, error)
}

type tester struct{ upstream Upstream }

func (t *tester) cozeRequest() (*http.Request, error) {
	return http.NewRequest(http.MethodPost, cozeURL, strings.NewReader(`{"stream":true}`))
}

// testCoze reads the stream as one, and nothing else.
func (t *tester) testCoze(out io.Writer) error {
	req, err := t.cozeRequest()
	if err != nil {
		return err
	}
	resp, err := t.upstream.Send(req, "")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return t.copyText(out, resp.Body) // want `a refused stream request is answered with one JSON object`
}

// testOther asks whatever service the setting names.
func (t *tester) testOther(out io.Writer, base, model string) error {
	req, err := http.NewRequest(http.MethodPost, strings.TrimRight(base, "/")+model, nil)
	if err != nil {
		return err
	}
	resp, err := t.upstream.Send(req, "")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return t.copyText(out, resp.Body) // ok: who is asked is not known
}

func (t *tester) copyText(out io.Writer, body io.Reader) error {
	lines := bufio.NewReader(body)
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		text, ok := strings.CutPrefix(line, "data: ")
		if !ok {
			continue
		}
		if _, err := io.WriteString(out, text); err != nil {
			return err
		}
	}
}

func claude() (*http.Response, error) { return http.Get(claudeURL) }

// A part is what another bot sends: its protocol looks like that of Coze.
type part struct {
	ID             string `json:"id"`
	ConversationID string `json:"conversation_id"`
	Type           string `json:"type"`
	BotID          string `json:"bot_id"`
	Content        string `json:"content"`
	ContentType    string `json:"content_type"`
	Created        int64  `json:"created_time"` // ok: not decoded out of a reply of Coze
}

func (t *tester) customPart(base string) (*part, error) {
	req, err := http.NewRequest(http.MethodPost, base, nil)
	if err != nil {
		return nil, err
	}
	resp, err := t.upstream.Send(req, "")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	p := new(part)
	err = json.NewDecoder(resp.Body).Decode(p)
	return p, err
}
