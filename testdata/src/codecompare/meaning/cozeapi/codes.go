// Package cozeapi has the codes that others compare with.
package cozeapi

const (
	CodeTokenInvalid = 4100
	CodeRateLimited  = 4015 // want `4015 .*taken for a rate limit here \(CodeRateLimited\)`
	CodeBotNotFound  = 4006
	CodeOther        = 4013
)

// What this package answers with: none of these is right about Coze's, so they are no codes of it.
const (
	StatusNotFound = 4004 // ok
	StatusNoMoney  = 4003 // ok
)

const BaseURL = "https://api.coze.cn"
