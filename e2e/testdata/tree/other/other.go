// Package other has nothing to do with Coze.
package other

// Limit has the value of a code by accident.
func Limit(n int) bool { return n == 4000 }
