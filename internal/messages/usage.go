package messages

// The texts of cozeusage.
var (
	TimeoutCuts   = Text{EN: "%s (%s) is cut off by this client's timeout: the SDK's default is 5 s for the whole exchange, reading included; pass coze.WithHttpClient", ZH: "%s（%s）会被这个客户端的超时截断：SDK 默认超时为 5 秒，且包含读取响应的时间；请传入 coze.WithHttpClient"}
	TimeoutRun    = Text{EN: "%s (%s) runs a workflow synchronously, which may take 90 s, and this client has the SDK's default timeout of 5 s; pass coze.WithHttpClient", ZH: "%s（%s）同步执行工作流，最长可达 90 秒，而这个客户端用的是 SDK 默认的 5 秒超时；请传入 coze.WithHttpClient"}
	TheSlowCall   = Text{EN: "the slow call", ZH: "耗时的调用"}
	GiveTwentyMin = Text{EN: "Give the client 20 minutes", ZH: "将客户端超时设为 20 分钟"}

	CodeUnread     = Text{EN: "the code of this reply is not checked before its data is used: the API reports failures with HTTP 200 and a code other than 0", ZH: "使用响应数据之前没有检查 code：扣子 API 失败时返回 HTTP 200 和非 0 的 code"}
	CodeNotDecoded = Text{EN: "the type that this reply is decoded into has no field for the code: the API reports failures with HTTP 200 and a code other than 0", ZH: "响应解析到的类型没有 code 字段：扣子 API 失败时返回 HTTP 200 和非 0 的 code"}
	SoundUnread    = Text{EN: "this takes whatever %s answers for sound: a failure is an object of JSON with HTTP 200 and a code, so look at the Content-Type first", ZH: "这里把 %s 的任何响应都当作音频：失败时返回的是 HTTP 200 和带 code 的 JSON，请先检查 Content-Type"}
	CodeUnreadCall = Text{EN: "neither %s nor its caller checks the code of the reply: the API reports failures with HTTP 200 and a code other than 0", ZH: "%s 和它的调用方都没有检查响应的 code：扣子 API 失败时返回 HTTP 200 和非 0 的 code"}
	CheckTheCode   = Text{EN: "Return an error for a code other than 0", ZH: "code 非 0 时返回错误"}

	FirstMessage    = Text{EN: "%s is used as the answer whatever its type: the list also has knowledge, function_call, verbose and follow_up messages; look for the type answer", ZH: "未检查消息类型就把 %s 当作回答：列表中还有 knowledge、function_call、verbose、follow_up 等消息；请查找 type 为 answer 的消息"}
	EveryEvent      = Text{EN: "the text of every event is used: conversation.message.completed repeats that of the deltas, so the answer appears twice", ZH: "取了每个事件的文本：conversation.message.completed 会重复增量消息的内容，回答会出现两次"}
	LeftEarly       = Text{EN: "the stream is left at the first completed message: knowledge recall and function calls complete before the answer, and usage and failure come after it", ZH: "在第一条消息完成时就退出了流：知识库召回和插件调用的消息先于回答完成，用量和失败信息在其后"}
	TakeOnlyDeltas  = Text{EN: "Take the deltas only", ZH: "只取增量消息"}
	FailureSkipped  = Text{EN: "a refused stream request is answered with one JSON object and HTTP 200, and this reader skips it: check the Content-Type, or handle lines that are neither event nor data", ZH: "流式请求被拒绝时，返回的是 HTTP 200 和一个 JSON 对象，这里读取时会跳过它：请检查 Content-Type，或处理既不是 event 也不是 data 的行"}
	FailureIsAnswer = Text{EN: "a refused stream request is answered with one JSON object and HTTP 200, which is returned as the answer here: check the Content-Type", ZH: "流式请求被拒绝时，返回的是 HTTP 200 和一个 JSON 对象，这里会把它当作回答返回：请检查 Content-Type"}

	ScannerLimit = Text{EN: "bufio.Scanner stops at a line of more than 64 KiB, and an event of Coze is one line: knowledge, tool and card messages are longer; call Buffer", ZH: "bufio.Scanner 遇到超过 64 KiB 的行就会停止，而扣子的一个事件就是一行：知识库、工具和卡片消息可能更长；请调用 Buffer"}
	BufferLimit  = Text{EN: "this buffer holds no line of more than %d bytes, and an event of Coze is one line: knowledge, tool and card messages are longer", ZH: "这个缓冲区最多容纳 %d 字节的行，而扣子的一个事件就是一行：知识库、工具和卡片消息可能更长"}
	RaiseLimit   = Text{EN: "Allow lines of 10 MiB", ZH: "允许 10 MiB 的行"}

	PollForever  = Text{EN: "CreateAndPoll without a timeout, and no deadline in the context: a chat that fails, is canceled or requires an action is polled forever", ZH: "CreateAndPoll 没有设置超时，上下文也没有截止时间：对话失败、被取消或需要操作时会一直轮询下去"}
	PollUnit     = Text{EN: "CreateAndPoll takes its timeout in seconds, and %s is not a number of seconds", ZH: "CreateAndPoll 的超时单位是秒，而 %s 不是秒数"}
	PollStatus   = Text{EN: "Chat.Status of the result of CreateAndPoll is not checked: after the timeout the chat is canceled, without an error and without messages", ZH: "没有检查 CreateAndPoll 返回的 Chat.Status：超时后对话会被取消，既没有错误也没有消息"}
	PollUnending = Text{EN: "poll without a deadline: a chat or run that never ends is polled forever", ZH: "轮询没有截止时间：对话或工作流一直不结束时会永远轮询下去"}
	AsksHere     = Text{EN: "polls here", ZH: "在这里查询"}
	WaitEndsHere = Text{EN: "the wait ends here", ZH: "等待在此结束"}

	FailedIsNil   = Text{EN: "%s is nil where the data of conversation.chat.failed is {code, msg}, as documented: this panics", ZH: "conversation.chat.failed 的 data 为 {code, msg} 时（官方文档的示例即如此）%s 为 nil，这里会 panic"}
	PartIsNil     = Text{EN: "%s is nil for %s: this panics", ZH: "事件 %[2]s 没有 %[1]s，它为 nil，这里会 panic"}
	LastErrorNil  = Text{EN: "%s may be nil, and this panics then: a chat that Retrieve returns has one only where the API gives a reason", ZH: "%s 可能为 nil，这里会 panic：只有接口给出原因时，Retrieve 返回的对话才有它"}
	NilBeforeTest = Text{EN: "%s is used before the error of the call is checked, and is nil if the call failed: this panics", ZH: "检查调用的错误之前就使用了 %s，出错时它为 nil，这里会 panic"}
	NilOnError    = Text{EN: "%s is nil when the call has failed: this panics", ZH: "调用失败时 %s 为 nil，这里会 panic"}

	PagerEndless = Text{EN: "%[1]s.HasMore() does not change without %[1]s.Next(): this loop never ends, or never runs; loop over %[1]s.Next()", ZH: "不调用 %[1]s.Next()，%[1]s.HasMore() 就不会变：这个循环要么永不结束，要么一次也不执行；请改用 for %[1]s.Next()"}
	PagerUnasked = Text{EN: "%[1]s.Next() hides the error of its request, and %[1]s.Err() is not checked: a failed page looks like the last one", ZH: "%[1]s.Next() 会隐藏请求的错误，而没有人调用 %[1]s.Err()：请求失败的一页看起来就像最后一页"}

	RetiringPath  = Text{EN: "%s is going offline; call %s", ZH: "%s 即将下线；请改用 %s"}
	AbsentPath    = Text{EN: "%s is no longer documented; call %s", ZH: "%s 已不在 API 文档中；请改用 %s"}
	RetiringCall  = Text{EN: "%s calls %s, which is going offline; call %s", ZH: "%s 调用的 %s 即将下线；请改用 %s"}
	HostsDiffer   = Text{EN: "the token comes from %s and the client calls %s: a token is only valid for the host that issued it; pass the same base URL to both", ZH: "令牌来自 %s，而客户端请求的是 %s：令牌只对签发它的站点有效；请为两者传入同一个 base URL"}
	DefaultHost   = Text{EN: "the default https://api.coze.com", ZH: "默认的 https://api.coze.com"}
	UnknownKey    = Text{EN: "the API sends no %q here, so %s stays empty: the key is %q", ZH: "API 在这里不会返回 %q，%s 将一直为空：正确的键是 %q"}
	UnknownReqKey = Text{EN: "the API takes no %q here: the key is %q", ZH: "API 在这里不接受 %q：正确的键是 %q"}
	NestedKey     = Text{EN: "the reply of /open_api/v2/chat has %q at the top level, not under data, so this stays empty", ZH: "/open_api/v2/chat 的响应中 %q 位于顶层而不在 data 下，因此这里一直为空"}

	SiteHost    = Text{EN: "%s is the site and answers with a page of HTML, or not at all: the API is at %s", ZH: "%s 是网站，只会返回 HTML 页面或没有响应：API 的地址是 %s"}
	BaseHasPath = Text{EN: "the SDK adds the path of each endpoint to its base URL, and %s has one already: give it the host alone", ZH: "SDK 会在 base URL 后面加上接口路径，而 %s 已经带有路径：请只给主机地址"}
	TwoRegions  = Text{EN: "this goes to %s with the token that %s is asked with, too: a token is only valid in the region that issued it", ZH: "这里访问 %s，用的却是访问 %s 的同一个令牌：令牌只在签发它的区域有效"}
	OtherRegion = Text{EN: "%s is asked here", ZH: "这里访问 %s"}

	IDInBody      = Text{EN: "POST /v3/chat does not look for conversation_id in the body: every message begins a new conversation; put it into the query, /v3/chat?conversation_id=…", ZH: "POST /v3/chat 不读取请求体里的 conversation_id，每条消息都会新建会话：请放到查询参数里，/v3/chat?conversation_id=…"}
	IDIsNumber    = Text{EN: "the API takes and sends %s as text, and this is %s: a large one is rounded or refused; make it a string", ZH: "API 的 %s 是字符串，而这里是 %s：数值太大时会失真或被拒绝，请改为 string"}
	NoSuchPath    = Text{EN: "the API has no %s: %s is near", ZH: "API 没有 %s：相近的是 %s"}
	FileIsObject  = Text{EN: "a file among the parameters of a workflow is the text of an object, \"{\\\"file_id\\\":\\\"…\\\"}\", not the object: encode it first", ZH: "工作流参数里的文件要传 JSON 文本 \"{\\\"file_id\\\":\\\"…\\\"}\"，而不是对象：请先序列化"}
	SchemeGiven   = Text{EN: "%s adds the scheme of the header itself, and this token begins with Bearer: the API refuses both with 4100", ZH: "%s 会自己加上 Bearer，而这个令牌已经以 Bearer 开头：API 会返回 4100"}
	SchemeTwice   = Text{EN: "the header gets the scheme twice, as the token begins with Bearer already: the API refuses it with 4100", ZH: "令牌已经以 Bearer 开头，请求头里又加了一次：API 会返回 4100"}
	SchemeMissing = Text{EN: "the header needs the scheme before the token, and has none: write Bearer and a space before it", ZH: "请求头里的令牌前面缺少 Bearer 和空格"}

	PageUnasked = Text{EN: "nobody asks for has_more, and the first page is taken for all: go on while it is true", ZH: "没有人检查 has_more，第一页被当作全部：为 true 时请继续取下一页"}
	PagerFirst  = Text{EN: "%[1]s.Items() has the first page only, and it is taken for all: go through them with for %[1]s.Next()", ZH: "%[1]s.Items() 只有第一页，这里却当作全部：请用 for %[1]s.Next() 遍历"}
	NoToolCall  = Text{EN: "a chat that requires an action may have no tool call, as with a question node of a workflow: this panics then; look how many there are", ZH: "需要操作的对话可能没有工具调用（例如工作流的提问节点），这里会 panic：请先检查数量"}
	ActionNil   = Text{EN: "%s is a pointer that may be nil where an action is required, and this panics then: ask whether there is one", ZH: "%s 是指针，对话需要操作时也可能为 nil，这里会 panic：请先判断"}

	ScannerUnasked   = Text{EN: "nobody asks why the lines ended: a stream that breaks off is taken for the whole answer; return %s.Err(), and keep whether done or conversation.chat.completed came", ZH: "没有人检查读取为什么结束：中途断开的流被当作完整的回答；请返回 %s.Err()，并记录是否收到过 done 或 conversation.chat.completed"}
	StreamEndUnasked = Text{EN: "nobody asks why %s ended: a stream that breaks off is taken for the whole answer; return errors other than io.EOF, and keep whether done or conversation.chat.completed came", ZH: "没有人检查 %s 为什么结束：中途断开的流被当作完整的回答；请返回 io.EOF 以外的错误，并记录是否收到过 done 或 conversation.chat.completed"}
	StreamUnfinished = Text{EN: "%s may end before done: a connection that is closed early ends without an error, and the part of the answer that came is taken for the whole; keep whether done or conversation.chat.completed came", ZH: "%s 可能在 done 之前结束：连接提前关闭时没有错误，已收到的部分被当作完整的回答；请记录是否收到过 done 或 conversation.chat.completed"}
	ReadsHere        = Text{EN: "reads here", ZH: "在这里读取"}

	NoReasonField = Text{EN: "the data of conversation.chat.failed has code and msg at the top on the page of the stream, and %s has no field for them: decode them beside last_error", ZH: "按官方文档，conversation.chat.failed 的 code 和 msg 在 data 的顶层，而 %s 没有这两个字段：请与 last_error 一并解析"}

	StartRepeated = Text{EN: "%s is called again after a failure that does not say whether it started anything: a second chat or run starts, and both are billed; try again only for a code that refuses", ZH: "%s 在失败后会再次调用，而这种失败无法说明是否已经启动：可能又启动一次对话或运行，两次都会计费；请只在错误码表明被拒绝时重试"}

	ChatLeftRunning = Text{EN: "%s is given up by a deadline, a user who leaves or the end of a poll, and nothing cancels the chat: it goes on, and the next message of the conversation gets 4016", ZH: "%s 可能因超时、用户离开或轮询结束而被放弃，却没有任何地方取消对话：它会继续运行，同一会话的下一条消息会得到 4016"}
	ChatsTogether   = Text{EN: "%s runs several times at once with one conversation: all but one are refused with 4016; send its messages one after the other", ZH: "%s 在同一会话中同时运行多次：除一个之外都会被 4016 拒绝；请逐条发送该会话的消息"}

	DoneDecoded   = Text{EN: "the data of the event done is the text [DONE], not an object: this fails at the end of every answer; look at the event first", ZH: "事件 done 的 data 是文本 [DONE]，不是对象：每次回答结束时这里都会失败；请先判断事件"}
	StatusUnasked = Text{EN: "nobody looks at the HTTP status: a gateway in front of the API answers 502 and 504 with HTML, and the error of decoding is all that is told then; tell the status, too", ZH: "没有人检查 HTTP 状态码：API 前面的网关返回 502、504 时是 HTML，这时只能看到解析错误；请同时输出状态码"}

	TimeoutShort = Text{EN: "this timeout of %[2]s cuts off %[1]s (%[3]s), as it covers the whole exchange, reading included: allow %[4]s and more", ZH: "%[2]s 的超时会截断 %[1]s（%[3]s），因为它包含读取响应的时间：请至少设为 %[4]s"}
)
