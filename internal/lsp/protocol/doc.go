// Package protocol has the types of the Language Server Protocol that
// cozelint's server uses, made from the protocol's own meta model.
package protocol

//go:generate go run ./generate $METAMODEL
