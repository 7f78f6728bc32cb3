package knowledge

import (
	"slices"
	"strings"
	"unicode"

	"github.com/cozelint/cozelint/internal/cozecode"
)

// A Meaning is something that programs take codes for: a rate limit, a token
// that is refused. Names and texts of a program stand for one by the words in
// them; which codes it fits is what the table of codes says (CODES).
type Meaning struct {
	// ID is the key of its words in package messages.
	ID string
	// English are the beginnings of words or phrases in lower case, or whole ones
	// with a space behind; Chinese are parts of texts.
	English, Chinese []string
	// Categories are those whose codes it fits, and Codes are others that it
	// fits all the same.
	Categories []cozecode.Category
	Codes      []int
	// Wide says that it fits every code: a class that a program puts failures of
	// many kinds into.
	Wide bool
}

// Fits reports whether a code may be called so.
func (m *Meaning) Fits(code cozecode.Info) bool {
	return m.Wide || slices.Contains(m.Categories, code.Category) || slices.Contains(m.Codes, code.Code)
}

// Meanings is the table. Where the official SDKs call a code by another name
// than the page, both fit: 4013 is a rate limit in coze-js.
var Meanings = []*Meaning{
	{
		ID: "rate-limit",
		English: []string{
			"rate limit", "ratelimit", "rate exceeded", "too many request", "too many call", "toomanyrequest", "throttl",
			"qps", "rpm", "request limit", "too frequent", "slow down", "resource exhausted",
		},
		Chinese:    []string{"限流", "频率", "频繁", "请求过多", "请求太多", "调用过多"},
		Categories: []cozecode.Category{cozecode.RateLimit},
		Codes:      []int{4013, 4016, 4102},
	},
	{
		ID:         "busy",
		English:    []string{"busy", "overload", "at capacity", "too many user"},
		Chinese:    []string{"繁忙", "忙碌", "太忙", "人数过多", "人数较多", "人太多", "人有点多", "拥挤", "排队"},
		Categories: []cozecode.Category{cozecode.RateLimit, cozecode.Server},
		Codes:      []int{4013, 4016, 4029, 4102},
	},
	{
		ID:         "quota",
		English:    []string{"quota", "credit", "daily limit", "usage limit", "resource exhausted", "tomorrow"},
		Chinese:    []string{"额度", "配额", "资源点", "次数已用完", "次数用完", "当日", "今日", "明天", "明日"},
		Categories: []cozecode.Category{cozecode.QuotaBilling},
		// Not 4009: the whole platform is busy, which passes by waiting.
		Codes: []int{4008, 4020, 702093018, 710005002},
	},
	{
		ID:         "billing",
		English:    []string{"balance", "billing", "overdue", "arrear", "payment required", "insufficient fund", "unpaid", "recharge", "out of credit"},
		Chinese:    []string{"余额", "欠费", "充值", "账单", "续费"},
		Categories: []cozecode.Category{cozecode.QuotaBilling},
	},
	{
		ID: "auth",
		English: []string{
			"unauthori", "unauthenticated", "authentication", "auth fail", "auth invalid", "invalid auth", "auth error", "auth expired",
			"token invalid", "invalid token", "token expired", "expired token", "token expire", "bad token", "wrong token", "access token",
			"invalid credential", "bad credential", "token rejected", "token revoked", "refresh token", "invalid pat", "pat expired", "login",
		},
		Chinese:    []string{"鉴权", "认证", "令牌", "未授权", "授权失败", "授权已过期", "登录", "身份验证", "token无效", "token失效", "token过期", "token错误", "token已过期"},
		Categories: []cozecode.Category{cozecode.Auth, cozecode.Permission},
	},
	{
		ID:         "permission",
		English:    []string{"permission", "forbidden", "access denied", "no access", "not permitted"},
		Chinese:    []string{"权限", "无权", "禁止访问", "拒绝访问"},
		Categories: []cozecode.Category{cozecode.Permission, cozecode.Auth, cozecode.NotFound, cozecode.ContentPolicy},
		Codes:      []int{4015, 4021, 6031, 720702011},
	},
	{
		ID:         "not-published",
		English:    []string{"publish", "unpublished"},
		Chinese:    []string{"发布"},
		Categories: []cozecode.Category{cozecode.ContentPolicy},
		Codes:      []int{4015, 4021, 4200, 6031, 702042078, 720702011},
	},
	{
		ID:         "parameters",
		English:    []string{"invalid param", "invalid argument", "bad request", "bad param", "invalid request", "param", "malformed"},
		Chinese:    []string{"参数", "请求无效", "请求错误"},
		Categories: []cozecode.Category{cozecode.InvalidRequest, cozecode.NotFound, cozecode.Conflict, cozecode.Model, cozecode.ContentPolicy},
	},
	{
		ID:      "too-long",
		English: []string{"too long", "context length", "token limit", "max token", "prompt too", "context window", "prompt token", "too large", "file size"},
		Chinese: []string{"过长", "太长", "超长", "长度", "过大", "太大"},
		Codes:   []int{4003, 4004, 4005, 4010, 4011, 4028, 4302},
	},
	{
		ID:         "content",
		English:    []string{"sensitive", "moderation", "content filter", "content policy", "content violation", "content blocked", "risk control"},
		Chinese:    []string{"敏感", "违规", "审核", "风控", "不合规"},
		Categories: []cozecode.Category{cozecode.ContentPolicy},
		Codes:      []int{4014, 4102},
	},
	{
		ID:         "in-progress",
		English:    []string{"in progress", "already running", "chat running", "still running", "concurren"},
		Chinese:    []string{"正在进行", "进行中", "运行中", "正在运行", "并发"},
		Categories: []cozecode.Category{cozecode.RateLimit},
		Codes:      []int{4016, 4104},
	},
	{
		ID:         "model",
		English:    []string{"model error", "model fail", "invalid model", "model unavailable"},
		Chinese:    []string{"模型错误", "模型异常", "模型服务", "模型不可用"},
		Categories: []cozecode.Category{cozecode.Model, cozecode.Server},
		Codes:      []int{4010, 4022, 4009, 4020},
	},
	{
		ID:         "timeout",
		English:    []string{"timeout", "timed out", "deadline"},
		Chinese:    []string{"超时"},
		Categories: []cozecode.Category{cozecode.Server, cozecode.RateLimit, cozecode.Model},
		Codes:      []int{4029},
	},
	{
		ID:         "exists",
		English:    []string{"already exist", "duplicate"},
		Chinese:    []string{"已存在", "重复添加", "重复加入"},
		Categories: []cozecode.Category{cozecode.Conflict},
	},
	{
		// What is wider than any code: a program may say so of all of them.
		ID:      "failure",
		English: []string{"upstream", "unavailable", "internal", "server error", "bad gateway", "backend", "misconfig", "config"},
		Chinese: []string{"上游", "不可用", "服务异常", "系统异常", "服务器错误", "内部错误", "配置"},
		Wide:    true,
	},
}

// NotFound is the meaning of a text that says that something is not there. What
// is not there counts, too, where the text names it.
var NotFound = &Meaning{
	ID:         "not-found",
	English:    []string{"not found", "notfound", "no such", "not exist", "doesn t exist", "nonexist"},
	Chinese:    []string{"不存在", "找不到", "未找到", "没找到", "没有找到"},
	Categories: []cozecode.Category{cozecode.NotFound},
}

// Absent are the objects of the API that NotFound may be said of.
var Absent = []*Meaning{
	{ID: "no-bot", English: []string{"bot", "agent"}, Chinese: []string{"智能体", "机器人"}, Codes: []int{4006, 4200}},
	{ID: "no-chat", English: []string{"chat"}, Chinese: []string{"对话"}, Codes: []int{4001, 4200}},
	{ID: "no-conversation", English: []string{"conversation", "session", "thread"}, Chinese: []string{"会话"}, Codes: []int{4002, 4200, 720702204}},
	{ID: "no-message", English: []string{"message"}, Chinese: []string{"消息"}, Codes: []int{4005, 4200}},
	{ID: "no-run", English: []string{"execution", "run"}, Chinese: []string{"执行记录", "运行记录"}, Codes: []int{4200, 4314, 4315}},
	{ID: "no-workflow", English: []string{"workflow"}, Chinese: []string{"工作流"}, Codes: []int{4021, 4200, 4314, 6031, 720702011}},
}

// sameObject are the objects that people call by each other's names: the
// pages call a chat 对话 and a conversation 会话, and few programs do.
var sameObject = map[string]string{"对话": "会话", "会话": "对话", "session": "chat", "thread": "chat"}

// Retry is the meaning of names that say that a request is tried again. The
// records of a run that was only just started are not there at first.
var Retry = &Meaning{ID: "retry", Codes: []int{4008, 4314}, English: []string{
	"retry", "retriable", "transient", "temporary", "temp ", "recoverable", "backoff", "requeue",
}}

// RetryHelps reports whether the same request, sent again, can succeed.
func RetryHelps(code cozecode.Info) bool {
	return code.Wait || code.Retryable() || slices.Contains(Retry.Codes, code.Code)
}

// refusals are words that turn the meaning of a name for a retry around.
var refusals = []string{"not", "non", "no", "never", "un", "without", "dont", "cannot", "fatal", "permanent", "after", "unretryable", "stop", "skip"}

// StatusMeanings says what an HTTP status that a failure is turned into stands
// for. Those that are wider than that are absent: 400, 409, 5xx.
var StatusMeanings = map[int]*Meaning{
	401: {ID: "auth", Categories: []cozecode.Category{cozecode.Auth, cozecode.Permission}},
	402: {ID: "billing", Categories: []cozecode.Category{cozecode.QuotaBilling}, Codes: []int{4008}},
	404: {
		ID: "not-found", Categories: []cozecode.Category{cozecode.NotFound, cozecode.Permission, cozecode.Conflict},
	},
	429: {
		ID: "rate-limit", Categories: []cozecode.Category{cozecode.RateLimit, cozecode.QuotaBilling}, Codes: []int{4013, 4016, 4102},
	},
}

// MeaningsOf returns what the words of a text say that a code means. There are
// none in most texts.
func MeaningsOf(text string) []*Meaning {
	padded := " " + strings.Join(lowerWords(text), " ") + " "
	compact := strings.ReplaceAll(strings.ToLower(text), " ", "")
	compact = strings.ReplaceAll(compact, "loadbalanc", "")
	padded = strings.ReplaceAll(padded, " load balanc", "")
	var list []*Meaning
	for _, m := range Meanings {
		if m.said(padded, compact) != "" {
			list = append(list, m)
		}
	}
	if NotFound.said(padded, compact) == "" {
		return list
	}
	objects := len(list)
	for _, m := range Absent {
		if word := m.said(padded, compact); word != "" {
			list = append(list, m)
			if other := sameObject[word]; other != "" {
				list = append(list, absentBy(other))
			}
		}
	}
	if len(list) == objects {
		list = append(list, NotFound)
	}
	return list
}

// absentBy returns the object that a word names.
func absentBy(word string) *Meaning {
	for _, m := range Absent {
		if slices.Contains(m.English, word) || slices.Contains(m.Chinese, word) {
			return m
		}
	}
	return NotFound
}

// NamesRetry reports whether a name says that what it stands for is tried
// again.
func NamesRetry(name string) bool {
	list := lowerWords(name)
	if slices.ContainsFunc(list, func(word string) bool { return slices.Contains(refusals, word) }) {
		return false
	}
	return Retry.said(" "+strings.Join(list, " ")+" ", "") != ""
}

// said returns the first of the words of m that occurs in a text: in English
// at the beginning of a word.
func (m *Meaning) said(padded, compact string) string {
	for _, word := range m.English {
		if strings.Contains(padded, " "+word) {
			return word
		}
	}
	for _, part := range m.Chinese {
		if strings.Contains(compact, part) {
			return part
		}
	}
	return ""
}

// lowerWords returns the words of a name or a text in lower case.
func lowerWords(text string) []string {
	var list []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		runes := []rune(part)
		start := 0
		for i := 1; i < len(runes); i++ {
			if beginsWord(runes, i) {
				list = append(list, strings.ToLower(string(runes[start:i])))
				start = i
			}
		}
		list = append(list, strings.ToLower(string(runes[start:])))
	}
	return list
}

// beginsWord reports whether a word of a name in mixed caps begins at i: Rate
// and Limit of APIRateLimit.
func beginsWord(name []rune, i int) bool {
	if !unicode.IsUpper(name[i]) {
		return false
	}
	return !unicode.IsUpper(name[i-1]) || i+1 < len(name) && unicode.IsLower(name[i+1])
}
