// Package given compares codes with numbers that callers give.
package given

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/coze-dev/coze-go"
)

type cozeReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func call() (r cozeReply, err error) {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return r, err
	}
	defer resp.Body.Close()
	return r, json.NewDecoder(resp.Body).Decode(&r)
}

// A predicate that is given the number.
func is(err error, code int) bool {
	e, ok := coze.AsCozeError(err)
	return ok && e.Code == code
}

const tokenExpired = 4100

func predicates(err error) bool {
	return is(err, 4100) || // want `4100 is .*\(CZ1001\)`
		is(err, tokenExpired)
}

func closures(e *coze.Error) bool {
	has := func(code int) bool { return e.Code == code }
	return has(4101) // want `4101`
}

type failure struct{ code int }

func (f *failure) Error() string     { return strconv.Itoa(f.code) }
func (f *failure) Has(code int) bool { return f.code == code }

func ask() error {
	r, err := call()
	if err == nil && r.Code != 0 {
		err = &failure{r.Code}
	}
	return err
}

func methods() bool {
	var f *failure
	return errors.As(ask(), &f) && f.Has(4102) // want `4102`
}

// The two arguments of one call belong together.
func same[T comparable](a, b T) bool { return a == b }

func generics(e *coze.Error, retries int) bool {
	return same(e.Code, 4009) || // want `4009`
		same(retries, 4010) // the number of something else
}

// A code that is kept in a map or a slice.
func kept() bool {
	r, _ := call()
	codes := map[string]int{"me": r.Code}
	all := []int{r.Code}
	for _, code := range all {
		if code == 4200 { // want `4200`
			return true
		}
	}
	return codes["me"] == 4300 // want `4300`
}

// HTTP statuses that are not written into the comparison.
func statuses() bool {
	r, _ := call()
	ok := http.StatusOK
	if r.Code == ok { // want `HTTP status 200.*\(CZ1002\)`
		return true
	}
	return r.Code/100 == 2 || // want `HTTP status 200.*\(CZ1002\)`
		r.Code/1000 == 4
}

// A code that is one word of a text.
func words(err error) bool {
	if e, ok := coze.AsCozeError(err); ok {
		for _, word := range strings.Fields(e.Error()) {
			if word == "code=4100," {
				return true
			}
		}
	}
	return false
}

var waits = map[coze.AuthErrorCode]bool{"slow_down": true} // want `"slow_down".*\(CZ1004\)`

var waitList = []coze.AuthErrorCode{coze.AuthorizationPending, "slow_down"} // want `"slow_down".*\(CZ1004\)`

func auth(e *coze.AuthError) bool {
	return strings.EqualFold(string(e.Code), "slow_down") // want `"slow_down".*\(CZ1004\)`
}
