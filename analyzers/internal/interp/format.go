package interp

import (
	"strconv"
	"strings"
)

func hasHole(s string) bool { return strings.IndexByte(s, Hole) >= 0 }

// sprintf returns what fmt.Sprintf makes of its arguments, with holes for those
// that are not known.
func sprintf(c *Call) Value {
	format, ok := c.Args[0].(Text)
	if !ok || c.Expr.Ellipsis.IsValid() {
		return nil
	}
	content, ok := formatAll(format.Content, c.Args[1:])
	if !ok {
		return nil
	}
	return Text{content, format.At}
}

// formatAll returns format with the arguments that are known in it, and holes
// for the others. ok is false for formats with explicit indexes or widths.
func formatAll(format string, args []Value) (string, bool) {
	var out strings.Builder
	next := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			out.WriteByte(format[i])
			continue
		}
		i++
		for i < len(format) && strings.IndexByte("+-# 0123456789.", format[i]) >= 0 {
			i++
		}
		switch {
		case i >= len(format) || format[i] == '[' || format[i] == '*':
			return "", false
		case format[i] == '%':
			out.WriteByte('%')
			continue
		}
		var arg Value
		if next < len(args) {
			arg = args[next]
		}
		next++
		out.WriteString(formatted(format[i], arg))
	}
	return out.String(), true
}

func formatted(verb byte, arg Value) string {
	switch arg := arg.(type) {
	case Flag:
		if verb == 't' || verb == 'v' {
			return strconv.FormatBool(arg.On)
		}
	case Text:
		switch verb {
		case 's', 'v':
			return arg.Content
		case 'q':
			if !hasHole(arg.Content) {
				return strconv.Quote(arg.Content)
			}
		}
	}
	return string(Hole)
}
