package cozedirective

//cozelint:ignore-file CZ1001 // want `gives no reason`
//cozelint:ignore-file CZ3001 nothing of it here // want `no finding of CZ3001 here`

func notInFile(r CozeReply) bool {
	return r.Code == 4100 // want `4100`
}
