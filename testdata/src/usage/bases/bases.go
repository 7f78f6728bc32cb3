// Package bases gives the SDK base URLs.
package bases

import "github.com/coze-dev/coze-go"

func bases(base string) []coze.CozeAPI {
	return []coze.CozeAPI{
		coze.NewCozeAPI(nil, coze.WithBaseURL("https://www.coze.cn")),             // want `CZ5010`
		coze.NewCozeAPI(nil, coze.WithBaseURL("https://api.coze.cn/v3")),          // want `the SDK adds the path of each endpoint to its base URL, and https://api\.coze\.cn/v3 has one already`
		coze.NewCozeAPI(nil, coze.WithBaseURL("https://api.coze.cn/")),            // ok
		coze.NewCozeAPI(nil, coze.WithBaseURL("https://gateway.example.cn/coze")), // ok: a gateway
		coze.NewCozeAPI(nil, coze.WithBaseURL(base)),                              // ok: not known
	}
}
