// Package blank imports the codes without a name.
package blank

import (
	"github.com/coze-dev/coze-go"

	_ "github.com/cozelint/cozelint/cozecode" // for what generates code
)

func expired(e *coze.Error) bool { return e.Code == 4100 } // want `use cozecode.AuthenticationInvalid`
