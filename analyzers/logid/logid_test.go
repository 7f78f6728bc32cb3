package logid_test

import (
	"testing"

	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/logid"
)

func TestFindings(t *testing.T) {
	checktest.Run(t, logid.Analyzer, "logid/...")
}

func TestSites(t *testing.T) {
	checktest.Sites(t, "logid", 80, 120)
}
