package load

import (
	"crypto/sha256"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"strconv"
)

// files reads source files, as the overlay has them.
type files struct{ overlay map[string][]byte }

func (f *files) read(name string) ([]byte, error) {
	if content, ok := f.overlay[name]; ok {
		return content, nil
	}
	return os.ReadFile(name)
}

// A file is the text of a source file, or why there is none.
type file struct {
	name string
	text []byte
	err  error
}

// findNeeds finds the imports of a package that its importers need, too: those
// of one that is wanted whole, and those that the declarations of another one refer to. It errs
// on the side of too many.
func (n *node) findNeeds(from *files) {
	n.needs = make(map[string]bool)
	switch {
	case n.whole:
		for path := range n.Imports {
			n.needs[path] = true
		}
	case n.source:
		hash := sha256.New()
		for _, name := range n.CompiledGoFiles {
			source, err := from.read(name)
			if err != nil {
				n.unsound = true // checking it says why
				n.files = append(n.files, file{name: name, err: err})
				continue
			}
			source = declarationsOnly(source)
			fmt.Fprintf(hash, "%s %d\n", name, len(source))
			hash.Write(source)
			n.addNeeds(name, source)
			n.files = append(n.files, file{name: name, text: source})
		}
		hash.Sum(n.sum[:0])
	}
}

// addNeeds adds the imports that the declarations in a file refer to.
func (n *node) addNeeds(filename string, declarations []byte) {
	file, _ := parser.ParseFile(token.NewFileSet(), filename, declarations, parser.ImportsOnly|parser.SkipObjectResolution)
	if file == nil {
		return
	}
	rest := declarations
	if len(file.Imports) > 0 {
		rest = declarations[min(int(file.Imports[len(file.Imports)-1].End())-1, len(declarations)):]
	}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		n.usesC = n.usesC || path == "C"
		imported := n.Imports[path]
		if err != nil || imported == nil || n.needs[path] {
			continue
		}
		name := imported.Name
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if name == "." || name == "" || name != "_" && uses(rest, name) {
			n.needs[path] = true
		}
	}
}
