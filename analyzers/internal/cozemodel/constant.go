package cozemodel

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// IntValue returns the integer that a constant expression is, also one that
// is written as 4.1e3.
func IntValue(info *types.Info, expr ast.Expr) (int64, bool) {
	value := info.Types[expr].Value
	if value == nil || value.Kind() != constant.Int && value.Kind() != constant.Float {
		return 0, false
	}
	if value = constant.ToInt(value); value.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(value)
}

// TextValue returns the string that a constant expression is.
func TextValue(info *types.Info, expr ast.Expr) (string, bool) {
	value := info.Types[expr].Value
	if value == nil || value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(value), true
}
