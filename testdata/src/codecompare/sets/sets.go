// Package sets compares codes with the elements of sets, and reads them out
// of texts.
package sets

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/coze-dev/coze-go"
)

const base = "https://api.coze.cn"

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		Content string `json:"content"`
	} `json:"data"`
}

func post(path string, in any) ([]byte, int, error) {
	b, err := json.Marshal(in)
	if err != nil {
		return nil, 0, err
	}
	resp, err := http.Post(base+path, "application/json", bytes.NewReader(b))
	if err != nil {
		return nil, 0, err
	}
	defer resp.Body.Close()
	out, err := io.ReadAll(resp.Body)
	return out, resp.StatusCode, err
}

func parse(b []byte) (*reply, error) {
	var r reply
	err := json.Unmarshal(b, &r)
	return &r, err
}

var retry = []int{4009, 5000} // want `4009` `5000`

func loop1(r *reply) bool {
	for i := range retry {
		if retry[i] == r.Code {
			return true
		}
	}
	return false
}
func loop2(r *reply) bool {
	for _, c := range retry {
		if c == r.Code {
			return true
		}
	}
	return false
}
func loop3(r *reply) string {
	for code, text := range map[int]string{4100: "x", 4101: "y"} { // want `4100` `4101`
		if r.Code == code {
			return text
		}
	}
	return ""
}
func loop4(r *reply) string {
	table := []struct {
		code int
		text string
	}{
		{4100, "x"},             // want `4100`
		{code: 4101, text: "y"}, // want `4101`
	}
	for _, e := range table {
		if e.code == r.Code {
			return e.text
		}
	}
	return ""
}
func fn1(r *reply) bool {
	return slices.ContainsFunc([]int{4100, 4101}, func(c int) bool { return c == r.Code }) // want `4100` `4101`
}
func fn2(e *coze.Error) bool {
	return slices.IndexFunc([]int{4100}, func(c int) bool { return e.Code == c }) >= 0 // want `4100`
}
func fn3(r *reply) bool {
	return sort.SearchInts([]int{4100, 4101}, r.Code) < 2 // want `4100` `4101`
}
func text1(r *reply) bool {
	return slices.Contains([]string{"4100", "4101"}, strconv.Itoa(r.Code)) // want `4100` `4101`
}
func text2(r *reply) string {
	return map[string]string{"4100": "x"}[fmt.Sprint(r.Code)] // want `4100`
}
func text3(r *reply) string {
	switch strconv.Itoa(r.Code) {
	case "4100": // want `4100`
		return "x"
	case "4101", "4102": // want `4101` `4102`
		return "y"
	case "0":
		return ""
	}
	return "?"
}
func text4(err error) bool {
	for _, s := range []string{"4100", "code=4101"} { // want `4100` `4101`
		var e *coze.Error
		if errors.As(err, &e) && strings.Contains(e.Error(), s) {
			return true
		}
	}
	return false
}
func body1() bool {
	b, _, err := post("/v3/chat", nil)
	return err == nil && bytes.Contains(b, []byte(`"code":4100,`)) // want `4100`
}
func body2() bool {
	b, _, err := post("/v3/chat", nil)
	if err != nil {
		return false
	}
	s := string(b)
	return strings.Index(s, "\"code\": 4101") >= 0 // want `4101`
}

var re = regexp.MustCompile(`"code"\s*:\s*(4100|4101)`)

func body3() bool {
	b, _, err := post("/v3/chat", nil)
	return err == nil && re.MatchString(string(b)) // want `4100`
}
func body4() bool {
	b, _, _ := post("/v3/chat", nil)
	ok, _ := regexp.Match(`code.{0,3}4200`, b) // want `4200`
	return ok
}
func body5() bool {
	b, _, _ := post("/v3/chat", nil)
	ids := regexp.MustCompile(`"chat_id":"(\d+)"`).FindStringSubmatch(string(b)) // ok
	return len(ids) > 0
}
func content1() bool {
	b, _, _ := post("/v3/chat", nil)
	r, _ := parse(b)
	return strings.Contains(r.Data.Content, "4100") // ok: what the bot says
}
func content2() bool {
	b, _, _ := post("/v3/chat", nil)
	return bytes.Contains(b, []byte(`"token_count":4100`)) // ok
}
func lenRange(r *reply) bool {
	for _, n := range []int{4096, 4100} { // ok
		if len(r.Msg) == n {
			return true
		}
	}
	return r.Code/100 == 41 // ok
}
func msg1(r *reply) bool { return strings.HasPrefix(r.Msg, "4100") } // want `4100`
func map1(b []byte) bool {
	var m map[string]any
	json.Unmarshal(b, &m)
	return fmt.Sprint(m["code"]) == "4100" // want `4100`
}
func useMap() bool {
	b, _, _ := post("/v3/chat", nil)
	return map1(b)
}
func unnamed(r *reply) bool { return r.Code == 720702011 } // want `720702011`
func array(r *reply) bool {
	for _, c := range [...]int{4100, 4101} { // want `4100` `4101`
		if r.Code != c {
			continue
		}
		return true
	}
	return false
}
func variadic(r *reply) bool { return in(r.Code, 4100, 4101) } // want `4100` `4101`
func in(code int, set ...int) bool {
	for _, c := range set {
		if c == code {
			return true
		}
	}
	return false
}

type coded interface{ GetCode() int }

func (r *reply) GetCode() int { return r.Code }
func getter(c coded) bool     { return c.GetCode() == 4100 } // want `4100`

// A policy has its codes in fields.
type policy struct {
	attempts int
	final    []int
	again    map[int]bool
}

var defaultPolicy = policy{
	attempts: 5,
	final:    []int{4100, 4101}, // want `4100` `4101`
}

var patientPolicy = policy{again: map[int]bool{4009: true}} // want `4009`

func strict() *policy {
	p := &policy{attempts: 1}
	p.final = []int{4028} // want `4028`
	return p
}

func (p *policy) ends(r *reply) bool { return slices.Contains(p.final, r.Code) || !p.again[r.Code] }

func among(r *reply, codes []int) bool { return slices.Contains(codes, r.Code) }

func amongBoth(r *reply) (bool, bool) {
	return among(r, []int{4013}), among(r, []int{4020}) // want `4013` `4020`
}

// timeouts of the program's own are no codes.
type limits struct{ seconds []int }

var defaults = limits{seconds: []int{4000, 5000}}

func (l limits) has(n int) bool { return slices.Contains(l.seconds, n) }
