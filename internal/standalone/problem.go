package standalone

import (
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/internal/messages"
)

// A problem is a package that could not be checked, or a part of it.
type problem struct {
	pkg  string
	at   Place  // of the first error, if it is known
	text string // without the place
}

// line returns the problem in a line, with paths as seen from dir.
func (p problem) line(dir string) string {
	if p.at.File == "" {
		return p.text
	}
	where := p.at.Relative(dir)
	if p.at.Line > 0 {
		where += fmt.Sprintf(":%d:%d", p.at.Line, max(1, p.at.Column))
	}
	return where + ": " + p.text
}

// titled returns the problem in a line that names its package.
func (p problem) titled(dir string) string {
	if line := p.line(dir); p.pkg == "" || strings.HasPrefix(line, p.pkg) {
		return line
	}
	return p.pkg + ": " + p.line(dir)
}

// orPackage returns the place of the problem, or go.mod where only the package
// is known: formats want a file.
func (p problem) orPackage(dir string) Place {
	if p.at.File != "" {
		return p.at
	}
	return Place{File: filepath.Join(dir, "go.mod")}
}

// complain writes the first error of each package that was to be checked, with
// the number of the others, and returns them. One missing import makes a dozen
// errors, and the first says it. What is wrong in an imported package keeps
// nothing from being checked: see [outcome.unknownTypes].
func complain(pkgs []*packages.Package, dir string, w io.Writer, lang messages.Lang) (problems []problem) {
	errs := make(map[string][]packages.Error)
	seen := make(map[string]bool)
	var order []string
	for _, pkg := range pkgs {
		path := pathOf(pkg)
		for _, err := range pkg.Errors {
			if key := path + "\x00" + err.Error(); !seen[key] && !repeatsTypes(pkg, err) {
				seen[key] = true
				if errs[path] == nil {
					order = append(order, path)
				}
				errs[path] = append(errs[path], withCause(pkg, err))
			}
		}
	}
	for _, path := range order {
		p := newProblem(path, errs[path][0], dir)
		if more := len(errs[path]) - 1; more > 0 {
			p.text = messages.MoreErrors.In(lang, p.text, more)
		}
		fmt.Fprintln(w, p.line(dir))
		problems = append(problems, p)
	}
	return problems
}

// withCause returns an error of an import with the go command's reason why it
// is not there; go/types only says that it is not.
func withCause(pkg *packages.Package, err packages.Error) packages.Error {
	path, _, ok := strings.Cut(strings.TrimPrefix(err.Msg, "could not import "), " (")
	if imported := pkg.Imports[path]; ok && imported != nil && len(imported.Errors) > 0 && len(imported.GoFiles) == 0 {
		err.Msg = imported.Errors[0].Msg
	}
	return err
}

// repeatsTypes reports whether an error is the compiler's words for the type
// errors of the package.
func repeatsTypes(pkg *packages.Package, err packages.Error) bool {
	return err.Kind == packages.ListError && strings.HasPrefix(err.Msg, "# ") && len(pkg.TypeErrors) > 0
}

// unknownTypes returns a problem for each imported package that does not
// compile, so that some types of the packages that were checked are unknown.
func (o *outcome) unknownTypes(dir string) (problems []problem) {
	root := make(map[string]bool)
	for _, pkg := range o.loaded.Roots {
		root[pathOf(pkg)] = true
	}
	packages.Visit(o.loaded.Roots, nil, func(pkg *packages.Package) {
		if len(pkg.Errors) > 0 && !root[pathOf(pkg)] {
			problems = append(problems, newProblem(pkg.PkgPath, pkg.Errors[0], dir))
		}
	})
	return problems
}

var errorPlace = regexp.MustCompile(`^(.*?)(?::(\d+))?(?::(\d+))?$`)

func newProblem(path string, err packages.Error, dir string) problem {
	p := problem{pkg: path, text: relativePaths(strings.Join(strings.Fields(err.Msg), " "), dir)}
	if err.Pos == "" || err.Pos == "-" {
		return p
	}
	m := errorPlace.FindStringSubmatch(err.Pos)
	p.at.File = within(dir, m[1])
	p.at.Line, _ = strconv.Atoi(m[2]) // digits, or nothing
	p.at.Column, _ = strconv.Atoi(m[3])
	return p
}

// relativePaths cuts the folder of the run off the paths in a text.
func relativePaths(text, dir string) string {
	return strings.ReplaceAll(text, dir+string(filepath.Separator), "")
}

// pathOf returns the import path of a package; its test variants have the
// same.
func pathOf(pkg *packages.Package) string {
	if pkg.ForTest != "" {
		return pkg.ForTest
	}
	return strings.TrimSuffix(pkg.PkgPath, ".test")
}

var driverPrefix = regexp.MustCompile(`^err: .*?: stderr: `)

// loadFailure words what go/packages says when it loads nothing at all.
func loadFailure(err error, dir string) error {
	text := driverPrefix.ReplaceAllString(strings.TrimSpace(err.Error()), "")
	if strings.Contains(text, "build cache is required, but could not be located") {
		return messages.NoHome.Fails()
	}
	return messages.Loading.Fails(relativePaths(strings.TrimSpace(text), dir))
}
