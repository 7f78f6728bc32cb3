package standalone

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/cozelint/cozelint/analyzers/endpoints"
	"github.com/cozelint/cozelint/internal/messages"
)

// endpointFormats are the formats of the list of endpoints.
var endpointFormats = map[string]func(io.Writer, endpointList, Options) error{
	"text":     writeEndpointText,
	"json":     writeEndpointJSON,
	"markdown": writeEndpointMarkdown,
}

// EndpointFormatNames returns the names of the formats that [Endpoints] can
// write, sorted.
func EndpointFormatNames() []string { return slices.Sorted(maps.Keys(endpointFormats)) }

// A calledEndpoint is an endpoint with the places that call it.
type calledEndpoint struct {
	endpoints.Endpoint
	guess bool // no place is known to call just this one
	at    []Place
}

// An endpointList is what the packages call, by path and method.
type endpointList struct {
	dir         string
	called      []*calledEndpoint
	permissions []string
}

// Endpoints lists the endpoints of the Open API that packages call and returns
// the exit status: it is never ExitFindings.
func Endpoints(pass *analysis.Analyzer, opts Options) int {
	write, ok := endpointFormats[opts.Format]
	if !ok {
		return opts.fail(messages.UnknownFormat.Fails(opts.Format, messages.List(EndpointFormatNames())))
	}
	dir, err := folder(opts.Dir)
	if err != nil {
		return opts.fail(err)
	}
	found := newOutcome()
	if err := found.load(dir, opts); err != nil {
		return opts.fail(err)
	}
	status := ExitClean
	if len(complain(found.loaded.Roots, dir, opts.Stderr, opts.Lang)) > 0 {
		status = ExitFailed
	}
	contain([]*analysis.Analyzer{pass})
	graph, err := checker.Analyze([]*analysis.Analyzer{pass}, Link(found.loaded.Roots).Of(found.loaded.Roots), nil)
	if err != nil {
		return opts.fail(err)
	}
	if len(complainOfPasses(graph, opts.Stderr)) > 0 {
		status = ExitFailed
	}
	list := endpointList{dir: dir}
	for _, act := range graph.Roots {
		list.add(act)
	}
	list.sort()
	if err := write(opts.Stdout, list, opts); err != nil {
		return opts.fail(err)
	}
	return status
}

// add adds what one package calls.
func (l *endpointList) add(act *checker.Action) {
	uses, _ := act.Result.([]endpoints.Use)
	for _, use := range uses {
		for _, e := range use.Endpoints {
			i := slices.IndexFunc(l.called, func(c *calledEndpoint) bool { return c.Method == e.Method && c.Path == e.Path })
			if i < 0 {
				i = len(l.called)
				l.called = append(l.called, &calledEndpoint{Endpoint: e, guess: true})
			}
			l.called[i].guess = l.called[i].guess && use.Guess
			if at := place(act.Package.Fset, use.Pos); !slices.Contains(l.called[i].at, at) {
				l.called[i].at = append(l.called[i].at, at)
			}
		}
	}
}

func (l *endpointList) sort() {
	slices.SortFunc(l.called, func(a, b *calledEndpoint) int {
		return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
	})
	for _, c := range l.called {
		l.permissions = append(l.permissions, c.Permissions...)
		slices.SortFunc(c.at, func(a, b Place) int {
			if a.File != b.File {
				return strings.Compare(a.File, b.File)
			}
			return a.Offset - b.Offset
		})
	}
	slices.Sort(l.permissions)
	l.permissions = slices.Compact(l.permissions)
}

// getsToken reports whether the endpoint is called to get a token.
func (c *calledEndpoint) getsToken() bool {
	return strings.HasPrefix(c.Path, "/api/permission/oauth2/")
}

// name returns the endpoint as a reader writes it.
func (c *calledEndpoint) name() string { return strings.TrimSpace(c.Method + " " + c.Path) }

// url returns the address of the official page, or "".
func (c *calledEndpoint) url() string {
	if c.Page == "" {
		return ""
	}
	return "https://docs.coze.cn/developer_guides/" + strings.TrimSuffix(path.Base(c.Page), ".md")
}

// needs returns the permissions in words.
func (c *calledEndpoint) needs(lang messages.Lang) string {
	switch {
	case len(c.Permissions) > 0:
		return messages.List(c.Permissions).In(lang)
	case c.Page == "" && !c.getsToken():
		return messages.UnknownNeeds.In(lang)
	}
	return messages.NonePermission.In(lang)
}

// notes returns what else there is to say.
func (c *calledEndpoint) notes(lang messages.Lang) string {
	var notes []string
	for _, note := range []struct {
		holds bool
		text  messages.Text
	}{
		{c.Retiring, messages.RetiringNote},
		{c.getsToken(), messages.TokenNote},
		{c.Page == "" && !c.getsToken(), messages.AbsentNote},
		{c.guess, messages.GuessNote},
		{c.Path == "/v1/entities/copy_tasks" && c.Method == "POST", messages.KindNote},
	} {
		if note.holds {
			notes = append(notes, note.text.In(lang))
		}
	}
	return strings.Join(notes, messages.Semicolon.In(lang))
}

func writeEndpointText(w io.Writer, l endpointList, opts Options) error {
	var b strings.Builder
	if len(l.called) == 0 {
		fmt.Fprintln(&b, messages.NoEndpoints.In(opts.Lang))
	}
	for _, c := range l.called {
		fmt.Fprintf(&b, "%s  [%s]", c.name(), c.needs(opts.Lang))
		if notes := c.notes(opts.Lang); notes != "" {
			fmt.Fprintf(&b, "  (%s)", notes)
		}
		b.WriteByte('\n')
		for _, at := range c.at {
			fmt.Fprintf(&b, "\t%s:%d:%d\n", at.Relative(l.dir), at.Line, at.Column)
		}
	}
	if len(l.called) > 0 {
		fmt.Fprintf(&b, "\n%s\n", l.total(opts.Lang))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// total says which permissions the token needs for all of the endpoints.
func (l endpointList) total(lang messages.Lang) string {
	if len(l.permissions) == 0 {
		return messages.NoPermissions.In(lang)
	}
	return messages.TokenPermissions.In(lang, messages.List(l.permissions))
}

func writeEndpointMarkdown(w io.Writer, l endpointList, opts Options) error {
	lang := opts.Lang
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", messages.EndpointTitle.In(lang))
	if len(l.called) == 0 {
		fmt.Fprintf(&b, "%s\n", messages.NoEndpoints.In(lang))
	} else {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n|---|---|---|---|\n",
			messages.EndpointHead.In(lang), messages.PermissionRow.In(lang), messages.NoteRow.In(lang), messages.CalledAt.In(lang))
		for _, c := range l.called {
			name := "`" + c.name() + "`"
			if url := c.url(); url != "" {
				name = "[" + name + "](" + url + ")"
			}
			var at []string
			for _, place := range c.at {
				at = append(at, fmt.Sprintf("%s:%d", slashed(place.Relative(l.dir)), place.Line))
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, c.needs(lang), c.notes(lang), strings.Join(at, "<br>"))
		}
		fmt.Fprintf(&b, "\n%s\n", l.total(lang))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeEndpointJSON(w io.Writer, l endpointList, _ Options) error {
	type call struct {
		File   string `json:"file"`
		Line   int    `json:"line"`
		Column int    `json:"column"`
	}
	type endpoint struct {
		Method      string   `json:"method"`
		Path        string   `json:"path"`
		Permissions []string `json:"permissions"`
		Documented  bool     `json:"documented"`
		Retiring    bool     `json:"retiring"`
		Certain     bool     `json:"certain"` // a call of it was seen, with its HTTP method
		URL         string   `json:"url,omitempty"`
		Calls       []call   `json:"calls"`
	}
	out := struct {
		Endpoints   []endpoint `json:"endpoints"`
		Permissions []string   `json:"permissions"`
	}{[]endpoint{}, append([]string{}, l.permissions...)}
	for _, c := range l.called {
		e := endpoint{c.Method, c.Path, append([]string{}, c.Permissions...), c.Page != "", c.Retiring, !c.guess, c.url(), nil}
		for _, at := range c.at {
			e.Calls = append(e.Calls, call{slashed(at.Relative(l.dir)), at.Line, at.Column})
		}
		out.Endpoints = append(out.Endpoints, e)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

// DescribeEndpoint says in Markdown what a call of an endpoint needs. guess
// says that the endpoint is one of several that the place can call.
func DescribeEndpoint(e endpoints.Endpoint, guess bool, lang messages.Lang) string {
	c := calledEndpoint{Endpoint: e, guess: guess}
	name := "`" + c.name() + "`"
	if url := c.url(); url != "" {
		name = "[" + name + "](" + url + ")"
	}
	text := name + "\n\n" + messages.PermissionRow.In(lang) + messages.Colon.In(lang) + c.needs(lang) + "\n"
	if notes := c.notes(lang); notes != "" {
		text += "\n" + messages.NoteRow.In(lang) + messages.Colon.In(lang) + notes + "\n"
	}
	return text
}
