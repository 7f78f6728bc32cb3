package stream

import (
	"context"
	"errors"
	"io"
	"log"

	"github.com/coze-dev/coze-go"
)

type piece struct {
	text string
	err  error
}

// pieces sends what comes, and the error, to who asks.
func pieces(ctx context.Context, cli *coze.CozeAPI, req *coze.CreateChatsReq) (chan piece, error) {
	reader, err := cli.Chat.Stream(ctx, req)
	if err != nil {
		return nil, err
	}
	out := make(chan piece, 1)
	go func() {
		defer close(out)
		defer reader.Close()
		for {
			event, err := reader.Recv()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				out <- piece{err: err} // want `the error of Recv does not carry the X-Tt-Logid.*CZ3005`
				return
			}
			if event.Message != nil {
				out <- piece{text: event.Message.Content}
			}
		}
	}()
	return out, nil // ok: what is in the channel is told where it is sent
}

func printPieces(ctx context.Context, cli *coze.CozeAPI, req *coze.CreateChatsReq) error {
	out, err := pieces(ctx, cli, req)
	if err != nil {
		return err
	}
	for p := range out {
		if p.err != nil {
			log.Print(p.err)
			continue
		}
		log.Print(p.text)
	}
	return nil
}

type chatStream = coze.Stream[coze.ChatEvent]

// lastOf reads a stream by another name of its type.
func lastOf(ctx context.Context, cli *coze.CozeAPI, req *coze.CreateChatsReq) (*coze.Chat, error) {
	s, err := cli.Chat.Stream(ctx, req)
	if err != nil {
		return nil, err
	}
	chat, err := pump(s)
	if err != nil {
		return nil, err // want `the error of Recv does not carry the X-Tt-Logid.*CZ3005`
	}
	return chat, nil
}

func pump(s chatStream) (last *coze.Chat, err error) {
	defer s.Close()
	for {
		event, err := s.Recv()
		if err == io.EOF {
			return last, nil
		}
		if err != nil {
			return nil, err // ok: the caller has the stream
		}
		last = event.Chat
	}
}
