package knowledge

import (
	"strings"
	"testing"
)

// undescribed are the paths that the SDK calls and no page describes.
var undescribed = map[string]bool{
	"GET /v1/users/me": true, "POST /v1/templates/:template_id/duplicate": true, "GET /v1/audio/live/:live_id": true,
	"WS /v1/chat": true, "WS /v1/audio/speech": true, "WS /v1/audio/transcriptions": true,
	"POST /api/permission/oauth2/token": true, "POST /api/permission/oauth2/device/code": true,
}

func TestSDKEndpoints(t *testing.T) {
	if len(sdkCalls) < 76 {
		t.Errorf("%d methods of the SDK, want its 76 and those of OAuth", len(sdkCalls))
	}
	for call, wanted := range sdkCalls {
		recv, name, _ := strings.Cut(call, ".")
		got := SDKEndpoints(recv, name)
		if len(got) != len(wanted) || len(got) == 0 {
			t.Errorf("%s calls %v, got %v", call, wanted, got)
		}
		for _, e := range got {
			if described := e.Page != ""; described == undescribed[e.Method+" "+e.Path] {
				t.Errorf("%s calls %s %s: page %q", call, e.Method, e.Path, e.Page)
			}
		}
	}
	if got := SDKEndpoints("chat", "Close"); got != nil {
		t.Errorf("a method that calls nothing: %v", got)
	}
}
