// Command cacheprog is a cache for GOCACHEPROG that keeps everything in the
// folder that is its argument, which two machines can share. It is as simple
// as the protocol allows: see cmd/go/internal/cacheprog.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"
	"path/filepath"
	"time"
)

type request struct {
	ID       int64
	Command  string
	ActionID []byte
	OutputID []byte
	BodySize int64
}

type response struct {
	ID            int64
	Err           string     `json:",omitempty"`
	KnownCommands []string   `json:",omitempty"`
	Miss          bool       `json:",omitempty"`
	OutputID      []byte     `json:",omitempty"`
	Size          int64      `json:",omitempty"`
	Time          *time.Time `json:",omitempty"`
	DiskPath      string     `json:",omitempty"`
}

// An entry is what is known of an action.
type entry struct {
	OutputID []byte
	Size     int64
	Time     time.Time
}

func main() {
	dir := os.Args[1]
	decoder := json.NewDecoder(bufio.NewReader(os.Stdin))
	encoder := json.NewEncoder(os.Stdout)
	answer := func(r response) {
		if err := encoder.Encode(r); err != nil {
			log.Fatal(err)
		}
	}
	answer(response{KnownCommands: []string{"get", "put", "close"}})
	for {
		var req request
		if err := decoder.Decode(&req); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		var res response
		var err error
		switch req.Command {
		case "get":
			res, err = get(dir, req)
		case "put":
			body := []byte{}
			if req.BodySize > 0 {
				var text string
				if err = decoder.Decode(&text); err == nil {
					body, err = base64.StdEncoding.DecodeString(text)
				}
			}
			if err == nil {
				res, err = put(dir, req, body)
			}
		}
		res.ID = req.ID
		if err != nil {
			res.Err = err.Error()
		}
		answer(res)
		if req.Command == "close" {
			return
		}
	}
}

func get(dir string, req request) (response, error) {
	text, err := os.ReadFile(filepath.Join(dir, "a-"+hex.EncodeToString(req.ActionID)))
	if os.IsNotExist(err) {
		return response{Miss: true}, nil
	}
	var e entry
	if err == nil {
		err = json.Unmarshal(text, &e)
	}
	return response{OutputID: e.OutputID, Size: e.Size, Time: &e.Time, DiskPath: output(dir, e.OutputID)}, err
}

func put(dir string, req request, body []byte) (response, error) {
	if err := write(output(dir, req.OutputID), body); err != nil {
		return response{}, err
	}
	text, err := json.Marshal(entry{req.OutputID, int64(len(body)), time.Now()})
	if err != nil {
		return response{}, err
	}
	err = write(filepath.Join(dir, "a-"+hex.EncodeToString(req.ActionID)), text)
	return response{DiskPath: output(dir, req.OutputID)}, err
}

func output(dir string, id []byte) string { return filepath.Join(dir, "o-"+hex.EncodeToString(id)) }

// write writes a file whole or not at all.
func write(name string, content []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(name), "temp-")
	if err != nil {
		return err
	}
	_, err = temp.Write(content)
	if cerr := temp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}
