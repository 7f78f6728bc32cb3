package messages

// The words around the documentation of a check.
var (
	WhyHeading     = Text{EN: "Why it matters", ZH: "为什么重要"}
	BeforeHeading  = Text{EN: "Reported", ZH: "会报告"}
	AfterHeading   = Text{EN: "Not reported", ZH: "不会报告"}
	FixHeading     = Text{EN: "The fix", ZH: "自动修复"}
	OptionsHeading = Text{EN: "Options", ZH: "选项"}
	OffHeading     = Text{EN: "When to switch it off", ZH: "何时关闭"}
	SaysHeading    = Text{EN: "Messages", ZH: "消息文本"}
	SilenceHeading = Text{EN: "Silence it", ZH: "忽略单个问题"}
	SilenceReason  = Text{EN: "why it does not apply here", ZH: "写明为什么这里不适用"}

	CheckStatus   = Text{EN: "Severity: %s. %s. Since %s.", ZH: "级别：%s。%s。始于 %s。"}
	RunsByDefault = Text{EN: "Runs by default", ZH: "默认启用"}
	OptIn         = Text{EN: "Opt-in: -enable %s", ZH: "默认关闭，用 -enable %s 启用"}
)

// The index of the pages.
var (
	IndexTitle = Text{EN: "The checks of cozelint", ZH: "cozelint 的检查项"}
	IndexOther = Text{EN: "[中文](zh/README.md)", ZH: "[English](../README.md)"}
	IndexCheck = Text{EN: "check", ZH: "检查项"}
	IndexMore  = Text{
		EN: "What counts as Coze code: [recognition.md](recognition.md). How each driver is set up: [drivers.md](drivers.md).",
		ZH: "什么算扣子代码：[recognition.md](recognition.md)。各种运行方式的设置：[drivers.md](drivers.md)。",
	}
)

// Severities are how grave a finding is.
var Severities = map[string]Text{
	"error":   {EN: "error", ZH: "错误"},
	"warning": {EN: "warning", ZH: "警告"},
	"note":    {EN: "note", ZH: "提示"},
}
