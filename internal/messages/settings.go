package messages

// The errors of settings.
var (
	UnknownCheckID = Text{EN: "unknown check: %s; 'cozelint checks' lists them", ZH: "没有检查项 %s；运行 cozelint checks 查看全部检查项"}
	BadHost        = Text{EN: "-hosts: %q is not a host: write each host in full, without wildcards", ZH: "-hosts：%q 不是主机名：请逐个写出完整的主机名，不支持通配符"}
	BadSDKPath     = Text{EN: "-sdk: %q is not an import path", ZH: "-sdk：%q 不是导入路径"}
	BadExclusion   = Text{EN: "-exclude: %q is not a path from the root of the module and a check: write internal/legacy:CZ1001", ZH: "-exclude：%q 不是从模块根目录写起的路径加检查 ID：请写成 internal/legacy:CZ1001"}
	BadLogFunc     = Text{EN: "-log-funcs: %q is not a function: write import/path.Func or import/path.Type.Method", ZH: "-log-funcs：%q 不是函数：请写 import/path.Func 或 import/path.Type.Method"}
	UnknownLogFunc = Text{EN: "-log-funcs: package %s has no function %q", ZH: "-log-funcs：包 %s 里没有函数 %q"}
	UnknownLang    = Text{EN: "-lang: %q is not a language of cozelint: use en or zh", ZH: "-lang：cozelint 没有语言 %q：支持 en 和 zh"}
)

// What is said of a project file.
var (
	ProjectFault   = Text{EN: "%s: %s", ZH: "%s：%s"}
	ProjectUsed    = Text{EN: "settings from %s", ZH: "设置来自 %s"}
	ProjectIndent  = Text{EN: "%q is a pass: its settings stand below it, indented", ZH: "%q 是检查器：它的设置要缩进写在下面"}
	ProjectSpaces  = Text{EN: "%s: a value with spaces cannot be given to go vet by $(cozelint flags vet): %q", ZH: "%s：带空格的值无法通过 $(cozelint flags vet) 传给 go vet：%q"}
	ProjectOwn     = Text{EN: "only the command has these, and they are left out: %s", ZH: "以下设置只用于命令，已略去：%s"}
	ProjectMapping = Text{EN: "settings are written as key: value", ZH: "设置要写成 key: value"}
	ProjectTwice   = Text{EN: "%q is set twice", ZH: "%q 设置了两次"}
	ProjectUnknown = Text{EN: "unknown setting %q", ZH: "没有设置 %q"}
	ProjectValue   = Text{EN: "%q is neither a value nor a list", ZH: "%q 既不是值也不是列表"}
	ProjectItem    = Text{EN: "a list has values only", ZH: "列表里只能是值"}
	ProjectFlag    = Text{EN: "%s:%d: %s: %s", ZH: "%s:%d：%s：%s"}
	ProjectDiffers = Text{EN: "%s sets %s, which this run does not: 'cozelint flags vet' and 'cozelint flags golangci' print what to give it", ZH: "%s 设置了 %s，而这次运行没有：运行 cozelint flags vet 或 cozelint flags golangci 可得到应给出的设置"}
)
