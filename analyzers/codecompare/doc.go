// Package codecompare defines the pass cozecodecompare.
package codecompare

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/internal/messages"
)

const doc = `report Coze error codes written as magic numbers (CZ1xxx)

A Coze reply carries its outcome in the integer "code"; 0 is success. Written
as bare integers, the other codes say nothing to a reader and hide typing
errors. The pass finds them wherever a code of the API is compared, switched
on, ranged over or looked up, and also where a code is taken for an HTTP
status or searched for in an error's text. code != 0 is never reported.`

// BareCode is CZ1001.
var BareCode = &checks.Check{
	ID: "CZ1001",
	Doc: &lint.RawDocumentation{
		Title: "A Coze code compared with a bare integer",
		Text: `A code of the Coze API is compared, switched on, ranged over, looked up in a
literal or passed to slices.Contains with an integer literal. Give the code its
name: a constant of the package, one of the package cozecode, or one that
'cozelint codes -go' prints. Comparisons with 0 are right and not reported.

Three and more integers of one switch or table are one finding, with the others
as related places.`,
		Before: `package p

import "encoding/json"

type CozeReply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}

func tokenRejected(body []byte) bool {
	var reply CozeReply
	if err := json.Unmarshal(body, &reply); err != nil {
		return false
	}
	return reply.Code == 4100
}
`,
		After: `package p

import "encoding/json"

const codeAuthenticationInvalid = 4100

type CozeReply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}

func tokenRejected(body []byte) bool {
	var reply CozeReply
	if err := json.Unmarshal(body, &reply); err != nil {
		return false
	}
	return reply.Code == codeAuthenticationInvalid
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
	Says: []messages.Text{messages.BareCodeUse, messages.BareCodeNameless, messages.BareCodeTable, messages.BareBound},
}

// HTTPStatus is CZ1002.
var HTTPStatus = &checks.Check{
	ID: "CZ1002",
	Doc: &lint.RawDocumentation{
		Title: "A Coze code compared with an HTTP status",
		Text: `The code in the body of a reply is 0 on success and four digits or more on
failure; it is never an HTTP status. Comparing the two is always false, so that
'reply.Code != http.StatusOK' returns every success as an error. Comparing an
HTTP status with a Coze code is never true either: Coze answers most failures
with HTTP 200. There is no http.StatusText of a code, either.`,
		Before: `package p

import (
	"encoding/json"
	"fmt"
	"net/http"
)

type CozeReply struct {
	Code   int    ` + "`json:\"code\"`" + `
	Msg    string ` + "`json:\"msg\"`" + `
	Detail struct {
		LogID string ` + "`json:\"logid\"`" + `
	} ` + "`json:\"detail\"`" + `
}

func check(body []byte) error {
	var reply CozeReply
	if err := json.Unmarshal(body, &reply); err != nil {
		return err
	}
	if reply.Code != http.StatusOK {
		return fmt.Errorf("coze: %d %s logid=%s", reply.Code, reply.Msg, reply.Detail.LogID)
	}
	return nil
}
`,
		After: `package p

import (
	"encoding/json"
	"fmt"
)

type CozeReply struct {
	Code   int    ` + "`json:\"code\"`" + `
	Msg    string ` + "`json:\"msg\"`" + `
	Detail struct {
		LogID string ` + "`json:\"logid\"`" + `
	} ` + "`json:\"detail\"`" + `
}

func check(body []byte) error {
	var reply CozeReply
	if err := json.Unmarshal(body, &reply); err != nil {
		return err
	}
	if reply.Code != 0 {
		return fmt.Errorf("coze: %d %s logid=%s", reply.Code, reply.Msg, reply.Detail.LogID)
	}
	return nil
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.StatusIsCode, messages.CodeIsStatus},
}

// CodeInText is CZ1003.
var CodeInText = &checks.Check{
	ID: "CZ1003",
	Doc: &lint.RawDocumentation{
		Title: "A Coze code searched for in text",
		Text: `The text of an error holds the code among other digits: a log ID or a chat ID
that happens to contain them matches too. Take the code from the error
(coze.AsCozeError, errors.As) or from the decoded reply.`,
		Before: `package p

import (
	"encoding/json"
	"strconv"
)

type CozeReply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}

func tokenRejected(body []byte) bool {
	var reply CozeReply
	if err := json.Unmarshal(body, &reply); err != nil {
		return false
	}
	return strconv.Itoa(reply.Code) == "4100"
}
`,
		After: `package p

import "encoding/json"

const codeAuthenticationInvalid = 4100

type CozeReply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}

func tokenRejected(body []byte) bool {
	var reply CozeReply
	if err := json.Unmarshal(body, &reply); err != nil {
		return false
	}
	return reply.Code == codeAuthenticationInvalid
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
	Says: []messages.Text{messages.CodeInText},
}

// AuthCodeText is CZ1004.
var AuthCodeText = &checks.Check{
	ID: "CZ1004",
	Doc: &lint.RawDocumentation{
		Title: "An OAuth error code compared with a bare string",
		Text: `The SDK declares constants for the codes of its AuthError: AccessDenied,
AuthorizationPending, ExpiredToken, SlowDown. A bare string of the same value
is not checked by the compiler. Strings that have no constant are not reported.`,
		Before: `package p

import "github.com/coze-dev/coze-go"

func pending(err *coze.AuthError) bool {
	return err.Code == "authorization_pending"
}
`,
		After: `package p

import "github.com/coze-dev/coze-go"

func pending(err *coze.AuthError) bool {
	return err.Code == coze.AuthorizationPending
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
	Says: []messages.Text{messages.AuthConstant},
}

const reply = `package p

import "encoding/json"

type CozeReply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}
`

// WrongMeaning is CZ1005.
var WrongMeaning = &checks.Check{
	ID: "CZ1005",
	Doc: &lint.RawDocumentation{
		Title: "A code is taken for something that it does not mean",
		Text: `A constant, a branch, a row of a table or a function gives a code a meaning, and
the page of the codes gives it another: 4015 is taken for a rate limit, and
says that the bot is not published; 4100 is tried again, and needs another
token. The real rate limits, 4009 and 4020, are then treated like everything
else.

What the code is taken for is read from names (of the constant, of the error or
class that it leads to, of the function that says yes to it), from the HTTP
status that it is turned into, from fixed English and Chinese texts, and from
branches that try again.

Nothing is reported where the class is wider than one category (unavailable,
upstream, internal), where one of several names and texts fits, for 4013 as a
rate limit, which an official SDK calls it, and for HTTP 400, 403, 409 and 5xx.`,
		Before: reply + `
const codeRateLimited = 4015

func rateLimited(body []byte) bool {
	var reply CozeReply
	if err := json.Unmarshal(body, &reply); err != nil {
		return false
	}
	return reply.Code == codeRateLimited
}
`,
		After: reply + `
const (
	codeSystemBusy  = 4009
	codeRPMExceeded = 4020
)

func rateLimited(body []byte) bool {
	var reply CozeReply
	if err := json.Unmarshal(body, &reply); err != nil {
		return false
	}
	return reply.Code == codeSystemBusy || reply.Code == codeRPMExceeded
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
	Says: []messages.Text{messages.TakenFor, messages.TriedAgain},
}

// SlowMissing is CZ1006.
var SlowMissing = &checks.Check{
	ID: "CZ1006",
	Doc: &lint.RawDocumentation{
		Title: "The codes that ask to slow down are missing",
		Text: `A function slows down or tries again for some codes, and names neither 4009, with
which the platform says that it is busy, nor 4020, with which it says that there
were too many calls this minute. These two are the ones that waiting helps
against.

What slows down or tries again is read as CZ1005 reads it.`,
		Before: reply + `
const codeServerError = 5000

func retryable(body []byte) bool {
	var reply CozeReply
	if err := json.Unmarshal(body, &reply); err != nil {
		return false
	}
	return reply.Code == codeServerError
}
`,
		After: reply + `
const (
	codeServerError = 5000
	codeSystemBusy  = 4009
	codeRPMExceeded = 4020
)

func retryable(body []byte) bool {
	var reply CozeReply
	if err := json.Unmarshal(body, &reply); err != nil {
		return false
	}
	return reply.Code == codeServerError || reply.Code == codeSystemBusy || reply.Code == codeRPMExceeded
}
`,
		Since:      "v0.1.0",
		Severity:   lint.SeverityInfo,
		NonDefault: true,
	},
	Says: []messages.Text{messages.SlowMissing},
}

// Checks are the checks of the pass.
var Checks = []*checks.Check{BareCode, HTTPStatus, CodeInText, AuthCodeText, WrongMeaning, SlowMissing}
