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

func TestInModule(t *testing.T) {
	const module = "example.com/acme/Coze-bot"
	for text, want := range map[string]bool{
		`import "example.com/acme/Coze-bot/internal/shop"`:      false,
		`import "example.com/acme/Coze-bot/internal/coze"`:      true,
		`import "example.com/acme/Coze-bot"`:                    true,
		`import "example.com/acme/Coze-bot-lib/x"`:              true,
		`import "example.com/acme/coze-bot/x"`:                  true, // another module
		`see example.com/acme/Coze-bot/x and api.coze.cn`:       true,
		"example.com/acme/Coze-bot/":                            false,
		"acme/Coze-bot/":                                        true,
		`post("example.com/acme/Coze-bot/v3/chat", "/v3/chat")`: true,
	} {
		if got := New().InModule([]byte(text), module); got != want {
			t.Errorf("InModule(%q) = %t", text, got)
		}
	}
}

func TestInCode(t *testing.T) {
	const module = "example.com/acme/coze-bot"
	for text, want := range map[string][2]bool{ // found, hosts
		"// Copyright coze-dev Authors\npackage shop\n":                {false, false},
		"/* coze */ package shop\n":                                    {false, false},
		"package shop // see api.coze.cn\n":                            {false, false},
		"package shop\n\nimport \"example.com/acme/coze-bot/money\"\n": {false, false},
		"package shop\n\nimport \"example.com/acme/coze-bot/coze\"\n":  {true, false},
		"package coze\n": {true, false},
		"package p\n\ntype m struct { A string `json:\"bot_id\"`; B string `json:\"chat_id\"`; C string `json:\"conversation_id\"` }\n": {true, false},
		"package p\n\ntype m struct { A string `json:\"bot_id\"`; B string `json:\"chat_id\"` }\n":                                      {false, false},
		"package p\n\n// \"bot_id\" \"chat_id\" \"conversation_id\"\n":                                                                  {false, false},
		"package shop\n\ntype CozeReply struct{}\n":                                                                                     {true, false},
		"package shop\n\ntype r struct { A bool `json:\"auto_save_history\"` }\n":                                                       {true, true},
		"package shop\n\nconst host = \"https://api.coze.cn\" // a comment\n":                                                           {true, true},
		"package shop\n\nfunc f() {} //cozelint:ignore CZ1001 known\n":                                                                  {true, false},
		"package shop\n\nvar s = \"coze\n":                                                                                              {true, true}, // is no Go
		"package shop\n\nvar s = \"shop\n":                                                                                              {false, false},
		"package shop\n\nvar s = \"//\" + \"/v3/chat\"\n":                                                                               {true, true},
	} {
		if found, hosts := New().InCode([]byte(text), module); found != want[0] || hosts != want[1] {
			t.Errorf("InCode(%q) = %t, %t", text, found, hosts)
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
