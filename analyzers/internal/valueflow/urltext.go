package valueflow

import (
	"go/ast"
	"strings"
)

// formatted returns the texts of fmt.Sprintf(format, values...).
func (e *evaluator) formatted(call *ast.CallExpr, f *frame) []string {
	var texts []string
	for _, format := range e.texts(call.Args[0], -1, f) {
		made, values := []string{""}, call.Args[1:]
		for {
			before, rest, found := strings.Cut(format, "%")
			made = join(made, []string{before})
			if !found {
				break
			}
			end := strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune("+-# 0123456789.", r) })
			if end < 0 {
				break
			}
			verb := rest[end]
			format = rest[end+1:]
			switch {
			case verb == '%':
				made = join(made, []string{"%"})
			case len(values) == 0:
				made = join(made, []string{hole("")})
			default:
				made = join(made, e.texts(values[0], -1, f))
				values = values[1:]
			}
		}
		texts = append(texts, made...)
	}
	return texts
}

// joined returns the texts of url.JoinPath(base, elements...) and its kin.
func (e *evaluator) joined(call *ast.CallExpr, f *frame) []string {
	var texts []string
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && e.info.Selections[sel] != nil {
		texts = e.texts(sel.X, -1, f)
	}
	for _, arg := range call.Args {
		next := e.texts(arg, -1, f)
		if texts == nil {
			texts = next
			continue
		}
		for i, text := range texts {
			texts[i] = strings.TrimSuffix(text, "/") + "/"
		}
		for i, text := range next {
			next[i] = strings.TrimPrefix(text, "/")
		}
		texts = join(texts, next)
	}
	return texts
}

// urlTexts returns the texts of url.URL{Scheme: s, Host: h, Path: p}.
func (e *evaluator) urlTexts(lit *ast.CompositeLit, f *frame) []string {
	parts := map[string][]string{"Scheme": {"https"}, "Host": {hole("")}, "Path": {""}}
	for _, element := range lit.Elts {
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok {
				parts[key.Name] = e.texts(kv.Value, -1, f)
			}
		}
	}
	return join(join(parts["Scheme"], []string{"://"}), join(parts["Host"], parts["Path"]))
}
