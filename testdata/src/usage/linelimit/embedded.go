package linelimit

import (
	"bufio"
	"io"
	"strings"
)

type bigLines struct{ *bufio.Scanner }

func newBigLines(r io.Reader) *bigLines {
	l := &bigLines{bufio.NewScanner(r)} // ok: its buffer is enlarged
	l.Buffer(make([]byte, 0, 64<<10), 8<<20)
	return l
}

func embedded() error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	l := newBigLines(resp.Body)
	for l.Scan() {
		handle(strings.TrimPrefix(l.Text(), "data:"))
	}
	return l.Err()
}

func embeddedHere() error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	l := bigLines{Scanner: bufio.NewScanner(resp.Body)} // ok
	l.Buffer(nil, 8<<20)
	for l.Scan() {
		handle(strings.TrimPrefix(l.Text(), "data:"))
	}
	return l.Err()
}
