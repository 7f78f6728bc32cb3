// Package codecompare defines the pass cozecodecompare.
package codecompare

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
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
'cozelint codes -go' prints. Comparisons with 0 are right and not reported.`,
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
with HTTP 200.`,
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
}

// Checks are the checks of the pass.
var Checks = []*checks.Check{BareCode, HTTPStatus, CodeInText, AuthCodeText}
