// Package regionschoice has hosts to choose from, and a token for each.
package regionschoice

import (
	"net/http"
	"os"

	"github.com/coze-dev/coze-go"
)

var hosts = map[string]string{"cn": "https://api.coze.cn", "com": "https://api.coze.com"}

func client(region string) coze.CozeAPI {
	base := "https://api.coze.com"
	if region == "cn" {
		base = "https://api.coze.cn"
	}
	return coze.NewCozeAPI(coze.NewTokenAuth(os.Getenv("COZE_TOKEN_"+region)), coze.WithBaseURL(base)) // ok: chosen
}

func cn() coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(os.Getenv("COZE_CN_TOKEN")), coze.WithBaseURL(coze.CnBaseURL)) // ok
}

func com() coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(os.Getenv("COZE_COM_TOKEN"))) // ok: a token of its own
}

func ping(region string) (*http.Response, error) { return http.Get(hosts[region] + "/v1/users/me") } // ok
