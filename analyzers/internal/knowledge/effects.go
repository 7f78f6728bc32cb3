package knowledge

import (
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// An Effect says what a function does with what it is given. A function can
// have several.
type Effect uint32

const (
	// Asks: it answers a question about its arguments; nothing of them is
	// kept.
	Asks Effect = 1 << iota
	// Derives: its result is made of its arguments, or gives access to the
	// whole of them.
	Derives
	// Decodes: it turns text or bytes into the value that it is given a
	// pointer to, or that it returns.
	Decodes
	// Encodes: its result is the text or bytes of its argument.
	Encodes
	// Copies: its result holds, or reads, just what its first argument does.
	Copies
	// MakesError: its result is a new error made of its arguments.
	MakesError
	// Logs: it writes its arguments into a log, or prints them.
	Logs
	// LogsDebug: it does so at a level that production does not write.
	LogsDebug
	// Replies: it answers a request or a message with its arguments.
	Replies
	// Sends: it sends a request and returns the response.
	Sends
	// Requests: its result is a request, made of its arguments.
	Requests
	// Addresses: it says where a request goes, or all of a client.
	Addresses
	// Receives: its result, or what it fills, comes from the request that
	// this program serves.
	Receives
	// Configures: its result is a setting of the program: its argument names
	// it.
	Configures
	// Searches: it looks for one of its arguments in another: in a text, or
	// among the elements of a slice.
	Searches
	// Compares: it compares two arguments that follow each other.
	Compares
	// Stores: it keeps its arguments in a file, a cache or a database.
	Stores
	// Waits: it lets time pass.
	Waits
	// Ends: nothing that follows the call runs.
	Ends
	// ReadsEvents: it reads the events of a stream, and skips all else.
	ReadsEvents
	// SetsResult: it says what the reply to a request is decoded into.
	SetsResult
	// GivesStatus, GivesBody, GivesHeader and GivesReply: it gives a part of a
	// response: the HTTP status, the whole body, the header or a value in it, and
	// what the body was decoded into.
	GivesStatus
	GivesBody
	GivesHeader
	GivesReply
	// NamesStatus: it is given an HTTP status, and returns the text of it.
	NamesStatus
	// ResponseType, RequestType, ClientType and ServedType: its row says of a type
	// that it is an HTTP response, a request that the program makes, what it sends
	// them with, and what gives access to a request that the program serves.
	ResponseType
	RequestType
	ClientType
	ServedType
	// QueryPackage: its row says of a package that it answers queries of JSON texts,
	// by keys with dots between them.
	QueryPackage
)

// Has reports whether e includes any of the effects in of.
func (e Effect) Has(of Effect) bool { return e&of != 0 }

// A row gives the effect of functions of one package, or methods of one of
// its types, or says what the type itself is.
type row struct {
	path string // import path, without its major version; "" for the responses of any client
	recv string // type of the receiver; "" for functions, "*" for any
	// names are separated by spaces; a final * stands for any ending, "*" for all,
	// and "" for the type itself. Behind a name can stand where the effect comes
	// from and where it goes to: "Unmarshal<arg0>arg1", "Decode<recv>arg0".
	names  string
	effect Effect
}

// QueriesJSON reports whether the package with an import path answers queries of
// JSON texts.
func QueriesJSON(path string) bool { return typeIs(path, "*", QueryPackage) }

// A Position is one of the values of a call.
type Position int

const (
	// Unsaid: the row does not say.
	Unsaid Position = iota
	// Receiver is what a method is called on.
	Receiver
	// LastArgument is the last one.
	LastArgument
	// FirstResult is what the call returns.
	FirstResult
	// Chain is the receiver, which the call returns.
	Chain
	firstArgument
)

// Argument returns the position of the n-th argument, the receiver not counted.
func Argument(n int) Position { return firstArgument + Position(n) }

// positions are their names in rows. Arguments have a number: arg0.
var positions = map[string]Position{"recv": Receiver, "argLast": LastArgument, "result0": FirstResult, "chain": Chain}

// A Flow says where an effect comes from and where it goes to.
type Flow struct{ From, To Position }

// parsePosition returns the position with a name. It panics if there is none, as
// the names are ours.
func parsePosition(name string) Position {
	if name == "" {
		return Unsaid
	}
	if p, ok := positions[name]; ok {
		return p
	}
	n, err := strconv.Atoi(strings.TrimPrefix(name, "arg"))
	if err != nil || !strings.HasPrefix(name, "arg") {
		panic("no position: " + name)
	}
	return Argument(n)
}

// FlowOf returns where one of the effects of fn comes from and goes to, as far as
// a table says.
func FlowOf(fn *types.Func, effect Effect) Flow {
	if fn == nil || fn.Pkg() == nil {
		return Flow{}
	}
	path, recv, name := ID(fn)
	for _, r := range effects.of(path) {
		if flow, ok := r.find(recv, name); ok && r.effect.Has(effect) && flow != (Flow{}) {
			return flow
		}
	}
	return Flow{}
}

// IsReplyWriter reports whether t is a type of a web framework, or that of
// net/http, whose methods answer the request that this program serves.
func IsReplyWriter(t types.Type) bool {
	path, name := typeID(t)
	return slices.ContainsFunc(effects.of(path), func(r compiled) bool {
		return r.effect.Has(Replies) && r.recv != "" && (r.recv == name || r.recv == "*")
	})
}

// IsClientPackage reports whether the package with the import path sends
// requests for who imports it.
func IsClientPackage(path string) bool {
	return slices.ContainsFunc(effects.of(Original(path)), func(r compiled) bool { return r.effect.Has(Sends) })
}

// EffectOf returns what fn does, or 0 if no table knows it.
func EffectOf(fn *types.Func) Effect {
	if fn == nil || fn.Pkg() == nil {
		if fn != nil && fn.Name() == "Error" {
			return Derives // error.Error
		}
		return 0
	}
	path, recv, name := ID(fn)
	var effect Effect
	for _, r := range effects.of(path) {
		if _, ok := r.find(recv, name); ok {
			effect |= r.effect
		}
	}
	return effect
}

// PartOfResponse returns what a method of a response gives: [GivesStatus],
// [GivesBody], [GivesHeader], [GivesReply] or 0. What its package has no row for has
// the name that most give it.
func PartOfResponse(fn *types.Func) Effect {
	const parts = GivesStatus | GivesBody | GivesHeader | GivesReply
	if part := EffectOf(fn) & parts; part != 0 || fn == nil {
		return part
	}
	for _, r := range effects.of("") {
		if _, ok := r.find("", fn.Name()); ok && r.effect.Has(parts) {
			return r.effect & parts
		}
	}
	return 0
}

// typeIs reports whether a row says of the type with an import path and a name
// that it is one of a kind.
func typeIs(path, name string, kind Effect) bool {
	if name == "" {
		return false
	}
	types := effects.types()
	if of, ok := types[path+"."+name]; ok {
		return of.Has(kind)
	}
	return types[withoutMajor(path)+"."+name].Has(kind)
}

// WritesLogLine reports whether a table says that fn writes a line of a log.
// Printing, which package fmt does, may be anything.
func WritesLogLine(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() == "fmt" {
		return false
	}
	return EffectOf(fn).Has(Logs)
}

// MakesPlainError reports whether fn makes an error whose text is for who
// reads errors and logs: those of gRPC and of web frameworks go to clients.
func MakesPlainError(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	path, _, _ := ID(fn)
	return errorPackages[withoutMajor(path)] && EffectOf(fn).Has(MakesError|Derives)
}

// errorPackages are the packages that make errors and nothing else.
var errorPackages = map[string]bool{
	"fmt":                              true, // Errorf; what else it makes is a text
	"errors":                           true,
	"github.com/pkg/errors":            true,
	"github.com/cockroachdb/errors":    true,
	"golang.org/x/xerrors":             true,
	"github.com/juju/errors":           true,
	"github.com/samber/oops":           true,
	"github.com/gogf/gf/errors/gerror": true,
	"go.uber.org/multierr":             true,
}
