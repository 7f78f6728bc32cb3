package logid

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

const dialer = `package p

import (
	"fmt"
	"net/http"
)

// Dial stands for that of github.com/gorilla/websocket.
type Dialer struct{}

func (Dialer) Dial(url string, header http.Header) (*struct{}, *http.Response, error) {
	return nil, nil, nil
}
`

// Handshake is CZ3006.
var Handshake = &checks.Check{
	ID: "CZ3006",
	Doc: &lint.RawDocumentation{
		Title: "The response of a refused websocket handshake is dropped",
		Text: `A server of Coze that refuses a websocket says why in an HTTP response, whose
header X-Tt-Logid support asks for. Dial returns it beside the error, which is
"bad handshake" and nothing else. It is reported where the response is assigned
to _ and the error is not.`,
		Before: dialer + `
func connect(header http.Header) (*struct{}, error) {
	conn, _, err := Dialer{}.Dial("wss://ws.coze.cn/v1/chat", header)
	if err != nil {
		return nil, fmt.Errorf("websocket: %w", err)
	}
	return conn, nil
}
`,
		After: dialer + `
func connect(header http.Header) (*struct{}, error) {
	conn, resp, err := Dialer{}.Dial("wss://ws.coze.cn/v1/chat", header)
	if err != nil {
		if resp != nil {
			return nil, fmt.Errorf("websocket: %w: %s logid=%s", err, resp.Status, resp.Header.Get("X-Tt-Logid"))
		}
		return nil, fmt.Errorf("websocket: %w", err)
	}
	return conn, nil
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
	Says: []messages.Text{messages.HandshakeLost},
}

// checkHandshakes reports conn, _, err := dialer.Dial(url, header) for a
// websocket of Coze.
func (f *finder) checkHandshakes() {
	for cur := range f.model.Inspect.Root().Preorder((*ast.AssignStmt)(nil)) {
		assign := cur.Node().(*ast.AssignStmt)
		if len(assign.Lhs) != 3 || len(assign.Rhs) != 1 || f.model.TestFile(assign.Pos()) {
			continue
		}
		call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
		if !ok || !isBlank(assign.Lhs[1]) || isBlank(assign.Lhs[2]) || !f.dialsCoze(call) {
			continue
		}
		f.reporter.Report(report.Finding{
			Check:   Handshake,
			Range:   analysis.Range(assign.Lhs[1]),
			Message: f.reporter.Say(messages.HandshakeLost),
		})
	}
}

// dialsCoze reports whether a call opens a websocket at a host of Coze: it is
// named for that, and returns an HTTP response.
func (f *finder) dialsCoze(call *ast.CallExpr) bool {
	fn := f.model.Callee(call)
	if fn == nil || !strings.HasPrefix(fn.Name(), "Dial") || fn.Signature().Results().Len() != 3 {
		return false
	}
	if !knowledge.IsResponse(fn.Signature().Results().At(1).Type()) {
		return false
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		if t := f.pass.TypesInfo.TypeOf(arg); t == nil || t.String() != "string" {
			return false
		}
		texts := f.engine.Texts(arg)
		return len(texts) > 0 && !slices.ContainsFunc(texts, func(text string) bool {
			host, _ := f.model.SplitURL(text)
			return !f.model.CozeHost(host)
		})
	})
}

func isBlank(expr ast.Expr) bool {
	id, ok := expr.(*ast.Ident)
	return ok && id.Name == "_"
}
