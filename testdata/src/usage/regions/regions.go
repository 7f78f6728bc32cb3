// Package regions asks hosts of two regions with one token.
package regions

import (
	"net/http"
	"os"

	"github.com/coze-dev/coze-go"
)

const apiBase = "https://api.coze.cn"

func me() (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, apiBase+"/v1/users/me", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+os.Getenv("COZE_TOKEN"))
	return http.DefaultClient.Do(req)
}

func client() coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(os.Getenv("COZE_TOKEN"))) // want `this goes to api\.coze\.com with the token that api\.coze\.cn is asked with, too: a token is only valid in the region that issued it \(CZ5010\)`
}

func site() (*http.Response, error) {
	return http.Get("https://www.coze.cn/v1/bots") // want `www\.coze\.cn is the site and answers with a page of HTML, or not at all: the API is at api\.coze\.cn`
}

func login() (*http.Response, error) {
	return http.Post("https://www.coze.cn/api/permission/oauth2/token", "application/json", nil) // ok: it answers there, too
}

func page() (*http.Response, error) {
	return http.Get("https://www.coze.cn/space/1/bot/2") // ok: a page
}
