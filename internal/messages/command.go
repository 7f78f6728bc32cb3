package messages

// The texts of the command about itself.
var (
	Usage = Text{
		EN: `cozelint checks Go programs that call the Coze Open API.

Usage:
  cozelint [flags] [packages]    check packages, those of the current folder if none are named;
                                 exit status 0: clean, 1: findings, 2: could not check
  cozelint PASS [flags] [packages]
                                 run one pass alone, with the same flags: %s
  tool=$(which cozelint) && go vet -vettool="$tool" [packages]
                                 the same, with the cache of the go command

Commands:
`,
		ZH: `cozelint 检查调用扣子（Coze）开放 API 的 Go 程序。

用法：
  cozelint [选项] [包]            检查各个包，不写则检查当前目录；
                                 退出码 0：没有问题，1：有问题，2：有东西无法检查
  cozelint PASS [选项] [包]       只运行一项检查器，选项相同：%s
  tool=$(which cozelint) && go vet -vettool="$tool" [包]
                                 结果相同，使用 go 命令的缓存

命令：
`,
	}
	PassesHeading  = Text{EN: "Passes:", ZH: "检查器："}
	ChecksHeading  = Text{EN: "Checks:", ZH: "检查项："}
	FlagsHeading   = Text{EN: "Flags:", ZH: "选项："}
	UsageHeading   = Text{EN: "Usage: %s", ZH: "用法：%s"}
	MoreHelp       = Text{EN: "'cozelint help PASS' and 'cozelint explain ID' say more. With go vet, the shared flags are spelled -cozedirective.enable and so on.", ZH: "详见 cozelint help PASS 与 cozelint explain ID。在 go vet 里，公共选项写作 -cozedirective.enable 等。"}
	RunHelp        = Text{EN: "run 'cozelint help' for the commands and flags", ZH: "运行 cozelint help 查看命令和选项"}
	OptInMark      = Text{EN: "opt-in", ZH: "默认关闭"}
	DefaultMark    = Text{EN: "default", ZH: "默认启用"}
	FixMark        = Text{EN: "fix", ZH: "可修复"}
	NoFixMark      = Text{EN: "-", ZH: "-"}
	ChecksHead     = Text{EN: "ID\tPASS\tRUNS\tSEVERITY\tFIX\tWHAT", ZH: "编号\t检查器\t启用\t级别\t修复\t内容"}
	NoSuchTopic    = Text{EN: "no check, pass or command %q; 'cozelint checks' lists the checks", ZH: "没有名为 %q 的检查项、检查器或命令；cozelint checks 列出全部检查项"}
	UnknownCommand = Text{EN: "unknown command %q", ZH: "没有命令 %q"}
	CacheSize      = Text{EN: "kept in %s: %.1f MB", ZH: "留存于 %s：%.1f MB"}
	InsteadOf      = Text{EN: "unknown command %q: write %s", ZH: "没有命令 %q：请写 %s"}
	FlagsOf        = Text{EN: "name the driver: cozelint flags vet, or cozelint flags golangci", ZH: "请写明是哪个工具：cozelint flags vet 或 cozelint flags golangci"}
	NoProjectFile  = Text{EN: "there is no %s here or above, up to the root of the repository", ZH: "这里以及上级目录（直到仓库根目录）没有 %s"}
	TestsDiffer    = Text{EN: "golangci-lint has one setting, tests, for %s and %s: give both the same value", ZH: "golangci-lint 用一个设置 tests 表示 %s 和 %s：请给两者相同的值"}
	UnknownShell   = Text{EN: "no completion for the shell %q; there are bash, zsh and fish", ZH: "不支持 shell %q 的补全；支持 bash、zsh 和 fish"}
)

// Commands are the commands in a line each, by name.
var Commands = map[string]Text{
	"explain":    {EN: "explain a check or a pass: cozelint explain CZ3001", ZH: "解释一个检查项或检查器：cozelint explain CZ3001"},
	"checks":     {EN: "list all checks: whether they run by default, and whether there is a fix", ZH: "列出全部检查项：是否默认启用、能否自动修复"},
	"codes":      {EN: "print the table of Coze codes, what one means, or a Go file of constants (-go)", ZH: "打印扣子错误码表、某个错误码的含义，或 Go 常量文件（-go）"},
	"why":        {EN: "say what a line is about, and why a check reports it or does not: cozelint why client.go:42", ZH: "说明某一行的值是什么、检查项为什么报告或没有报告：cozelint why client.go:42"},
	"endpoints":  {EN: "list the endpoints that packages call, and the permissions that the token needs", ZH: "列出程序调用的扣子接口，以及访问令牌需要的权限"},
	"lsp":        {EN: "serve an editor on standard input and output: the Language Server Protocol", ZH: "作为语言服务器运行，供编辑器通过标准输入输出连接（LSP）"},
	"flags":      {EN: "print the settings of .cozelint.yml for go vet or golangci-lint: cozelint flags vet", ZH: "按 go vet 或 golangci-lint 的写法打印 .cozelint.yml 的设置：cozelint flags vet"},
	"completion": {EN: "print a completion script for bash, zsh or fish", ZH: "打印 bash、zsh 或 fish 的补全脚本"},
	"help":       {EN: "print this, or help about a command, a pass or a check", ZH: "打印本帮助，或某个命令、检查器、检查项的帮助"},
	"cache":      {EN: "say where the types of imported packages are kept, or remove them: cozelint cache clean", ZH: "显示被导入包的类型留存在哪里，或将其清除：cozelint cache clean"},
	"version":    {EN: "print the version", ZH: "打印版本"},
}

// Flags are the flags of the command and of the passes, by name. A name in
// backquotes stands for the value.
var Flags = map[string]Text{
	"format":                    {EN: "output `format`: text, json, sarif, github, gitlab, checkstyle or junit", ZH: "输出`格式`：text、json、sarif、github、gitlab、checkstyle 或 junit"},
	"json":                      {EN: "the same as -format json", ZH: "等同于 -format json"},
	"c":                         {EN: "print `N` lines around each finding; -1 prints none", ZH: "每个问题前后显示 `N` 行源码，-1 为不显示"},
	"fix":                       {EN: "apply the suggested fixes and print what is left", ZH: "应用自动修复，并打印剩下的问题"},
	"diff":                      {EN: "print what -fix would change instead", ZH: "只显示 -fix 会做的改动"},
	"tags":                      {EN: "comma-separated build `tags`, as for go build", ZH: "逗号分隔的构建`标签`，同 go build"},
	"mod":                       {EN: "module download `mode`: readonly, vendor or mod, as for go build", ZH: "模块下载`模式`：readonly、vendor 或 mod，同 go build"},
	"modfile":                   {EN: "read this `file` in the place of go.mod, as for go build", ZH: "用这个`文件`代替 go.mod，同 go build"},
	"overlay":                   {EN: "JSON `file` of files that replace others, as for go build", ZH: "写明哪些文件被替换的 JSON `文件`，同 go build"},
	"tests":                     {EN: "check the test files of the packages, too", ZH: "同时检查测试文件"},
	"C":                         {EN: "run in `dir`", ZH: "在`目录`中运行"},
	"all":                       {EN: "load every package, even where no text names Coze", ZH: "加载所有的包，包括没有提到扣子的"},
	"cache":                     {EN: "keep types of imported packages in `dir`, not the user's cache folder; off keeps none", ZH: "把被导入包的类型留存在`目录`而不是用户的缓存目录中；off 为不留存"},
	"v":                         {EN: "say which packages count as Coze code and why, and how much was done", ZH: "说明哪些包被认作扣子代码及其依据，以及检查了多少"},
	"since":                     {EN: "leave out findings on lines that were not changed since `revision`, which git knows", ZH: "不显示自 git 中的`版本`以来没有改动的行上的问题"},
	"exclude":                   {EN: "comma-separated `paths` with the check that is not reported there: internal/legacy:CZ1001", ZH: "逗号分隔的`路径`及不在那里报告的检查项：internal/legacy:CZ1001"},
	"fail-on":                   {EN: "least `severity` of findings that make the exit status 1: error, warning or note", ZH: "使退出码为 1 的最低`级别`：error、warning 或 note"},
	"path-prefix":               {EN: "begin the paths of files with `prefix`: that of the module in its repository", ZH: "在文件路径前加上`前缀`：模块在仓库中的路径"},
	"baseline":                  {EN: "leave out the findings listed in `file`", ZH: "不报告`文件`中列出的问题"},
	"write-baseline":            {EN: "list the findings in `file` instead of printing them", ZH: "把问题写入`文件`而不打印"},
	"lang":                      {EN: "`language` of the messages: en or zh; that of the environment by default", ZH: "输出的`语言`：en 或 zh，默认取自环境变量"},
	"sdk":                       {EN: "comma-separated import `paths` of forks of the Coze SDK", ZH: "逗号分隔的扣子 SDK 派生版本（fork）的导入`路径`"},
	"hosts":                     {EN: "comma-separated `hosts` of gateways and self-hosted servers that speak the Coze Open API", ZH: "逗号分隔的`主机名`：兼容扣子 API 的网关和自部署服务"},
	"log-funcs":                 {EN: "comma-separated `functions` that write a log line (import/path.Func or import/path.Type.Method)", ZH: "逗号分隔的写日志的`函数`（import/path.Func 或 import/path.Type.Method）"},
	"enable":                    {EN: "comma-separated `IDs` of checks to run beside the default ones; CZ3 or all name several", ZH: "逗号分隔的检查项`编号`，在默认之外启用；CZ3 或 all 代表多项"},
	"disable":                   {EN: "comma-separated `IDs` of checks not to run", ZH: "逗号分隔的检查项`编号`，不运行"},
	"cozecodecompare.tests":     {EN: "report bare codes in _test.go files, too", ZH: "也报告 _test.go 文件里的裸错误码"},
	"cozelogid.tests":           {EN: "report lost errors in _test.go files, too", ZH: "也报告 _test.go 文件里丢失的错误"},
	"cozeexhaustive.strict":     {EN: "demand every code of the table in spite of a default", ZH: "即使有 default，也要求列出表中全部错误码"},
	"cozeexhaustive.categories": {EN: "comma-separated `categories` whose codes every switch must list", ZH: "逗号分隔的`类别`，每个 switch 都必须列出其中全部错误码"},
	"codes.go":                  {EN: "print a Go file that declares the codes as constants", ZH: "打印一个把错误码声明为常量的 Go 文件"},
	"codes.package":             {EN: "the `name` of the package of that file", ZH: "该文件的包`名`"},
	"endpoints.format":          {EN: "output `format`: text, json or markdown", ZH: "输出`格式`：text、json 或 markdown"},
	"lsp.stdio":                 {EN: "talk on standard input and output, as it always does", ZH: "通过标准输入输出通信（始终如此）"},
	"checks.json":               {EN: "print JSON", ZH: "打印 JSON"},
}
