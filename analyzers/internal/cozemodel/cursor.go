package cozemodel

import (
	"go/ast"
	"sync"

	"golang.org/x/tools/go/ast/inspector"
)

// cursors finds the cursors of nodes. The inspector goes through the statements of a
// function for each; of one that is asked for often, all are kept.
type cursors struct {
	mu    sync.Mutex
	asked map[ast.Node]int // of the functions
	known map[ast.Node]map[ast.Node]inspector.Cursor
}

// often is how many nodes of a function are searched for one by one.
const often = 16

// Cursor returns the cursor of a node of the package. ok is false if it is none.
func (m *Model) Cursor(n ast.Node) (cur inspector.Cursor, ok bool) {
	root := m.Inspect.Root()
	fn := m.FuncAt(n.Pos())
	decl := m.Decl(fn)
	if decl == nil || n == ast.Node(decl) {
		return root.FindNode(n)
	}
	c := &m.cursors
	c.mu.Lock()
	defer c.mu.Unlock()
	if known, kept := c.known[decl]; kept {
		cur, ok = known[n]
		return cur, ok
	}
	if c.asked == nil {
		c.asked, c.known = make(map[ast.Node]int), make(map[ast.Node]map[ast.Node]inspector.Cursor)
	}
	if c.asked[decl]++; c.asked[decl] <= often {
		return root.FindNode(n)
	}
	outer, ok := root.FindNode(decl)
	if !ok {
		return root.FindNode(n)
	}
	known := make(map[ast.Node]inspector.Cursor)
	for inner := range outer.Preorder() {
		known[inner.Node()] = inner
	}
	c.known[decl] = known
	cur, ok = known[n]
	return cur, ok
}
