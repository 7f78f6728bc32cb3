package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/paths"
)

// A loss is a place where the log ID of a failure is lost.
type loss struct {
	failure *failure
	what    part // what is reported instead
	fixed   bool // a fixed text is
	vanish  bool // nothing is

	// Of an error that vanishes: where it is overwritten, or the function is
	// left, on one of the paths.
	overwritten, left ast.Node

	// also are the places behind it, or before, that leave the log ID out too.
	also []ast.Node
}

// An end says how the paths of a failure end, as a set.
type end int

const (
	kept      end = 1 << iota // the log ID is passed on
	lost                      // a place was found where it is lost
	vanished                  // the function is left and nothing was said
	repeated                  // the call that failed is made once more
	forgotten                 // the error is overwritten
)

// A walk follows one failure along all paths.
type walk struct {
	c     *checker
	f     *function
	fail  *failure
	seen  map[step]bool
	ends  end
	found []ast.Node
	what  map[ast.Node]loss

	touched map[*types.Var]bool // variables assigned on the way

	overwritten, left ast.Node // where the first such paths end
}

// A step is a place on a path and what is known there.
type step struct {
	block    *cfg.Block
	lost     ast.Node // where the log ID was lost so far, if it was
	known    bool     // a condition told the failure from success
	replaced bool     // the variable of the error holds another value
	answered bool     // its code was found to be one that is expected
	refused  bool     // its code was found to be one of OAuth: what the user did
	handed   bool     // it was handed to a function that may or may not report it

	// round is the loop that began another round since the log ID was lost:
	// what is passed on in it is about another event.
	round paths.Region

	// region is where only the failure leads, once a condition told it.
	region paths.Region
}

func (s step) inRegion(pos token.Pos) bool { return s.region.Contains(pos) }

// The steps of all walks of a function are bounded by its size, so that long
// functions take time in proportion: functions that people write stay far
// below freeSteps.
const (
	freeSteps     = 20_000
	stepsPerBlock = 8
)

// follow follows each start of f along its paths and records the losses.
func (c *checker) follow(f *function, starts []start) {
	if len(starts) == 0 {
		return
	}
	budget := freeSteps + stepsPerBlock*len(f.flow.Blocks)
	for _, s := range starts {
		if budget <= 0 {
			return
		}
		if c.silent(f, s.failure) {
			continue
		}
		w := &walk{c: c, f: f, fail: s.failure, seen: make(map[step]bool), what: make(map[ast.Node]loss), touched: make(map[*types.Var]bool)}
		if s.failure.call != nil && s.failure.err == nil {
			w.discard()
		} else {
			w.run(s, &budget)
		}
		w.conclude()
	}
}

// silent reports whether the log ID was passed on before the failure became
// known, or is in a deferred function.
func (c *checker) silent(f *function, fail *failure) bool {
	for _, d := range f.flow.Defers {
		if c.keeps(f, d, &failure{kind: fail.kind, err: fail.err, origins: fail.origins}) {
			return true
		}
	}
	return fail.known() != nil && c.keptBefore(f, fail)
}

// keptBefore reports whether a statement on the way to the failure already
// passes on the log ID: it logs it, or puts it into a logger or context.
// Reading it into a variable is not enough.
func (c *checker) keptBefore(f *function, fail *failure) bool {
	if f.keepers == nil {
		f.keepers = c.findKeepers(f)
	}
	pos := fail.known().Pos()
	return slices.ContainsFunc(f.keepers, func(stmt ast.Stmt) bool {
		return stmt.End() <= pos && pos < f.flow.ListEnd(stmt) && (c.namesBefore(stmt, fail) || c.logsReply(f, stmt, fail))
	})
}

// namesBefore reports whether a statement passes on the log ID of fail. One
// that assigns what a call returns does if the call is given the ID, or passes
// it on itself: a reply that holds the ID is only read.
func (c *checker) namesBefore(stmt ast.Stmt, fail *failure) bool {
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok {
		return c.names(stmt, fail)
	}
	return slices.ContainsFunc(assign.Rhs, func(rhs ast.Expr) bool {
		call, ok := unparenCall(rhs)
		if !ok {
			return c.names(rhs, fail)
		}
		return c.bodyKeepsID(call, fail, 0) || slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return c.names(arg, fail) })
	})
}

// findKeepers returns the statements of f that may pass on a log ID before a
// failure is known: they log something, or store it. The result is not nil.
func (c *checker) findKeepers(f *function) []ast.Stmt {
	keepers := make([]ast.Stmt, 0)
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ExprStmt:
			keepers = append(keepers, n)
		case *ast.AssignStmt:
			if c.hands(n) {
				keepers = append(keepers, n)
			}
		}
		return true
	})
	return keepers
}

// logsReply reports whether a statement logs a whole body or response.
func (c *checker) logsReply(f *function, n ast.Stmt, fail *failure) bool {
	stmt, ok := n.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := unparenCall(stmt.X)
	return ok && c.logs(call) && c.keeps(f, n, &failure{kind: replyCode, origins: fail.origins})
}

// names reports whether node passes on the log ID of fail by itself.
func (c *checker) names(node ast.Node, fail *failure) bool {
	if c.debugs(node) {
		return false
	}
	named := false
	c.inspect(node, func(n ast.Node, parents []ast.Node) bool {
		named = named || c.keepsID(n, parents, fail)
		return !named
	})
	return named
}

// hands reports whether an assignment hands the log ID to a function or
// stores it in a struct, rather than reading it into a variable.
func (c *checker) hands(n *ast.AssignStmt) bool {
	for _, lhs := range n.Lhs {
		if sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr); ok && knowledge.NamesLogID(sel.Sel.Name) {
			return true
		}
		if t := c.pass.TypesInfo.TypeOf(lhs); t != nil {
			if b, isBasic := t.Underlying().(*types.Basic); isBasic && b.Info()&types.IsString != 0 {
				return false
			}
		}
	}
	for _, rhs := range n.Rhs {
		if call, ok := unparenCall(rhs); ok && len(call.Args) > 0 {
			return true
		}
	}
	return false
}

func (w *walk) run(s start, budget *int) {
	type item struct {
		step
		index int
	}
	first := item{step{block: s.block, known: w.fail.cond != nil, region: w.fail.region}, s.index}
	work := []item{first}
	for len(work) > 0 && *budget > 0 {
		it := work[len(work)-1]
		work = work[:len(work)-1]
		if it.index == 0 {
			if w.seen[it.step] {
				continue
			}
			w.seen[it.step] = true
		}
		*budget--
		next, ended := w.block(it.step, it.index)
		if ended {
			continue
		}
		ways := w.ways(next)
		// A select without a default leaves a block behind that nothing
		// gets to.
		if len(it.block.Succs) == 0 && it.block.Kind != cfg.KindSelectAfterCase {
			w.leave(next)
		}
		for _, succ := range ways {
			if w.triesAgain(next, succ) {
				w.ends |= kept
				continue
			}
			following := next
			following.block = succ
			if loop := nextRound(next, succ); loop != nil && !w.fail.isError() {
				following.round = paths.Region{Pos: loop.Pos(), End: loop.End()}
			}
			following.known = next.known || w.tells(it.block)
			if cond := paths.Condition(it.block); cond != nil && w.f.flow.IsCondition(cond) {
				outcome := succ == it.block.Succs[0]
				following.answered = next.answered || w.answers(cond, outcome, false)
				following.refused = next.refused || w.answers(cond, outcome, true)
				if next.region == (paths.Region{}) && w.onlyFailure(cond, outcome) {
					following.region = w.f.flow.Region(cond, outcome)
				}
			}
			work = append(work, item{following, 0})
		}
	}
	if *budget <= 0 {
		w.ends = kept // too large to follow: silent
		w.found = nil
	}
}

// triesAgain reports whether a path that so far only logged a fixed text goes
// back to a loop: the next try will tell.
func (w *walk) triesAgain(s step, succ *cfg.Block) bool {
	if s.lost == nil || w.fail.isError() || !w.what[s.lost].fixed {
		return false
	}
	if _, isCall := s.lost.(*ast.ExprStmt); !isCall || w.fail.event {
		return false
	}
	return nextRound(s, succ) != nil
}

// nextRound returns the loop around the place where the log ID was lost if the
// way to succ begins another round of it, or nil.
func nextRound(s step, succ *cfg.Block) ast.Stmt {
	if s.lost == nil || succ.Stmt == nil || s.lost.Pos() < succ.Stmt.Pos() || succ.Stmt.End() < s.lost.End() {
		return nil
	}
	switch succ.Kind {
	case cfg.KindForLoop, cfg.KindForPost, cfg.KindRangeLoop:
		return succ.Stmt
	case cfg.KindForBody:
		if succ.Index <= s.block.Index {
			return succ.Stmt
		}
	}
	return nil
}

// block follows the nodes of one block. ended reports that the path needs no
// following any further.
func (w *walk) block(s step, index int) (next step, ended bool) {
	nodes := s.block.Nodes
	if paths.Condition(s.block) != nil && w.f.flow.IsCondition(nodes[len(nodes)-1]) {
		nodes = nodes[:len(nodes)-1]
	}
	for _, node := range nodes[min(index, len(nodes)):] {
		if s, ended = w.node(s, node); ended {
			return s, true
		}
	}
	return s, false
}

// node follows one statement or expression.
func (w *walk) node(s step, node ast.Node) (next step, ended bool) {
	w.touch(node)
	fail := w.fail
	if s.replaced {
		other := *fail
		other.err = nil
		fail = &other
	}
	if assign, ok := node.(*ast.AssignStmt); ok && w.assigns(assign) && !s.replaced {
		if node == w.fail.def {
			w.ends |= repeated
			return s, true
		}
		if !w.c.keeps(w.f, node, fail) && !w.makesError(assign) {
			if s.lost != nil {
				w.leave(s) // it was reported before it is overwritten
				return s, true
			}
			if !s.known || w.callsOrClears(assign) {
				w.ends |= forgotten
				if w.overwritten == nil {
					w.overwritten = assign
				}
				return s, true
			}
		}
		s.replaced = true
	}
	if !s.round.Contains(node.Pos()) && w.c.keeps(w.f, node, fail) && !w.readsID(node) && !w.takesApart(node) {
		if !w.onlyHands(node) {
			w.ends |= kept
			return s, true
		}
		s.handed = true
		return s, false
	}
	if l, ok := w.c.lossAt(w.f, node, w.fail, s.inRegion(node.Pos())); ok && (!l.fixed || !s.refused) {
		s.lost = w.worst(s.lost, node, l)
	}
	if ret, ok := node.(*ast.ReturnStmt); ok {
		if s.lost == nil && (w.c.ofContext(ret) || w.again(ret) || w.returnsIt(ret, s) || w.returnsOutcome(ret, s)) {
			w.ends |= kept
			return s, true
		}
		w.leave(s)
		return s, true
	}
	return s, false
}

// onlyHands reports whether node hands the error of Recv, which does not carry
// the log ID, to some function without the stream that has it: who reports it
// later on the way still leaves the ID out.
func (w *walk) onlyHands(node ast.Node) bool {
	if w.fail.kind != recvError || w.c.names(node, w.fail) {
		return false
	}
	switch node.(type) {
	case *ast.ReturnStmt, *ast.SendStmt:
		return false
	}
	stream := root(w.c.pass.TypesInfo, receiver(w.fail.call))
	return stream == nil || !w.c.mentionsIn(node, stream)
}

// worst notes that node loses the log ID on a path that lost it at before, if
// anywhere, and returns where that is to be reported: one failure is one
// finding, where most is said of it.
func (w *walk) worst(before, node ast.Node, l loss) ast.Node {
	if before == nil || before == node {
		w.what[node] = l
		return node
	}
	at, other := before, node
	if rank(l) > rank(w.what[before]) {
		at, other = node, before
		w.what[node] = l
	}
	if worst := w.what[at]; !slices.Contains(worst.also, other) {
		worst.also = append(worst.also, other)
		w.what[at] = worst
	}
	return at
}

// readsID reports whether node does nothing but read the log ID into a
// variable, which passes nothing on yet.
func (w *walk) readsID(node ast.Node) bool {
	assign, ok := node.(*ast.AssignStmt)
	return ok && assign.Tok == token.DEFINE && w.c.names(assign, w.fail) && !w.c.hands(assign) && len(assign.Rhs) == 1 && !w.c.makesErrorExpr(assign.Rhs[0])
}

// takesApart reports whether node does nothing but make one local text of
// another, as payload := strings.TrimPrefix(line, "data:") does: what becomes
// of that is to be seen.
func (w *walk) takesApart(node ast.Node) bool {
	assign, ok := node.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 || w.fail.isError() || w.c.names(assign, w.fail) {
		return false
	}
	v := cozemodel.Variable(w.c.pass.TypesInfo, assign.Lhs[0])
	return v != nil && !v.IsField() && v.Parent() != w.c.pass.Pkg.Scope() && rawType(v.Type())
}

// touch records the variables that node assigns.
func (w *walk) touch(node ast.Node) {
	switch n := node.(type) {
	case *ast.AssignStmt:
		for _, lhs := range n.Lhs {
			if v := root(w.c.pass.TypesInfo, lhs); v != nil {
				w.touched[v] = true
			}
		}
	case *ast.IncDecStmt:
		if v := root(w.c.pass.TypesInfo, n.X); v != nil {
			w.touched[v] = true
		}
	}
}

// assigns reports whether n gives the variable of the error a value.
func (w *walk) assigns(n *ast.AssignStmt) bool {
	for _, lhs := range n.Lhs {
		if w.fail.err != nil && cozemodel.Variable(w.c.pass.TypesInfo, lhs) == w.fail.err {
			return true
		}
	}
	return false
}

// callsOrClears reports whether the new value of the error is nil or that of
// another call.
func (w *walk) callsOrClears(n *ast.AssignStmt) bool {
	for _, rhs := range n.Rhs {
		if _, isCall := unparenCall(rhs); !isCall && !w.c.pass.TypesInfo.Types[rhs].IsNil() {
			return false
		}
	}
	return true
}

func (w *walk) makesError(n *ast.AssignStmt) bool {
	for _, rhs := range n.Rhs {
		if w.c.makesErrorExpr(rhs) {
			return true
		}
	}
	return false
}

// returnsIt reports whether a return without operands returns the error in
// a named result.
func (w *walk) returnsIt(ret *ast.ReturnStmt, s step) bool {
	return len(ret.Results) == 0 && !s.replaced && w.fail.err != nil && w.fail.carries() && w.c.namedResults(w.f)[w.fail.err]
}

// returnsOutcome reports whether a return says by itself whether there was an
// error: return err == nil.
func (w *walk) returnsOutcome(ret *ast.ReturnStmt, s step) bool {
	return !s.replaced && w.fail.err != nil && w.c.mentionsIn(ret, w.fail.err)
}

// leave records that a path leaves the function.
func (w *walk) leave(s step) {
	switch {
	case s.lost != nil:
		w.ends |= lost
		w.found = append(w.found, s.lost)
	case w.captured(), s.answered, s.handed:
		w.ends |= kept
	case s.known:
		w.ends |= vanished
		if nodes := s.block.Nodes; w.left == nil && len(nodes) > 0 {
			w.left = nodes[len(nodes)-1]
		}
	default:
		w.ends |= forgotten
	}
}

// captured reports whether the error is a variable of the function around a
// function literal: leaving the literal keeps it.
func (w *walk) captured() bool {
	return w.fail.err != nil && (w.fail.err.Pos() < w.f.node.Pos() || w.f.node.End() <= w.fail.err.Pos())
}

// ways returns where a failure leads from the block of s, which has been
// followed: not to where there is no failure, or only a local one.
func (w *walk) ways(s step) []*cfg.Block {
	succs := s.block.Succs
	cond := paths.Condition(s.block)
	if cond == nil || !w.f.flow.IsCondition(cond) {
		return succs
	}
	switch w.judge(cond) {
	case always:
		return succs[:1]
	case never:
		return succs[1:]
	case nowhere:
		return nil
	}
	if w.stuck(cond) {
		return succs[:1]
	}
	return succs
}

// tells reports whether block ends in a condition on the error itself.
func (w *walk) tells(block *cfg.Block) bool {
	cond := paths.Condition(block)
	return cond != nil && w.f.flow.IsCondition(cond) && w.c.mentionsIn(cond, w.fail.err)
}

// stuck reports whether cond is that of a loop around the failing call and
// cannot have turned out otherwise since: nothing that it reads was assigned
// on the way.
func (w *walk) stuck(cond ast.Expr) bool {
	b, _ := w.f.flow.Branch(cond)
	loop, ok := b.Stmt.(*ast.ForStmt)
	if !ok || w.fail.def == nil || w.fail.def.Pos() < loop.Body.Pos() || loop.Body.End() <= w.fail.def.Pos() {
		return false
	}
	constantSoFar := true
	ast.Inspect(cond, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			constantSoFar = false
		case *ast.Ident:
			v, ok := w.c.pass.TypesInfo.Uses[n].(*types.Var)
			if ok && !v.IsField() && (w.touched[v] || w.assignedBefore(loop, v)) {
				constantSoFar = false
			}
		}
		return constantSoFar
	})
	return constantSoFar
}

// assignedBefore reports whether the body of loop assigns v before the call
// that failed.
func (w *walk) assignedBefore(loop *ast.ForStmt, v *types.Var) bool {
	for _, def := range w.c.model.Defs(v) {
		if loop.Body.Pos() <= def.Pos && def.Pos < w.fail.def.Pos() {
			return true
		}
	}
	return w.c.model.AddressTaken(v)
}

// discard records a call whose error is thrown away.
func (w *walk) discard() {
	w.ends = lost
	w.found = []ast.Node{w.fail.call}
	w.what[w.fail.call] = loss{failure: w.fail, vanish: true}
}

// conclude decides which of the places that were found are losses.
func (w *walk) conclude() {
	c := w.c
	for _, at := range w.found {
		l := w.what[at]
		l.also = slices.DeleteFunc(slices.Clone(l.also), func(other ast.Node) bool { return slices.Contains(w.found, other) })
		c.record(at, l)
	}
	if !w.fail.isError() || w.fail.err == nil {
		return
	}
	vanishes := w.ends&vanished != 0 ||
		// The error of the last try is enough.
		w.ends&(repeated|forgotten) != 0 && w.ends&(kept|lost) == 0
	if vanishes {
		l := loss{failure: w.fail, vanish: true, left: w.left}
		if w.ends&vanished == 0 {
			l.overwritten = w.overwritten
		}
		c.record(w.vanishPoint(), l)
	}
}

// vanishPoint returns where a reader looks for the handling of an error: the
// first condition on it, or the statement of the call.
func (w *walk) vanishPoint() ast.Node {
	at := w.fail.def
	best := token.Pos(1 << 40)
	for cond := range w.f.flow.Conditions() {
		if cond.Pos() < w.fail.def.End() && !w.initOf(cond) || cond.Pos() >= best {
			continue
		}
		if w.c.mentionsIn(cond, w.fail.err) {
			at, best = cond, cond.Pos()
		}
	}
	return at
}

// initOf reports whether the failing call stands in the statement that cond
// decides.
func (w *walk) initOf(cond ast.Expr) bool {
	b, _ := w.f.flow.Branch(cond)
	return b.Stmt != nil && b.Stmt.Pos() <= w.fail.def.Pos() && w.fail.def.End() <= cond.Pos()
}

// record keeps the loss at a place that says most.
func (c *checker) record(at ast.Node, l loss) {
	if l.failure == nil {
		return
	}
	known, ok := c.losses[at]
	if !ok {
		c.order = append(c.order, at)
	}
	if !ok || rank(l) > rank(known) {
		c.losses[at] = l
	}
}

// rank orders losses at one place by how much they say.
func rank(l loss) int {
	r := int(l.what) * 10
	if l.failure.hand.id != "" {
		r += 2
	}
	if !l.fixed && !l.vanish {
		r++
	}
	if l.failure.isError() {
		r += 3
	}
	return r
}
