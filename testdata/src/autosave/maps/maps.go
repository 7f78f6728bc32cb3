// Package maps holds requests that are written as maps.
package maps

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"

	"github.com/gin-gonic/gin"
)

const (
	chatURL = "https://api.coze.cn/v3/chat"
	saveKey = "auto_save_history"
)

type payload map[string]any

func send(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	resp, err := http.Post(chatURL, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func literals(bot string, dynamic bool, name string) {
	send(map[string]any{"bot_id": bot, "stream": false, "auto_save_history": false})         // want `CZ2001`
	send(map[string]interface{}{"bot_id": bot, "stream": false, "auto_save_history": false}) // want `CZ2001`
	send(map[string]bool{"stream": false, "auto_save_history": false})                       // want `CZ2001`
	send(payload{"bot_id": bot, "stream": false, "auto_save_history": false})                // want `CZ2001`
	send(gin.H{"bot_id": bot, "stream": false, "auto_save_history": false})                  // want `CZ2001`
	send(gin.H{"bot_id": bot, "stream": false, saveKey: false})                              // want `CZ2001`
	send(gin.H{"bot_id": bot, "auto_save_history": false})                                   // want `no stream, which means false`
	send(gin.H{"bot_id": bot, "stream": false})                                              // want `CZ2002`
	send(map[string]any{"bot_id": bot, "stream": true, "auto_save_history": false})          // ok
	send(map[string]any{"bot_id": bot, "stream": false, "auto_save_history": true})          // ok
	send(payload{"bot_id": bot, "stream": true, "auto_save_history": false})                 // ok
	send(gin.H{"bot_id": bot, "stream": true})                                               // ok
	send(gin.H{"bot_id": bot})                                                               // ok
	send(gin.H{"bot_id": bot, "stream": dynamic, "auto_save_history": false})                // ok
	send(gin.H{"bot_id": bot, "stream": false, "auto_save_history": dynamic})                // ok
	send(gin.H{"bot_id": bot, "stream": false, name: true})                                  // ok
	send(gin.H{"bot_id": bot, "stream": false, "auto_save_history": "false"})                // ok
	send(gin.H{"bot_id": bot, "stream": false, "auto_save_history": nil})                    // ok
	send(gin.H{"bot_id": bot, "data": gin.H{"stream": false, "auto_save_history": false}})   // ok
}

func manyLines(bot string) {
	send(map[string]any{
		"bot_id":            bot,
		"stream":            false,
		"auto_save_history": false, // want `CZ2001`
	})
	send(map[string]any{ // want `CZ2002`
		"bot_id": bot,
		"stream": false,
	})
}

func assignments(bot string, extra map[string]any) {
	late := map[string]any{"bot_id": bot, "stream": false}
	late["auto_save_history"] = false // want `CZ2001`
	send(late)

	made := make(map[string]any)
	made["bot_id"] = bot
	made["stream"] = false
	made["auto_save_history"] = false // want `CZ2001`
	send(made)

	streamed := map[string]any{"bot_id": bot, "stream": false, "auto_save_history": false} // ok
	streamed["stream"] = true
	send(streamed)

	saved := map[string]any{"bot_id": bot, "stream": false, "auto_save_history": false} // ok
	delete(saved, "auto_save_history")
	delete(saved, "stream")
	send(saved)

	merged := map[string]any{"bot_id": bot, "stream": false, "auto_save_history": false} // ok
	for key, value := range extra {
		merged[key] = value
	}
	send(merged)

	copied := map[string]any{"bot_id": bot, "stream": false, "auto_save_history": false} // ok
	maps.Copy(copied, extra)
	send(copied)

	cloned := maps.Clone(map[string]any{"bot_id": bot, "stream": false, "auto_save_history": false}) // want `CZ2001`
	send(cloned)

	sometimes := map[string]any{"bot_id": bot, "stream": false} // ok
	if extra != nil {
		sometimes["auto_save_history"] = false
	}
	send(sometimes)

	always := map[string]any{"bot_id": bot, "stream": false}
	if extra != nil {
		always["auto_save_history"] = false // want `CZ2001`
	} else {
		always["auto_save_history"] = !true
	}
	send(always)

	aliased := map[string]any{"bot_id": bot, "stream": false, "auto_save_history": false} // ok
	alias := aliased
	alias["stream"] = true
	send(aliased)

	snapshot := map[string]any{"bot_id": bot, "stream": true, "auto_save_history": false} // ok
	body, _ := json.Marshal(snapshot)
	snapshot["stream"] = false
	http.Post(chatURL, "application/json", bytes.NewReader(body))
}

// The settings of the program's own server are no request.
func settings(c *gin.Context) {
	c.JSON(http.StatusOK, gin.H{"stream": false, "auto_save_history": false}) // ok
}

func reply(w http.ResponseWriter) {
	json.NewEncoder(w).Encode(map[string]any{"stream": false, "auto_save_history": false}) // ok
	body, _ := json.Marshal(map[string]any{"stream": false, "auto_save_history": false})   // ok
	w.Write(body)
}
