// Package cozeadaptor turns streams into answers for a relay that makes the
// requests.
package cozeadaptor

import (
	"bufio"
	"io"
	"net/http"
	"strings"
)

func url(base string) string { return base + "/v3/chat" }

func streamed(resp *http.Response) (string, error) {
	answer := ""
	scanner := bufio.NewScanner(resp.Body) // want `CZ5005`
	for scanner.Scan() {
		if data, ok := strings.CutPrefix(scanner.Text(), "data:"); ok {
			answer += data
		}
	}
	return answer, scanner.Err()
}

func buffered(resp *http.Response) (string, error) {
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return "", err
	}
	answer := ""
	scanner := bufio.NewScanner(strings.NewReader(string(body))) // want `CZ5005`
	for scanner.Scan() {
		if data, ok := strings.CutPrefix(scanner.Text(), "data:"); ok {
			answer += data
		}
	}
	return answer, scanner.Err()
}

// prompts reads what the user wrote.
func prompts(text string) []string {
	var list []string
	scanner := bufio.NewScanner(strings.NewReader(text)) // ok: no response
	for scanner.Scan() {
		list = append(list, strings.TrimPrefix(scanner.Text(), "data:"))
	}
	return list
}

// settings reads a file of the program.
func settings(open func() ([]byte, error)) ([]string, error) {
	content, err := open()
	if err != nil {
		return nil, err
	}
	var list []string
	scanner := bufio.NewScanner(strings.NewReader(string(content))) // ok: no response
	for scanner.Scan() {
		list = append(list, strings.TrimPrefix(scanner.Text(), "data:"))
	}
	return list, scanner.Err()
}
