// Package cozedirective silences findings, and tries to.
package cozedirective

type CozeReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func above(r CozeReply) bool {
	//cozelint:ignore CZ1001 the manual says so
	return r.Code == 4100
}

func trailing(r CozeReply) bool {
	return r.Code == 4100 //cozelint:ignore CZ1001 the manual says so
}

//cozelint:ignore CZ1001 the whole function is a table
func declaration(r CozeReply) bool {
	if r.Code == 4100 {
		return true
	}
	return r.Code == 4101
}

func statement(r CozeReply) string {
	//cozelint:ignore CZ1001,CZ4001 the whole switch is a table
	switch r.Code {
	case 4100:
		return "token"
	case 4101:
		return "permission"
	}
	return ""
}

func prefix(r CozeReply) bool {
	//cozelint:ignore CZ1 a pass at once
	return r.Code == 4100
}

func all(r CozeReply) bool {
	return r.Code == 4100 //cozelint:ignore all every check
}

func wrongID(r CozeReply) bool {
	//cozelint:ignore CZ3001 another check // want `no finding of CZ3001 here`
	return r.Code == 4100 // want `4100`
}

func noReason(r CozeReply) bool {
	//cozelint:ignore CZ1001 // want `gives no reason`
	return r.Code == 4100 // want `4100`
}

func unknownID(r CozeReply) bool {
	//cozelint:ignore CZ9999 because // want `"CZ9999" is not a check`
	return r.Code == 4100 // want `4100`
}

func noID(r CozeReply) bool {
	//cozelint:ignore // want `names no check`
	return r.Code == 4100 // want `4100`
}

func otherVerb(r CozeReply) bool {
	//cozelint:disable CZ1001 because // want `unknown directive`
	return r.Code == 4100 // want `4100`
}

func nothing(r CozeReply) bool {
	//cozelint:ignore CZ1001 nothing to silence // want `no finding of CZ1001 here`
	return r.Code == 0
}

func disabled(r CozeReply) bool {
	//cozelint:ignore CZ2002 an opt-in check that does not run
	return r.Code == 0
}

func tooFar(r CozeReply) bool {
	//cozelint:ignore CZ1001 the next statement only // want `no finding of CZ1001 here`
	ok := r.Code != 0
	return ok && r.Code == 4100 // want `4100`
}

func twoOnOneStatement(r CozeReply) bool {
	return r.Code == 4100 || //cozelint:ignore CZ1001 the first line
		r.Code == 4101 //cozelint:ignore CZ1001 and the second
}

func behindTheLastLine(r CozeReply) bool {
	use(
		r.Code == 4100,
	) //cozelint:ignore CZ1001 the call that ends here
	return r.Code == 4101 // want `4101`
}

func listWithSpace(r CozeReply) bool {
	//cozelint:ignore CZ1001, CZ4001 a space after the comma // want `no finding of CZ4001 here: remove it from the directive`
	return r.Code == 4100
}

func listWithDisabled(r CozeReply) bool {
	//cozelint:ignore CZ1001,CZ2002 the second is opt-in and does not run
	return r.Code == 4100
}

func listOfTwo(r CozeReply) bool {
	//cozelint:ignore CZ3001,CZ4001 neither is here // want `no finding of CZ3001,CZ4001 here: remove the directive`
	return r.Code == 0
}

func listWithoutReason(r CozeReply) bool {
	//cozelint:ignore CZ1001, CZ4001 // want `gives no reason`
	return r.Code == 4100 // want `4100`
}

func withSpace(r CozeReply) bool {
	// cozelint:ignore CZ1001 not seen // want `is not a directive`
	return r.Code == 4100 // want `4100`
}

func use(...any) {}

func writtenWrong(r CozeReply) bool {
	//cozelint:ignore CZ0002 an example of what is written wrong
	//cozelint:ignore CZ1001
	return r.Code == 4100 // want `4100`
}

func neededElsewhere(r CozeReply) bool {
	//cozelint:ignore CZ0001 another set of checks needs the next one
	//cozelint:ignore CZ3001 the gateway adds it
	return r.Code == 0
}

func nothingWrong(r CozeReply) bool {
	//cozelint:ignore CZ0002 nothing is wrong here // want `no finding of CZ0002 here`
	return r.Code == 0
}
