package marks

import "testing"

func TestIn(t *testing.T) {
	set := New("https://gateway.example.com:8443", "example.com/fork")
	for text, want := range map[string]bool{
		"package coze":                       true,
		"type CozeReply struct{}":            true,
		"const COZE_HOST = 1":                true,
		"zzz cOzE":                           true,
		"coz e, ozone, oze, co":              false,
		"z":                                  false,
		"coz":                                false,
		"":                                   false,
		`post("/v3/chat")`:                   true,
		"`json:\"auto_save_history\"`":       true,
		`get("https://gateway.example.com")`: true,
		`import "example.com/fork"`:          true,
		`get("/v2/chat")`:                    false,
	} {
		if got := set.In([]byte(text)); got != want {
			t.Errorf("In(%q) = %t", text, got)
		}
	}
}

func BenchmarkIn(b *testing.B) {
	source := make([]byte, 0, 1<<20)
	for len(source) < 1<<20 {
		source = append(source, "if err := json.Unmarshal(data, &v); err != nil {\n\treturn fmt.Errorf(\"sized %d: %w\", len(data), err)\n}\n"...)
	}
	set := New()
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		set.In(source)
	}
}
