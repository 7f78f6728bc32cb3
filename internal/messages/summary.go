package messages

// RecognitionPage is the page about what counts as Coze code.
var RecognitionPage = Text{
	EN: "https://github.com/cozelint/cozelint/blob/main/docs/recognition.md",
	ZH: "https://github.com/cozelint/cozelint/blob/main/docs/zh/recognition.md",
}

// The texts around a run.
var (
	ReasonSDK      = Text{EN: "it imports the SDK %s", ZH: "导入了 SDK %s"}
	ReasonHost     = Text{EN: "it names a host or path of the Open API, %q", ZH: "写有扣子 API 的主机名或路径 %q"}
	ReasonName     = Text{EN: "it is named for Coze", ZH: "包名提到扣子"}
	ReasonImport   = Text{EN: "it imports %s, which is named for Coze", ZH: "导入了名字提到扣子的 %s"}
	ReasonDeclares = Text{EN: "it declares %s, which is named for Coze", ZH: "声明了名字提到扣子的 %s"}
	ReasonShape    = Text{EN: "its types have the keys of the API's messages", ZH: "其类型含有扣子消息对象的字段"}
	ReasonSetting  = Text{EN: "it reads the setting %s", ZH: "读取了设置 %s"}
	ReasonFolder   = Text{EN: "a folder of its path is named for Coze", ZH: "所在目录的名字提到扣子"}
	Exhausted      = Text{EN: "%s is too large to be looked at in full: something may be missing", ZH: "%s 过大，没有完整分析：可能有遗漏"}
	ReasonTold     = Text{EN: "it uses %s, which calls the Open API", ZH: "使用了调用扣子 API 的 %s"}
	ReasonForeign  = Text{EN: "it uses %s, which calls the Open API (what that loses is not reported, as it is another module's)", ZH: "使用了调用扣子 API 的 %s（它属于别的模块，在那里丢失的不报告）"}
	ReasonModule   = Text{EN: "it uses a package of its module that calls the Open API", ZH: "使用了本模块中调用扣子 API 的包"}

	CountsAsCoze     = Text{EN: "%s counts as Coze code: %s", ZH: "%s 被认作扣子代码：%s"}
	Summary          = Text{EN: "packages: %d, with Coze code: %d; findings: %d, fixable with -fix: %d; %s", ZH: "共 %d 个包，其中 %d 个有扣子代码；发现 %d 个问题，其中 %d 个可用 -fix 修复；用时 %s"}
	Loaded           = Text{EN: "types of imported packages: %d from the build cache, %d kept from earlier runs, %d from source (nothing is compiled for them)", ZH: "被导入包的类型：%d 个来自构建缓存，%d 个来自以前运行的留存，%d 个来自源代码（不为此编译）"}
	WithoutC         = Text{EN: "imported packages whose types in terms of C are unknown, as cgo is not run for them: %s", ZH: "以下被导入的包未经 cgo 处理，其中用 C 表示的类型未知：%s"}
	NewerGo          = Text{EN: "the go command is %s, but cozelint was built with %s: code that needs the newer version may not be understood; build cozelint again", ZH: "go 命令的版本是 %s，而 cozelint 由 %s 构建，可能无法理解需要新版本的代码；请重新构建 cozelint"}
	Phases           = Text{EN: "looking at the text %s, loading %s, passes %s", ZH: "查看文本 %s，加载 %s，各项分析 %s"}
	OlderLines       = Text{EN: "left out, as their lines were not changed since %[2]s: %[1]d", ZH: "自 %[2]s 以来没有改动的行上的问题未显示：%[1]d 个"}
	LookingAtText    = Text{EN: "looking at the text of the packages", ZH: "正在查看各个包的文本"}
	LoadingPackages  = Text{EN: "loading packages", ZH: "正在加载包"}
	CheckingPackages = Text{EN: "checking packages", ZH: "正在检查包"}
	Mended           = Text{EN: "-fix has fixed %d", ZH: "-fix 已修复 %d 个问题"}
	FixesOmitted     = Text{EN: "fixes left out: %d; %s", ZH: "没有应用的修复：%d 处；%s"}
	FixTouches       = Text{EN: "another one touches the same text %s", ZH: "另一处修复要改同一段文字 %s"}
	FixBreaks        = Text{EN: "the program would not compile with it %s", ZH: "应用后程序无法编译 %s"}
	NotChecked       = Text{EN: "not everything could be checked: see the errors above", ZH: "有东西无法检查：见上面的错误"}
	NoCozeCode       = Text{EN: "no package counts as Coze code; if one calls a gateway or a fork of the SDK, name it with -hosts or -sdk (%s)", ZH: "没有包被认作扣子代码；如果程序经过网关或 SDK 派生版本（fork）调用扣子，请用 -hosts 或 -sdk 写明（%s）"}
	KnowMore         = Text{EN: "name gateways with -hosts and forks of the SDK with -sdk: %s", ZH: "网关用 -hosts 写明，SDK 的派生版本（fork）用 -sdk 写明：%s"}
	ExplainHint      = Text{EN: "'cozelint explain %s' says why and what to do", ZH: "运行 cozelint explain %s 查看原因和处理办法"}
)

// Hints are advice on a check that is given once a run, not at each finding.
var Hints = map[string]Text{
	"CZ1001": {EN: "CZ1001: 'cozelint codes -go' prints a file of named constants; github.com/cozelint/cozelint/cozecode is a package of them", ZH: "CZ1001：cozelint codes -go 可以生成常量文件；也可以使用 github.com/cozelint/cozelint/cozecode 包"},
	"CZ3001": {EN: "CZ3001: log the ID or return it to the caller; never show it, or err, to an end user", ZH: "CZ3001：把日志 ID 写进日志或返回给调用方，不要把它或 err 展示给最终用户"},
	"CZ3002": {EN: "CZ3002: log the error or return it to the caller; never show it to an end user", ZH: "CZ3002：把错误写进日志或返回给调用方，不要展示给最终用户"},
}
