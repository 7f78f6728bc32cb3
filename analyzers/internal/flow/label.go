package flow

import (
	"go/types"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A Kind says what of a request's outcome a value is.
type Kind uint8

const (
	// Response is an HTTP response, or a reply of the SDK: the log ID can be
	// had of it.
	Response Kind = iota
	// Header is the header of a response.
	Header
	// Body is the whole text of a response.
	Body
	// Line is a part of its text: a line of a stream, the data of an event.
	Line
	// Reply is what was decoded: an envelope, an event, a reply of the SDK.
	Reply
	// Data is what was decoded from a line of a stream, which has no log ID.
	Data
	// Part is a part of a reply that tells no failure.
	Part
	// Detail is the detail of a reply, which has the log ID.
	Detail
	// LastError is the last_error of a chat, or what an error event says.
	LastError
	// Code is the code of a reply, an error or an event.
	Code
	// Message is the message beside it.
	Message
	// Reason is the message of an error or a last_error: what failed is
	// certain.
	Reason
	// Status is the status of a chat or a workflow run.
	Status
	// HTTPStatus is the status of the response.
	HTTPStatus
	// Event is the name of an event.
	Event
	// LogID is the log ID.
	LogID
	// Error is an error that carries the log ID if there is one.
	Error
	// Told is an error or a text that tells of the failure without it.
	Told
	// RecvError is the error of a stream's Recv, which has none.
	RecvError
	// Stream is an open stream or pager of the SDK.
	Stream
)

var kindNames = [...]string{
	"Response", "Header", "Body", "Line", "Reply", "Data", "Part", "Detail", "LastError", "Code", "Message", "Reason",
	"Status", "HTTPStatus", "Event", "LogID", "Error", "Told", "RecvError", "Stream",
}

// Kinds returns the names of all kinds, in the order of their values.
func Kinds() []string { return kindNames[:] }

func (k Kind) String() string { return kindNames[k] }

// isError reports whether a value of the kind is an error, or the text of one.
func (k Kind) isError() bool { return k == Error || k == Told || k == RecvError }

// A Label says what a value is, and of which request.
type Label struct {
	Kind   Kind
	Origin *Origin
}

// of returns the label of another kind and the same origin.
func (l Label) of(kind Kind) Label { return Label{kind, l.Origin} }

// A part of a value is named by a key: that of a JSON object where a field has
// one, else the name of the field behind a dot; an embedded field stands
// behind a caret. The elements of a container are one part.
const (
	elements  = "*"
	goName    = "."
	embedding = "^"
)

// part returns the label of a part of a value with label l. t is the type of
// the value, and ft that of the part, if they are known.
func part(l Label, key string, t, ft types.Type) (Label, bool) {
	if strings.HasPrefix(key, embedding) {
		return l, true
	}
	name := strings.ToLower(strings.TrimPrefix(key, goName))
	switch l.Kind {
	case Reply, Data, Part:
		return l.of(partOfReply(l, name, t, ft)), true
	case LastError:
		return l.of(partOfFailure(name, LastError)), true
	case Error:
		return l.of(partOfFailure(name, Error)), true
	case Told, RecvError:
		if partOfFailure(name, l.Kind) == Code {
			return l.of(Code), true
		}
		return l, true
	case Stream, Code, Message, Reason, Event, Status, LogID:
		return l, true
	case Detail:
		return l.of(LogID), true
	case Response:
		if t == nil || knowledge.IsResponse(t) {
			return partOfResponse(l, name)
		}
		return Label{}, false
	case Header:
		if key == elements || knowledge.IsLogIDKey(key) {
			return l.of(LogID), true
		}
	case Body, Line:
		return l.of(Line), true
	}
	return Label{}, false
}

// partOfReply returns what the part of a decoded reply with the given key is.
func partOfReply(l Label, name string, t, ft types.Type) Kind {
	text := ft == nil || gotypes.IsString(ft) || types.IsInterface(ft)
	switch name {
	case "code", "error_code", "err_code", "errcode", "errorcode":
		if l.Kind != Part || name != "code" || isEnvelope(t) {
			return Code
		}
	case "msg", "message", "error_message", "errmsg", "err_msg", "error_msg", "errormessage":
		if text && (l.Kind != Part || isEnvelope(t) || name == "error_message" || name == "errormessage") {
			return Message
		}
	case "body":
		if text && l.Kind == Reply {
			return Body
		}
	case "detail":
		return Detail
	case "logid", "log_id":
		return LogID
	case "last_error", "lasterror", "error_information":
		return LastError
	case "error":
		if gotypes.Name(t) == "WorkflowEvent" {
			return LastError
		}
	case "data":
		if l.Kind == Data && ft != nil && gotypes.IsString(ft) {
			return Line // of an event that somebody else took apart
		}
		if n := gotypes.Name(ft); n == "Error" || n == "ChatError" { // of an error event of a websocket
			return LastError
		}
	case "status", "execute_status", "executestatus":
		if text {
			return Status
		}
	case "event":
		if text {
			return Event
		}
	case "type", "name":
		if l.Kind == Data && text {
			return Event
		}
	case elements:
		return l.Kind
	}
	return Part
}

// partOfFailure returns what the part of an error or of a last_error is: the
// rest says what the whole does.
func partOfFailure(name string, whole Kind) Kind {
	switch name {
	case "logid", "log_id":
		return LogID
	case "code", "error_code", "errorcode":
		return Code
	case "httpcode":
		return HTTPStatus
	case "msg", "message", "error_message", "errormessage":
		return Reason
	}
	return whole
}

func partOfResponse(l Label, name string) (Label, bool) {
	switch name {
	case "header":
		return l.of(Header), true
	case "statuscode", "status":
		return l.of(HTTPStatus), true
	case "body":
		return l.of(Body), true
	case "rawresponse", "response":
		return l, true
	}
	return Label{}, false
}

// isAggregate reports whether a value of type t is its parts, and not a
// reference to them.
func isAggregate(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}
