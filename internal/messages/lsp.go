package messages

// The texts of the language server.
var (
	FixAllAction  = Text{EN: "Fix what cozelint can fix in this file", ZH: "修复本文件中 cozelint 可修复的问题"}
	IgnoreAction  = Text{EN: "Ignore %s here: write the reason into the directive", ZH: "在此忽略 %s：请在指令里写明原因"}
	IgnoreReason  = Text{EN: "TODO: say why it does not apply here", ZH: "TODO：写明为什么这里不适用"}
	ExplainAction = Text{EN: "Explain %s: %s", ZH: "解释 %s：%s"}
	HoverCode     = Text{EN: "**%d** as a code of Coze: `%s`", ZH: "**%d** 作为扣子错误码：`%s`"}
)
