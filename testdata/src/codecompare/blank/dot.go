package blank

import (
	"github.com/coze-dev/coze-go"
	. "github.com/cozelint/cozelint/cozecode"
)

func busy(e *coze.Error) bool { return e.Code == SystemBusy || e.Code == 4020 } // want `use RPMLimitExceeded`
