// Code generated for a test. DO NOT EDIT.

package cozegenerated

type CozeReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func denied(r CozeReply) bool { return r.Code == 4100 } // ok
