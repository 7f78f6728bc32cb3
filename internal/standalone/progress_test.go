package standalone

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/cozelint/cozelint/internal/messages"
)

// TestProgress demands a line that grows with the work and is gone in the end, and
// none of a run that is done at once.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := &progress{out: &out, lang: messages.English, quit: make(chan struct{}), over: make(chan struct{})}
	for _, step := range []struct {
		stage       messages.Text
		done, total int
		want        string
	}{
		{messages.LoadingPackages, 0, 0, "cozelint: loading packages"},
		{messages.LoadingPackages, 12, 405, "cozelint: loading packages 12/405"},
		{messages.LoadingPackages, 11, 405, "cozelint: loading packages 12/405"}, // said later by another goroutine
		{messages.CheckingPackages, 0, 3, "cozelint: checking packages"},
	} {
		if p.at(step.stage, step.done, step.total); p.line() != step.want {
			t.Errorf("%q, want %q", p.line(), step.want)
		}
	}
	first, ticks := make(chan time.Time), make(chan time.Time)
	go p.show(first, ticks)
	first <- time.Now()
	ticks <- time.Now()
	p.stop()
	if want := strings.Repeat(clearLine+"cozelint: checking packages", 2) + clearLine; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}

	out.Reset()
	p = &progress{out: &out, quit: make(chan struct{}), over: make(chan struct{})}
	go p.show(nil, nil)
	p.stop()
	if out.Len() > 0 {
		t.Errorf("a short run says %q", out.String())
	}

	p = startProgress(Options{})
	p.at(messages.LoadingPackages, 1, 2)
	p.stop()
}
