// Package sdk calls Coze through the SDK.
package sdk

import (
	"errors"
	"fmt"
	"time"

	"github.com/coze-dev/coze-go"
)

const (
	codeAuth      = 4100
	codeBusy      = 4009
	codeRPM       = 4020
	codeDaily     = 4008
	codeBotAbsent = 4006
)

var (
	errAuth  = errors.New("sign in again")
	errBusy  = errors.New("try later")
	errOther = errors.New("coze is unhappy")
)

func use(...any) {}

// --- CZ4001, switches

func noDefault(err error) error {
	if cozeErr, ok := coze.AsCozeError(err); ok {
		switch cozeErr.Code { // want `switch over cozeErr.Code has no default, and such Coze codes as .* go unnoticed: add a default that fails \(CZ4001\)`
		case codeAuth:
			return errAuth
		case codeBusy:
			return errBusy
		}
	}
	return nil
}

func noDefaultWithSuccess(err error) error {
	cozeErr, ok := coze.AsCozeError(err)
	if !ok {
		return err
	}
	switch cozeErr.Code { // want `4008 UserDailyLimitExceeded, 4020 RPMLimitExceeded go unnoticed.*\(CZ4001\)`
	case 0:
		return nil
	case codeBusy:
		return errBusy
	}
	return nil
}

func followed(err error) error {
	cozeErr, ok := coze.AsCozeError(err)
	if !ok {
		return err
	}
	switch cozeErr.Code { // ok: what follows is the default
	case codeAuth:
		return errAuth
	}
	return fmt.Errorf("ask: %w", cozeErr)
}

func followedByNil(err error) (string, error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // want `CZ4001`
	case codeAuth:
		return "", errAuth
	}
	return "", nil
}

func withDefault(err error) error {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: a default
	case codeAuth:
		return errAuth
	default:
		return cozeErr
	}
}

func tagless(err error) error {
	cozeErr, _ := coze.AsCozeError(err)
	switch { // want `CZ4001`
	case cozeErr.Code == codeAuth:
		return errAuth
	case cozeErr.Code == codeBusy || codeRPM == cozeErr.Code:
		return errBusy
	}
	return nil
}

func taglessDefault(err error) error {
	cozeErr, _ := coze.AsCozeError(err)
	switch { // ok: a default
	case cozeErr.Code == codeAuth:
		return errAuth
	default:
		return err
	}
}

func taglessCatchAll(err error) error {
	cozeErr, _ := coze.AsCozeError(err)
	switch { // ok: the last case catches the others
	case cozeErr.Code == codeAuth:
		return errAuth
	case cozeErr.Code != 0:
		return err
	}
	return nil
}

func taglessMixed(err error) error {
	cozeErr, ok := coze.AsCozeError(err)
	switch { // ok: not about the code alone
	case !ok:
		return err
	case cozeErr.Code == codeAuth:
		return errAuth
	}
	return nil
}

func switchTrue(err error) error {
	cozeErr, _ := coze.AsCozeError(err)
	switch true { // want `CZ4001`
	case cozeErr.Code == codeAuth:
		return errAuth
	}
	return nil
}

func converted(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch int64(cozeErr.Code) { // want `switch over int64\(cozeErr.Code\) has no default`
	case 4100:
		use("sign in")
	}
}

func local(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch code := cozeErr.Code; code { // want `CZ4001`
	case 4100:
		use("sign in")
	}
}

func parameterOf(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	onCode(cozeErr.Code)
}

func onCode(code int) {
	switch code { // want `CZ4001`
	case 4100:
		use("sign in")
	}
}

func failedRun(event *coze.WorkflowEvent) {
	switch event.Error.ErrorCode { // want `CZ4001`
	case 4000:
		use("bad parameters")
	}
}

func lastError(chat *coze.Chat) {
	switch chat.LastError.Code { // want `CZ4001`
	case 5000:
		use("server")
	}
}

func textCode(run *coze.WorkflowRunHistory) {
	switch run.ErrorCode { // want `CZ4001`
	case "4000":
		use("bad parameters")
	}
}

func successTest(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: a test of success
	case 0:
		use("fine")
	}
}

func emptySwitch(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: nothing is decided
	}
}

func ownCodes(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: none of them is a code of the table
	case 1, 2:
		use("ours")
	}
}

func variableCase(err error, other int) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: nobody can say what it lists
	case other:
		use("ours")
	}
}

func message(err error) string {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: what follows is the default
	case codeAuth:
		return "sign in again"
	}
	return "something went wrong"
}

func emptyMessage(err error) string {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // want `CZ4001`
	case codeAuth:
		return "sign in again"
	}
	return ""
}

func classify(err error) bool {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: false is the answer
	case codeAuth:
		return true
	}
	return false
}

func presetText(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	text := cozeErr.Message
	switch cozeErr.Code { // ok: text has a value
	case codeAuth:
		text = "sign in again"
	case codeBusy:
		text = "try later"
	}
	use(text)
}

func unsetError(err error) error {
	cozeErr, _ := coze.AsCozeError(err)
	var result error
	switch cozeErr.Code { // want `CZ4001`
	case codeAuth:
		result = errAuth
	}
	return result
}

func unsetChecked(err error) error {
	cozeErr, _ := coze.AsCozeError(err)
	var result error
	switch cozeErr.Code { // ok: a miss is looked at
	case codeAuth:
		result = errAuth
	}
	if result == nil {
		result = errOther
	}
	return result
}

func mentionedLater(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: the code is reported below
	case codeAuth:
		use("sign in")
	}
	use("failed with", cozeErr.Code)
}

func panics(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: what follows is the default
	case codeAuth:
		return
	}
	panic(err)
}

func inLoop(errs []error) {
	for _, err := range errs {
		cozeErr, _ := coze.AsCozeError(err)
		switch cozeErr.Code { // want `CZ4001`
		case codeAuth:
			use("sign in")
		}
	}
	panic("not the default of the switch")
}

func ignored(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	//exhaustive:ignore
	switch cozeErr.Code { // ok: the directive of the exhaustive linter
	case codeAuth:
		use("sign in")
	}
	switch cozeErr.Code { //exhaustive:ignore // ok: the directive of the exhaustive linter
	case codeAuth:
		use("sign in")
	}
}

func ignoredHere(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	//cozelint:ignore CZ4001 the caller deals with the rest
	switch cozeErr.Code { // ok: our own directive
	case codeAuth:
		use("sign in")
	}
}

func inOuterSwitch(kind int, err error) error {
	switch kind {
	case 1:
		cozeErr, _ := coze.AsCozeError(err)
		switch cozeErr.Code { // want `CZ4001`
		case codeAuth:
			return errAuth
		}
	case 2:
		return errOther
	}
	return nil
}

// --- CZ4001 and CZ4005, maps

var texts = map[int]string{4100: "sign in again", 4009: "try later"}

var failures = map[int]error{4100: errAuth, 4009: errBusy}

var changed = map[int]string{4100: "sign in again"}

var retried = map[int]bool{4009: true, 4020: true}

func init() { changed[4009] = "try later" }

func lookup(err error) string {
	cozeErr, _ := coze.AsCozeError(err)
	return texts[cozeErr.Code] // want `nothing catches the Coze codes that texts does not have, such as .*: test whether it has the code \(CZ4001\)`
}

func lookupLiteral(err error) string {
	cozeErr, _ := coze.AsCozeError(err)
	return map[int]string{4100: "sign in"}[cozeErr.Code] // want `CZ4001`
}

func lookupUnchecked(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	text := texts[cozeErr.Code] // want `CZ4001`
	use(text)
}

func lookupError(err error) error {
	cozeErr, _ := coze.AsCozeError(err)
	return failures[cozeErr.Code] // want `the error is nil for every Coze code that failures does not have, and an unknown code is returned as success: .*\(CZ4005\)`
}

func lookupOK(err error) string {
	cozeErr, _ := coze.AsCozeError(err)
	if text, ok := texts[cozeErr.Code]; ok { // ok: a miss is seen
		return text
	}
	return "failed"
}

func lookupCompared(err error) string {
	cozeErr, _ := coze.AsCozeError(err)
	text := texts[cozeErr.Code] // ok: a miss is seen
	if text == "" {
		text = "failed"
	}
	return text
}

func lookupErrorCompared(err error) error {
	cozeErr, _ := coze.AsCozeError(err)
	if known := failures[cozeErr.Code]; known != nil { // ok: a miss is seen
		return known
	}
	return err
}

func lookupFlag(err error) bool {
	cozeErr, _ := coze.AsCozeError(err)
	return retried[cozeErr.Code] // ok: a set, false is the answer
}

func lookupChanged(err error) string {
	cozeErr, _ := coze.AsCozeError(err)
	return changed[cozeErr.Code] // ok: nobody can say what it has
}

func lookupOther(id int) string {
	return texts[id] // ok: no Coze code
}

// --- CZ4003

func retryable(err error) bool {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeBusy, 5000: // want `the case retries on the Coze codes 4009 SystemBusy, 5000 InternalServerError but not on 4020 RPMLimitExceeded, where waiting helps too: add it \(CZ4003\)`
		return true
	default:
		return false
	}
}

func shouldRetry(err error) bool {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeBusy, codeRPM: // ok: both
		return true
	}
	return false
}

func retryAll(err error) bool {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeBusy, codeRPM, 4016, 4013, 5000: // ok: more is never wrong
		return true
	}
	return false
}

func retryServer(err error) bool {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case 5000: // ok: the others of the category are on no official page
		return true
	}
	return false
}

func retryDecided(err error) bool {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeBusy: // ok: the other one was decided about
		return true
	case codeRPM:
		return false
	}
	return false
}

func backoffLoop(ask func() error) error {
	for {
		err := ask()
		cozeErr, ok := coze.AsCozeError(err)
		if !ok {
			return err
		}
		switch cozeErr.Code {
		case codeRPM: // want `4020 RPMLimitExceeded but not on 4009 SystemBusy`
			time.Sleep(time.Second)
		default:
			return err
		}
	}
}

func continueLoop(ask func() error) error {
	for range 3 {
		err := ask()
		cozeErr, ok := coze.AsCozeError(err)
		if !ok {
			return err
		}
		switch cozeErr.Code {
		case codeBusy: // want `CZ4003`
			continue
		}
		return err
	}
	return errBusy
}

func skipLoop(errs []error) (n int) {
	for _, err := range errs {
		cozeErr, _ := coze.AsCozeError(err)
		switch cozeErr.Code {
		case codeBusy: // ok: the next error, not the next attempt
			continue
		default:
			n++
		}
	}
	return n
}

func attempts(ask func() error) error {
	for range 3 {
		err := ask()
		if !retryable(err) && !shouldRetry(err) && !retryAll(err) && !retryServer(err) && !retryDecided(err) {
			return err
		}
	}
	return errBusy
}

func setsRetry(ask func() error) (err error) {
	for n := 0; n < 3; n++ {
		err = ask()
		retry := false
		cozeErr, _ := coze.AsCozeError(err)
		switch cozeErr.Code {
		case codeBusy: // want `CZ4003`
			retry = true
		default:
		}
		if !retry {
			break
		}
	}
	return err
}

func asked(err error) (noRetry bool) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeBusy: // ok: nobody loops on the answer
		noRetry = true
	default:
		use(noRetry)
	}
	return noRetry
}

type policy struct{ again func(error) bool }

func (p policy) run(ask func() error) error {
	for {
		err := ask()
		if p.again(err) {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

var patient = policy{again: busyOnly}

func busyOnly(err error) bool {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeBusy: // want `CZ4003`
		return true
	default:
		return false
	}
}

func stopRetries() {}

func stopped(err error) string {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeBusy: // ok: it gives up, whatever the name says
		stopRetries()
		return "busy"
	default:
		return "failed"
	}
}

func pauses(ask func() error) error {
	err := ask()
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeRPM: // want `4020 RPMLimitExceeded but not on 4009 SystemBusy`
		breathe()
		return ask()
	default:
		return err
	}
}

func breathe() { time.Sleep(time.Second) }

func labeled(ask func() error) error {
again:
	err := ask()
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeBusy: // want `CZ4003`
		goto again
	}
	return err
}

func again(ask func() error) error {
	err := ask()
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeBusy: // want `CZ4003`
		return again(ask)
	default:
		return err
	}
}

func dailyLimit(err error) bool {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeBusy, codeRPM: // ok: 4008 is a daily limit
		time.Sleep(time.Minute)
		return true
	default:
		return false
	}
}

func busyText(err error) string {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeBusy: // ok: nothing is sent again
		return "busy"
	default:
		return "failed"
	}
}

// --- CZ4005

func unknownIsSuccess(err error) error {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeAuth:
		return errAuth
	case codeBusy:
		return errBusy
	default:
		return nil // want `the default reports success for every Coze code of cozeErr.Code that no case lists, and Coze returns undocumented codes: return an error \(CZ4005\)`
	}
}

func unknownIsSuccessToo(err error) (int, error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case 0:
		return 1, nil
	case codeAuth:
		return 0, errAuth
	default:
		return 0, nil // want `CZ4005`
	}
}

func harmlessIsSuccess(err error) error {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeBotAbsent:
		return nil
	case codeAuth:
		return errAuth
	default:
		return nil // ok: not every case is an error
	}
}

func loggedDefault(err error) error {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code {
	case codeAuth:
		return errAuth
	default:
		use(cozeErr.Code)
		return nil // ok: somebody thought about it
	}
}

// --- what asks first, or has an answer of its own

func guardedLookup(err error) string {
	cozeErr, _ := coze.AsCozeError(err)
	if _, ok := texts[cozeErr.Code]; ok {
		return texts[cozeErr.Code] // ok: it is there
	}
	return err.Error()
}

func delay(err error) time.Duration {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: no delay for the others
	case codeBusy, codeRPM:
		return time.Second
	}
	return 0
}
