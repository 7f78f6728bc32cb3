package messages

// The errors of settings.
var (
	UnknownCheckID = Text{EN: "unknown check: %s; 'cozelint checks' lists them", ZH: "没有检查项 %s；运行 cozelint checks 查看全部检查项"}
	BadHost        = Text{EN: "-hosts: %q is not a host: write each host in full, without wildcards", ZH: "-hosts：%q 不是主机名：请逐个写出完整的主机名，不支持通配符"}
	BadSDKPath     = Text{EN: "-sdk: %q is not an import path", ZH: "-sdk：%q 不是导入路径"}
	BadLogFunc     = Text{EN: "-log-funcs: %q is not a function: write import/path.Func or import/path.Type.Method", ZH: "-log-funcs：%q 不是函数：请写 import/path.Func 或 import/path.Type.Method"}
	UnknownLogFunc = Text{EN: "-log-funcs: package %s has no function %q", ZH: "-log-funcs：包 %s 里没有函数 %q"}
	UnknownLang    = Text{EN: "-lang: %q is not a language of cozelint: use en or zh", ZH: "-lang：cozelint 没有语言 %q：支持 en 和 zh"}
)
