// Package forms compares the codes of a hand-written client in every form
// that a comparison can have.
package forms

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
)

const endpoint = "https://api.coze.cn/v3/chat"

type Base struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func (b *Base) GetCode() int  { return b.Code }
func (b Base) Failed() bool   { return b.Code != 0 }    // ok
func (b Base) Is(n int) bool  { return b.Code == n }    // ok
func (b *Base) Success() bool { return b.Code == 0 }    // ok
func (b *Base) Busy() bool    { return b.Code == 4009 } // want `4009 is SystemBusy`

type Reply struct {
	Base
	Data struct {
		LastError *struct {
			Code int64  `json:"code"`
			Msg  string `json:"msg"`
		} `json:"last_error"`
	} `json:"data"`
}

type Generic[T any] struct {
	Code int32  `json:"code"`
	Msg  string `json:"msg"`
	Data T      `json:"data"`
}

type Failure struct {
	code int
	text string
}

func (f *Failure) Error() string { return f.text }
func (f *Failure) Code() int     { return f.code }

const (
	codeBusy  = 4009
	tooLarge  = 5000
	local     = 1
	maxTokens = 4000
)

func fetch() (*Reply, error) {
	resp, err := http.Get(endpoint)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == 404 { // ok
		return nil, errors.New("not found")
	}
	var r Reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return nil, err
	}
	if r.Code != 0 { // ok
		return nil, &Failure{code: r.Code, text: r.Msg}
	}
	return &r, nil
}

func read() error {
	resp, err := http.Get(endpoint)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	maps(body)
	_, err = decode[string](body)
	return err
}

func decode[T any](body []byte) (*Generic[T], error) {
	var g Generic[T]
	if err := json.Unmarshal(body, &g); err != nil {
		return nil, err
	}
	if g.Code == 4100 { // want `4100`
		return nil, errors.New(g.Msg)
	}
	return &g, nil
}

func comparisons(r *Reply, g Generic[string]) {
	_ = r.Code == 4100        // want `4100 is AuthenticationInvalid`
	_ = r.Code != 4101        // want `4101 is PermissionDenied`
	_ = 4102 == r.Code        // want `4102 is RiskControlBlocked`
	_ = r.Base.Code == 4000   // want `4000 is InvalidParameter`
	_ = r.GetCode() == 4001   // want `4001 is ChatNotFound`
	_ = int64(r.Code) == 4002 // want `4002`
	_ = r.Code == int(4003)   // want `4003`
	_ = r.Code == 0x1004      // want `4100`
	_ = r.Code == 4_100       // want `4100`
	_ = r.Code == 4000+100    // want `4100`
	_ = r.Code == (4100)      // want `4100`
	_ = r.Code == -1          // ok: a number of the program
	_ = r.Code == -(1)        // ok
	_ = r.Code == 7           // want `7 is not in the table`
	_ = r.Code == 700012006   // want `700012006 is AccessTokenInvalid`
	_ = g.Code == 4005        // want `4005`
	_ = r.Code > 4000         // want `bare bound 4000`
	_ = r.Code >= 4100        // want `bare bound 4100`
	_ = r.Code < 5000         // want `bare bound 5000`
	_ = 4000 <= r.Code        // want `bare bound 4000`
	_ = r.Code/1000 == 4      // ok
	_ = r.Code == codeBusy    // ok
	_ = r.Code == local       // ok
	_ = r.Code == 0           // ok
	_ = r.Code != 0           // ok
	_ = 0 == r.Code           // ok
	_ = r.Code > 0            // ok
	_ = r.Code >= 0           // ok
	_ = r.Code < 0            // ok
	_ = r.Code >= 1           // ok
	_ = r.Code <= -1          // ok
	_ = r.Code == r.Base.Code // ok
	_ = g.Code == 0           // ok
	_ = len(r.Msg) == 4100    // ok
	_ = r.Msg == "4100"       // ok
	_ = r.Code == int(g.Code) // ok
	const want = 4100
	_ = r.Code == want // ok
	if e := r.Data.LastError; e != nil {
		_ = e.Code == 4028 // want `4028 is InsufficientCredits`
		_ = e.Code != 0    // ok
	}
	_ = r.Data.LastError.Code == 5000 // want `5000 is InternalServerError`
}

func switches(r *Reply) string {
	switch r.Code {
	case 0: // ok
		return ""
	case 4100: // want `among 3 magic numbers: 4100`
		return "token"
	case 4101, 4102:
		return "permission"
	case codeBusy: // ok
		return "busy"
	}
	switch {
	case r.Code == 4200: // want `4200`
		return "not found"
	case r.Code >= 4300 && r.Code <= 4304: // want `bare bound 4300` `bare bound 4304`
		return "file"
	case r.Code == 0: // ok
		return ""
	}
	switch code := r.GetCode(); code {
	case 5000: // want `5000`
		return "server"
	case tooLarge + 1: // ok
	}
	switch r.Msg {
	case "4100": // ok
	}
	switch len(r.Msg) {
	case 4100: // ok
	}
	return ""
}

var retryable = map[int]bool{4009: true, 4013: true, codeBusy + 1: true} // want `4009` `4013` `4010 .* to try again here`

var names = map[int]string{4100: "token"} // ok

var waits = []int{4016, 5000} // want `4016` `5000`

var sizes = []int{4096, 4100} // ok

func sets(r *Reply, n int) {
	_ = retryable[r.Code]
	_ = names[n]
	_ = slices.Contains(waits, r.Code)
	_ = slices.Contains(sizes, n)
	_ = map[int]bool{4020: true}[r.Code]             // want `4020`
	_ = slices.Contains([]int{4022, 0}, r.Code)      // want `4022`
	_ = slices.Index([]int{4019}, r.GetCode()) >= 0  // want `4019`
	_ = slices.Contains([]int{codeBusy}, r.Code)     // ok
	_ = slices.Contains([]int{4100, 4101}, len("x")) // ok
	_ = map[string]bool{"4100": true}[r.Msg]         // ok
	_ = [...]int{4100: 1}[n]                         // ok
}

func flows(r *Reply, err error) {
	code := r.Code
	_ = code == 4100 // want `4100`
	_ = code == 0    // ok
	p := &r.Code
	_ = *p == 4100 // ok
	_ = check(r.Code)
	_ = outcome(r) == 4021 // want `4021`
	n := len(r.Msg)
	_ = n == 4100 // ok
	var f *Failure
	if errors.As(err, &f) {
		_ = f.Code() == 4100 // want `4100`
		_ = f.code == 4101   // want `4101`
		_ = f.Code() == 0    // ok
	}
	if f, ok := errors.AsType[*Failure](err); ok {
		_ = f.code == 4102 // want `4102`
	}
	switch e := err.(type) {
	case *Failure:
		_ = e.code == 4103 // want `4103 is not in the table`
	}
	mixed := r.Code
	mixed = len(r.Msg)
	_ = mixed == 4100 // ok
	mixed++
}

func check(code int) bool { return code == 4015 } // want `4015`

func outcome(r *Reply) int {
	if r == nil {
		return -1
	}
	return r.Code
}

func maps(body []byte) {
	var m map[string]any
	if json.Unmarshal(body, &m) != nil {
		return
	}
	code, _ := m["code"].(float64)
	_ = code == 4100                     // want `4100`
	_ = m["code"].(float64) == 4101      // want `4101`
	_ = int(m["code"].(float64)) == 4102 // want `4102`
	_ = m["count"].(float64) == 4100     // ok
	_ = m["code"].(float64) == 0         // ok
	number, _ := m["code"].(json.Number)
	n, _ := number.Int64()
	_ = n == 4200 // want `4200`
	_ = n == 0    // ok
	other := map[string]any{"code": 4100}
	_ = other["code"].(int) == 4100 // ok
}

var _ = fetch
