package skipped

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/go-resty/resty/v2"
	"github.com/tmaxmax/go-sse"
)

var (
	client  = resty.New()
	verbose bool

	errRefused = errors.New("refused")
)

func rawBody(out chan<- string) error {
	resp, err := client.R().SetDoNotParseResponse(true).SetBody(map[string]any{"stream": true}).Post("https://api.coze.cn/v3/chat")
	if err != nil {
		return err
	}
	body := resp.RawBody()
	defer body.Close()
	s := bufio.NewScanner(body) // want `CZ5004`
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		if data, ok := strings.CutPrefix(s.Text(), "data:"); ok {
			out <- data
		}
	}
	return s.Err()
}

func rawBodyAsked(out chan<- string) error {
	resp, err := client.R().SetDoNotParseResponse(true).SetBody(map[string]any{"stream": true}).Post("https://api.coze.cn/v3/chat")
	if err != nil {
		return err
	}
	body := resp.RawBody()
	defer body.Close()
	if !strings.HasPrefix(resp.Header().Get("Content-Type"), "text/event-stream") {
		return errRefused
	}
	s := bufio.NewScanner(body)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		if data, ok := strings.CutPrefix(s.Text(), "data:"); ok {
			out <- data
		}
	}
	return s.Err()
}

func library(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	for event, err := range sse.Read(resp.Body, nil) { // want `CZ5004`
		if err != nil {
			return err
		}
		out <- event.Data
	}
	return nil
}

func libraryAsked(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.Header.Get("Content-Type") != "text/event-stream" {
		return errRefused
	}
	for event, err := range sse.Read(resp.Body, nil) {
		if err != nil {
			return err
		}
		out <- event.Data
	}
	return nil
}

// What is printed for who debugs is lost in production.
func debugged(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	s := bufio.NewScanner(resp.Body) // want `CZ5004`
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		line := s.Text()
		if verbose {
			fmt.Fprintln(os.Stderr, line)
		}
		if data, ok := strings.CutPrefix(line, "data:"); ok {
			out <- data
		}
	}
	return s.Err()
}

func printed(out chan<- string) error {
	resp, err := chat()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	s := bufio.NewScanner(resp.Body)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		line := s.Text()
		if data, ok := strings.CutPrefix(line, "data:"); ok {
			out <- data
			continue
		}
		fmt.Fprintln(os.Stderr, line)
	}
	return s.Err()
}
