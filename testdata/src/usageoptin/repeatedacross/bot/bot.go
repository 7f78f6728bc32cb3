package bot

import (
	"time"

	"usageoptin/repeatedacross/client"
)

func whenBusy(body string) (string, error) {
	for i := 0; ; i++ {
		id, err := client.Start(body) // ok: the code says that it was refused
		if err == nil || client.CodeOf(err) != client.Busy || i == 2 {
			return id, err
		}
		time.Sleep(time.Second)
	}
}

func whenAny(body string) (string, error) {
	for i := 0; ; i++ {
		id, err := client.Start(body) // want `POST /v3/chat is called again after a failure that does not say whether.*CZ5022`
		if err == nil || i == 2 {
			return id, err
		}
		time.Sleep(time.Second)
	}
}

func whenNone(body string) (string, error) {
	for i := 0; ; i++ {
		id, err := client.Start(body) // want `POST /v3/chat is called again.*CZ5022`
		if err == nil || client.CodeOf(err) != 0 || i == 2 {
			return id, err
		}
		time.Sleep(time.Second)
	}
}
