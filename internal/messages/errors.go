package messages

// What keeps a run from its end, or from doing all of it.
var (
	UnknownFormat   = Text{EN: "unknown format %q; there are %s", ZH: "没有格式 %q；支持 %s"}
	UnknownSeverity = Text{EN: "-fail-on: %q is not a severity: write error, warning or note", ZH: "-fail-on：没有级别 %q：请写 error、warning 或 note"}
	NoPackages      = Text{EN: "no packages match %s", ZH: "没有与 %s 匹配的包"}
	NoHome          = Text{EN: "the go command needs a folder for its build cache: set GOCACHE, or HOME", ZH: "go 命令需要存放构建缓存的目录：请设置 GOCACHE 或 HOME"}
	GoList          = Text{EN: "go list: %s", ZH: "go list 出错：%s"}
	Loading         = Text{EN: "loading packages: %s", ZH: "加载包时出错：%s"}
	MoreErrors      = Text{EN: "%s (and %d more in this package)", ZH: "%s（这个包里还有 %d 个错误）"}
	UnknownTypes    = Text{EN: "%s does not compile, so some of its types are unknown: %s", ZH: "%s 无法编译，其中的一些类型未知：%s"}
	PassPanics      = Text{EN: "panic: %v, which is a bug of cozelint: please report it with this\n%s", ZH: "panic：%v，这是 cozelint 的缺陷：请连同以下内容一起反馈\n%s"}

	NoBaseline       = Text{EN: "there is no baseline %s; -write-baseline makes one", ZH: "没有基线文件 %s；可用 -write-baseline 生成"}
	ReadBaseline     = Text{EN: "reading the baseline: %s", ZH: "读取基线文件时出错：%s"}
	OldBaseline      = Text{EN: "%s was written by an earlier cozelint, whose entries depend on the words of the messages: write it again with -write-baseline", ZH: "%s 由旧版 cozelint 写成，其中的条目取决于消息的文字：请用 -write-baseline 重新生成"}
	BaselineLine     = Text{EN: "%s:%d: not a line of a baseline", ZH: "%s:%d：不是基线文件的一行"}
	BaselineUnsound  = Text{EN: "%s is not written: not everything was checked", ZH: "没有写入 %s：有东西无法检查"}
	BaselineAndDiff  = Text{EN: "-write-baseline and -diff do not go together: -diff changes nothing", ZH: "-write-baseline 不能与 -diff 一起使用：-diff 不做任何改动"}
	SinceUnknown     = Text{EN: "-since: git knows no revision %q here; a shallow clone has few (fetch-depth: 0 gets all)", ZH: "-since：git 在这里没有版本 %q；浅克隆只有少量版本（fetch-depth: 0 可获取全部）"}
	SinceGit         = Text{EN: "-since %s: %v", ZH: "-since %s 出错：%v"}
	BaselineAndSince = Text{EN: "-write-baseline and -since do not go together: a baseline has all that is found", ZH: "-write-baseline 不能与 -since 一起使用：基线包含全部问题"}
	NotInGit         = Text{EN: "-since %s: %s is in no git repository, or git is not installed", ZH: "-since %s：%s 不在 git 仓库中，或者没有安装 git"}
	StaleBaseline    = Text{EN: "%d entries of %s match no finding any more; -write-baseline writes it anew", ZH: "%[2]s 中有 %[1]d 条不再对应任何问题；可用 -write-baseline 重新生成"}
	RenamedBaseline  = Text{EN: "%d entries of %s name a check that was split since; -write-baseline writes it anew", ZH: "%[2]s 中有 %[1]d 条使用了检查拆分之前的 ID；可用 -write-baseline 重新生成"}
	EarlierID        = Text{EN: "%s:%d: the directive names %[3]s, from which %[4]s was split: name %[4]s", ZH: "%s:%d：指令写的是 %[3]s，%[4]s 已从中拆分出来：请改写为 %[4]s"}
	EarlierSetting   = Text{EN: "-%s %s holds for %s, too, which were split from it: name them", ZH: "-%s %s 同时作用于从中拆分出来的 %s：请把它们写出来"}

	ReadOverlay    = Text{EN: "reading the overlay: %s", ZH: "读取 overlay 时出错：%s"}
	OverlayRemoves = Text{EN: "%s: %s is taken away: go vet -vettool can do that, this command cannot", ZH: "%s：其中删除了 %s：go vet -vettool 支持这样做，本命令不支持"}
	InFile         = Text{EN: "%s: %s", ZH: "%s：%s"}
	FileChanged    = Text{EN: "the file changed while it was checked: it is not fixed, run the command again", ZH: "检查期间文件有改动，没有修复：请重新运行"}
	FixUnparsed    = Text{EN: "the fix does not parse: %s", ZH: "修复后的代码有语法错误：%s"}

	NoLanguage = Text{EN: "%q is not a language of cozelint: use en or zh", ZH: "cozelint 没有语言 %q：支持 en 和 zh"}
)

// What the flags of a command line can have wrong, as package flag words it in
// English.
var (
	FlagUndefined = Text{EN: "flag provided but not defined: -%s", ZH: "没有选项 -%s"}
	FlagNoValue   = Text{EN: "flag needs an argument: -%s", ZH: "选项 -%s 缺少值"}
	FlagValue     = Text{EN: "invalid value %q for flag -%s: %s", ZH: "选项 -%[2]s 的值 %[1]q 无效：%[3]s"}
	FlagBool      = Text{EN: "invalid boolean value %q for -%s: %s", ZH: "选项 -%[2]s 的值 %[1]q 不是 true 或 false：%[3]s"}
	FlagSyntax    = Text{EN: "bad flag syntax: %s", ZH: "选项写法有误：%s"}
	ParseError    = Text{EN: "parse error", ZH: "无法解析"}
)
