package sites

import "net/http"

var sites = map[string]string{
	"cn":     "https://www.coze.cn", // want `www.coze.cn is the site .*CZ5010`
	"global": "https://api.coze.com",
}

type lister struct{ base string }

func (l lister) workspaces() (*http.Response, error) {
	return http.Get(l.base + "/v1/workspaces")
}

func List(region string) (*http.Response, error) {
	return lister{base: sites[region]}.workspaces()
}
