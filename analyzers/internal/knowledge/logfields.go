package knowledge

// How a log call without a format takes one more value, in the manner of its
// library. %s stands for the value.

// A LogChain is a library whose lines are put together by calls on each other: a
// field is one more of them.
type LogChain struct {
	Path, Recv string
	Field      string // adds the log ID
	Err        string // adds an error
}

// LogChains are those libraries.
var LogChains = []LogChain{
	{"github.com/sirupsen/logrus", "Entry", `WithField("logid", %s)`, "WithError(%s)"},
	{"github.com/rs/zerolog", "Event", `Str("logid", %s)`, "Err(%s)"},
}

// A LogField is a library that takes fields which its functions make.
type LogField struct {
	Path, Name string // of the package
	Type       string // of a field
	Text, Err  string // the calls for the log ID and for an error
}

// LogFields are those libraries.
var LogFields = []LogField{
	{"log/slog", "slog", "Attr", `String("logid", %s)`, `Any("error", %s)`},
	{"go.uber.org/zap", "zap", "Field", `String("logid", %s)`, "Error(%s)"},
}
