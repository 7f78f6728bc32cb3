package columns

import (
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	table := Table{Indent: "  "}
	table.Add("编号", "x", "说明")
	table.Add("CZ1001", "默认", "a check")
	var b strings.Builder
	if err := table.Write(&b); err != nil {
		t.Fatal(err)
	}
	want := "  编号    x     说明\n  CZ1001  默认  a check\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}
