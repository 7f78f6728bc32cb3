// Package deferred has functions that look at the result of the one around
// them, which returns it.
package deferred

import (
	"context"
	"fmt"
	"log"

	"github.com/coze-dev/coze-go"
)

type tx interface {
	Rollback() error
	Commit() error
}

// The deferred function is not there yet where the first error is returned.
func rolledBack(ctx context.Context, cli coze.CozeAPI, t tx) (err error) {
	if _, err := cli.Users.Me(ctx); err != nil {
		return err
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
			return
		}
		if err != nil {
			if e := t.Rollback(); e != nil {
				log.Printf("rollback: %v", e) // ok
			}
		}
	}()
	_, err = cli.Users.Me(ctx)
	if err != nil {
		return err
	}
	return t.Commit()
}

func counted(ctx context.Context, cli coze.CozeAPI, failures *int) (err error) {
	defer func() {
		if err != nil {
			*failures++
			log.Print("failed") // ok: the error is returned
		}
	}()
	_, err = cli.Users.Me(ctx)
	return err
}
