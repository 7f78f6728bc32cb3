package cozetests

func denied(r CozeReply) bool { return r.Code == 4100 } // ok
