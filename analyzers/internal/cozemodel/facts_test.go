package cozemodel_test

import (
	"bytes"
	"encoding/gob"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// factOf returns what a package of the test data tells its importers, or nil.
func factOf(t *testing.T, path string) *cozemodel.Facts {
	t.Helper()
	var found *cozemodel.Facts
	for _, act := range checktest.Analyze(t, cozemodel.Default.Analyzer, "logid/across/...") {
		fact := new(cozemodel.Facts)
		if act.Package.PkgPath == path && act.PackageFact(act.Package.Types, fact) {
			found = fact
		}
	}
	return found
}

func TestFacts(t *testing.T) {
	client := factOf(t, "logid/across/client")
	if client == nil {
		t.Fatal("the client tells nothing")
	}
	var names []string
	for _, f := range client.Funcs {
		names = append(names, f.Func)
	}
	for _, name := range []string{"API.Retrieve", "Client.Into", "Client.Logged", "Client.Raw", "Client.Retrieve", "Client.Stream", "Client.Traced"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is missing among %v", name, names)
		}
	}
	if slices.Contains(names, "Quiet") || slices.Contains(names, "Failure.Error") {
		t.Errorf("%v: something is told that has nothing to do with a request", names)
	}
	if !slices.IsSorted(names) {
		t.Errorf("%v are not in order", names)
	}
	if text := client.String(); !strings.HasPrefix(text, "coze(API.Retrieve, ") {
		t.Errorf("the fact is printed as %s", text)
	}
	if fact := factOf(t, "logid/across/quiet"); fact != nil {
		t.Errorf("a package that does not call the API tells %v", fact)
	}
}

// Facts are small, and the same each time.
func TestFactSize(t *testing.T) {
	encode := func() []byte {
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(factOf(t, "logid/across/client")); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	first, second := encode(), encode()
	if !bytes.Equal(first, second) {
		t.Error("the fact of one package differs between two runs")
	}
	if len(first) > 2048 {
		t.Errorf("the fact of a small client has %d bytes", len(first))
	}
}

// A fact of another version is none.
func TestFactVersion(t *testing.T) {
	for _, version := range []int{4, 99} {
		config := cozemodel.NewConfig(cozemodel.Options{})
		run := config.Analyzer.Run
		found := false
		config.Analyzer.Run = func(pass *analysis.Pass) (any, error) {
			all := pass.AllPackageFacts
			pass.AllPackageFacts = func() []analysis.PackageFact {
				facts := all()
				for i, f := range facts {
					changed := *f.Fact.(*cozemodel.Facts)
					changed.Version = version
					facts[i].Fact = &changed
				}
				return facts
			}
			m, err := run(pass)
			found = found || pass.Pkg.Path() == "logid/across/web" && m.(*cozemodel.Model).Relevant()
			return m, err
		}
		checktest.Analyze(t, config.Analyzer, "logid/across/...")
		if found != (version == 4) {
			t.Errorf("facts of version %d make their importer relevant: %t", version, found)
		}
	}
}
