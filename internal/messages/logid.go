package messages

// The texts of cozelogid. The first %s of a loss is what to do: one of the
// texts that begin with Hand.
var (
	PartsReported  = Text{EN: "a Coze failure is reported without its X-Tt-Logid, which support asks for: %s", ZH: "报告扣子调用失败时没有带上 X-Tt-Logid，技术支持无从查起：%s"}
	StatusReported = Text{EN: "the HTTP status of a Coze failure is reported without its X-Tt-Logid, which support asks for: %s", ZH: "报告扣子的 HTTP 状态码时没有带上 X-Tt-Logid，技术支持无从查起：%s"}
	ConvertedError = Text{EN: "%s turns the reply into an error without its X-Tt-Logid, and it is not added here: %s", ZH: "%s 用响应构造错误时没有带上 X-Tt-Logid，这里也没有补上：%s"}

	ErrorDiscarded  = Text{EN: "the error of %s is discarded, and its X-Tt-Logid is lost: log or return it", ZH: "%s 的错误被丢弃，其中的 X-Tt-Logid 也丢失了：请写入日志或返回"}
	ErrorVanishes   = Text{EN: "the error of %s is neither returned nor logged on this path, and its X-Tt-Logid is lost: %s", ZH: "%s 的错误在这条路径上既没有返回也没有写入日志，其中的 X-Tt-Logid 丢失了：%s"}
	FixedText       = Text{EN: "a fixed text takes the place of the Coze failure, and its X-Tt-Logid is lost: %s", ZH: "扣子调用的失败被固定文本代替，X-Tt-Logid 丢失了：%s"}
	ChatByStatus    = Text{EN: "a failed chat is reported by its status or a fixed text only, and its last error and X-Tt-Logid are lost: %s", ZH: "失败的对话只报告了状态或固定文本，last_error 和 X-Tt-Logid 丢失了：%s"}
	ErrorTypeText   = Text{EN: "the text of %s leaves out the X-Tt-Logid, and whoever prints it loses it: %s", ZH: "%s 的错误文本里没有 X-Tt-Logid，打印它的地方都会丢失：%s"}
	ErrorMethod     = Text{EN: "Error() of %s leaves out %s, and whoever prints the error loses the log ID: add it to the text", ZH: "%s 的 Error() 没有打印 %s，打印这个错误的地方都会丢失 日志 ID：请加到文本里"}
	RecvWithoutID   = Text{EN: "the error of Recv does not carry the X-Tt-Logid, which only the stream has: %s", ZH: "Recv 的错误里没有 X-Tt-Logid，它只在流里：%s"}
	HandshakeLost   = Text{EN: "the response of a refused handshake is dropped, which says why and has the X-Tt-Logid: keep it, and report its status and header", ZH: "丢弃了握手失败时的响应，其中有失败原因和 X-Tt-Logid：请保留它，并报告状态码和这个响应头"}
	TheErrorType    = Text{EN: "the error", ZH: "错误"}
	HandID          = Text{EN: "log or return %s", ZH: "请把 %s 写入日志或随错误返回"}
	HandError       = Text{EN: "log or wrap %s, which carries it", ZH: "请把带有它的 %s 写入日志或包装后返回"}
	HandOwnError    = Text{EN: "log or wrap %s, which has what Coze said", ZH: "请把 %s 写入日志或包装后返回，其中有扣子返回的信息"}
	HandRaw         = Text{EN: "keep %s whole, or parse its detail.logid", ZH: "请保留完整的 %s，或解析其中的 detail.logid"}
	HandNoDetail    = Text{EN: "pass the response with its X-Tt-Logid header to where the error is made", ZH: "请把带有 X-Tt-Logid 响应头的响应传到构造错误的地方"}
	HandNothing     = Text{EN: "nothing on the path keeps it, so pass the response on", ZH: "这条路径上没有任何东西保留它，请把响应传下去"}
	HandOther       = Text{EN: "what is at hand may be another call's, so keep it beside the reply", ZH: "手边的可能属于另一次调用，请把它与这次的响应一起保存"}
	AddLogID        = Text{EN: "Add %s", ZH: "加上 %s"}
	NoteCall        = Text{EN: "the call that failed", ZH: "失败的调用"}
	NoteCondition   = Text{EN: "the failure is known here", ZH: "在这里得知失败"}
	NoteOverwritten = Text{EN: "the error is overwritten here", ZH: "错误在这里被覆盖"}
	NoteLeft        = Text{EN: "the function is left here", ZH: "函数在这里返回"}
	NoteHand        = Text{EN: "the X-Tt-Logid is available here", ZH: "这里可以取得 X-Tt-Logid"}
	NoteConverter   = Text{EN: "the error is made here", ZH: "错误在这里构造"}
)
