// Package service uses the client of another package.
package service

import (
	"errors"

	"usage/across/client"
)

func unread(id string) (string, error) {
	r, err := client.Raw(id) // want `neither Raw nor its caller.*\(CZ5002\)`
	if err != nil {
		return "", err
	}
	return r.Data.Status, nil
}

func read(id string) (string, error) {
	r, err := client.Raw(id) // ok
	if err != nil {
		return "", err
	}
	if r.Code != 0 {
		return "", errors.New(r.Msg)
	}
	return r.Data.Status, nil
}

func checked(id string) (string, error) {
	r, err := client.Checked(id) // ok
	if err != nil {
		return "", err
	}
	return r.Data.Status, nil
}

func handedOn(id string) (*client.Reply, error) {
	return client.Raw(id) // ok: who gets it may look
}
