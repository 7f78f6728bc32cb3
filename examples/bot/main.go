package main

import (
	"context"
	"fmt"
	"os"
	"time"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: bot BOT-ID QUESTION")
		os.Exit(2)
	}
	if err := run(context.Background(), os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, bot, question string) error {
	c := &client{token: os.Getenv("COZE_API_TOKEN")}
	r, err := c.ask(ctx, bot, question)
	if err != nil {
		return err
	}
	for { // CZ5006: and so is one that is never done
		switch r.Data.Status { // CZ4002: a failed chat is asked about forever
		case "created", "in_progress":
			time.Sleep(time.Second)
		case "completed":
			fmt.Println("done")
			return nil
		}
		if r, err = c.retrieve(ctx, r.Data.ConversationID, r.Data.ID); err != nil {
			return err
		}
	}
}
