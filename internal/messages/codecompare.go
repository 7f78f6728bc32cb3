package messages

// The texts of cozecodecompare.
var (
	KnownCode   = Text{EN: "%d is %s (%s)", ZH: "%d 是 %s（%s）"}
	UnknownCode = Text{EN: "%d is not in the table of Coze codes", ZH: "%d 不在扣子错误码表中"}

	BareCodeUse      = Text{EN: "%s is compared with a magic number: %s; use %s", ZH: "%s 与魔法数字比较：%s；请改用 %s"}
	BareCodeNameless = Text{EN: "%s is compared with a magic number: %s; give it a name", ZH: "%s 与魔法数字比较：%s；请声明一个常量"}
	BareBound        = Text{EN: "%s is compared with the bare bound %d, but codes have no order: name the ones that are meant", ZH: "%s 与数字 %d 比较大小，但错误码没有大小顺序：请逐个写出要处理的错误码"}
	ReplaceBy        = Text{EN: "Replace %s by %s", ZH: "将 %s 替换为 %s"}

	StatusIsCode = Text{EN: "%s is a Coze code and is compared with the HTTP status %d, which is %s; success is 0", ZH: "%s 是扣子错误码，却与 HTTP 状态码 %d 比较，%s；成功时错误码是 0"}
	NeverTrue    = Text{EN: "never true", ZH: "条件永远不成立"}
	AlwaysTrue   = Text{EN: "always true", ZH: "条件永远成立"}
	NoTest       = Text{EN: "no test of success", ZH: "不能判断是否成功"}
	CodeIsStatus = Text{EN: "the HTTP status is compared with a Coze code and never has this value: %s; compare the code in the body", ZH: "HTTP 状态码与扣子错误码比较，永远不会相等：%s；请比较响应体里的 code"}

	CodeInText   = Text{EN: "the Coze code is searched for in text, where other digits match too: %s; compare the code itself", ZH: "在文本里查找扣子错误码，会误中其他数字：%s；请直接比较错误码"}
	AuthConstant = Text{EN: "%s is compared with a bare string that the compiler cannot check: %s is %s", ZH: "%s 与裸字符串比较，写错了编译器也发现不了：%s 就是 %s"}
)
