package standalone

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/cozelint/cozelint/internal/messages"
)

// patience is how long a run may take without a word about its progress, and pace how
// often the word changes then.
const (
	patience = time.Second
	pace     = 200 * time.Millisecond
)

// A progress is a line on a terminal that says what a run is doing. A nil one says
// nothing.
type progress struct {
	out  io.Writer
	lang messages.Lang
	quit chan struct{}
	over chan struct{} // closed when the line is gone

	mu          sync.Mutex
	stage       messages.Text
	done, total int
}

// startProgress shows a line once the run has taken a while, if the options ask for it.
func startProgress(opts Options) *progress {
	if !opts.Progress {
		return nil
	}
	p := &progress{out: opts.Stderr, lang: opts.Lang, quit: make(chan struct{}), over: make(chan struct{})}
	go p.show(time.After(patience), time.Tick(pace))
	return p
}

// at says what the run is doing, and how much of how much of it is done; a total of 0
// is not known.
func (p *progress) at(stage messages.Text, done, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if stage == p.stage && total == p.total {
		done = max(done, p.done)
	}
	p.stage, p.done, p.total = stage, done, total
}

// stop takes the line away.
func (p *progress) stop() {
	if p == nil {
		return
	}
	close(p.quit)
	<-p.over
}

const clearLine = "\r\x1b[K"

// show writes the line anew with each tick, from first on, and clears it in the end.
func (p *progress) show(first, ticks <-chan time.Time) {
	defer close(p.over)
	select {
	case <-first:
	case <-p.quit:
		return
	}
	for {
		fmt.Fprint(p.out, clearLine, p.line())
		select {
		case <-ticks:
		case <-p.quit:
			fmt.Fprint(p.out, clearLine)
			return
		}
	}
}

func (p *progress) line() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := "cozelint: " + p.stage.In(p.lang)
	if p.total > 0 && p.done > 0 {
		text += fmt.Sprintf(" %d/%d", p.done, p.total)
	}
	return text
}
