// Package sound asks for speech by hand.
package sound

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

const cozeSpeech = "https://api.coze.cn/v1/audio/speech"

func post(text string) (*http.Response, error) {
	b, err := json.Marshal(map[string]string{"input": text})
	if err != nil {
		return nil, err
	}
	return http.Post(cozeSpeech, "application/json", bytes.NewReader(b))
}

func Save(text, name string) error {
	resp, err := post(text)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(f, resp.Body) // want `this takes whatever /v1/audio/speech answers for sound: .*CZ5002`
	return err
}

func Bytes(text string) ([]byte, error) {
	resp, err := post(text)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body) // want `CZ5002`
}

func SaveChecked(text, name string) error {
	resp, err := post(text)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") {
		return fmt.Errorf("speech: %s logid=%s", resp.Status, resp.Header.Get("X-Tt-Logid"))
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(f, resp.Body) // ok: the type was looked at
	return err
}

func Other(text string) ([]byte, error) {
	resp, err := http.Post("https://speech.example.com/v1/audio/speech", "text/plain", strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body) // ok: another service
}
