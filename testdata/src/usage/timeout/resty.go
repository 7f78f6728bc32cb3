package timeout

import (
	"bufio"
	"strings"
	"time"

	"github.com/go-resty/resty/v2"
)

type restClient struct{ rest *resty.Client }

func newRest() *restClient {
	rest := resty.New()
	rest.SetBaseURL("https://api.coze.cn")
	rest.SetTimeout(20 * time.Second) // want `this timeout of 20s cuts off POST /v3/chat.*CZ5001`
	return &restClient{rest}
}

func newPatientRest() *restClient {
	rest := resty.New().SetBaseURL("https://api.coze.cn").SetTimeout(10 * time.Minute) // ok
	return &restClient{rest}
}

func (c *restClient) stream(body any) (text string, err error) {
	resp, err := c.rest.R().SetDoNotParseResponse(true).SetBody(body).Post("/v3/chat")
	if err != nil {
		return "", err
	}
	defer resp.RawBody().Close()
	lines := bufio.NewReader(resp.RawBody()) // want `CZ5004`
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return text, err
		}
		if data, ok := strings.CutPrefix(line, "data:"); ok {
			text += data
		}
	}
}

func streamRest() (string, error) { return newRest().stream(nil) }
