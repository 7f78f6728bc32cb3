// Package stream receives the events of chats and workflows.
package stream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"

	"github.com/coze-dev/coze-go"
)

func plain(ctx context.Context, cli coze.CozeAPI) error {
	stream, err := cli.Chat.Stream(ctx, nil)
	if err != nil {
		return err // ok
	}
	defer stream.Close()
	for {
		ev, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil // ok
		}
		if err != nil {
			return err // want `log or return stream.Response\(\).LogID\(\) \(CZ3005\)`
		}
		if ev.Event == coze.ChatEventConversationChatFailed {
			return errors.New("chat failed") // want `CZ3003`
		}
	}
}

func wrapped(ctx context.Context, cli coze.CozeAPI) error {
	stream, err := cli.Chat.Stream(ctx, nil)
	if err != nil {
		return fmt.Errorf("stream: %w", err) // ok
	}
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			break // ok
		} else if err != nil {
			return fmt.Errorf("recv: %w", err) // want `CZ3005`
		}
	}
	return nil
}

func withID(ctx context.Context, cli coze.CozeAPI) error {
	stream, err := cli.Chat.Stream(ctx, nil)
	if err != nil {
		return err
	}
	for {
		ev, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w %s", err, stream.Response().LogID()) // ok
		}
		switch ev.Event {
		case coze.ChatEventConversationChatFailed:
			return fmt.Errorf("%v %s", ev.Chat.LastError, stream.Response().LogID()) // ok
		case coze.ChatEventConversationMessageDelta:
			fmt.Print(ev.Message.Content) // ok
		}
	}
}

func loggedAtTheEnd(ctx context.Context, cli coze.CozeAPI) {
	stream, err := cli.Chat.Stream(ctx, nil)
	if err != nil {
		log.Println(err) // ok
		return
	}
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			break
		}
		if err != nil {
			log.Println(err) // ok
			break
		}
	}
	log.Println("log ID", stream.Response().LogID())
}

func swallowed(ctx context.Context, cli coze.CozeAPI, out chan<- string) {
	stream, err := cli.Chat.Stream(ctx, nil)
	if err != nil {
		out <- err.Error() // ok
		return
	}
	for {
		ev, err := stream.Recv()
		if err != nil { // want `CZ3002`
			break
		}
		out <- ev.Message.Content
	}
}

func printed(ctx context.Context, cli coze.CozeAPI) {
	stream, err := cli.Workflows.Runs.Stream(ctx, nil)
	if err != nil {
		panic(err) // ok
	}
	for {
		ev, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			log.Printf("recv: %v", err) // ok: a failed workflow arrives as an event
			return
		}
		if ev.Event == coze.WorkflowEventTypeError {
			log.Println("workflow failed") // want `CZ3003`
			return
		}
		if ev.Error != nil {
			log.Println(ev.Error.ErrorCode, ev.Error.ErrorMessage) // want `CZ3001`
			return
		}
	}
}

// borrowed was given the stream: its caller has it, too.
func borrowed(stream coze.Stream[coze.ChatEvent], send func(error)) error {
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			send(err)  // ok
			return err // ok
		}
	}
}

func borrowedPrinted(stream coze.Stream[coze.ChatEvent]) {
	for {
		if _, err := stream.Recv(); err != nil {
			log.Println(err) // want `CZ3005`
			return
		}
	}
}

func deferred(ctx context.Context, cli coze.CozeAPI) (err error) {
	stream, err := cli.Chat.Stream(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("%w %s", err, stream.Response().LogID())
		}
	}()
	for {
		if _, err = stream.Recv(); err != nil {
			return err // ok
		}
	}
}

// Who reads in a loop compares with io.EOF: it stays bare.
func next(stream coze.Stream[coze.ChatEvent]) (string, error) {
	ev, err := stream.Recv()
	if err != nil {
		return "", err
	}
	return string(ev.Event), nil
}

func sorted(ctx context.Context, cli coze.CozeAPI) (n int, err error) {
	stream, err := cli.Chat.Stream(ctx, nil)
	if err != nil {
		return 0, err // ok: the error of the request, though the result has the name of that of Recv
	}
	defer stream.Close()
	for {
		ev, err := stream.Recv()
		switch {
		case err == io.EOF:
			return n, nil
		case err != nil:
			return n, err // want `CZ3005`
		}
		n += len(ev.Event)
	}
}

func count(ctx context.Context, cli coze.CozeAPI) (n int, err error) {
	stream, err := cli.Chat.Stream(ctx, nil)
	if err != nil {
		return n, err // ok
	}
	defer stream.Close()
	for {
		var ev *coze.ChatEvent
		ev, err = stream.Recv()
		if err == nil || !errors.Is(err, io.EOF) && ev == nil {
			return n, err // want `CZ3005`
		}
		n++
	}
}

// opened gets the error back from who reads the stream, and has it, too.
func opened(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, out func(string)) error {
	stream, err := cli.Chat.Stream(ctx, req)
	if err != nil {
		return err
	}
	defer stream.Close()
	if err := consume(stream, out); err != nil {
		return fmt.Errorf("consume: %w", err) // want `CZ3005`
	}
	return nil
}

func consume(stream coze.Stream[coze.ChatEvent], out func(string)) error {
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err // ok: opened has the stream
		}
		out(event.Message.Content)
	}
}

// started gets nothing back.
func started(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, failed func(error)) error {
	stream, err := cli.Chat.Stream(ctx, req)
	if err != nil {
		return err
	}
	go process(stream, failed)
	return nil
}

func process(stream coze.Stream[coze.ChatEvent], failed func(error)) {
	defer stream.Close()
	for {
		_, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			failed(err) // want `CZ3005`
			return
		}
	}
}
