package cozecode_test

import (
	"fmt"
	"go/constant"
	"go/importer"
	"go/token"
	"go/types"
	"sort"
	"testing"

	"github.com/cozelint/cozelint/cozecode"
)

// TestConstants checks the declared constants against Lookup, both ways.
func TestConstants(t *testing.T) {
	pkg, err := importer.ForCompiler(token.NewFileSet(), "source", nil).Import("github.com/cozelint/cozelint/cozecode")
	if err != nil {
		t.Fatal(err)
	}
	declared := make(map[string]bool)
	for _, name := range pkg.Scope().Names() {
		c, ok := pkg.Scope().Lookup(name).(*types.Const)
		if !ok || c.Type() != types.Typ[types.UntypedInt] {
			continue
		}
		declared[name] = true
		code, _ := constant.Int64Val(c.Val())
		if info, ok := cozecode.Lookup(int(code)); !ok || info.Name != name || info.Code != int(code) {
			t.Errorf("Lookup(%d) = %d %s, %t, want %s", code, info.Code, info.Name, ok, name)
		}
	}
	for _, info := range cozecode.All() {
		if !declared[info.Name] {
			t.Errorf("no constant %s", info.Name)
		}
	}
}

func TestTable(t *testing.T) {
	all := cozecode.All()
	if !sort.SliceIsSorted(all, func(i, j int) bool { return all[i].Code < all[j].Code }) {
		t.Error("not sorted by code")
	}
	names := make(map[string]int)
	official := 0
	for _, info := range all {
		if other, ok := names[info.Name]; ok {
			t.Errorf("%d and %d are both %s", other, info.Code, info.Name)
		}
		names[info.Name] = info.Code
		if !token.IsExported(info.Name) {
			t.Errorf("%d: name %q is not exported", info.Code, info.Name)
		}
		if info.Summary == "" || info.SummaryZH == "" || len(info.Operations) == 0 {
			t.Errorf("%d: incomplete: %+v", info.Code, info)
		}
		if info.Retry == cozecode.RetryAfterFix && info.After == "" {
			t.Errorf("%d: does not say what a retry needs", info.Code)
		}
		if info.Official {
			official++
		}
		if info.Official != (info.Source == "") {
			t.Errorf("%d: official is %t, source is %q", info.Code, info.Official, info.Source)
		}
	}
	if official != 36 {
		t.Errorf("%d official codes, want the 36 of the official page", official)
	}
}

func TestWait(t *testing.T) {
	for _, info := range cozecode.All() {
		if info.Wait != info.Retryable() {
			t.Errorf("%d %s: Wait is %t, Retryable %t", info.Code, info.Name, info.Wait, info.Retryable())
		}
	}
}

func TestLookupUnknown(t *testing.T) {
	for _, code := range []int{0, -1, 200, 4017, 700000000} {
		if info, ok := cozecode.Lookup(code); ok || info.Name != "" {
			t.Errorf("Lookup(%d) = %v, %t", code, info, ok)
		}
	}
}

func TestCategoriesCoverTable(t *testing.T) {
	total := 0
	for _, c := range cozecode.Categories() {
		infos := cozecode.InCategory(c)
		if len(infos) == 0 {
			t.Errorf("no code in category %s", c)
		}
		for _, info := range infos {
			if info.Category != c {
				t.Errorf("InCategory(%s) has %d of %s", c, info.Code, info.Category)
			}
		}
		total += len(infos)
	}
	if all := len(cozecode.All()); total != all {
		t.Errorf("%d codes in the categories, %d in all", total, all)
	}
}

// TestCopies makes sure that a caller cannot change the table.
func TestCopies(t *testing.T) {
	all := cozecode.All()
	code, name, operation := all[0].Code, all[0].Name, all[0].Operations[0]
	all[0].Name, all[0].Operations[0] = "changed", "changed"
	info, _ := cozecode.Lookup(code)
	if info.Name != name || info.Operations[0] != operation {
		t.Errorf("the table changed: %+v", info)
	}
}

func ExampleLookup() {
	info, ok := cozecode.Lookup(4007)
	fmt.Println(info.Name, ok)
	fmt.Println(info.Summary)
	fmt.Println(info.Category, info.Retryable())

	_, ok = cozecode.Lookup(123)
	fmt.Println(ok)
	// Output:
	// NonStreamRequiresAutoSave true
	// A chat with stream=false must have auto_save_history=true
	// invalid-request false
	// false
}

func ExampleInCategory() {
	for _, info := range cozecode.InCategory(cozecode.RateLimit) {
		fmt.Println(info.Code, info.Name, info.Retry, info.Wait)
	}
	// Output:
	// 4008 UserDailyLimitExceeded next-day false
	// 4009 SystemBusy later true
	// 4020 RPMLimitExceeded later true
	// 702093018 PluginQPSExceeded yes true
	// 710005002 APIRateLimitExceeded yes true
}

func ExampleInfo_Retryable() {
	for _, code := range []int{cozecode.SystemBusy, cozecode.AuthenticationInvalid, cozecode.ChatNotCancelable} {
		info, _ := cozecode.Lookup(code)
		fmt.Println(info.Name, info.Retryable())
	}
	// Output:
	// SystemBusy true
	// AuthenticationInvalid false
	// ChatNotCancelable false
}
