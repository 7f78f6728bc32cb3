// Package endpoint knows where things are.
package endpoint

const host = "https://api.coze.cn"

func Upload() string { return host + "/v1/files/upload" }

// Name has nothing to do with it.
func Name() string { return "name" }
