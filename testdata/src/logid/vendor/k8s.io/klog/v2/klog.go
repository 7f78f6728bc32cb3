// Package klog stands in for the logger.
package klog

func ErrorS(err error, msg string, keysAndValues ...any) {}
func Errorf(format string, args ...any)                  {}
