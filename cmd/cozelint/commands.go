package main

import (
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/codegen"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/standalone"
)

// commands are what the first argument can ask for besides checking packages
// and running a pass alone. Each returns the exit status.
var commands map[string]func(args []string) int

func init() {
	commands = map[string]func([]string) int{
		"help":    help,
		"explain": explain,
		"codes":   codes,
		"version": func([]string) int { fmt.Println("cozelint", version()); return standalone.ExitClean },
	}
}

// version returns the version of the module that the command was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

func fail(format string, args ...any) int {
	fmt.Fprintf(os.Stderr, "cozelint: "+format+"\n", args...)
	return standalone.ExitFailed
}

// help prints the commands and flags, or what a pass does.
func help(args []string) int {
	passes := suite()
	if len(args) == 0 {
		fmt.Print(usage)
		w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
		fmt.Fprint(w, "\nPasses:\n")
		for _, p := range passes {
			title, _, _ := strings.Cut(p.Analyzer.Doc, "\n")
			fmt.Fprintf(w, "  %s\t%s\n", p.Analyzer.Name, title)
		}
		w.Flush()
		fmt.Print("\nFlags:\n")
		flags := newFlagSet(passes, &standalone.Options{})
		flags.SetOutput(os.Stdout)
		flags.PrintDefaults()
		return standalone.ExitClean
	}
	for _, p := range passes {
		if p.Analyzer.Name != args[0] && p.Analyzer.Name != "coze"+args[0] {
			continue
		}
		fmt.Printf("%s: %s\n\nChecks:\n", p.Analyzer.Name, p.Analyzer.Doc)
		for _, c := range p.Checks {
			fmt.Printf("  %s  %s%s\n", c.ID, c.Doc.Compile().Title, optIn(c))
		}
		fmt.Print("\nFlags:\n")
		p.Analyzer.Flags.VisitAll(func(f *flag.Flag) { fmt.Printf("  -%s.%s\n    \t%s\n", p.Analyzer.Name, f.Name, f.Usage) })
		return standalone.ExitClean
	}
	return fail("no pass %q; 'cozelint help' lists them", args[0])
}

const usage = `cozelint checks Go programs that call the Coze Open API.

Usage:
  cozelint [flags] [packages]    check packages; exit 0 clean, 1 findings, 2 could not check
  cozelint PASS [flags] [packages]
                                 run one pass alone, with the same flags: codecompare, autosave,
                                 logid or exhaustive
  cozelint explain ID            explain a check, such as CZ3001
  cozelint codes [CODE]          print the table of Coze codes, or what one means
  cozelint codes -go -package NAME
                                 print the codes as a Go file of constants
  cozelint help [PASS]           print this, or what a pass does
  cozelint version               print the version
  go vet -vettool=$(which cozelint) [packages]
`

func optIn(c *analyzers.Check) string {
	if c.Default() {
		return ""
	}
	return " (opt-in)"
}

// explain prints the documentation of a check.
func explain(args []string) int {
	if len(args) != 1 {
		return fail("usage: cozelint explain ID")
	}
	for _, c := range analyzers.Checks() {
		if strings.EqualFold(c.ID, args[0]) {
			doc := c.Doc.Compile()
			fmt.Printf("%s: %s\n\n%s\n\n%s\n", c.ID, doc.Title, doc.Text, c.Status())
			fmt.Printf("\nReported:\n\n%s\nNot reported:\n\n%s\n", indent(doc.Before), indent(doc.After))
			fmt.Printf("Silence it:\n\n    //cozelint:ignore %s why it does not apply here\n\n%s\n", c.ID, c.URL())
			return standalone.ExitClean
		}
	}
	return fail("no check %q; 'cozelint help PASS' lists them", args[0])
}

// indent returns source with four spaces before each line.
func indent(source string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimSpace(source)) {
		b.WriteString("    " + line)
	}
	return b.String() + "\n"
}

// codes prints the table of codes, one code, or a file of constants.
func codes(args []string) int {
	flags := flag.NewFlagSet("cozelint codes", flag.ContinueOnError)
	asGo := flags.Bool("go", false, "print a Go file that declares the codes as constants")
	pkg := flags.String("package", "coze", "the `name` of the package of that file")
	if err := flags.Parse(args); err != nil {
		return standalone.ExitFailed
	}
	switch {
	case *asGo:
		source, err := codegen.Constants(*pkg, cozecode.All())
		if err != nil {
			return fail("%v", err)
		}
		os.Stdout.Write(source)
		return standalone.ExitClean
	case flags.NArg() == 0:
		w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
		fmt.Fprintln(w, "CODE\tNAME\tCATEGORY\tRETRY\tMEANING")
		for _, i := range cozecode.All() {
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", i.Code, i.Name, i.Category, i.Retry, i.Summary)
		}
		w.Flush()
		return standalone.ExitClean
	}
	status := standalone.ExitClean
	for _, arg := range flags.Args() {
		code, err := strconv.Atoi(arg)
		if err != nil {
			status = fail("%q is not a code", arg)
			continue
		}
		info, ok := cozecode.Lookup(code)
		if !ok {
			status = fail("%d is not in the table, which is open: the msg of the reply says what it means", code)
			continue
		}
		printCode(info)
	}
	return status
}

func printCode(i cozecode.Info) {
	retry := string(i.Retry)
	if i.After != "" {
		retry += ": " + i.After
	}
	source := "the official error-code page"
	if !i.Official {
		source = "other pages of the documentation, or observed"
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "%d\t%s\n", i.Code, i.Name)
	fmt.Fprintf(w, "meaning\t%s\n\t%s\n", i.Summary, i.SummaryZH)
	fmt.Fprintf(w, "category\t%s\n", i.Category)
	fmt.Fprintf(w, "retry\t%s\n", retry)
	fmt.Fprintf(w, "returned by\t%s\n", strings.Join(i.Operations, ", "))
	fmt.Fprintf(w, "source\t%s\n", source)
	w.Flush()
}
