package cozemodel

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// An Outcome says what an event or a status tells about the chat or the
// workflow run.
type Outcome int

const (
	// Progress: nothing is decided yet.
	Progress Outcome = iota
	// Success: it ended well.
	Success
	// Closed: the stream ends, whatever became of the chat.
	Closed
	// Waiting: the caller has to act before it goes on.
	Waiting
	// Failure: it failed, and this is the only word of it.
	Failure
	// Aborted: the stream itself broke off; a failed chat does not say so.
	Aborted
	// Canceled: somebody ended it.
	Canceled
)

// A Member is one value that an event type or a status has on the wire.
type Member struct {
	Value    string // on the wire
	Constant string // that of the SDK, "" if it has none
	Outcome  Outcome
}

// Failure reports whether the member says that something went wrong: the
// chat failed, or the stream did.
func (m Member) Failure() bool { return m.Outcome == Failure || m.Outcome == Aborted }

// A Domain is an event type or a status of the Open API.
type Domain struct {
	Type    string // the type of the SDK, "" if it has none
	Title   string // for messages: "chat event"
	Status  bool   // a status that is polled, not an event of a stream
	Members []Member
}

// Member returns the member of the domain with the given value.
func (d *Domain) Member(value string) (Member, bool) {
	i := slices.IndexFunc(d.Members, func(m Member) bool { return m.Value == value })
	if i < 0 {
		return Member{}, false
	}
	return d.Members[i], true
}

// The domains. Their values are those of the official API pages and of the
// SDK (chats.go, workflows_runs.go, workflows_runs_histories.go, error.go,
// websocket_event_type.go).
var (
	ChatEvents = &Domain{
		Type:  "ChatEventType",
		Title: "chat event",
		Members: []Member{
			{"conversation.chat.created", "ChatEventConversationChatCreated", Progress},
			{"conversation.chat.in_progress", "ChatEventConversationChatInProgress", Progress},
			{"conversation.message.delta", "ChatEventConversationMessageDelta", Progress},
			{"conversation.message.completed", "ChatEventConversationMessageCompleted", Progress},
			{"conversation.audio.delta", "ChatEventConversationAudioDelta", Progress},
			{"conversation.chat.completed", "ChatEventConversationChatCompleted", Success},
			{"conversation.chat.failed", "ChatEventConversationChatFailed", Failure},
			{"conversation.chat.requires_action", "ChatEventConversationChatRequiresAction", Waiting},
			// The SDK's Recv returns it as an error.
			{"error", "ChatEventError", Aborted},
			{"done", "ChatEventDone", Closed},
		},
	}
	ChatEventsV2 = &Domain{
		Title: "v2 chat event",
		Members: []Member{
			{"message", "", Progress},
			{"done", "", Success},
			{"error", "", Failure},
		},
	}
	ChatStatuses = &Domain{
		Type:   "ChatStatus",
		Title:  "chat status",
		Status: true,
		Members: []Member{
			{"created", "ChatStatusCreated", Progress},
			{"in_progress", "ChatStatusInProgress", Progress},
			{"completed", "ChatStatusCompleted", Success},
			{"failed", "ChatStatusFailed", Failure},
			{"requires_action", "ChatStatusRequiresAction", Waiting},
			{"canceled", "ChatStatusCancelled", Canceled},
		},
	}
	WorkflowEvents = &Domain{
		Type:  "WorkflowEventType",
		Title: "workflow event",
		Members: []Member{
			{"Message", "WorkflowEventTypeMessage", Progress},
			{"Done", "WorkflowEventTypeDone", Success},
			{"Error", "WorkflowEventTypeError", Failure},
			{"Interrupt", "WorkflowEventTypeInterrupt", Waiting},
			{"PING", "WorkflowEventTypePing", Progress},
			{"unknown", "WorkflowEventTypeUnknown", Progress},
		},
	}
	WorkflowStatuses = &Domain{
		Type:   "WorkflowExecuteStatus",
		Title:  "workflow status",
		Status: true,
		Members: []Member{
			{"Running", "WorkflowExecuteStatusRunning", Progress},
			{"Success", "WorkflowExecuteStatusSuccess", Success},
			{"Fail", "WorkflowExecuteStatusFail", Failure},
		},
	}
	AuthErrors = &Domain{
		Type:   "AuthErrorCode",
		Title:  "auth error code",
		Status: true,
		Members: []Member{
			{"authorization_pending", "AuthorizationPending", Progress},
			{"slow_down", "SlowDown", Progress},
			{"access_denied", "AccessDenied", Failure},
			{"expired_token", "ExpiredToken", Failure},
			// Documented on the pages of the JWT flow only.
			{"invalid_request", "", Failure},
			{"invalid_client", "", Failure},
			{"unsupported_grant_type", "", Failure},
			{"access_deny", "", Failure},
			{"internal_error", "", Failure},
		},
	}
	WebSocketEvents = &Domain{
		Type:  "WebSocketEventType",
		Title: "websocket event",
		Members: []Member{
			{"error", "WebSocketEventTypeError", Failure},
			{"client_error", "WebSocketEventTypeClientError", Aborted},
			{"closed", "WebSocketEventTypeClosed", Closed},
			{"speech.created", "WebSocketEventTypeSpeechCreated", Progress},
			{"speech.updated", "WebSocketEventTypeSpeechUpdated", Progress},
			{"input_text_buffer.completed", "WebSocketEventTypeInputTextBufferCompleted", Progress},
			{"speech.audio.update", "WebSocketEventTypeSpeechAudioUpdate", Progress},
			{"speech.audio.completed", "WebSocketEventTypeSpeechAudioCompleted", Success},
			{"transcriptions.created", "WebSocketEventTypeTranscriptionsCreated", Progress},
			{"transcriptions.updated", "WebSocketEventTypeTranscriptionsUpdated", Progress},
			{"input_audio_buffer.completed", "WebSocketEventTypeInputAudioBufferCompleted", Progress},
			{"input_audio_buffer.cleared", "WebSocketEventTypeInputAudioBufferCleared", Progress},
			{"input_audio_buffer.speech_started", "WebSocketEventTypeInputAudioBufferSpeechStarted", Progress},
			{"input_audio_buffer.speech_stopped", "WebSocketEventTypeInputAudioBufferSpeechStopped", Progress},
			{"transcriptions.message.update", "WebSocketEventTypeTranscriptionsMessageUpdate", Progress},
			{"transcriptions.message.completed", "WebSocketEventTypeTranscriptionsMessageCompleted", Success},
			{"chat.created", "WebSocketEventTypeChatCreated", Progress},
			{"chat.updated", "WebSocketEventTypeChatUpdated", Progress},
			{"conversation.cleared", "WebSocketEventTypeConversationCleared", Progress},
			{"conversation.chat.created", "WebSocketEventTypeConversationChatCreated", Progress},
			{"conversation.chat.in_progress", "WebSocketEventTypeConversationChatInProgress", Progress},
			{"conversation.message.delta", "WebSocketEventTypeConversationMessageDelta", Progress},
			{"conversation.audio.sentence_start", "WebSocketEventTypeConversationAudioSentenceStart", Progress},
			{"conversation.audio.delta", "WebSocketEventTypeConversationAudioDelta", Progress},
			{"conversation.message.completed", "WebSocketEventTypeConversationMessageCompleted", Progress},
			{"conversation.audio.completed", "WebSocketEventTypeConversationAudioCompleted", Progress},
			{"conversation.audio_transcript.update", "WebSocketEventTypeConversationAudioTranscriptUpdate", Progress},
			{"conversation.audio_transcript.completed", "WebSocketEventTypeConversationAudioTranscriptCompleted", Progress},
			{"conversation.chat.completed", "WebSocketEventTypeConversationChatCompleted", Success},
			{"conversation.chat.failed", "WebSocketEventTypeConversationChatFailed", Failure},
			{"conversation.chat.requires_action", "WebSocketEventTypeConversationChatRequiresAction", Waiting},
			// The user spoke while the bot did.
			{"conversation.chat.canceled", "WebSocketEventTypeConversationChatCanceled", Canceled},
		},
	}
)

// Domains are all domains. Of those that share a value, the more common one
// comes first.
var Domains = []*Domain{ChatEvents, ChatStatuses, WorkflowEvents, WorkflowStatuses, ChatEventsV2, WebSocketEvents, AuthErrors}

// unmistakable reports whether no other API has a wire value like this one.
func unmistakable(value string) bool {
	for _, prefix := range []string{"conversation.chat.", "conversation.message.", "conversation.audio."} {
		if strings.HasPrefix(value, prefix) {
			return true
		}
	}
	return false
}

// Events knows which expressions of a package are event types and statuses
// of the Open API. The passes share it.
type Events struct {
	m        *Model
	compared map[types.Object]*comparisons

	mu      sync.Mutex // guards sources
	sources map[*types.Var]sourceKind
}

// Events returns the events of a relevant package.
func (m *Model) Events() *Events { return m.events() }

// comparisons are the constants that a variable, field or getter is compared
// with anywhere in the package.
type comparisons struct {
	members []string // those that a domain has, each once
	certain bool     // one of them is unmistakably of Coze
	lines   bool     // one of them is a whole line of a stream: "event: done"
}

func (c *comparisons) add(value string, line bool) {
	c.certain = c.certain || unmistakable(value)
	c.lines = c.lines || line
	known := slices.ContainsFunc(Domains, func(d *Domain) bool { _, ok := d.Member(value); return ok })
	if known && !slices.Contains(c.members, value) {
		c.members = append(c.members, value)
	}
}

func newEvents(m *Model) *Events {
	e := &Events{
		m:        m,
		compared: make(map[types.Object]*comparisons),
		sources:  make(map[*types.Var]sourceKind),
	}
	for cur := range m.Inspect.Root().Preorder((*ast.BinaryExpr)(nil), (*ast.SwitchStmt)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				e.compare(n.X, n.Y)
				e.compare(n.Y, n.X)
			}
		case *ast.SwitchStmt:
			for _, stmt := range n.Body.List {
				for _, value := range stmt.(*ast.CaseClause).List {
					e.compare(n.Tag, value)
				}
			}
		}
	}
	return e
}

func (e *Events) compare(expr, with ast.Expr) {
	value, ok := e.Wire(with)
	if !ok || expr == nil {
		return
	}
	obj := e.object(expr)
	if obj == nil {
		return
	}
	if e.compared[obj] == nil {
		e.compared[obj] = new(comparisons)
	}
	e.compared[obj].add(value, e.isLine(with))
}

// isLine reports whether a string constant is a line of a stream that names an
// event.
func (e *Events) isLine(expr ast.Expr) bool {
	text, ok := e.text(expr)
	value, _ := e.Wire(expr)
	return ok && text != value
}

// Wire returns the value of a string constant. That of a line which names an
// event, "event: done", is the event.
func (e *Events) Wire(expr ast.Expr) (string, bool) {
	text, ok := e.text(expr)
	if name, isLine := strings.CutPrefix(text, eventField); isLine && strings.TrimSpace(name) != "" {
		return strings.TrimSpace(name), true
	}
	return text, ok
}

func (e *Events) text(expr ast.Expr) (string, bool) {
	if expr == nil {
		return "", false
	}
	value := e.m.Pass.TypesInfo.Types[expr].Value
	if value == nil || value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(value), true
}

// object returns the variable, field or getter that expr reads, behind
// conversions and strings.TrimSpace and its kin.
func (e *Events) object(expr ast.Expr) types.Object {
	expr = e.bare(expr)
	if call, ok := expr.(*ast.CallExpr); ok {
		if fn := e.m.Callee(call); fn != nil && len(call.Args) == 0 {
			return fn
		}
		return nil
	}
	if v := Variable(e.m.Pass.TypesInfo, expr); v != nil {
		return v
	}
	return nil
}

// bare strips expr of parentheses, conversions, String methods and calls
// that only tidy a text up.
func (e *Events) bare(expr ast.Expr) ast.Expr {
	for {
		expr = ast.Unparen(expr)
		if assert, ok := expr.(*ast.TypeAssertExpr); ok && assert.Type != nil {
			expr = assert.X
			continue
		}
		call, ok := expr.(*ast.CallExpr)
		if !ok {
			return expr
		}
		fn := e.m.Callee(call)
		sel, isMethod := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		switch tv := e.m.Pass.TypesInfo.Types[call.Fun]; {
		case tv.IsType() && len(call.Args) == 1:
			expr = call.Args[0]
		case fn == nil:
			return expr
		case fn.Pkg() != nil && fn.Pkg().Path() == "strings" && len(call.Args) > 0 && (strings.HasPrefix(fn.Name(), "Trim") || strings.HasPrefix(fn.Name(), "To")):
			expr = call.Args[0]
		case fn.Name() == "String" && len(call.Args) == 0 && isMethod && gotypes.IsString(e.m.Pass.TypesInfo.TypeOf(sel.X)):
			expr = sel.X
		default:
			return expr
		}
	}
}

// Domain reports whether expr is an event type or a status of the Open API,
// and which. It is one if it has a type of the SDK; or if the constants that
// it is compared with, anywhere in the package or by the expressions against,
// are unmistakably those of Coze; or if it was read from the `event` or
// `status` of a value that comes from Coze, and the constants fit.
func (e *Events) Domain(expr ast.Expr, against ...ast.Expr) (*Domain, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if expr == nil {
		return nil, false
	}
	if _, isConstant := e.Wire(expr); isConstant {
		return nil, false
	}
	expr = e.bare(expr)
	if name := e.m.SDKTypeName(e.m.Pass.TypesInfo.TypeOf(expr)); name != "" {
		i := slices.IndexFunc(Domains, func(d *Domain) bool { return d.Type == name })
		if i < 0 {
			return nil, false
		}
		return Domains[i], true
	}
	if t := e.m.Pass.TypesInfo.TypeOf(expr); t == nil || !gotypes.IsString(t) && !types.IsInterface(t) {
		return nil, false
	}
	var with comparisons
	for _, a := range against {
		if value, ok := e.Wire(a); ok {
			with.add(value, e.isLine(a))
		}
	}
	here := slices.Clone(with.members)
	if seen := e.compared[e.object(expr)]; seen != nil {
		with.certain = with.certain || seen.certain
		for _, value := range seen.members {
			with.add(value, seen.lines)
		}
	}
	kind := e.source(expr, 0)
	if kind == noSource && with.lines && e.m.FromCoze(expr) {
		kind = eventSource
	}
	if !with.certain && kind == noSource {
		return nil, false
	}
	if sel, ok := expr.(*ast.SelectorExpr); ok && kind == eventSource && e.m.IsEventV2(e.m.Pass.TypesInfo.TypeOf(sel.X)) {
		return ChatEventsV2, true
	}
	best, ok := bestDomain(with.members, kind)
	if ok && !best.hasAll(here) {
		// Streams of several domains have one type of events.
		if narrower, found := bestDomain(here, kind); found && narrower.hasAll(here) {
			best = narrower
		}
	}
	return best, ok
}

// hasAll reports whether all of the values are members of the domain.
func (d *Domain) hasAll(values []string) bool {
	return !slices.ContainsFunc(values, func(value string) bool { _, ok := d.Member(value); return !ok })
}

// IsEventV2 reports whether a type has the keys of an event of the v2 chat,
// which holds its name, its message and its failure side by side.
func (m *Model) IsEventV2(t types.Type) bool {
	s := gotypes.Struct(t)
	if s == nil {
		return false
	}
	keys := make(map[string]bool)
	for _, f := range m.WireFields(s) {
		keys[f.Name] = true
	}
	return keys["event"] && keys["message"] && (keys["error_information"] || keys["is_finish"])
}

// bestDomain returns the domain that has the most of the values.
func bestDomain(values []string, kind sourceKind) (*Domain, bool) {
	var best *Domain
	most := 0
	for _, d := range Domains {
		if kind == statusSource && !d.Status || kind == eventSource && d.Status {
			continue
		}
		n := 0
		for _, value := range values {
			if _, ok := d.Member(value); ok {
				n++
			}
		}
		if n > most {
			best, most = d, n
		}
	}
	return best, best != nil
}

type sourceKind int

const (
	noSource sourceKind = iota
	eventSource
	statusSource
)

// sourceKeys are the keys of events and statuses on the wire.
var sourceKeys = map[string]sourceKind{
	"event":          eventSource,
	"event_type":     eventSource,
	"status":         statusSource,
	"execute_status": statusSource,
}

// source reports whether expr was read from the event or status of a value
// that comes from Coze.
func (e *Events) source(expr ast.Expr, hops int) sourceKind {
	if hops > maxHops {
		return noSource
	}
	if e.eventLine(expr) {
		return eventSource
	}
	info := e.m.Pass.TypesInfo
	switch x := e.bare(expr).(type) {
	case *ast.IndexExpr:
		if key, ok := e.Wire(x.Index); ok && e.m.DecodedMap(x.X) {
			return sourceKeys[key]
		}
	case *ast.CallExpr:
		return e.getterSource(x, hops)
	case *ast.Ident, *ast.SelectorExpr:
		v := Variable(info, x)
		if v == nil {
			return noSource
		}
		if sel, ok := x.(*ast.SelectorExpr); ok && v.IsField() {
			return e.fieldSource(sel, v)
		}
		return e.variableSource(v, hops)
	}
	return noSource
}

// eventField is the field of a server-sent event that names its type.
const eventField = "event:"

// eventLine reports whether expr is what follows "event:" in a line that
// comes from Coze: strings.TrimPrefix(line, "event:"), line[6:].
func (e *Events) eventLine(expr ast.Expr) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		fn := e.m.Callee(x)
		if len(x.Args) == 0 || fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "strings" && fn.Pkg().Path() != "bytes" {
			return len(x.Args) == 1 && e.m.Pass.TypesInfo.Types[x.Fun].IsType() && e.eventLine(x.Args[0])
		}
		if len(x.Args) == 2 {
			if text, ok := e.Wire(e.bare(x.Args[1])); ok && strings.TrimSpace(text) == eventField {
				return e.m.FromCoze(x.Args[0])
			}
		}
		return e.eventLine(x.Args[0])
	case *ast.SliceExpr:
		n, ok := int64(0), false
		if x.Low != nil {
			n, ok = IntValue(e.m.Pass.TypesInfo, x.Low)
		}
		return ok && x.High == nil && (n == int64(len(eventField)) || n == int64(len(eventField))+1) && e.m.FromCoze(x.X)
	}
	return false
}

// getterSource follows a call of the package's own that returns an event or
// status and nothing else.
func (e *Events) getterSource(call *ast.CallExpr, hops int) sourceKind {
	fn := e.m.Callee(call)
	if e.m.Decl(fn) == nil {
		return noSource
	}
	kind := noSource
	for _, ret := range e.m.Returns(fn) {
		if len(ret.Results) == 0 {
			return noSource
		}
		if _, isConstant := e.Wire(ret.Results[0]); isConstant {
			continue
		}
		if kind = e.source(ret.Results[0], hops+1); kind == noSource {
			return noSource
		}
	}
	return kind
}

func (e *Events) variableSource(v *types.Var, hops int) sourceKind {
	if kind, ok := e.sources[v]; ok {
		return kind
	}
	e.sources[v] = noSource // while it is looked for
	kind := noSource
	for _, def := range e.m.Defs(v) {
		if def.Zero {
			continue
		}
		if def.Expr == nil || def.Opaque || def.Element || def.Result > 0 {
			return noSource
		}
		if _, isConstant := e.Wire(def.Expr); isConstant {
			continue
		}
		if kind = e.source(def.Expr, hops+1); kind == noSource {
			return noSource
		}
	}
	e.sources[v] = kind
	return kind
}

// fieldSource judges a field by its key on the wire and by where the value
// that holds it comes from.
func (e *Events) fieldSource(sel *ast.SelectorExpr, field *types.Var) sourceKind {
	holder := e.m.Pass.TypesInfo.TypeOf(sel.X)
	s := gotypes.Struct(holder)
	if s == nil {
		return noSource
	}
	kind := noSource
	for _, f := range e.m.WireFields(s) {
		if f.Var == field.Origin() {
			kind = sourceKeys[strings.ToLower(f.Name)]
		}
	}
	if kind == noSource {
		return noSource
	}
	switch e.m.OwnerOf(sel) {
	case Ours:
		return kind
	case Others:
		return noSource
	}
	if !e.decoded(sel) {
		return noSource
	}
	return kind
}

// decoded reports whether a struct on the way of sel is a value of Coze. The
// program's own jobs and records have a status too: a type of the package
// must be decoded somewhere, or be named for Coze, to count.
func (e *Events) decoded(sel *ast.SelectorExpr) bool {
	fn := e.m.FuncAt(sel.Pos())
	for x := sel.X; ; {
		x = ast.Unparen(x)
		t := e.m.Pass.TypesInfo.TypeOf(x)
		if gotypes.Struct(t) != nil && e.m.Origin(t, fn) && e.read(gotypes.Named(t)) {
			return true
		}
		inner, ok := x.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		x = inner.X
	}
}

func (e *Events) read(named *types.Named) bool {
	if named == nil || named.Obj().Pkg() != e.m.Pass.Pkg {
		return true
	}
	_, decoded := e.m.index.Decoded(named.Origin().Obj())
	return decoded || knowledge.NamesCoze(named.Obj().Name())
}

// An EventTest is a comparison of an event type or status with one of its
// members.
type EventTest struct {
	Event  ast.Expr
	Domain *Domain
	Member Member
	Equal  bool // ==, not !=
}

// Test reports whether expr compares an event type or status with a member:
// ev.Event == coze.ChatEventConversationChatFailed.
func (e *Events) Test(expr ast.Expr) (EventTest, bool) {
	binary, ok := ast.Unparen(expr).(*ast.BinaryExpr)
	if !ok || binary.Op != token.EQL && binary.Op != token.NEQ {
		return EventTest{}, false
	}
	event, value := binary.X, binary.Y
	wire, ok := e.Wire(value)
	if !ok {
		event, value = binary.Y, binary.X
		if wire, ok = e.Wire(value); !ok {
			return EventTest{}, false
		}
	}
	domain, ok := e.Domain(event, value)
	if !ok {
		return EventTest{}, false
	}
	member, ok := domain.Member(wire)
	return EventTest{event, domain, member, binary.Op == token.EQL}, ok
}
