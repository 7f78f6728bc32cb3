// Package gateway serves other vendors' APIs: its paths are not Coze's.
package gateway

import "net/http"

const other = "https://api.openai.com"

func calls() {
	http.Get(other + "/v1/files/retrieve") // ok
	http.Get("/v1/workspaces")             // ok
}
