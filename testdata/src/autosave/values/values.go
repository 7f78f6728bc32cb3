// Package values holds requests whose values are written in different ways.
package values

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"

	"github.com/samber/lo"
)

type Request struct {
	BotID           string `json:"bot_id"`
	Stream          *bool  `json:"stream,omitempty"`
	AutoSaveHistory *bool  `json:"auto_save_history,omitempty"`
}

type Plain struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

func send(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	resp, err := http.Post("https://api.coze.com/v3/chat", "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

const (
	save            = true
	noSave          = false
	noStream Toggle = false
)

type Toggle = bool

var (
	off        = false
	on         = true
	zero       bool
	reassigned = false
	fromFlag   = false
	Exported   = false
	offPointer = &off
)

func init() {
	reassigned = true
	flag.BoolVar(&fromFlag, "save", false, "save the history")
}

func ptr[T any](v T) *T { return &v }

func boolPointer(b bool) *bool {
	p := new(bool)
	*p = b
	return p
}

func address(b bool) *bool {
	c := b
	return &c
}

func never() *bool { return nil }

func constants(bot string) {
	send(Plain{BotID: bot, Stream: noStream, AutoSaveHistory: noSave})      // want `CZ2001`
	send(Plain{BotID: bot, Stream: !save, AutoSaveHistory: !save})          // want `CZ2001`
	send(Plain{BotID: bot, Stream: noStream, AutoSaveHistory: save})        // ok
	send(Plain{BotID: bot, Stream: !noStream, AutoSaveHistory: noSave})     // ok
	send(Plain{BotID: bot, Stream: bool(noStream), AutoSaveHistory: 1 > 2}) // want `CZ2001`
}

func helpers(bot string) {
	send(Request{BotID: bot, Stream: ptr(false), AutoSaveHistory: ptr(false)})           // want `CZ2001`
	send(Request{BotID: bot, Stream: ptr(true), AutoSaveHistory: ptr(false)})            // ok
	send(Request{BotID: bot, Stream: ptr(false), AutoSaveHistory: ptr(true)})            // ok
	send(Request{BotID: bot, Stream: lo.ToPtr(false), AutoSaveHistory: lo.ToPtr(false)}) // want `CZ2001`
	send(Request{BotID: bot, Stream: lo.ToPtr(true), AutoSaveHistory: lo.ToPtr(false)})  // ok
	send(Request{BotID: bot, Stream: address(false), AutoSaveHistory: address(false)})   // want `CZ2001`
	send(Request{BotID: bot, Stream: address(true), AutoSaveHistory: address(false)})    // ok
	send(Request{BotID: bot, Stream: new(bool), AutoSaveHistory: new(bool)})             // want `CZ2001`
	send(Request{BotID: bot, Stream: new(true), AutoSaveHistory: new(bool)})             // ok
	send(Request{BotID: bot, Stream: new(false), AutoSaveHistory: new(false)})           // want `CZ2001`
	send(Request{BotID: bot, Stream: new(false), AutoSaveHistory: new(true)})            // ok
	send(Request{BotID: bot, Stream: never(), AutoSaveHistory: ptr(false)})              // want `no stream, which means false`
	send(Request{BotID: bot, Stream: boolPointer(true), AutoSaveHistory: ptr(false)})    // ok
}

func packageVariables(bot string) {
	send(Request{BotID: bot, Stream: &off, AutoSaveHistory: &off})             // want `CZ2001`
	send(Request{BotID: bot, Stream: &on, AutoSaveHistory: &off})              // ok
	send(Request{BotID: bot, Stream: &off, AutoSaveHistory: &on})              // ok
	send(Plain{BotID: bot, Stream: zero, AutoSaveHistory: off})                // want `CZ2001`
	send(Request{BotID: bot, Stream: offPointer, AutoSaveHistory: offPointer}) // want `CZ2001`
	send(Request{BotID: bot, Stream: &off, AutoSaveHistory: &reassigned})      // ok
	send(Request{BotID: bot, Stream: &off, AutoSaveHistory: &fromFlag})        // ok
	send(Request{BotID: bot, Stream: &Exported, AutoSaveHistory: &Exported})   // ok
	send(Plain{BotID: bot, Stream: reassigned, AutoSaveHistory: off})          // ok
}

func locals(bot string, dynamic bool) {
	no := false
	var nothing bool
	yes := true
	send(Plain{BotID: bot, Stream: no, AutoSaveHistory: nothing})       // want `CZ2001`
	send(Plain{BotID: bot, Stream: yes, AutoSaveHistory: no})           // ok
	send(Plain{BotID: bot, Stream: dynamic, AutoSaveHistory: no})       // ok
	send(Plain{BotID: bot, Stream: no, AutoSaveHistory: dynamic})       // ok
	send(Plain{BotID: bot, Stream: dynamic, AutoSaveHistory: !dynamic}) // ok

	changed := false
	changed = true
	send(Plain{BotID: bot, Stream: changed, AutoSaveHistory: false}) // ok
	changed = false
	send(Plain{BotID: bot, Stream: changed, AutoSaveHistory: false}) // want `CZ2001`

	later := false
	request := Request{BotID: bot, Stream: ptr(false), AutoSaveHistory: &later} // ok
	later = true
	send(request)

	set := false
	p := &set
	*p = true
	send(Plain{BotID: bot, Stream: set, AutoSaveHistory: false}) // ok

	var parsed bool
	json.Unmarshal([]byte("true"), &parsed)
	send(Plain{BotID: bot, Stream: parsed, AutoSaveHistory: false}) // ok

	for range 2 {
		send(Plain{BotID: bot, Stream: flips(&parsed), AutoSaveHistory: false}) // ok
	}

	chosen := no
	if bot == "" {
		chosen = yes
	}
	send(Plain{BotID: bot, Stream: chosen, AutoSaveHistory: false}) // ok
	same := no
	if bot == "" {
		same = nothing
	}
	send(Plain{BotID: bot, Stream: same, AutoSaveHistory: false}) // want `CZ2001`
}

func flips(b *bool) bool {
	*b = !*b
	return *b
}
