package lsp

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the server says into the recorded sessions")

// TestSessions plays the recorded sessions in testdata. A line that begins
// with "->" is what the client says, one that begins with "<-" is what the
// server must say next. $DIR is the URI of the folder of the files. With
// -update, what the server says takes the place of what it said.
func TestSessions(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no sessions", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := make(map[string]string)
			for _, file := range archive.Files {
				files[file.Name] = string(file.Data)
			}
			archive.Comment = play(t, module(t, files), archive.Comment)
			if *update {
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// play plays a session and returns it with what the server has said.
func play(t *testing.T, dir string, session []byte) []byte {
	t.Helper()
	uri := string(uriOf(dir))
	c := start(t)
	var played bytes.Buffer
	for line := range bytes.Lines(session) {
		text := strings.TrimSpace(string(line))
		mark, message, _ := strings.Cut(text, " ")
		switch mark {
		case "->":
			c.send(strings.ReplaceAll(message, "$DIR", uri))
		case "<-":
			got := strings.NewReplacer(uri, "$DIR", dir, "$PATH").Replace(string(normal(t, c.receive())))
			if got != message && !*update {
				t.Fatalf("the server says\n%s\nand should say\n%s", got, message)
			}
			line = []byte("<- " + got + "\n")
		}
		played.Write(line)
	}
	select {
	case err := <-c.done:
		if err != nil {
			t.Error(err)
		}
	case message := <-c.messages:
		if message != nil {
			t.Errorf("the server also says %s", message)
		}
	}
	return played.Bytes()
}

// normal returns a message with its members in the order of their names, and
// without the words of the catalogue, which have tests of their own.
func normal(t *testing.T, message []byte) []byte {
	t.Helper()
	var value any
	if err := json.Unmarshal(message, &value); err != nil {
		t.Fatal(err)
	}
	value = withoutWords(value)
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		t.Fatal(err)
	}
	return bytes.TrimSpace(out.Bytes())
}

// withoutWords returns a part of a message without what findings say, and with
// the first line alone of what a hover says.
func withoutWords(value any) any {
	switch value := value.(type) {
	case []any:
		for i := range value {
			value[i] = withoutWords(value[i])
		}
	case map[string]any:
		_, isFinding := value["range"]
		_, isRelated := value["location"]
		for name, member := range value {
			text, isText := member.(string)
			switch {
			case name == "message" && (isFinding || isRelated):
				value[name] = "…"
			case name == "value" && isText:
				value[name], _, _ = strings.Cut(text, "\n")
			default:
				value[name] = withoutWords(member)
			}
		}
	}
	return value
}
