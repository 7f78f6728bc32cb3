// Package messages has the messages of the Coze API and calls nothing: its
// types are known by the keys they have together.
package messages

type Message struct {
	ID             string `json:"id"`
	ConversationID string `json:"conversation_id"`
	BotID          string `json:"bot_id"`
	ChatID         string `json:"chat_id"`
	Role           string `json:"role"`
	Type           string `json:"type"`
	Content        string `json:"content"`
	ContentType    string `json:"content_type"`
	CreateTime     int64  `json:"create_time"` // want `CZ5011`
	UpdatedAt      int64  `json:"updated_at"`  // ok
}
