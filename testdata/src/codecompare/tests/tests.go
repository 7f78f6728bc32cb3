package cozetests

type CozeReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}
