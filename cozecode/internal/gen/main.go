// Gen writes zcodes.go from codes.tsv. It runs in the folder of cozecode, as
// go generate does.
package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"go/format"
	"log"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/cozelint/cozelint/cozecode"
	"github.com/cozelint/cozelint/internal/codegen"
)

const (
	source = "codes.tsv"
	target = "zcodes.go"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	data, err := os.ReadFile(source)
	if err != nil {
		log.Fatal(err)
	}
	out, err := generate(data)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(target, out, 0o666); err != nil {
		log.Fatal(err)
	}
}

// generate turns the text of codes.tsv into the text of zcodes.go.
func generate(data []byte) ([]byte, error) {
	infos, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	constants, err := codegen.Constants("cozecode", infos)
	if err != nil {
		return nil, err
	}
	buf := bytes.NewBuffer(constants)
	fmt.Fprint(buf, "\n// table holds every known code, sorted.\nvar table = []Info{\n")
	for _, i := range infos {
		fmt.Fprintf(buf, "{\nCode: %s,\nName: %q,\nCategory: %q,\nRetry: %q,\n", i.Name, i.Name, i.Category, i.Retry)
		if i.Wait {
			fmt.Fprint(buf, "Wait: true,\n")
		}
		if i.After != "" {
			fmt.Fprintf(buf, "After: %q,\n", i.After)
		}
		fmt.Fprintf(buf, "Operations: %#v,\n", i.Operations)
		if i.Official {
			fmt.Fprint(buf, "Official: true,\n")
		}
		fmt.Fprintf(buf, "Summary: %q,\nSummaryZH: %q,\n},\n", i.Summary, i.SummaryZH)
	}
	fmt.Fprint(buf, "}\n")
	return format.Source(buf.Bytes())
}

var header = []string{
	"code", "name", "category", "retry", "wait", "after",
	"operations", "documented", "summary_en", "summary_zh",
}

// parse reads codes.tsv and refuses a row that says something the package has
// no word for.
func parse(data []byte) ([]cozecode.Info, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = '\t'
	r.LazyQuotes = true
	r.FieldsPerRecord = len(header)
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], header) {
		return nil, fmt.Errorf("the header is not %s", strings.Join(header, ", "))
	}
	var infos []cozecode.Info
	for _, row := range rows[1:] {
		info, err := parseRow(row)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", row[0], err)
		}
		infos = append(infos, info)
	}
	slices.SortFunc(infos, func(a, b cozecode.Info) int { return a.Code - b.Code })
	for n := 1; n < len(infos); n++ {
		if infos[n].Code == infos[n-1].Code {
			return nil, fmt.Errorf("%d: listed twice", infos[n].Code)
		}
	}
	return infos, nil
}

func parseRow(row []string) (cozecode.Info, error) {
	code, err := strconv.Atoi(row[0])
	if err != nil {
		return cozecode.Info{}, err
	}
	info := cozecode.Info{
		Code:       code,
		Name:       row[1],
		Category:   cozecode.Category(row[2]),
		Retry:      cozecode.Retry(row[3]),
		After:      row[5],
		Operations: strings.Split(row[6], ";"),
		Summary:    row[8],
		SummaryZH:  row[9],
	}
	if !slices.Contains(cozecode.Categories(), info.Category) {
		return info, fmt.Errorf("unknown category %q", info.Category)
	}
	switch info.Retry {
	case cozecode.RetryNever, cozecode.RetryYes, cozecode.RetryLater, cozecode.RetryNextDay, cozecode.RetryAfterFix:
	default:
		return info, fmt.Errorf("unknown retry %q", info.Retry)
	}
	if info.Wait, err = either(row[4], "yes", "no"); err != nil {
		return info, fmt.Errorf("wait: %w", err)
	}
	if info.Official, err = either(row[7], "official", "elsewhere"); err != nil {
		return info, fmt.Errorf("documented: %w", err)
	}
	return info, nil
}

// either reports whether s is yes, and fails if it is neither yes nor no.
func either(s, yes, no string) (bool, error) {
	if s != yes && s != no {
		return false, fmt.Errorf("%q is neither %s nor %s", s, yes, no)
	}
	return s == yes, nil
}
