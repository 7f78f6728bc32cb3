// Package wire hands on the clients that it is given.
package wire

import (
	"github.com/coze-dev/coze-go"

	"usage/slowacross/service"
)

// Services returns what streams with api.
func Services(api coze.CozeAPI) []*service.Service {
	return []*service.Service{service.New(api, "a"), service.New(api, "b")}
}
