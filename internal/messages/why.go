package messages

// The answers of the command why.

// Why a check that looked at a place did not report it.
var (
	SilentOff       = Text{EN: "the check is off", ZH: "这个检查项没有启用"}
	SilentGenerated = Text{EN: "the file is generated", ZH: "文件是生成的"}
	SilentExcluded  = Text{EN: "the setting exclude leaves it out there", ZH: "设置 exclude 排除了这里"}
	SilentDirective = Text{EN: "a //cozelint:ignore directive silences it", ZH: "被 //cozelint:ignore 指令忽略"}
	SilentOthers    = Text{EN: "what is told here is of a request to another service", ZH: "这里说的是对其他服务的请求"}
	SilentUnknown   = Text{EN: "whose request it is cannot be seen", ZH: "看不出请求发往哪里"}
	SilentAmbiguous = Text{EN: "what is told here may as well be another service's", ZH: "这里说的也可能是其他服务的内容"}
	SilentTellsID   = Text{EN: "the log ID is told here", ZH: "这里带有日志 ID"}
	SilentNoFailure = Text{EN: "no failure is reported here, as far as can be seen", ZH: "这里没有报告失败，至少看不出来"}
	SilentCovered   = Text{EN: "every path through here tells the log ID", ZH: "经过这里的每条路径都会给出日志 ID"}
	SilentRepeats   = Text{EN: "the failure was told before, and this repeats it", ZH: "失败在此之前已经报告过，这里是重复"}
	SilentElsewhere = Text{EN: "where the stream is read, it is judged", ZH: "由读取流的地方判断"}
	SilentWithout   = Text{EN: "the reply of the SDK has no log ID", ZH: "SDK 的这个返回值不带日志 ID"}
	SilentTold      = Text{EN: "every path behind this condition tells of the failure", ZH: "此条件之后的每条路径都会报告失败"}
	SilentNotCode   = Text{EN: "the number is a Coze code, but what it is compared with is none, as far as can be seen", ZH: "这个数字是扣子错误码，但看不出与它比较的是扣子的错误码"}
	SilentDisplays  = Text{EN: "the cases only choose a text or count", ZH: "各分支只是选取文字或计数"}
	SilentDefault   = Text{EN: "every code has a case, or there is a default", ZH: "每个错误码都有分支，或有 default"}
	SilentAfter     = Text{EN: "what matches no case is handled behind the switch", ZH: "没有匹配的情况在 switch 之后处理"}
	SilentPreset    = Text{EN: "what matches no case was made a failure before the switch", ZH: "没有匹配的情况在 switch 之前已设为失败"}
	SilentNoticed   = Text{EN: "failures are looked for elsewhere", ZH: "失败在别处检查"}
)

// Kinds say what a value is, by the names of the kinds of package flow.
var Kinds = map[string]Text{
	"Response":   {EN: "the response", ZH: "响应"},
	"Header":     {EN: "the header of the response", ZH: "响应头"},
	"Body":       {EN: "the body of the response", ZH: "响应正文"},
	"Line":       {EN: "a part of the body, such as a line of a stream", ZH: "响应正文的一部分，例如流中的一行"},
	"Reply":      {EN: "the decoded reply", ZH: "解码后的响应"},
	"Data":       {EN: "what is decoded from a line of a stream", ZH: "由流中一行解码而来的内容"},
	"Part":       {EN: "a part of the reply", ZH: "响应的一部分"},
	"Detail":     {EN: "the detail, which has the log ID", ZH: "带有日志 ID 的 detail"},
	"LastError":  {EN: "the error in a chat or event", ZH: "对话或事件中的错误"},
	"Code":       {EN: "the code", ZH: "错误码"},
	"Message":    {EN: "the message beside the code", ZH: "错误码旁的消息"},
	"Reason":     {EN: "the message of an error", ZH: "错误的消息"},
	"Status":     {EN: "the status of a chat or run", ZH: "对话或运行的状态"},
	"HTTPStatus": {EN: "the HTTP status", ZH: "HTTP 状态码"},
	"Event":      {EN: "the name of an event", ZH: "事件名"},
	"LogID":      {EN: "the log ID", ZH: "日志 ID"},
	"Error":      {EN: "an error that has the log ID", ZH: "带有日志 ID 的错误"},
	"Told":       {EN: "an error or text without the log ID", ZH: "不带日志 ID 的错误或文字"},
	"RecvError":  {EN: "the error of a stream, without the log ID", ZH: "不带日志 ID 的流错误"},
	"Stream":     {EN: "an open stream or pager", ZH: "打开的流或分页器"},
}

// What the values of a line are.
var (
	WhyLine     = Text{EN: "%s:%d, in %s", ZH: "%s:%d，属于 %s"}
	WhyNone     = Text{EN: "%s does not count as Coze code: %s", ZH: "%s 没有被认作扣子代码：%s"}
	WhyNoFile   = Text{EN: "no package that was loaded has the file %s", ZH: "加载的包里没有文件 %s"}
	WhyArgument = Text{EN: "%q is no file and line, as in client.go:42", ZH: "%q 不是“文件:行号”，例如 client.go:42"}
	WhyValues   = Text{EN: "what the values of the line are:", ZH: "这一行的值是什么："}
	WhyNoValues = Text{EN: "no value of the line comes from a request, as far as can be seen", ZH: "看不出这一行有来自请求的值"}
	WhyChecks   = Text{EN: "what the checks make of the line:", ZH: "各检查项对这一行的判断："}
	WhyNoChecks = Text{EN: "no check had anything to judge on the line", ZH: "没有检查项在这一行有可判断的内容"}
	WhyReported = Text{EN: "reported: %s", ZH: "报告：%s"}
	WhySilent   = Text{EN: "silent, %s: %s", ZH: "未报告 %s：%s"}
	WhyHandedIn = Text{EN: "made by the caller", ZH: "由调用方发出"}
	WhyCall     = Text{EN: "%s (%s)", ZH: "%s（%s）"}
	WhyRequests = Text{EN: "the requests:", ZH: "相关的请求："}
	WhyOutcome  = Text{EN: "%s of request %s", ZH: "请求 %[2]s 的%[1]s"}
	WhySDK      = Text{EN: "a call of the SDK", ZH: "SDK 的调用"}
	WhyImported = Text{EN: "as its package tells", ZH: "由声明它的包得知"}
	WhyModule   = Text{EN: "which is another module's: what it loses is not reported", ZH: "属于别的模块，在那里丢失的不在这里报告"}
	WhyGoes     = Text{EN: "to %s", ZH: "发往 %s"}
	WhyAnd      = Text{EN: ", ", ZH: "，"}
	WhyOurs     = Text{EN: "Coze's", ZH: "属于扣子"}
	WhyOthers   = Text{EN: "another service's", ZH: "属于其他服务"}
	WhyUnknown  = Text{EN: "whose it is cannot be seen", ZH: "看不出属于谁"}
)
