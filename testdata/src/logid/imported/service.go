package imported

import (
	"errors"
	"fmt"
	"log"

	"logid/imported/cozeclient"
)

var errNoBot = errors.New("no bot")

func serve() error {
	client, err := cozeclient.New("")
	if err != nil {
		return errNoBot // ok: no call of the API
	}
	if _, err := client.Create(); err != nil {
		return errNoBot // want `CZ3002`
	}
	if _, err := client.Create(); err != nil {
		log.Println(err)
		return errNoBot // ok: logged
	}
	if _, err := client.Create(); err != nil {
		return fmt.Errorf("%w: %w", errNoBot, err) // ok
	}
	return nil
}
