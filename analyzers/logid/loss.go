package logid

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// A loss is one place where a log ID is lost.
type loss struct {
	check  *checks.Check
	at     ast.Node
	origin *flow.Origin
	what   what
	// condition is where the failure becomes known, if something else takes
	// its place, or nil.
	condition ast.Node
	// left is where the function is left, if the failure vanishes.
	left ast.Node
	// use is the place that tells of the failure without its log ID, if
	// there is one.
	use *flow.Use
	// lifted says that use stands in a function that was only given the decoded
	// reply, and at is the call of it, and converted that it makes an error there.
	lifted, converted bool
}

// what says what becomes of a failure.
type what uint8

const (
	parts     what = iota // its code, message or status is told without the log ID
	replaced              // a fixed text takes its place
	vanishes              // nothing is told of it on a path
	discarded             // nobody takes the error
)

// A finder finds the losses of one package.
type finder struct {
	*checker
	engine *flow.Engine
	found  map[lossKey]bool
	losses []loss
}

// A lossKey is what one finding is about: what is lost on one line is one loss.
type lossKey struct {
	file string
	line int
}

func newFinder(c *checker, engine *flow.Engine) *finder {
	return &finder{checker: c, engine: engine, found: make(map[lossKey]bool)}
}

func (f *finder) find() {
	for _, u := range f.engine.Uses() {
		for _, o := range u.Origins() {
			f.use(u, o)
		}
		if u.Sink == flow.Logged && u.Severe {
			f.ended(u)
		}
	}
	for _, failure := range f.engine.Failures() {
		switch {
		case failure.Origin.Owner != flow.Ours || failure.Origin.AsError:
		case failure.Origin.WithoutID && failure.Kind != flow.ErrorSet:
			if condition := f.engine.Node(failure); condition != nil {
				f.reporter.Quiet(fixedCheck(failure), condition.Pos(), messages.SilentWithout)
			}
		case f.engine.ToldBehind(failure):
			if condition := f.engine.Node(failure); condition != nil {
				f.reporter.Quiet(fixedCheck(failure), condition.Pos(), messages.SilentTold)
			}
		default:
			f.failure(failure)
		}
	}
	for _, d := range f.engine.Drops() {
		if d.Origin.Owner == flow.Ours && d.Node != nil && !f.cancelsChat(d.Node) {
			f.add(loss{check: Vanished, at: d.Node, origin: d.Origin, what: discarded})
		}
	}
	f.dropLifted()
}

// dropLifted leaves out the calls of functions that are given one reply and get
// another themselves: where they lose the one, they lose the other, and that is
// reported there.
func (f *finder) dropLifted() {
	all := slices.Clone(f.losses)
	f.losses = slices.DeleteFunc(f.losses, func(l loss) bool {
		return l.lifted && slices.ContainsFunc(all, func(other loss) bool {
			return other.use != nil && !other.lifted && l.use.SamePlace(other.use)
		})
	})
}

func (f *finder) add(l loss) {
	position := f.pass.Fset.Position(l.at.Pos())
	key := lossKey{position.Filename, position.Line}
	if !f.found[key] {
		f.found[key] = true
		f.losses = append(f.losses, l)
	}
}

// use judges a place that tells something of the outcome of a request.
func (f *finder) use(u *flow.Use, o *flow.Origin) {
	check := f.checkFor(u, o)
	if reason, silent := f.silence(u, o); silent {
		f.reporter.Quiet(check, u.Pos, reason)
		return
	}
	f.addUse(check, u, o)
}

// checkFor returns the check of a use that loses the log ID.
func (f *finder) checkFor(u *flow.Use, o *flow.Origin) *checks.Check {
	switch {
	case u.Has(o, flow.RecvError):
		return RecvError
	case f.engine.Holds(u, o, flow.ChatFails, flow.EventFails) && !u.TellsCause(o):
		return FailedChat
	case u.Made != nil:
		return ErrorType
	}
	return PartsOnly
}

// silence returns why a use is not reported, if it is not.
func (f *finder) silence(u *flow.Use, o *flow.Origin) (reason messages.Text, silent bool) {
	switch o.Owner {
	case flow.Others:
		return messages.SilentOthers, true
	case flow.Unknown:
		return messages.SilentUnknown, true
	}
	forgets := f.forgets(u, o)
	switch {
	case u.TellsID(o) && !forgets:
		return messages.SilentTellsID, true
	case o.WithoutID && !u.Has(o, flow.Error):
		return messages.SilentWithout, true
	case ambiguous(u, o):
		return messages.SilentAmbiguous, true
	case u.Has(o, flow.RecvError):
		return f.recvSilence(u, o)
	case !forgets && !f.reports(u, o):
		return messages.SilentNoFailure, true
	case o.Logs() && f.engine.Holds(u, o, flow.ErrorSet), f.engine.IDToldBefore(u, o), !forgets && f.engine.Covered(u, o):
		return messages.SilentCovered, true
	case f.engine.ToldAlready(u, o):
		return messages.SilentRepeats, true
	}
	return reason, false
}

// recvSilence is silence for the error of a stream, which is reported where the
// stream is read. Who was given the stream shares it with who gave it.
func (f *finder) recvSilence(u *flow.Use, o *flow.Origin) (reason messages.Text, silent bool) {
	shared := o.HandedIn && (u.Sink == flow.Returned || u.Sink == flow.HandedOn) || u.Sink == flow.Returned && f.engine.SharesStream(u, o)
	switch {
	case shared, u.Sink == flow.MadeError, u.Sink == flow.HandedOn && !u.Unseen, !f.engine.HasStream(u, o):
		return messages.SilentElsewhere, true
	case f.engine.Covered(u, o):
		return messages.SilentCovered, true
	}
	return reason, false
}

// reports reports whether a use tells somebody of a failure of o.
func (f *finder) reports(u *flow.Use, o *flow.Origin) bool {
	e := f.engine
	inBand := e.Holds(u, o, flow.ChatFails, flow.EventFails)
	known := inBand || e.Holds(u, o, flow.CodeFails, flow.HTTPFails) || u.Has(o, flow.Code) && e.Holds(u, o, flow.ErrorSet)
	switch {
	case u.Has(o, flow.Error, flow.Told):
		return false // made elsewhere, and judged there
	case u.Sink == flow.MadeError && (u.Has(o, flow.LastError, flow.Reason) || u.Has(o, flow.Message) && !e.Holds(u, o, flow.CodeOK)):
		return true // whatever made the program look
	case e.Holds(u, o, flow.ErrorNil) && !inBand && !e.Holds(u, o, flow.CodeFails, flow.HTTPFails):
		return false
	case !sinks(u, o, known):
		return false
	case u.Has(o, flow.LastError, flow.Reason):
		return true
	case e.Holds(u, o, flow.CodeOK) && !inBand && !e.Holds(u, o, flow.HTTPFails):
		return false
	case u.Has(o, flow.Code):
		return known || u.Has(o, flow.Message) || u.Sink != flow.Logged
	case !known:
		return u.Severe && u.Has(o, flow.Reply, flow.Data) && !o.HasDetail()
	case u.TellsCause(o):
		return true
	case u.TellsStatus(o):
		return inBand
	}
	return u.Has(o, flow.Reply, flow.Data) && u.Sink <= flow.MadeError
}

// sinks reports whether what a use gets reaches a person or a caller: what is
// returned does in a value that stands for an error, and what is handed on if
// it is no more than the parts of a failure that is known.
func sinks(u *flow.Use, o *flow.Origin, known bool) bool {
	switch u.Sink {
	case flow.Returned:
		return o.AsError && u.ReturnsText() || known && u.ErrorLike
	case flow.HandedOn:
		return known && !u.Has(o, flow.Reply, flow.Data, flow.Body, flow.Response)
	}
	return true
}

// ambiguous reports whether what a use tells of o may as well be another
// service's.
func ambiguous(u *flow.Use, o *flow.Origin) bool {
	for _, l := range u.Labels {
		if l.Origin.Owner != flow.Ours && u.Has(o, l.Kind) {
			return true
		}
	}
	return false
}

func (f *finder) addUse(check *checks.Check, u *flow.Use, o *flow.Origin) {
	p, ok := f.engine.PlaceOf(u, o)
	if !ok {
		return
	}
	l := loss{check: check, at: f.statement(p.Node), origin: o, use: u, lifted: p.Lifted, converted: p.Lifted && u.Sink == flow.MadeError}
	if p.Lifted && check == ErrorType {
		l.check = PartsOnly
	}
	f.add(l)
}

// statement returns the statement around an expression, in the function that it
// stands in.
func (f *finder) statement(n ast.Node) ast.Node {
	cur, ok := f.model.Cursor(n)
	for ok {
		switch s := cur.Node().(type) {
		case *ast.BlockStmt, *ast.IfStmt, *ast.ForStmt, *ast.SwitchStmt, *ast.CaseClause, *ast.FuncLit, *ast.File, *ast.RangeStmt, *ast.SelectStmt:
			return n
		case ast.Stmt:
			return s
		}
		cur = cur.Parent()
	}
	return n
}

// ended judges an error that is logged where a chat is known to have ended, and
// not to be completed.
func (f *finder) ended(u *flow.Use) {
	for _, o := range f.engine.FinishedAt(u) {
		if o.Owner == flow.Ours && !o.WithoutID && !u.Has(o, flow.LogID, flow.Response, flow.Reply, flow.Body, flow.LastError, flow.Reason) && !f.engine.Covered(u, o) {
			f.addUse(FailedChat, u, o)
			return
		}
	}
}

// failure judges a place where a failure becomes known that some path behind
// it does not tell of.
func (f *finder) failure(failure *flow.Failure) {
	condition := f.engine.Node(failure)
	lost := loss{check: Vanished, at: condition, origin: failure.Origin, what: vanishes, condition: condition}
	gone := false
	for _, end := range f.engine.Ends(failure) {
		switch end.Kind {
		case flow.FailsOtherwise:
			continue
		case flow.Fails, flow.Says, flow.Stops:
			if end.ByUser {
				continue
			}
			if end.Inside && end.Node != nil {
				f.add(loss{check: fixedCheck(failure), at: f.statement(end.Node), origin: failure.Origin, what: replaced, condition: condition})
				continue
			}
		}
		if !end.Answered {
			gone, lost.left = true, end.Node
		}
	}
	// Who looks for a kind of error in another asks a question.
	if _, compared := condition.(*ast.BinaryExpr); gone && compared && failure.Kind == flow.ErrorSet && !f.engine.Stays(failure) {
		f.add(lost)
	}
}

// fixedCheck returns the check of a fixed text in the place of a failure.
func fixedCheck(failure *flow.Failure) *checks.Check {
	if failure.Kind == flow.ChatFails || failure.Kind == flow.EventFails {
		return FailedChat
	}
	return Vanished
}

// cancelsChat reports whether a call cancels a chat, which is done for good
// measure: that a chat which is over cannot be cancelled (4104) is no failure.
func (f *finder) cancelsChat(n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	recv, name, ok := f.model.SDKCallee(call)
	return ok && recv == "chat" && name == "Cancel"
}

// forgets reports whether a use makes an error whose text leaves out what leads
// to the log ID: the body that it holds, or the reply that it was decoded from.
func (f *finder) forgets(u *flow.Use, o *flow.Origin) bool {
	if u.Sink != flow.MadeError || u.Made == nil || len(u.Labels) == 0 || u.Has(o, flow.LogID) {
		return false
	}
	named := gotypes.Named(u.Made)
	if named == nil || f.model.IsSDKObject(named.Obj()) {
		return false
	}
	if named.Obj().Pkg() != f.pass.Pkg && u.Has(o, flow.Error) {
		return false // another package made it of an error, and knows how
	}
	text := f.errorText(named)
	if !text.known || text.whole || f.tellsNoFailure(u, o) {
		return false
	}
	for field := range text.fields {
		if knowledge.NamesLogID(field) || field == "Detail" {
			return false
		}
	}
	return !f.engine.PrintsID(u, o, text.fields)
}

// tellsNoFailure reports whether all that a use has of a reply are parts that say
// nothing of a failure, where none is known: an interrupt that waits for the user.
func (f *finder) tellsNoFailure(u *flow.Use, o *flow.Origin) bool {
	// A part of what another package decoded may be taken for one of the body, too.
	onlyParts := u.Has(o, flow.Part) && !slices.ContainsFunc(u.Labels, func(l flow.Label) bool {
		return l.Origin == o && l.Kind != flow.Part && l.Kind != flow.Line
	})
	return onlyParts && !f.engine.Holds(u, o, flow.ChatFails, flow.EventFails, flow.CodeFails, flow.HTTPFails, flow.ErrorSet)
}

// line returns the line of a position.
func (c *checker) line(pos token.Pos) int { return c.pass.Fset.Position(pos).Line }
