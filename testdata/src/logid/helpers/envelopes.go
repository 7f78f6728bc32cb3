package helpers

import (
	"log"

	"logid/helpers/platform"
	"logid/helpers/rest"
)

// An envelope of the program's own with a fixed text stands for an error.
func (b *bot) busy(id string) *platform.Result {
	var r reply
	if err := rest.Get(b.host+"/v3/chat/retrieve?chat_id="+id, &r); err != nil {
		log.Print(err)
		return platform.Fail(20001, "try again")
	}
	if r.Code == 4009 || r.Code == 4020 {
		return platform.Fail(20002, "busy") // want `CZ3002`
	}
	return platform.OK(r.Data)
}

func (b *bot) literal(id string) *envelope {
	var r reply
	if err := rest.Get(b.host+"/v3/chat/retrieve?chat_id="+id, &r); err != nil {
		log.Print(err)
		return &envelope{Code: 1, Msg: "try again"}
	}
	if r.Code != 0 {
		return &envelope{Code: 2, Msg: "busy"} // want `CZ3002`
	}
	return &envelope{}
}

func (b *bot) logged(id string) *platform.Result {
	resp, err := b.call("/v3/chat/retrieve?chat_id=" + id)
	if err != nil {
		log.Print(err)
		return platform.Fail(20001, "try again")
	}
	if resp.Code == 4009 {
		log.Printf("busy: %+v", resp.Data) // want `CZ3002`
		return platform.Fail(20002, "busy")
	}
	return resp
}

// Who is told the whole reply can find the log ID.
func (b *bot) whole(id string) *platform.Result {
	var r struct {
		reply
		Detail map[string]any `json:"detail"`
	}
	if err := rest.Get(b.host+"/v3/chat/retrieve?chat_id="+id, &r); err != nil {
		log.Print(err)
		return platform.Fail(20001, "try again")
	}
	if r.Code == 4009 {
		log.Printf("busy: %+v", r)
		return platform.Fail(20002, "busy")
	}
	return platform.OK(r.Data)
}

// An answer without a text is none of a failure.
func (b *bot) silent(id string) *platform.Result {
	var r reply
	if err := rest.Get(b.host+"/v3/chat/retrieve?chat_id="+id, &r); err != nil {
		log.Print(err)
		return platform.Fail(20001, "try again")
	}
	if r.Code != 0 {
		return platform.OK(nil)
	}
	return platform.OK(r.Data)
}
