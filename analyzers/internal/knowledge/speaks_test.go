package knowledge

import (
	"slices"
	"testing"
)

func TestPaths(t *testing.T) {
	for text, want := range map[string]struct{ certain, likely bool }{
		"/v3/chat":                               {false, true},
		"%s/v3/chat?conversation_id=%s":          {false, true},
		"https://x.example.com/v3/chat/retrieve": {true, true},
		"/v3/chat/retrieved":                     {false, true},
		"/v3/chats":                              {false, false},
		"/v3/chats and /v3/chat":                 {false, true},
		"/open_api/knowledge/document/list":      {true, false},
		"/api/permission/oauth2/token":           {true, false},
		"/v1/workflow/run":                       {false, true},
		"/v1/workflows/{}/run_histories/{}":      {false, true},
		"/v1/chat/completions":                   {false, false},
		`{"auto_save_history":true}`:             {false, true},
		"":                                       {false, false},
	} {
		if got := HasCertainPath(text); got != want.certain {
			t.Errorf("HasCertainPath(%q) = %t", text, got)
		}
		if got := HasLikelyPath(text); got != want.likely {
			t.Errorf("HasLikelyPath(%q) = %t", text, got)
		}
	}
}

func TestHostsIn(t *testing.T) {
	for text, want := range map[string][]string{
		"https://api.coze.cn/v3/chat":                   {"api.coze.cn"},
		"see http://a.example:80/x and wss://b.example": {"a.example", "b.example"},
		"postgres://db.example/x":                       nil,
		"https://%s/v3/chat":                            nil,
		"扣子https://api.coze.cn":                         {"api.coze.cn"},
		"://":                                           nil,
	} {
		if got := HostsIn(text); !slices.Equal(got, want) {
			t.Errorf("HostsIn(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestNeutralHost(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "www.w3.org": true, "example.com": true, "api.example.com": true,
		"notexample.com": false, "api.coze.cn": false, "github.com.evil.io": false,
	} {
		if got := IsNeutralHost(host); got != want {
			t.Errorf("IsNeutralHost(%q) = %t", host, got)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]struct{ coze, vendor bool }{
		"CozeClient":     {true, false},
		"COZE_API_BASE":  {true, false},
		"cozelint":       {false, false},
		"cozy":           {false, false},
		"frozencozening": {false, false},
		"FeishuCozeBot":  {false, true},
		"openAIReply":    {false, true},
	} {
		if got := NamesCoze(name); got != want.coze {
			t.Errorf("NamesCoze(%q) = %t", name, got)
		}
		if got := NamesVendor(name); got != want.vendor {
			t.Errorf("NamesVendor(%q) = %t", name, got)
		}
	}
	for name, want := range map[string]bool{"BaseURL": true, "apiHost": true, "MaxRetries": false} {
		if got := NamesAddress(name); got != want {
			t.Errorf("NamesAddress(%q) = %t", name, got)
		}
	}
}
