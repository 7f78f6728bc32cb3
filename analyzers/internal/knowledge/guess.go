package knowledge

import (
	"go/types"
	"strings"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// Loggers and answers that no table has are told by their form, and by their
// name as the last resort: every project has a logger interface of its own.
// This is the only place where the name of a function decides.

var (
	logNames   = set(levels + " " + ctxLogs + " Infox Errorx SysLog SysError LogError LogInfo LogWarn LogWarning LogErrorf LogInfof LogWarnf InfoCtxf ErrorCtxf WarnCtxf")
	debugNames = set(debug + " CtxDebugf CtxTracef LogDebug LogDebugf DebugCtx DebugfCtx")
	replyNames = set("JSON JSONP String Error Reply ReplyText ReplyMessage Respond RespondError RespondJSON Fail FailWithMessage SendText SendMessage SendError WriteError WriteJSON WriteSSE SSEvent AbortWithError AbortWithMessage ErrorResponse ErrorJSON Response")
)

func set(names string) map[string]bool {
	all := make(map[string]bool)
	for name := range strings.FieldsSeq(names) {
		all[strings.ToLower(name)] = true
	}
	return all
}

// GuessEffect returns what a function that no table has, and whose body
// cannot be seen, does by its form and its name: whether it logs or answers.
func GuessEffect(fn *types.Func) Effect {
	if fn == nil {
		return 0
	}
	results := fn.Signature().Results()
	writes := results.Len() == 0 || results.Len() == 1 && gotypes.IsError(results.At(0).Type())
	name := strings.ToLower(fn.Name())
	switch {
	case results.Len() == 0 && debugNames[name]:
		return LogsDebug
	case results.Len() == 0 && (logNames[name] || isPrintf(fn.Signature())):
		return Logs
	case writes && replyNames[name]:
		return Replies
	}
	return 0
}

// GuessLogLine reports whether a function that no table has, and whose body
// cannot be seen, writes a line of a log, by its name: that it formats what it
// is given is not enough, nor is Printf without a logger. A wrong answer would
// add the log ID to what is no log.
func GuessLogLine(fn *types.Func) bool {
	if fn == nil || fn.Signature().Results().Len() > 0 {
		return false
	}
	name := strings.ToLower(fn.Name())
	if !logNames[name] {
		return false
	}
	if !strings.HasPrefix(name, "print") {
		return true
	}
	_, recv, _ := ID(fn)
	return strings.Contains(strings.ToLower(recv), "log")
}

// GuessDecodes reports whether the name of a function says that it decodes
// into what it is given the address of: Decode, UnmarshalBody.
func GuessDecodes(fn *types.Func) bool {
	if fn == nil {
		return false
	}
	name := strings.ToLower(fn.Name())
	return strings.Contains(name, "decode") || strings.Contains(name, "unmarshal")
}

// isPrintf reports whether a function without results takes a text and any
// number of values of any type, as one that formats and writes does.
func isPrintf(sig *types.Signature) bool {
	n := sig.Params().Len()
	if !sig.Variadic() || n < 2 {
		return false
	}
	slice, ok := sig.Params().At(n - 1).Type().(*types.Slice)
	if !ok {
		return false
	}
	iface, ok := slice.Elem().Underlying().(*types.Interface)
	if !ok || !iface.Empty() {
		return false
	}
	text, ok := sig.Params().At(n - 2).Type().Underlying().(*types.Basic)
	return ok && text.Info()&types.IsString != 0
}

// GuessMakesError reports whether the name of a function with one result, an
// error, says that it makes it of its arguments.
func GuessMakesError(fn *types.Func) bool {
	if fn == nil || fn.Signature().Params().Len() == 0 || fn.Signature().Results().Len() != 1 {
		return false
	}
	for _, prefix := range []string{"New", "Err", "Wrap", "With"} {
		if strings.HasPrefix(fn.Name(), prefix) {
			return true
		}
	}
	return strings.Contains(fn.Name(), "Err") && fn.Signature().Recv() == nil
}

// GuessAddress reports whether a parameter of that name says where a request goes, or
// to which path.
func GuessAddress(name string) bool {
	name = strings.ToLower(name)
	return NamesAddress(name) || strings.Contains(name, "path") || strings.Contains(name, "route") || strings.Contains(name, "resource")
}
