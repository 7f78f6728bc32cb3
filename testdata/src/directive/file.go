package cozedirective

//cozelint:ignore-file CZ1001 a table of what users fill in

func inFile(r CozeReply) bool {
	return r.Code == 4100
}

func laterInFile(r CozeReply) bool {
	return r.Code == 4101
}
