// Package service uses the replies of another package.
package service

import "codecompare/crosspkg/cozeapi"

type alias = cozeapi.Reply

type wrapped struct {
	cozeapi.Reply
	Extra int `json:"extra"`
}

func check(r *cozeapi.Reply, a alias, w wrapped) {
	_ = r.Code == 4100                              // want `use cozeapi.CodeAuthenticationInvalid`
	_ = a.Code == 4101                              // want `4101`
	_ = w.Code == 4102                              // want `4102`
	_ = r.GetCode() == 4200                         // want `4200`
	_ = r.Code == cozeapi.CodeAuthenticationInvalid // ok
	_ = w.Extra == 4100                             // ok
	_ = r.Code == 0                                 // ok
}
