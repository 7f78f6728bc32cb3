package autosave

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/interp"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// A judge decides on the requests that the walker sees, and holds what it
// knows of the package. It says what is looked for: it is the walker's hooks.
type judge struct {
	model      *cozemodel.Model
	walker     *interp.Walker
	reporter   *report.Reporter
	scope      *scope
	functions  map[*types.Func]endpoint
	clients    map[client]bool
	everything *endpoint // what the package mentions
	given      map[*types.Func]map[types.Object]given
}

// raw judges a request that is not sent by the SDK. texts are what the call
// that sends it is given beside the request. Of a choice, those are left out
// that go elsewhere; the others must be wrong all alike.
func (j *judge) raw(v interp.Value, at ast.Expr, how handed, texts []interp.Value) {
	requests, ok := j.requestsOf(v)
	if !ok {
		return
	}
	to := make(map[*request]destination)
	requests = slices.DeleteFunc(requests, func(r *request) bool {
		d, decided := j.addressee(texts, r.option)
		if !decided {
			d = j.destination()
		}
		to[r] = d
		return d == elsewhere
	})
	if len(requests) == 0 {
		return
	}
	for _, verdict := range []func(*request, destination, handed) bool{rejectedAt, unsaidAt} {
		if !all(requests, func(r *request) bool { return verdict(r, to[r], how) }) {
			continue
		}
		for _, r := range requests {
			if r.rejected() {
				j.reportRejected(r, at)
			} else {
				j.reportUnsaid(r, at)
			}
		}
	}
}

func all(requests []*request, ok func(*request) bool) bool {
	for _, r := range requests {
		if !ok(r) {
			return false
		}
	}
	return true
}

// requestsOf returns the requests that v can be. ok is false if one of them
// cannot be read.
func (j *judge) requestsOf(v interp.Value) (requests []*request, ok bool) {
	for _, o := range interp.Options(v) {
		r, ok := j.requestOf(o.Value)
		if !ok {
			return nil, false
		}
		r.option = o
		requests = append(requests, r)
	}
	return requests, len(requests) > 0
}

// rejectedAt reports whether the server answers r with 4007. Where r goes is
// not always seen; a literal with both values speaks for itself.
func rejectedAt(r *request, to destination, how handed) bool {
	if !r.rejected() || to == elsewhere {
		return false
	}
	if r.literal() {
		return how == encoded || !r.sdk
	}
	if how != encoded {
		return false
	}
	switch to {
	case here:
		return r.stream.set || r.chatShaped()
	case inPackage:
		// Without a word about stream it may be something else.
		return r.chatShaped() && (r.stream.set || r.stream.field != nil)
	}
	return false
}

// unsaidAt reports whether r says that it is not streamed, and nothing about
// the history.
func unsaidAt(r *request, to destination, how handed) bool {
	stream, save := r.stream, r.save
	switch {
	case how != encoded || !r.chatShaped():
		return false
	case stream.wire != sentFalse || !stream.set || stream.entry.Passed != nil:
		return false
	case save.wire != left || save.set:
		return false
	case r.untyped:
		return to == here
	}
	return save.field != nil && (to == here || to == inPackage)
}

func (j *judge) reportRejected(r *request, at ast.Expr) {
	stream := messages.StreamFalse
	if r.stream.wire == left {
		stream = messages.StreamAbsent
	}
	save := messages.SaveFalse.With()
	if !r.save.set {
		save = messages.SaveUnset.With(r.save.field.Name())
	}
	node := r.place(r.save)
	text := messages.RequestRejected
	if passed := r.passed(); passed != nil {
		node, text = passed, messages.ArgumentRejects
	}
	var fixes []analysis.SuggestedFix
	if j.onlyHere(node) {
		fixes = setTrue(j, r)
	}
	j.report(Rejected, node, j.reporter.Say(text, save, stream), at, fixes)
}

func (j *judge) reportUnsaid(r *request, at ast.Expr) {
	node := r.place(r.stream)
	if r.stream.entry.Lit != nil && r.stream.entry.Chain == nil {
		node = r.made // where the field is missing
	}
	var fixes []analysis.SuggestedFix
	if j.onlyHere(node) {
		fixes = addTrue(j, r)
	}
	j.report(Unsaid, node, j.reporter.Say(messages.HistoryUnsaid), at, fixes)
}

// onlyHere reports whether what stands at node serves the request that was
// found alone: a helper may make other callers' requests too, which a fix
// must not change.
func (j *judge) onlyHere(node ast.Node) bool {
	if node == nil {
		return false
	}
	fn := j.model.FuncAt(node.Pos())
	if fn == j.walker.Frames()[0].Fn {
		return true
	}
	return fn != nil && !fn.Exported() && len(j.model.Callers(fn)) == 1
}

// place returns what to report: the field or assignment that decides, the
// call of a builder that makes it, or what makes the request.
func (r *request) place(s setting) ast.Node {
	switch {
	case s.entry.Chain != nil:
		return s.entry.Chain
	case s.entry.Node == nil:
		return r.made
	}
	return s.entry.Node
}

// passed returns the argument of a caller that decides, if one does.
func (r *request) passed() ast.Expr {
	if r.save.entry.Passed != nil {
		return r.save.entry.Passed
	}
	return r.stream.entry.Passed
}

// overwritten judges a call of a method of the SDK's chat, which overwrites the
// request that it is given.
func (j *judge) overwritten(c *interp.Call) {
	method := c.Fn.Name()
	if len(c.Expr.Args) < 2 || !slices.Contains([]string{"Create", "CreateAndPoll", "Stream"}, method) {
		return
	}
	requests, ok := j.requestsOf(c.Args[1])
	if !ok || !all(requests, func(r *request) bool { settings, _ := dead(r, method); return len(settings) > 0 }) {
		return
	}
	for _, r := range requests {
		settings, effects := dead(r, method)
		node := r.place(settings[0])
		if passed := settings[0].entry.Passed; passed != nil {
			node = passed
		}
		var fixes []analysis.SuggestedFix
		if j.onlyHere(node) {
			fixes = drop(j, settings)
		}
		j.report(Overwritten, node, j.reporter.Say(messages.Sentence, messages.Join(effects, messages.Semicolon)), c.Expr.Fun, fixes)
	}
}

// dead returns the settings that method overwrites with the opposite, and what
// becomes of each.
func dead(r *request, method string) (settings []setting, effects []messages.Message) {
	add := func(s setting, wire wireValue, effect messages.Message) {
		if s.set && s.wire == wire {
			settings, effects = append(settings, s), append(effects, effect)
		}
	}
	if method == "Stream" {
		add(r.stream, sentFalse, messages.StreamOverwritten.With())
	} else {
		add(r.save, sentFalse, messages.SaveOverwritten.With(method))
		add(r.stream, sentTrue, messages.NotStreamed.With(method))
	}
	return settings, effects
}

// report reports what is wrong with a request at node; at is where it is
// handed over. Tests send such requests to see what happens.
func (j *judge) report(check *checks.Check, node ast.Node, message string, at ast.Expr, fixes []analysis.SuggestedFix) {
	if node == nil || !node.Pos().IsValid() || j.model.TestFile(node.Pos()) || at != nil && j.model.TestFile(at.Pos()) {
		return
	}
	var related []analysis.RelatedInformation
	if at != nil && j.line(at.Pos()) != j.line(node.Pos()) {
		related = []analysis.RelatedInformation{{Pos: at.Pos(), End: at.End(), Message: j.reporter.Say(messages.SentHere)}}
	}
	j.reporter.Report(report.Finding{Check: check, Range: node, Message: message, Related: related, Fixes: fixes})
}

func (j *judge) line(pos token.Pos) int { return j.model.Pass.Fset.Position(pos).Line }
