package nilvalue

import (
	"fmt"

	"github.com/coze-dev/coze-go"
)

// The cases of a switch are asked one after the other.
func cases(stream coze.Stream[coze.ChatEvent]) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if event.Event != coze.ChatEventConversationChatFailed {
			continue
		}
		last := event.Chat.LastError
		switch {
		case last == nil:
			return fmt.Errorf("failed")
		case last.Code == 0: // ok: it is not nil
			return fmt.Errorf("failed without code")
		default:
			return fmt.Errorf("failed %d", last.Code) // ok
		}
	}
}
