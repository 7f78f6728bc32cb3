package messages

// The texts of cozeautosave.
var (
	RequestRejected = Text{EN: "the request sends %s and %s, and POST /v3/chat answers 4007: save the history, or stream the answer", ZH: "请求发送 %s 和 %s，POST /v3/chat 会返回 4007：请保存会话历史，或改为流式响应"}
	ArgumentRejects = Text{EN: "with this argument, the request sends %s and %s, and POST /v3/chat answers 4007: save the history, or stream the answer", ZH: "传入这个参数后，请求发送 %s 和 %s，POST /v3/chat 会返回 4007：请保存会话历史，或改为流式响应"}
	StreamFalse     = Text{EN: "stream=false", ZH: "stream=false"}
	StreamAbsent    = Text{EN: "no stream, which means false", ZH: "不带 stream（即 false）"}
	SaveFalse       = Text{EN: "auto_save_history=false", ZH: "auto_save_history=false"}
	SaveUnset       = Text{EN: "auto_save_history=false (%s is not set, and its tag sends false)", ZH: "auto_save_history=false（%s 没有赋值，按其 tag 会发送 false）"}

	HistoryUnsaid = Text{EN: "advice: the request sends stream=false and no auto_save_history, and relies on its default: say true, as the API page demands", ZH: "建议：请求写了 stream=false 而没有写 auto_save_history，依赖其默认值：请按官方文档写明 true"}

	StreamOverwritten = Text{EN: "Chat.Stream overwrites Stream with true, and the answer is streamed although the request says false: drop the field", ZH: "Chat.Stream 会把 Stream 改成 true，请求写着 false 也会流式返回：请去掉这个字段"}
	SaveOverwritten   = Text{EN: "%s overwrites AutoSaveHistory with true, and the history is saved although the request says false: drop the field", ZH: "%s 会把 AutoSaveHistory 改成 true，请求写着 false 也会保存历史：请去掉这个字段"}
	NotStreamed       = Text{EN: "%s overwrites Stream with false, and the answer is not streamed although the request says true: call Chat.Stream", ZH: "%s 会把 Stream 改成 false，请求写着 true 也不会流式返回：请改用 Chat.Stream"}

	FalseNeverSent = Text{EN: "%s is a bool with %s, and false is never sent, so that the server saves the history: make it a *bool", ZH: "%s 是带 %s 的 bool，false 不会发送，服务端仍会保存历史：请改成 *bool"}

	SentHere        = Text{EN: "sent here", ZH: "在这里发送"}
	SetSave         = Text{EN: "Set auto_save_history to true", ZH: "将 auto_save_history 设为 true"}
	AddSave         = Text{EN: "Add auto_save_history, true", ZH: "加上 auto_save_history，值为 true"}
	DropOverwritten = Text{EN: "Drop what the SDK overwrites", ZH: "去掉会被 SDK 改写的字段"}
)
