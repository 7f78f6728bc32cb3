package knowledge

import (
	"bytes"
	"slices"
	"strings"
)

// What a text or a name says of whose API a program speaks to. A text is a
// string constant of a program; a name is that of a package, a type, a
// function or a setting.

// certainPaths are paths of the API that no other well-known one has; each
// ends where a word ends. Source: Endpoints.
var certainPaths = []string{
	"/open_api/v2/chat", "/open_api/knowledge/", "/api/permission/oauth2/",
	"/v3/chat/retrieve", "/v3/chat/message/list", "/v3/chat/cancel", "/v3/chat/submit_tool_outputs",
	"/v1/workflow/stream_run", "/v1/workflow/stream_resume", "/v1/space/published_bots_list",
}

// likelyPaths are paths and keys of the API that others could have.
var likelyPaths = []string{
	"/v3/chat", "/v1/workflow/run", "/v1/workflows/",
	"/v1/conversation/create", "/v1/conversation/retrieve", "/v1/conversation/message",
	"/v1/bot/get_online_info", "/v1/bot/publish", "/v1/bot/create", "/v1/bot/update",
	"auto_save_history",
}

// HasCertainPath reports whether a text has a path that only Coze has.
func HasCertainPath(text string) bool { return hasOne(text, certainPaths) }

// MayHoldHost reports whether a source file can have a text with a host of the API,
// one of others that are given, or a path that only Coze has: most have not, and need
// not be parsed.
func MayHoldHost(source []byte, others []string) bool {
	if bytes.Contains(source, []byte("coze.c")) {
		return true
	}
	has := func(text string) bool { return bytes.Contains(source, []byte(text)) }
	return slices.ContainsFunc(certainPaths, has) || slices.ContainsFunc(others, has)
}

// HasLikelyPath reports whether a text has a path or key that Coze has and
// others could have.
func HasLikelyPath(text string) bool { return hasOne(text, likelyPaths) }

func hasOne(text string, paths []string) bool {
	for _, path := range paths {
		for rest := text; ; {
			_, after, found := strings.Cut(rest, path)
			if !found {
				break
			}
			if strings.HasSuffix(path, "/") || after == "" || !isWordByte(after[0]) {
				return true
			}
			rest = after
		}
	}
	return false
}

func isWordByte(b byte) bool {
	return b == '_' || '0' <= b && b <= '9' || 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z'
}

// HostsIn returns the hosts of the URLs in a text.
func HostsIn(text string) []string {
	var hosts []string
	for {
		before, after, found := strings.Cut(text, "://")
		if !found {
			return hosts
		}
		start, end := len(before), 0
		for start > 0 && isWordByte(before[start-1]) {
			start--
		}
		for end < len(after) && (after[end] == '.' || after[end] == '-' || isWordByte(after[end])) {
			end++
		}
		switch strings.ToLower(before[start:]) {
		case "http", "https", "ws", "wss":
			if end > 0 {
				hosts = append(hosts, after[:end])
			}
		}
		text = after
	}
}

// neutralHosts say nothing about whose API is called.
var neutralHosts = []string{
	"localhost", "127.0.0.1", "0.0.0.0", "example.com", "example.org", "example.net",
	"github.com", "golang.org", "schema.org", "json-schema.org", "w3.org", "sarifweb.azurewebsites.net",
}

// IsNeutralHost reports whether a host, without a port, says nothing about
// whose API is called: the own machine, an example, a page for readers.
func IsNeutralHost(host string) bool {
	for _, neutral := range neutralHosts {
		if rest, ok := strings.CutSuffix(host, neutral); ok && (rest == "" || strings.HasSuffix(rest, ".")) {
			return true
		}
	}
	return false
}

// vendors are parts of the names of services whose replies look like those of
// Coze, or that stand beside it in the same program.
var vendors = strings.Fields(`
	feishu lark wechat weixin wecom wework dingtalk dingding douyin bilibili qq
	aliyun alibaba dashscope bailian qwen tongyi tencent hunyuan volc doubao huoshan iflytek xunfei xinghuo baidu qianfan wenxin ernie
	openai anthropic claude gemini minimax moonshot kimi zhipu chatglm deepseek dify fastgpt azure ollama
	slack telegram discord grpc github gitlab stripe paypal alipay wxpay`)

// NamesVendor reports whether a name speaks of another vendor.
func NamesVendor(name string) bool {
	name = strings.ToLower(name)
	for _, vendor := range vendors {
		if strings.Contains(name, vendor) {
			return true
		}
	}
	return false
}

// NamesCoze reports whether a name speaks of Coze and of no other vendor.
func NamesCoze(name string) bool {
	lower := strings.ToLower(name)
	for _, other := range []string{"cozelint", "cozeloop", "cozen"} { // this linter, another product, a word
		lower = strings.ReplaceAll(lower, other, "")
	}
	return strings.Contains(lower, "coze") && !NamesVendor(name)
}

// settingWords are the last words of a setting with which a program calls an
// API.
var settingWords = []string{"API", "BASE", "URL", "HOST", "ENDPOINT", "TOKEN", "PAT", "KEY", "SECRET", "ID", "DOMAIN", "ADDR"}

// SettingOfCoze returns the setting of the environment in a text that says
// where, or as whom, a program calls Coze: COZE_API_BASE, MY_COZE_TOKEN.
// The text is the name itself, or the tag of a field that has it.
func SettingOfCoze(text string) (name string, ok bool) {
	if !strings.Contains(text, "COZE") {
		return "", false // as most texts
	}
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r != '_' && (r < 'A' || r > 'Z') && (r < '0' || r > '9') }) {
		words := strings.Split(name, "_")
		if slices.Contains(words, "COZE") && slices.Contains(settingWords, words[len(words)-1]) && !NamesVendor(name) {
			return name, true
		}
	}
	return "", false
}

// addressWords are parts of the names of constants that may hold a host or URL.
var addressWords = []string{"host", "url", "uri", "base", "addr", "endpoint", "api", "domain", "server", "gateway"}

// NamesAddress reports whether a constant of that name may hold a host or URL.
func NamesAddress(name string) bool {
	name = strings.ToLower(name)
	for _, word := range addressWords {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// messageObjectKeys are the keys that a message of the API has together and
// no other well-known one has (docs/api-markdown/chat_v3.md).
var messageObjectKeys = []string{"bot_id", "conversation_id", "chat_id"}

// IsMessageObjectKey reports whether a JSON key is one by whose company a
// message of the API is known.
func IsMessageObjectKey(key string) bool { return slices.Contains(messageObjectKeys, key) }

// IsMessageObject reports whether the keys of a package have all by which a
// message of the API is known.
func IsMessageObject(keys map[string]bool) bool {
	for _, key := range messageObjectKeys {
		if !keys[key] {
			return false
		}
	}
	return true
}
