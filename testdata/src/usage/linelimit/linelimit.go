// Package linelimit reads streams line by line.
package linelimit

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

func chat() (*http.Response, error) {
	return http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(`{"stream":true}`))
}

func handle(line string) { fmt.Println(line) }

func plain() error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body) // want `bufio\.Scanner stops at a line of more than 64 KiB, and an event of Coze is one line: knowledge, tool and card messages are longer; call Buffer \(CZ5005\)`
	for sc.Scan() {
		handle(strings.TrimPrefix(sc.Text(), "data:"))
	}
	return sc.Err()
}

func lines() error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(bufio.NewReaderSize(resp.Body, 1<<20)) // want `CZ5005`
	sc.Split(bufio.ScanLines)
	for sc.Scan() {
		handle(strings.TrimPrefix(sc.Text(), "event:"))
	}
	return sc.Err()
}

func parse(r io.Reader) {
	scanner := bufio.NewScanner(r) // want `CZ5005`
	for scanner.Scan() { // want `CZ5017`
		if strings.HasPrefix(scanner.Text(), "event:conversation.message.delta") {
			handle(scanner.Text())
		}
	}
}

func callParse() {
	if resp, err := chat(); err == nil {
		parse(resp.Body)
		resp.Body.Close()
	}
}

type decoder struct{ sc *bufio.Scanner }

func newDecoder() (*decoder, error) {
	resp, err := chat()
	if err != nil {
		return nil, err
	}
	return &decoder{sc: bufio.NewScanner(resp.Body)}, nil // want `CZ5005`
}

func (d *decoder) next() (string, bool) {
	for d.sc.Scan() {
		if data, ok := strings.CutPrefix(d.sc.Text(), "data:"); ok {
			return data, true
		}
	}
	return "", false
}

func small() error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	sc.Buffer(make([]byte, 4096), bufio.MaxScanTokenSize) // want `this buffer holds no line of more than 65536 bytes`
	for sc.Scan() {
		handle(strings.TrimPrefix(sc.Text(), "data:"))
	}
	return sc.Err()
}

func large() error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body) // ok: a buffer
	sc.Buffer(nil, 10<<20)
	for sc.Scan() {
		handle(strings.TrimPrefix(sc.Text(), "data:"))
	}
	return sc.Err()
}

func capacity() error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body) // ok: the capacity counts
	sc.Buffer(make([]byte, 0, 1<<20), 1024)
	for sc.Scan() {
		handle(strings.TrimPrefix(sc.Text(), "data:"))
	}
	return sc.Err()
}

func configured(limit int) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body) // ok: the size is not known
	sc.Buffer(nil, limit)
	for sc.Scan() {
		handle(strings.TrimPrefix(sc.Text(), "data:"))
	}
	return sc.Err()
}

func newScanner(r io.Reader) *bufio.Scanner {
	sc := bufio.NewScanner(r) // ok: a buffer
	sc.Buffer(make([]byte, 0, 1<<16), 1<<24)
	return sc
}

func helper() error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	sc := newScanner(resp.Body)
	for sc.Scan() {
		handle(strings.TrimPrefix(sc.Text(), "data:"))
	}
	return sc.Err()
}

func runes() error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body) // ok: runes are short
	sc.Split(bufio.ScanRunes)
	for sc.Scan() {
		handle(strings.TrimPrefix(sc.Text(), "data:"))
	}
	return sc.Err()
}

func stdin() {
	sc := bufio.NewScanner(os.Stdin) // ok: no response
	for sc.Scan() {
		handle(strings.TrimPrefix(sc.Text(), "data:"))
	}
}

func other() error {
	resp, err := http.Get("https://api.openai.com/v1/chat/completions")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body) // ok: another service
	for sc.Scan() {
		handle(strings.TrimPrefix(sc.Text(), "data:"))
	}
	return sc.Err()
}
