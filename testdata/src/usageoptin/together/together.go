// Package together sends messages of one conversation at once.
package together

import (
	"context"
	"fmt"
	"net/http"
	"sync"

	"github.com/coze-dev/coze-go"
)

func allAtOnce(client coze.CozeAPI, conversation string, texts []string) {
	var wg sync.WaitGroup
	for _, text := range texts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_, err := client.Chat.Create(context.Background(), &coze.CreateChatsReq{ // want `client\.Chat\.Create runs several times at once with one conversation: all but one are refused with 4016; send its messages one after the other \(CZ5024\)`
				ConversationID: conversation,
				Messages:       []*coze.Message{coze.BuildUserQuestionText(text, nil)},
			})
			if err != nil {
				fmt.Println(err)
			}
		}()
	}
	wg.Wait()
}

type bot struct {
	client        coze.CozeAPI
	mu            sync.Mutex
	conversations map[string]string
}

func (b *bot) onMessages(updates <-chan [2]string) {
	for update := range updates {
		go b.handle(update[0], update[1])
	}
}

func (b *bot) handle(user, text string) {
	b.mu.Lock()
	conversation := b.conversations[user]
	b.mu.Unlock()
	req := &coze.CreateChatsReq{ConversationID: conversation, Messages: []*coze.Message{coze.BuildUserQuestionText(text, nil)}}
	if _, err := b.client.Chat.Create(context.Background(), req); err != nil { // want `CZ5024`
		fmt.Println(err)
	}
}

func (b *bot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	req := &coze.CreateChatsReq{ConversationID: b.conversation(r.FormValue("user"))}
	if _, err := b.client.Chat.Create(context.Background(), req); err != nil { // want `CZ5024`
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func (b *bot) conversation(user string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.conversations[user]
}

// The good ones.

func (b *bot) given(w http.ResponseWriter, r *http.Request) {
	req := &coze.CreateChatsReq{ConversationID: r.FormValue("conversation")} // ok: whoever asks knows
	if _, err := b.client.Chat.Create(context.Background(), req); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func oneEach(client coze.CozeAPI, texts []string) {
	for _, text := range texts {
		go func() {
			_, err := client.Chat.Create(context.Background(), &coze.CreateChatsReq{
				Messages: []*coze.Message{coze.BuildUserQuestionText(text, nil)},
			})
			if err != nil {
				fmt.Println(err)
			}
		}()
	}
}

func conversationEach(ctx context.Context, client coze.CozeAPI, texts []string) {
	for _, text := range texts {
		go func() {
			made, err := client.Conversations.Create(ctx, &coze.CreateConversationsReq{})
			if err != nil {
				fmt.Println(err)
				return
			}
			_, err = client.Chat.Create(ctx, &coze.CreateChatsReq{
				ConversationID: made.Conversation.ID,
				Messages:       []*coze.Message{coze.BuildUserQuestionText(text, nil)},
			})
			if err != nil {
				fmt.Println(err)
			}
		}()
	}
}

type locked struct {
	client       coze.CozeAPI
	mu           sync.Mutex
	conversation string
}

func (l *locked) onMessages(texts <-chan string) {
	for text := range texts {
		go l.handle(text)
	}
}

func (l *locked) handle(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	req := &coze.CreateChatsReq{ConversationID: l.conversation, Messages: []*coze.Message{coze.BuildUserQuestionText(text, nil)}}
	if _, err := l.client.Chat.Create(context.Background(), req); err != nil {
		fmt.Println(err)
	}
}

func oneByOne(client coze.CozeAPI, conversation string, texts []string) {
	for _, text := range texts {
		_, err := client.Chat.Create(context.Background(), &coze.CreateChatsReq{
			ConversationID: conversation,
			Messages:       []*coze.Message{coze.BuildUserQuestionText(text, nil)},
		})
		if err != nil {
			fmt.Println(err)
		}
	}
}
