package cozetests

func f(r CozeReply) bool { return r.Code == 4100 } // ok
