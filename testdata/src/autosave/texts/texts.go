// Package texts holds requests that are written as JSON.
package texts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

const chatURL = "https://api.coze.cn/v3/chat"

const (
	rejectedBody = `{"bot_id":"1","stream":false,"auto_save_history":false}`
	savedBody    = `{"bot_id":"1","stream":false,"auto_save_history":true}`
	template     = `{"bot_id":"%s","user_id":%q,"stream":%t,"auto_save_history":false}`
)

var rejectedBytes = []byte(`{"bot_id":"1","stream":false,"auto_save_history":false}`)

func send(body io.Reader) error {
	resp, err := http.Post(chatURL, "application/json", body)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func constants() {
	send(strings.NewReader(rejectedBody))  // want `CZ2001`
	send(strings.NewReader(savedBody))     // ok
	send(bytes.NewReader(rejectedBytes))   // want `CZ2001`
	send(bytes.NewBufferString(savedBody)) // ok
}

func literals() {
	send(strings.NewReader(`{"bot_id":"1","stream":false,"auto_save_history":false}`))                // want `CZ2001`
	send(strings.NewReader(`{"bot_id":"1","stream":true,"auto_save_history":false}`))                 // ok
	send(bytes.NewBufferString("{\"bot_id\":\"1\",\"stream\":false,\"auto_save_history\": false}"))   // want `CZ2001`
	send(bytes.NewBuffer([]byte(`{"bot_id":"1","auto_save_history":false}`)))                         // want `no stream, which means false`
	send(bytes.NewReader([]byte(`{"bot_id":"1","stream":false}`)))                                    // want `CZ2002`
	send(bytes.NewReader([]byte("{\"bot_id\":\"1\",\"stream\":false}")))                              // want `CZ2002`
	send(bytes.NewReader([]byte(`{"bot_id":"1","stream":true}`)))                                     // ok
	send(bytes.NewReader([]byte(`{"bot_id":"1"}`)))                                                   // ok
	send(strings.NewReader(`{"bot_id":"1","data":{"stream":false,"auto_save_history":false}}`))       // ok
	send(strings.NewReader(`{"bot_id":"1","stream":"false","auto_save_history":"false"}`))            // ok
	send(strings.NewReader(`{"bot_id":"\"stream\":true","stream":false,"auto_save_history":false`))   // ok
	send(io.NopCloser(strings.NewReader(`{"bot_id":"\"","stream":false,"auto_save_history":false}`))) // want `CZ2001`
	send(strings.NewReader(`
		{
			"bot_id": "1",
			"additional_messages": [{"role": "user", "content": "{}"}],
			"stream": false,
			"auto_save_history": true
		}
	`)) // ok
}

func templates(bot string, dynamic bool, extra string) {
	send(strings.NewReader(fmt.Sprintf(`{"bot_id":"%s","stream":false,"auto_save_history":false}`, bot)))                      // want `CZ2001`
	send(strings.NewReader(fmt.Sprintf(`{"bot_id":"%s","stream":%t,"auto_save_history":%t}`, bot, false, false)))              // want `CZ2001`
	send(strings.NewReader(fmt.Sprintf(`{"bot_id":"%s","stream":%v,"auto_save_history":false}`, bot, false)))                  // want `CZ2001`
	send(strings.NewReader(fmt.Sprintf(template, bot, bot, false)))                                                            // want `CZ2001`
	send(strings.NewReader(fmt.Sprintf(template, bot, bot, true)))                                                             // ok
	send(strings.NewReader(fmt.Sprintf(template, bot, bot, dynamic)))                                                          // ok
	send(strings.NewReader(fmt.Sprintf(`{"bot_id":"%s","stream":%s,"auto_save_history":false}`, bot, extra)))                  // ok
	send(strings.NewReader(fmt.Sprintf(`{"bot_id":"%s","auto_save_history":false,%s}`, bot, extra)))                           // ok
	send(strings.NewReader(fmt.Sprintf(`{"bot_id":%[1]q,"stream":false,"auto_save_history":false}`, bot)))                     // ok
	send(strings.NewReader(fmt.Sprintf(`{"bot_id":"%s","stream":false}`, bot)))                                                // want `CZ2002`
	send(strings.NewReader(`{"bot_id":"{{.Bot}}",{{if .Live}}"stream":true,{{end}}"auto_save_history":false}`))                // ok
	send(strings.NewReader(`{"bot_id":"` + bot + `","stream":false,"auto_save_history":false}`))                               // want `CZ2001`
	send(strings.NewReader(`{"bot_id":"` + bot + `","stream":` + strconv.FormatBool(dynamic) + `,"auto_save_history":false}`)) // ok
	send(strings.NewReader(`{"bot_id":"` + bot + `","stream":` + strconv.FormatBool(false) + `,"auto_save_history":false}`))   // want `CZ2001`
	send(strings.NewReader(`{"bot_id":"` + bot + `","stream":true,"auto_save_history":false}`))                                // ok
}

func raw(bot string) {
	message := json.RawMessage(`{"bot_id":"1","stream":false,"auto_save_history":false}`) // want `CZ2001`
	body, _ := json.Marshal(message)
	send(bytes.NewReader(body))

	saved := json.RawMessage(`{"bot_id":"1","stream":false,"auto_save_history":true}`) // ok
	body, _ = json.Marshal(saved)
	send(bytes.NewReader(body))

	text := `{"bot_id":"1","stream":false,` // ok
	text += `"auto_save_history":true}`
	send(strings.NewReader(text))

	joined := `{"bot_id":"1","stream":false,` // want `CZ2001`
	joined += `"auto_save_history":false}`
	send(strings.NewReader(joined))

	var buffer bytes.Buffer
	buffer.WriteString(`{"bot_id":"1","stream":false,"auto_save_history":false}`) // want `CZ2001`
	send(&buffer)

	json.NewEncoder(&buffer).Encode(map[string]any{"bot_id": bot, "stream": false, "auto_save_history": false}) // want `CZ2001`
	send(&buffer)
	json.NewEncoder(&buffer).Encode(map[string]any{"bot_id": bot, "stream": true, "auto_save_history": false}) // ok
	send(&buffer)
}

// What is read, compared or printed is not sent.
func readOnly(w io.Writer, reply http.ResponseWriter) {
	var request map[string]any
	json.Unmarshal([]byte(`{"bot_id":"1","stream":false,"auto_save_history":false}`), &request)                    // ok
	json.NewDecoder(strings.NewReader(`{"bot_id":"1","stream":false,"auto_save_history":false}`)).Decode(&request) // ok
	fmt.Println(`{"bot_id":"1","stream":false,"auto_save_history":false}`)                                         // ok
	fmt.Fprint(w, `{"bot_id":"1","stream":false,"auto_save_history":false}`)                                       // ok
	reply.Write([]byte(`{"bot_id":"1","stream":false,"auto_save_history":false}`))                                 // ok
	if strings.Contains(`{"stream":false,"auto_save_history":false}`, "x") {                                       // ok
		return
	}
}
