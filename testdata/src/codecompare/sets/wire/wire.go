// Package wire has the replies of package imported.
package wire

type Reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func (r *Reply) GetCode() int  { return r.Code }
func (r *Reply) Error() string { return r.Msg }

type Coded interface{ GetCode() int }
