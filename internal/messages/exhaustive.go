package messages

// The texts of cozeexhaustive.
var (
	StrictMissing   = Text{EN: "switch over %s leaves out such Coze codes as %s, which -strict demands: list every one", ZH: "针对 %s 的 switch 没有列出 %s 等扣子错误码，而 -strict 要求全部列出：请补上 case"}
	CategoryMissing = Text{EN: "switch over %s leaves out Coze codes of a category that it touches: list %s", ZH: "针对 %s 的 switch 没有列出同一类别的其他扣子错误码：请补上 %s"}
	NoDefault       = Text{EN: "switch over %s has no default, and a Coze code that no case lists goes unnoticed: add a default that fails", ZH: "针对 %s 的 switch 没有 default，case 没有列出的扣子错误码会被忽略：请加上返回错误的 default"}
	NoDefaultFor    = Text{EN: "switch over %s has no default, and such Coze codes as %s go unnoticed: add a default that fails", ZH: "针对 %s 的 switch 没有 default，%s 等扣子错误码会被忽略：请加上返回错误的 default"}
	MapMisses       = Text{EN: "nothing catches the Coze codes that %s does not have, such as %s: test whether it has the code", ZH: "%s 里没有的扣子错误码（如 %s）没有人处理：请判断 map 里是否有该错误码"}
	MapErrorNil     = Text{EN: "the error is nil for every Coze code that %s does not have, and an unknown code is returned as success: return an error of your own for it", ZH: "%s 里没有的扣子错误码得到的错误是 nil，未知错误码会被当作成功返回：请为它们返回错误"}

	EventUnhandled = Text{EN: "switch over %[2]s (%[1]s) has neither a case for a failure nor a default, and a failure (%[3]s) goes unnoticed: add a case for it", ZH: "针对%[1]s %[2]s 的 switch 既没有处理失败的 case，也没有 default，%[3]s 会被忽略：请补上 case"}
	AbortedCase    = Text{EN: "%s; the case for %s is about a stream that broke off", ZH: "%s；%s 的 case 处理的是流中断"}
	HandlerMissing = Text{EN: "%[1]s has no function for a failure of %[3]s (%[2]s), and a failure (%[4]s) goes unnoticed: add one for it", ZH: "%[1]s 没有处理%[2]s %[3]s 失败的函数，%[4]s 会被忽略：请补上"}
	FailureIgnored = Text{EN: "nothing here checks whether %[2]s (%[1]s) is a failure, and a failure (%[3]s) goes unnoticed: check for it, too", ZH: "这里没有检查%s %s 是否表示失败，%s 会被忽略：请一并检查"}

	ToolsForgotten       = Text{EN: "nothing here acts on %s, and the package submits tool outputs elsewhere: the chat waits for them, and what came so far is taken for the answer", ZH: "这里没有处理 %s，而包中别处会提交工具结果：对话在等待这些结果，已收到的内容却被当作回答"}
	ToolsForgottenStatus = Text{EN: "nothing here acts on %s, and the package submits tool outputs elsewhere: the chat waits for them, and this goes on as if it did not", ZH: "这里没有处理 %s，而包中别处会提交工具结果：对话在等待这些结果，这里却照常继续"}
	ActionIgnored        = Text{EN: "nothing here acts on %s: a chat with tools, or a question node, waits then, and what came so far is taken for the answer", ZH: "这里没有处理 %s：带工具或问答节点的对话这时会等待，已收到的内容却被当作回答"}
	ActionIgnoredStatus  = Text{EN: "nothing here acts on %s: a chat with tools, or a question node, waits then, and this goes on as if it did not", ZH: "这里没有处理 %s：带工具或问答节点的对话这时会等待，这里却照常继续"}

	PartialRetries = Text{EN: "the case retries on the Coze codes %s but not on %s, where waiting helps too: add it", ZH: "这个 case 对扣子错误码 %s 重试，却漏掉了等待同样有用的 %s：请补上"}

	DefaultSucceeds = Text{EN: "the default reports success for every Coze code of %s that no case lists, and Coze returns undocumented codes: return an error", ZH: "default 把 %s 中没有列出的扣子错误码都当作成功，而扣子会返回表里没有的错误码：请让它返回错误"}
	StatusSucceeds  = Text{EN: "the default treats every %s that no case lists as success: list %s, and return an error in the default", ZH: "default 把没有列出的%s都当作成功：请列出 %s，并让 default 返回错误"}
	TheDefault      = Text{EN: "the default", ZH: "default 在这里"}

	ReturnError    = Text{EN: "Return the error", ZH: "返回错误"}
	AddDefault     = Text{EN: "Add a default that returns the error", ZH: "加上返回错误的 default"}
	AddFailureCase = Text{EN: "Add a case for the failure", ZH: "加上处理失败的 case"}
	AddCodes       = Text{EN: "Add %s", ZH: "加上 %s"}
)

// Domains are what events and statuses are called, by their English names.
var Domains = map[string]Text{
	"chat event":      {EN: "chat event", ZH: "对话事件"},
	"v2 chat event":   {EN: "v2 chat event", ZH: "v2 对话事件"},
	"chat status":     {EN: "chat status", ZH: "对话状态"},
	"workflow event":  {EN: "workflow event", ZH: "工作流事件"},
	"workflow status": {EN: "workflow status", ZH: "工作流状态"},
	"auth error code": {EN: "auth error code", ZH: "授权错误码"},
	"websocket event": {EN: "websocket event", ZH: "WebSocket 事件"},
}
