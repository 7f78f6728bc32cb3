// Package cozecode names the error codes of the Coze Open API.
//
// Every JSON reply of the API has a field code; 0 is success. The constants
// of this package are those codes as the official error-code page documents
// them, and a few more that the API returns and only its other pages, its
// SDKs' issues or its SDKs' tests show. [Info.Official] tells them apart.
//
// The constants are untyped, so they compare with whatever integer type a
// program has given the field:
//
//	switch reply.Code {
//	case 0:
//		return reply.Data, nil
//	case cozecode.SystemBusy, cozecode.RPMLimitExceeded:
//		return nil, errBusy
//	default:
//		return nil, fmt.Errorf("coze: code %d, log ID %s", reply.Code, logID)
//	}
//
// The table is open: Coze returns codes that are not in it. A program needs a
// default for them, and a [Lookup] that finds nothing is no error.
package cozecode

import "sort"

// A Category says what kind of failure a code stands for.
type Category string

// The categories.
const (
	Auth           Category = "auth"            // the access token
	Permission     Category = "permission"      // what the token may do
	NotFound       Category = "not-found"       // an ID that names nothing the token can see
	InvalidRequest Category = "invalid-request" // a parameter or a file
	RateLimit      Category = "rate-limit"      // too many calls
	QuotaBilling   Category = "quota-billing"   // balance, bills and seats
	Model          Category = "model"           // the model behind the bot
	Conflict       Category = "conflict"        // the state of the chat, bot or workflow
	ContentPolicy  Category = "content-policy"  // sensitive content
	Server         Category = "server"          // Coze itself
)

// Categories returns the categories in the order of their declaration.
func Categories() []Category {
	return []Category{
		Auth, Permission, NotFound, InvalidRequest, RateLimit,
		QuotaBilling, Model, Conflict, ContentPolicy, Server,
	}
}

// A Retry says what a repetition of the same request needs to succeed.
type Retry string

// The kinds of retry.
const (
	RetryNever    Retry = "no"        // the state that caused it is final
	RetryYes      Retry = "yes"       // it may succeed at once
	RetryLater    Retry = "later"     // it may succeed after a wait
	RetryNextDay  Retry = "next-day"  // a daily limit: it may succeed tomorrow
	RetryAfterFix Retry = "after-fix" // something has to change first, see Info.After
)

// An Info is what is known about a code.
type Info struct {
	Code     int
	Name     string // the constant of this package
	Category Category
	Retry    Retry

	// Wait reports whether waiting for seconds or minutes can help. It holds
	// for the codes that Retryable holds for. RPMLimitExceeded is one: the
	// official page asks for a larger RPM quota, and as the quota counts per
	// minute, the next minute helps as well. UserDailyLimitExceeded is none:
	// it lasts until the next day.
	Wait bool

	// After says what has to change before a retry can succeed, or what helps
	// where waiting does not. It is empty where nothing has to change or
	// nothing helps.
	After string

	Operations []string // the API operations that return it; "any" means every one
	Official   bool     // on the official error-code page
	Summary    string   // one sentence in English, without a full stop
	SummaryZH  string   // the same in Chinese

	// Source says where the code is documented, or was seen. It is empty for
	// the codes of the official page.
	Source string
}

// Retryable reports whether the same request, sent again unchanged now or
// later, can succeed.
func (i Info) Retryable() bool {
	return i.Retry == RetryYes || i.Retry == RetryLater
}

// Lookup returns what is known about code. It returns false for 0, which is
// success, and for a code that is not in the table.
func Lookup(code int) (Info, bool) {
	n := sort.Search(len(table), func(n int) bool { return table[n].Code >= code })
	if n == len(table) || table[n].Code != code {
		return Info{}, false
	}
	return clone(table[n]), true
}

// All returns every known code, sorted. The caller owns the result.
func All() []Info {
	return filter(func(Info) bool { return true })
}

// InCategory returns the known codes of the category, sorted. The caller owns
// the result.
func InCategory(c Category) []Info {
	return filter(func(i Info) bool { return i.Category == c })
}

func filter(keep func(Info) bool) []Info {
	var infos []Info
	for _, i := range table {
		if keep(i) {
			infos = append(infos, clone(i))
		}
	}
	return infos
}

func clone(i Info) Info {
	i.Operations = append([]string(nil), i.Operations...)
	return i
}
