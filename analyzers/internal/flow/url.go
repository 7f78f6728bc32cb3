package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// textsIn adds the texts of a request, a client or a URL.
func (e *Engine) textsIn(o *object, all *set[string], seen map[*object]bool) {
	if seen[o] || o.fn != nil || o.typ != nil && !isRequestPart(o.typ) && o.parent == nil {
		return
	}
	seen[o] = true
	e.readObject(o)
	e.read(o.stored)
	for _, s := range o.stored.texts.list {
		all.add(s)
	}
	for _, in := range o.stored.objects.list {
		if isRequestPart(in.typ) {
			e.textsIn(in, all, seen)
		}
	}
	for _, from := range o.copies.list {
		e.textsIn(from, all, seen)
	}
	for _, key := range o.keys {
		switch strings.TrimPrefix(key, goName) {
		case "URL", "Host", "Path", "BaseURL", "HostURL", "Addr", "Scheme", maker:
			e.textsIn(o.fields[key], all, seen)
		}
	}
}

// combine joins bases with the paths that stand beside them.
func combine(texts []string) []string {
	var bases, paths, all []string
	for _, s := range texts {
		switch {
		case strings.Contains(s, "://") || strings.HasPrefix(s, holeStart):
			bases = append(bases, s)
		case strings.HasPrefix(s, "/"):
			paths = append(paths, s)
		case strings.Contains(s, ".") && !strings.ContainsAny(s, " \n"):
			bases = append(bases, s)
		}
	}
	joined := make(map[string]bool)
	for _, p := range paths {
		found := false
		for _, b := range bases {
			if isBase(b) {
				all = append(all, strings.TrimSuffix(b, "/")+p)
				joined[b], found = true, true
			}
		}
		if !found {
			all = append(all, p)
		}
	}
	for _, b := range bases {
		if !joined[b] {
			all = append(all, b)
		}
	}
	return all
}

// isBase reports whether a text has no path of its own.
func isBase(text string) bool {
	if _, rest, ok := strings.Cut(text, "://"); ok {
		text = rest
	}
	_, path, _ := strings.Cut(text, "/")
	return path == "" || !strings.Contains(path, "/") && !strings.HasPrefix(text, holeStart)
}

// texts computes the text that a call makes of others.
func (e *Engine) texts(c *callsite, effect knowledge.Effect) {
	t := c.resultType(0)
	if c.res == nil || t == nil || !gotypes.IsString(t) && !knowledge.IsURL(t) {
		return
	}
	to := e.out(c, 0)
	switch path := c.pkgPath(); {
	case effect.Has(knowledge.Configures):
		for n := range c.args {
			if s, ok := constantText(c.args[n]); ok {
				e.addText(to, holeStart+s+holeEnd)
			}
		}
	case path == "fmt" && strings.HasPrefix(c.name(), "Sprint"):
		e.sprint(c, to)
	case c.name() == "JoinPath" || path == "path" && c.name() == "Join":
		e.joinPath(c, to)
	case path == "net/url" || path == "strings" || path == "cmp" || path == "path":
		e.ofTexts(c, to)
	case effect == 0 && c.fn != nil && !c.common.IsInvoke():
		e.foreignText(c, to)
	}
}

// ofTexts passes the texts of the arguments on: url.Parse, URL.String,
// strings.TrimRight, cmp.Or.
func (e *Engine) ofTexts(c *callsite, to *value) {
	given := c.args[:min(1, len(c.args))]
	if c.pkgPath() == "cmp" {
		given = c.args
	}
	var all set[string]
	for n := range given {
		e.textsOf(e.arg(c, n), &all)
	}
	if knowledge.IsURL(c.resultType(0)) {
		e.makeURL(c, to, all.list)
		return
	}
	for _, s := range combine(all.list) {
		if c.pkgPath() == "strings" && strings.HasPrefix(c.name(), "Trim") {
			s = strings.TrimSuffix(s, "/")
		}
		e.addText(to, s)
	}
	if len(all.list) > 0 && c.pkgPath() != "net/url" {
		for _, s := range all.list {
			e.addText(to, strings.TrimSuffix(s, "/"))
		}
	}
}

// textsOf adds the texts of a value, and those of the requests, clients and URLs
// that it is.
func (e *Engine) textsOf(v *value, all *set[string]) {
	for _, s := range v.texts.list {
		all.add(s)
	}
	for _, o := range v.objects.list {
		e.textsIn(o, all, make(map[*object]bool))
	}
}

// makeURL makes the URL that a call returns of texts.
func (e *Engine) makeURL(c *callsite, to *value, texts []string) {
	o := e.allocated(c.in, c.res, gotypes.Pointed(c.resultType(0)))
	e.addObject(to, o)
	for _, s := range texts {
		e.addText(o.stored, s)
	}
}

// foreignText says that a function of another package adds a host to a path.
func (e *Engine) foreignText(c *callsite, to *value) {
	if host := e.Host(c.fn); host != "" {
		e.addText(to, host)
		return
	}
	for n, a := range c.args {
		if !gotypes.IsString(a.Type()) {
			continue
		}
		for _, s := range e.arg(c, n).texts.list {
			if strings.HasPrefix(s, "/") {
				e.addText(to, holeStart+holeEnd+s)
			}
		}
	}
}

// joinPath joins the elements of a path.
func (e *Engine) joinPath(c *callsite, to *value) {
	var parts []*value
	for n := range c.args {
		given, ok := e.variadic(c.in, c.args[n])
		if !ok {
			given = []*value{e.arg(c, n)}
		}
		parts = append(parts, given...)
	}
	var texts []string
	for n, part := range parts {
		var all set[string]
		e.textsOf(part, &all)
		if n == 0 {
			texts = all.list
			continue
		}
		texts = joined(orHole(texts), orHole(all.list), func(head, tail string) string {
			return strings.TrimSuffix(head, "/") + "/" + strings.TrimPrefix(tail, "/")
		})
	}
	for _, s := range texts {
		e.addText(to, s)
	}
	if knowledge.IsURL(c.resultType(0)) {
		e.makeURL(c, to, texts)
	}
}

// joined returns every head with every tail behind it, up to maxTexts.
func joined(heads, tails []string, join func(head, tail string) string) []string {
	var all []string
	for _, head := range heads {
		for _, tail := range tails {
			if len(all) < maxTexts {
				all = append(all, join(head, tail))
			}
		}
	}
	return all
}

// variadic returns the values of a variadic argument, in order.
func (e *Engine) variadic(i *instance, v ssa.Value) ([]*value, bool) {
	s, ok := v.(*ssa.Slice)
	if !ok {
		return nil, false
	}
	array, ok := s.X.(*ssa.Alloc)
	if !ok || array.Referrers() == nil {
		return nil, false
	}
	var all []*value
	for _, r := range *array.Referrers() {
		element, ok := r.(*ssa.IndexAddr)
		if !ok || element.Referrers() == nil {
			continue
		}
		for _, use := range *element.Referrers() {
			if s, ok := use.(*ssa.Store); ok && s.Addr == element {
				all = append(all, e.read(e.valueOf(i, s.Val)))
			}
		}
	}
	return all, true
}

// sprint formats texts; what is unknown is a hole.
func (e *Engine) sprint(c *callsite, to *value) {
	if c.name() != "Sprintf" || len(c.args) < 2 {
		return
	}
	values, _ := e.variadic(c.in, c.args[1])
	for _, format := range e.arg(c, 0).texts.list {
		for _, s := range formatted(format, values) {
			e.addText(to, s)
		}
	}
}

func formatted(format string, values []*value) []string {
	texts := []string{""}
	n := 0
	for len(format) > 0 {
		before, rest, found := strings.Cut(format, "%")
		texts = appendAll(texts, []string{before})
		if !found || rest == "" {
			break
		}
		if rest[0] == '%' {
			texts, format = appendAll(texts, []string{"%"}), rest[1:]
			continue
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' })
		if end < 0 {
			break
		}
		var tails []string
		if n < len(values) {
			tails = values[n].texts.list
		}
		texts, format = appendAll(texts, orHole(tails)), rest[end+1:]
		n++
	}
	return texts
}

func appendAll(heads, tails []string) []string {
	return joined(heads, tails, func(head, tail string) string { return head + tail })
}
