package messages

// The texts of cozedirective.
var (
	UnmatchedDirective = Text{EN: "no finding of %s here: remove the directive", ZH: "这里没有 %s 的问题：请删除这条指令"}
	UnmatchedEntry     = Text{EN: "no finding of %s here: remove it from the directive", ZH: "这里没有 %s 的问题：请从指令中删除它"}
	SpacedDirective    = Text{EN: "%q is not a directive and silences nothing: write //cozelint:ignore, without a space", ZH: "%q 不是指令，不起作用：请写成 //cozelint:ignore，中间不要空格"}
	UnknownDirective   = Text{EN: "unknown directive //cozelint:%s: write //cozelint:ignore ID reason, or //cozelint:ignore-file", ZH: "没有指令 //cozelint:%s：请写 //cozelint:ignore 编号 理由，或 //cozelint:ignore-file"}
	DirectiveNoID      = Text{EN: "the directive names no check and silences nothing: write //cozelint:%s ID reason", ZH: "指令没有写检查项编号，不起作用：请写 //cozelint:%s 编号 理由"}
	DirectiveBadID     = Text{EN: "%q is not a check of cozelint, so the directive silences nothing: write //cozelint:%s ID reason", ZH: "cozelint 没有检查项 %q，指令不起作用：请写 //cozelint:%s 编号 理由"}
	DirectiveNoReason  = Text{EN: "the directive gives no reason and silences nothing: write //cozelint:%s %s reason", ZH: "指令没有写理由，不起作用：请写 //cozelint:%s %s 理由"}
)
