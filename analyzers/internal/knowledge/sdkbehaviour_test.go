package knowledge

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// sdkVariable names the environment variable that says where a checkout of
// github.com/coze-dev/coze-go is.
const sdkVariable = "COZELINT_TEST_SDK"

// TestSDKBehaviour runs testdata/sdk with a checkout of the SDK and compares
// what it does with what the tables say.
func TestSDKBehaviour(t *testing.T) {
	t.Parallel()
	checkout := os.Getenv(sdkVariable)
	if checkout == "" {
		t.Skipf("%s is not set: it has to name a checkout of github.com/coze-dev/coze-go", sdkVariable)
	}
	var got map[string]any
	if err := json.Unmarshal(runSDK(t, checkout), &got); err != nil {
		t.Fatal(err)
	}
	want := sdkFacts()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if wanted := asJSON(t, want[name]); !reflect.DeepEqual(got[name], wanted) {
			t.Errorf("%s:\n got %v\nwant %v", name, got[name], wanted)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("nothing is expected of %q", name)
		}
	}
}

// runSDK builds testdata/sdk in a module of its own that takes the SDK from
// checkout, and returns what it prints.
func runSDK(t *testing.T, checkout string) []byte {
	t.Helper()
	checkout, err := filepath.Abs(checkout)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	copyFile := func(from, to string) {
		text, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, to), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	copyFile(filepath.Join("testdata", "sdk", "main.go"), "main.go")
	copyFile(filepath.Join(checkout, "go.sum"), "go.sum")
	module := "module example.com/sdk\n\ngo 1.24\n\nrequire github.com/coze-dev/coze-go v0.0.0\n\nreplace github.com/coze-dev/coze-go => " + checkout + "\n"
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(module), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "run", "-mod=mod", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return out
}

// sdkFacts are what the checks believe of the SDK, from the tables where they
// have it.
func sdkFacts() map[string]any {
	canceled := func(asked bool) map[string]any {
		return map[string]any{"error": nil, "status": "canceled", "messages": 0, "asked": asked}
	}
	return map[string]any{
		"default timeout":                 "5s",
		"stream with the default client":  "timeout",
		"stream with a client of our own": "done",
		"run with the default client":     "timeout",
		"run with a client of our own":    "done",
		"slow methods":                    slowSDKCalls,
		"default base URL":                DefaultBaseURL,
		"poll of a failed chat":           "asked until the context ended",
		"poll that times out":             canceled(true),
		"poll for 30 s in nanoseconds":    canceled(false), // the product overflows
		"events of chats": eventFacts("ChatEvent", []string{
			"conversation.chat.created", "conversation.chat.in_progress", "conversation.message.delta", "conversation.message.completed",
			"conversation.chat.completed", "conversation.chat.failed", "conversation.chat.requires_action", "conversation.audio.delta", "done",
		}),
		"events of workflows":     eventFacts("WorkflowEvent", []string{"Message", "Error", "Done", "Interrupt"}),
		"error event":             map[string]any{"text": `{"code":5000,"msg":"m"}`, "AsCozeError": false},
		"chat.failed of the page": map[string]any{"Chat is nil": false, "LastError is nil": true},
		"refused stream":          4100,
		"nil beside an error":     nilOnError,
		"pager before Next":       map[string]any{"HasMore": true, "Current is nil": true, "requests": 1},
		"pager that fails":        map[string]any{"seen": 1, "Err is nil": false},
		"paths of retiring methods": map[string]string{
			"bots.List":                          SDKEndpoints("bots", "List")[0].Path,
			"bots.Retrieve":                      SDKEndpoints("bots", "Retrieve")[0].Path,
			"bots.Retrieve with UseAPIVersion 2": "/v1/bots/1",
		},
	}
}

// eventFacts says what the tables believe that Recv makes of events.
func eventFacts(typ string, events []string) map[string]any {
	facts := make(map[string]any)
	for _, event := range events {
		fields := []string{}
		for field, list := range eventParts[typ] {
			if slices.Contains(list, event) {
				fields = append(fields, field)
			}
		}
		facts[event] = map[string]any{"Fields": fields, "Done": DoneEvent(typ) == event}
	}
	return facts
}

// asJSON returns what v is once it has been JSON.
func asJSON(t *testing.T, v any) any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var decoded any
	if err := json.Unmarshal(text, &decoded); err != nil {
		t.Fatal(err)
	}
	return decoded
}
