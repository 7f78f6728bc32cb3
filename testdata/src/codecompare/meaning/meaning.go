// Package meaning gives codes meanings, right and wrong ones.
package meaning

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"slices"
	"time"
)

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data string `json:"data"`
}

func ask() (*reply, error) {
	resp, err := http.Get("https://api.coze.cn/v1/bots")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var r reply
	return &r, json.NewDecoder(resp.Body).Decode(&r)
}

const (
	CodeBusy        = 4015 // want `4015 is BotNotPublishedToAPI \(.*\), and is taken for a busy platform here \(CodeBusy\): that is 4009 \(CZ1005\)`
	CodeRateLimited = 4020 // ok
	CodeQuota       = 4028 // ok
	CodeDaily       = 4008 // ok
	CodeModel       = 4013 // ok
	CodeRateOfModel = 4013 // ok
	CodeWaiting     = 4016 // ok
	CodeNoBot       = 4006 // ok: a name that says nothing
	CodeToken       = 4100 // ok
	codeOfBot       = 4015 // ok
	maxTokens       = 4010 // ok: compared with no code
)

var (
	ErrRateLimited  = errors.New("coze: rate limited")
	ErrBusy         = errors.New("coze: try later")
	ErrUnauthorized = errors.New("coze: unauthorized")
	ErrUnavailable  = errors.New("coze: service unavailable")
	ErrQuota        = errors.New("coze: quota")
	errOfUser       = errors.New("the token is not valid: invalid token")
	errPlain        = errors.New("coze: failed")
)

func constants(r *reply) error {
	switch r.Code {
	case CodeBusy: // ok: said where it is declared
		return ErrBusy
	case CodeRateLimited, CodeQuota, CodeDaily, CodeModel: // ok: 429 fits all of these
		return statusError(http.StatusTooManyRequests)
	case CodeToken: // ok
		return ErrUnauthorized
	}
	if r.Code == codeOfBot { // want `4015 is BotNotPublishedToAPI .* taken for a rate limit here \(ErrRateLimited\)`
		return ErrRateLimited
	}
	return nil
}

func sentinels(r *reply) error {
	switch r.Code {
	case 4009, 4020: // want `looked up among 4 magic numbers: 4009`
		return ErrRateLimited
	case 4013: // ok
		return ErrRateLimited
	case 4015: // want `taken for a rate limit here`
		log.Println("too many requests")
		return ErrRateLimited
	}
	if r.Code == CodeToken || r.Code == codeOfBot { // want `4015 is .*taken for a token that is not valid here \(ErrUnauthorized\): that is 4100 or 700012006`
		return fmt.Errorf("%w: %s", ErrUnauthorized, r.Msg)
	}
	if r.Code == codeOfBot { // want `4015 .*taken for a token`
		return errOfUser
	}
	if r.Code == codeOfBot { // ok: wider than one category
		return ErrUnavailable
	}
	if r.Code == codeOfBot { // ok: one of the texts is right
		log.Println("the bot is not published")
		return ErrUnauthorized
	}
	if r.Code == codeOfBot { // ok: only under a condition
		if r.Msg == "" {
			return ErrRateLimited
		}
		return errPlain
	}
	if r.Code != codeOfBot { // ok: for all others
		return ErrRateLimited
	}
	return nil
}

type statusError int

func (s statusError) Error() string { return http.StatusText(int(s)) }

type RateLimitError struct{ Msg string }

func (e *RateLimitError) Error() string { return e.Msg }

type failure struct {
	Status    int
	Kind      string
	Text      string
	Retryable bool
}

const (
	kindRetry   = "retry"
	kindNoRetry = "no_retry"
)

const (
	badRequest  = 4000
	noChat      = 4001
	noTalk      = 4002
	noBot       = 4006
	daily       = 4008
	busy        = 4009
	tooLong     = 4010
	poor        = 4011
	noAnswer    = 4014
	running     = 4016
	overdue     = 4019
	perMinute   = 4020
	token       = 4100
	mayNot      = 4101
	risk        = 4102
	noResource  = 4200
	noRecord    = 4314
	serverFault = 5000
)

func forms(w http.ResponseWriter, r *reply) (f failure, err error) {
	switch r.Code {
	case poor: // want `4011 .*taken for a rate limit here \(RateLimitError\)`
		return f, &RateLimitError{"slow"}
	case noBot: // want `4006 .*taken for a chat that does not exist here \("no such chat"\): that is 4001`
		return f, errors.New("no such chat")
	case noChat: // ok: 4001
		return f, errors.New("no such chat")
	case noTalk: // ok: people call a conversation 对话
		return f, errors.New("对话不存在")
	case daily: // want `4008 .*taken for an unpaid bill or an empty balance here \("余额不足"\)`
		return f, errors.New("余额不足")
	case token: // want `4100 .*taken for something that does not exist here \("resource not found"\)`
		return f, errors.New("resource not found")
	case mayNot: // want `4101 .*taken for a rate limit here \(HTTP 429\)`
		http.Error(w, "wait", http.StatusTooManyRequests)
	case overdue: // want `4019 .* one to try again here \(kindRetry\): a retry needs`
		return failure{Kind: kindRetry}, nil
	case risk: // ok
		return failure{Kind: kindRetry}, nil
	case tooLong: // want `4010 .* one to try again here \(Retryable\)`
		f = failure{Text: "long", Retryable: true}
	case noAnswer: // ok: it is not tried again
		return failure{Kind: kindNoRetry}, nil
	case badRequest: // want `4000 .*taken for a token that is not valid here \(HTTP 401\)`
		f.Status = 401
	case noResource: // ok: whatever is not there
		return f, errors.New("工作流不存在")
	case running: // ok: 4016 is busy
		return f, errors.New("对话繁忙，请稍后再试")
	case serverFault: // ok: "later" is said of everything
		return f, errors.New("请稍后重试")
	case perMinute: // ok
		return f, fmt.Errorf("请求过于频繁: %s", r.Msg)
	}
	return f, nil
}

func isRateLimited(r *reply) bool { return r.Code == busy || r.Code == poor } // want `4011 .*taken for a rate limit here \(isRateLimited\)`

func IsRetryable(r *reply) bool {
	switch r.Code {
	case busy, perMinute, serverFault: // ok
		return true
	case token: // want `4100 .* one to try again here \(IsRetryable\): a retry needs`
		return true
	case overdue: // ok: it says no
		return false
	}
	return false
}

func isAuth(r *reply) bool  { return r.Code == token || r.Code == mayNot } // ok
func notAuth(r *reply) bool { return !(r.Code == token) }                  // ok
func canNotRetry(r *reply) bool { // ok
	return r.Code == token
}

type apiError struct{ code int }

func (e *apiError) Error() string { return "coze" }

func (e *apiError) Is(target error) bool {
	switch target {
	case ErrRateLimited:
		return e.code == busy || e.code == codeOfBot // want `4015 .*taken for a rate limit here \(ErrRateLimited\)`
	case ErrQuota:
		return e.code == overdue // ok
	}
	return target == ErrUnauthorized && e.code == noBot // want `4006 .*taken for a token that is not valid here \(ErrUnauthorized\)`
}

func wrap(r *reply) error { return &apiError{r.Code} }

var retryable = map[int]bool{
	busy:        true,
	poor:        true, // want `4011 .* one to try again here \(retryable\)`
	token:       true,
	mayNot:      false, // ok
	serverFault: true,
}

var texts = map[int]string{
	noChat:     "会话不存在", // ok
	noBot:      "会话不存在", // want `4006 .*taken for a conversation that does not exist`
	badRequest: "参数错误",
	poor:       "请求太频繁", // want `4011 .*taken for a rate limit`
	mayNot:     "Token 已过期，请重新登录",
	noRecord:   "没有权限",
}

var sentinelOf = map[int]error{
	busy:  ErrRateLimited,
	noBot: ErrRateLimited, // want `4006 .*taken for a rate limit`
	token: ErrUnauthorized,
}

var quotaCodes = []int{overdue, poor, noAnswer} // want `4014 .*taken for a quota that is used up here \(quotaCodes\)`

var rows = []struct {
	code   int
	status int
	text   string
}{
	{busy, http.StatusTooManyRequests, "busy"},
	{token, http.StatusTooManyRequests, "wait"}, // want `4100 .*taken for a rate limit here \(HTTP 429\)`
	{mayNot, http.StatusForbidden, "no permission"},
}

func tables(r *reply) (string, bool, error) {
	if slices.Contains(quotaCodes, r.Code) {
		return "", false, ErrQuota
	}
	if slices.Contains([]int{token, noChat}, r.Code) { // want `4001 .*taken for a token that is not valid here \(ErrUnauthorized\)`
		return "", false, ErrUnauthorized
	}
	for _, row := range rows {
		if row.code == r.Code {
			return row.text, true, nil
		}
	}
	return texts[r.Code], retryable[r.Code], sentinelOf[r.Code]
}

func refresh() {}

func loops() (*reply, error) {
	for i := 0; i < 3; i++ {
		r, err := ask()
		if err != nil {
			return nil, err
		}
		switch r.Code {
		case busy, poor: // want `4011 .* one to try again here \(continue\)`
			time.Sleep(time.Second)
			continue
		case token: // ok: something is done about it
			refresh()
			continue
		}
		return r, nil
	}
	for _, name := range []string{"a", "b"} {
		r, err := ask()
		if err != nil {
			return nil, err
		}
		if r.Code == poor { // ok: the next one
			log.Println("skipped", name)
			continue
		}
	}
	return nil, errPlain
}

func usedUp(r *reply) string {
	switch r.Code {
	case CodeDaily, 4009: // want `4009 is SystemBusy \(.*\), and is taken for a quota that is used up here \("come back tomorrow"\).*CZ1005` `compared with a magic number.*CZ1001`
		return "come back tomorrow"
	case CodeQuota, CodeRateLimited: // ok: a quota of requests a minute is one
		return "quota used up"
	case -2: // ok: a number of the program's own
		return "try again"
	}
	return ""
}

type attempt struct {
	Temp     bool
	Template bool
}

func classified(r *reply) attempt {
	return attempt{
		Temp:     r.Code == CodeToken, // want `4100 is AuthenticationInvalid.*CZ1005`
		Template: r.Code == CodeToken, // ok: no retry
	}
}
