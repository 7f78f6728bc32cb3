package messages

// The texts of cozecodecompare.
var (
	KnownCode   = Text{EN: "%d is %s (%s)", ZH: "%d 是 %s（%s）"}
	UnknownCode = Text{EN: "%d is not in the table of Coze codes", ZH: "%d 不在扣子错误码表中"}

	BareCodeUse      = Text{EN: "%s is compared with a magic number: %s; if that is meant, use %s", ZH: "%s 与魔法数字比较：%s；如果指的是它，请改用 %s"}
	BareCodeNameless = Text{EN: "%s is compared with a magic number: %s; if that is meant, give it a name", ZH: "%s 与魔法数字比较：%s；如果指的是它，请声明一个常量"}
	BareCodeTable    = Text{EN: "%s is looked up among %d magic numbers: %s; the others are in the related places: give them names", ZH: "%s 在 %d 个魔法数字中查找：%s；其余的见相关位置：请为它们声明常量"}
	NameThem         = Text{EN: "Name the codes", ZH: "把数字换成常量"}
	BareBound        = Text{EN: "%s is compared with the bare bound %d, but codes have no order: name the ones that are meant", ZH: "%s 与数字 %d 比较大小，但错误码没有大小顺序：请逐个写出要处理的错误码"}
	ReplaceBy        = Text{EN: "Replace %s by %s", ZH: "将 %s 替换为 %s"}

	StatusIsCode = Text{EN: "%s is a Coze code and is compared with the HTTP status %d, which is %s; success is 0", ZH: "%s 是扣子错误码，却与 HTTP 状态码 %d 比较，%s；成功时错误码是 0"}
	StatusTextOf = Text{EN: "%s is a Coze code, and %s knows HTTP statuses only: there is no text for it", ZH: "%s 是扣子错误码，而 %s 只认识 HTTP 状态码，得不到文字"}
	NeverTrue    = Text{EN: "never true", ZH: "条件永远不成立"}
	AlwaysTrue   = Text{EN: "always true", ZH: "条件永远成立"}
	NoTest       = Text{EN: "no test of success", ZH: "不能判断是否成功"}
	CodeIsStatus = Text{EN: "the HTTP status is compared with a Coze code and never has this value: %s; compare the code in the body", ZH: "HTTP 状态码与扣子错误码比较，永远不会相等：%s；请比较响应体里的 code"}

	CodeInText   = Text{EN: "the Coze code is searched for in text, where other digits match too: %s; compare the code itself", ZH: "在文本里查找扣子错误码，会误中其他数字：%s；请直接比较错误码"}
	AuthConstant = Text{EN: "%s is compared with a bare string that the compiler cannot check: %s is %s", ZH: "%s 与裸字符串比较，写错了编译器也发现不了：%s 就是 %s"}

	TakenFor   = Text{EN: "%s, and is taken for %s here (%s): %s", ZH: "%s，这里却当作%s（%s）：%s"}
	TriedAgain = Text{EN: "%s, and is one to try again here (%s): %s", ZH: "%s，这里却当作可以重试的错误（%s）：%s"}
	TakenToo   = Text{EN: "and this one: %s", ZH: "还有这里：%s"}
	HTTPAnswer = Text{EN: "HTTP %d", ZH: "HTTP 状态码 %d"}

	SlowMissing = Text{EN: "codes that ask to slow down or to try again are looked for here (%s), and neither 4009 (SystemBusy) nor 4020 (RPMLimitExceeded) is among them", ZH: "这里处理需要放慢或重试的错误码（%s），却没有 4009（SystemBusy）和 4020（RPMLimitExceeded）"}
)

// Meanings are the words for what programs take codes for, by the IDs of
// package knowledge.
var Meanings = map[string]Text{
	"rate-limit":      {EN: "a rate limit", ZH: "限流"},
	"busy":            {EN: "a busy platform", ZH: "平台繁忙"},
	"quota":           {EN: "a quota that is used up", ZH: "额度用完"},
	"billing":         {EN: "an unpaid bill or an empty balance", ZH: "欠费或余额不足"},
	"auth":            {EN: "a token that is not valid", ZH: "令牌无效"},
	"permission":      {EN: "a lack of permission", ZH: "权限不足"},
	"not-published":   {EN: "something unpublished", ZH: "未发布"},
	"parameters":      {EN: "a bad parameter", ZH: "参数有误"},
	"too-long":        {EN: "an input above a limit", ZH: "内容超长"},
	"content":         {EN: "content that is refused", ZH: "内容违规"},
	"in-progress":     {EN: "a chat that is still going on", ZH: "对话仍在进行"},
	"model":           {EN: "a failure of the model", ZH: "模型错误"},
	"timeout":         {EN: "a timeout", ZH: "超时"},
	"exists":          {EN: "something that exists already", ZH: "已存在"},
	"not-found":       {EN: "something that does not exist", ZH: "资源不存在"},
	"no-bot":          {EN: "a bot that does not exist", ZH: "智能体不存在"},
	"no-chat":         {EN: "a chat that does not exist", ZH: "对话不存在"},
	"no-conversation": {EN: "a conversation that does not exist", ZH: "会话不存在"},
	"no-message":      {EN: "a message that does not exist", ZH: "消息不存在"},
	"no-run":          {EN: "a run that does not exist", ZH: "执行记录不存在"},
	"no-workflow":     {EN: "a workflow that does not exist", ZH: "工作流不存在"},
}

// OftenTaken are the meanings that programs give codes which have another, by the IDs
// of Meanings: seen in programs that call the API and in public reports.
var OftenTaken = map[int][]string{
	4006: {"no-chat"},
	4007: {"rate-limit"},
	4008: {"billing"},
	4014: {"rate-limit"},
	4015: {"rate-limit"},
	4016: {"no-chat"},
	4100: {"not-found"},
}

// MeaningCodes say which codes do mean that (CODES), by the same IDs.
var MeaningCodes = map[string]Text{
	"rate-limit":      {EN: "that is 4009 or 4020, and 4008 for the day", ZH: "限流是 4009、4020，当日用完是 4008"},
	"busy":            {EN: "that is 4009", ZH: "平台繁忙是 4009"},
	"quota":           {EN: "that is 4011 or 4028, and 4008 for the day", ZH: "额度用完是 4011、4028，当日用完是 4008"},
	"billing":         {EN: "that is 4011, 4019, 4022, 4027 or 4028", ZH: "欠费或余额不足是 4011、4019、4022、4027、4028"},
	"auth":            {EN: "that is 4100 or 700012006", ZH: "令牌无效是 4100、700012006"},
	"permission":      {EN: "that is 4101", ZH: "权限不足是 4101"},
	"not-published":   {EN: "that is 4015, or 6031 for a workflow", ZH: "智能体未发布是 4015，工作流未发布是 6031"},
	"parameters":      {EN: "that is 4000", ZH: "参数有误是 4000"},
	"too-long":        {EN: "that is 4010 for a prompt, and 4302 for a file", ZH: "提示词超长是 4010，文件过大是 4302"},
	"content":         {EN: "that is 4105, and 4102 for the risk control", ZH: "内容违规是 4105，风控拦截是 4102"},
	"in-progress":     {EN: "that is 4016", ZH: "对话仍在进行是 4016"},
	"model":           {EN: "that is 4013, and 4012 for a model that is gone", ZH: "模型错误是 4013，模型已下架是 4012"},
	"timeout":         {EN: "that is 6023 or 720702085 for a workflow, and none for a chat", ZH: "工作流超时是 6023、720702085，对话没有这样的错误码"},
	"exists":          {EN: "that is 4201 for a member", ZH: "成员已存在是 4201"},
	"not-found":       {EN: "that is 4001 for a chat, 4002 for a conversation, 4006 for a bot, and 4200 for the rest", ZH: "对话不存在是 4001，会话是 4002，智能体是 4006，其他资源是 4200"},
	"no-bot":          {EN: "that is 4006", ZH: "智能体不存在是 4006"},
	"no-chat":         {EN: "that is 4001", ZH: "对话不存在是 4001"},
	"no-conversation": {EN: "that is 4002", ZH: "会话不存在是 4002"},
	"no-message":      {EN: "that is 4005", ZH: "消息不存在是 4005"},
	"no-run":          {EN: "that is 4314", ZH: "执行记录不存在是 4314"},
	"no-workflow":     {EN: "that is 4200, and 6031 for one that is not published", ZH: "工作流不存在是 4200，未发布是 6031"},
}
