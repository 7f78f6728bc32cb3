package attempts

import (
	"time"

	"github.com/coze-dev/coze-go"
)

type class string

const (
	classAgain class = "again"
	classRow   class = "row"
	classFatal class = "fatal"
)

func classOf(err error) class {
	cozeErr, ok := coze.AsCozeError(err)
	if !ok {
		return classAgain
	}
	switch cozeErr.Code {
	case 4020: // want `CZ4003`
		return classAgain
	case 4100, 4101:
		return classFatal
	default:
		return classRow
	}
}

// The switch leaves the loop for all classes but one.
func rows(send func() error) error {
	for n := 0; ; n++ {
		err := send()
		if err == nil {
			return nil
		}
		class := classOf(err)
		switch {
		case class == classFatal:
			return err
		case class == classRow || n > 3:
			return nil
		}
		time.Sleep(time.Second)
	}
}

func finalClass(err error) class {
	cozeErr, ok := coze.AsCozeError(err)
	if !ok {
		return classRow
	}
	switch cozeErr.Code {
	case 4020:
		return classAgain
	default:
		return classRow
	}
}

// The default leaves it for the class, too.
func once(send func() error) error {
	for {
		err := send()
		class := finalClass(err)
		switch {
		case class == classRow:
			return nil
		default:
			return err
		}
	}
}
