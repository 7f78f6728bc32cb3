package messages

// The words of the table of codes: package cozecode has them in English.

// Categories are the categories of codes.
var Categories = map[string]Text{
	"auth":            {EN: "auth", ZH: "鉴权"},
	"permission":      {EN: "permission", ZH: "权限"},
	"not-found":       {EN: "not-found", ZH: "资源不存在"},
	"invalid-request": {EN: "invalid-request", ZH: "请求有误"},
	"rate-limit":      {EN: "rate-limit", ZH: "限流"},
	"quota-billing":   {EN: "quota-billing", ZH: "额度与账单"},
	"model":           {EN: "model", ZH: "模型"},
	"conflict":        {EN: "conflict", ZH: "状态冲突"},
	"content-policy":  {EN: "content-policy", ZH: "内容安全"},
	"server":          {EN: "server", ZH: "服务端"},
}

// Retries say what a repetition of the request needs to succeed.
var Retries = map[string]Text{
	"no":        {EN: "no", ZH: "重试无用"},
	"yes":       {EN: "yes", ZH: "可立即重试"},
	"later":     {EN: "later", ZH: "稍后重试"},
	"next-day":  {EN: "next-day", ZH: "次日重试"},
	"after-fix": {EN: "after-fix", ZH: "先解决问题再重试"},
}

// After says what has to change before a retry can succeed, in Chinese, by
// code.
var After = map[int]string{
	1109:      "换成与音频一致的文本",
	4000:      "改正参数",
	4001:      "换成令牌有权访问的对话 ID",
	4002:      "换成令牌有权访问的会话 ID",
	4003:      "减小 meta_data",
	4004:      "减少或缩短 additional_messages",
	4005:      "换成令牌有权访问的消息 ID，或改正消息内容",
	4006:      "换成令牌有权访问的智能体 ID",
	4007:      "将 auto_save_history 或 stream 设为 true",
	4008:      "等到次日",
	4010:      "缩短提示词",
	4011:      "充值",
	4012:      "为智能体更换模型",
	4014:      "换一个问题",
	4015:      "将智能体发布到 API 渠道",
	4019:      "付清火山引擎账单",
	4020:      "等到下一分钟，或购买更高的 RPM",
	4021:      "为智能体配置工作流",
	4022:      "付清火山方舟账单",
	4027:      "付清扣子账单",
	4028:      "购买资源点，或升级套餐",
	4052:      "开通端到端语音功能",
	4100:      "换成有效的访问令牌",
	4101:      "换成有相应权限的令牌",
	4105:      "删去敏感词",
	4200:      "换成本账号的资源 ID，或发布工作流",
	4300:      "以 multipart/form-data 上传有内容的文件",
	4301:      "每次只上传一个文件",
	4302:      "换成更小的文件",
	4303:      "换成受支持的文件类型",
	4304:      "换成完好的文件",
	4314:      "换成真实运行的 execute_id 与 workflow_id",
	6003:      "升级到专业版，或改为同步运行",
	6006:      "让代码节点在一分钟内结束",
	6031:      "发布工作流",
	6039:      "改用流式或异步方式运行",
	700012006: "换成有效的访问令牌",
	702042018: "减少成员，或升级套餐",
	702042162: "先将该用户加入企业",
	708232001: "改正参数",
	708232003: "换成有该工作空间权限的令牌",
	720702002: "补齐工作流要求的参数",
	720702011: "发布工作流",
	720702078: "改用流式或异步方式运行",
	720702204: "换成存在的会话名称",
	777074011: "减少成员，或升级套餐",
	777074044: "先指定另一位超级管理员",
	777777775: "检查自部署的服务",
	788788103: "为火山引擎账号充值",
}

// The words around a code.
var (
	CodesHead     = Text{EN: "CODE\tNAME\tCATEGORY\tRETRY\tMEANING", ZH: "错误码\t名称\t类别\t重试\t含义"}
	CodeMeaning   = Text{EN: "meaning", ZH: "含义"}
	CodeCategory  = Text{EN: "category", ZH: "类别"}
	CodeRetry     = Text{EN: "retry", ZH: "重试"}
	CodeTakenFor  = Text{EN: "often taken for", ZH: "常被误当作"}
	TakenComment  = Text{EN: "Often taken for %s: %s.", ZH: "常被误当作“%s”：%s。"}
	CodeReturned  = Text{EN: "returned by", ZH: "返回它的接口"}
	CodeSource    = Text{EN: "source", ZH: "来源"}
	OfficialCode  = Text{EN: "the official error-code page", ZH: "官方错误码页面"}
	ObservedCode  = Text{EN: "other pages of the documentation, or observed", ZH: "其他官方页面，或实际观察到"}
	CodeUnlisted  = Text{EN: "%d is not in the table, which is open: the msg of the reply says what it means", ZH: "错误码表中没有 %d，这张表不是全集：请看响应中的 msg"}
	CodeMistyped  = Text{EN: "%q is not a code or the name of one", ZH: "%q 不是错误码，也不是错误码的名称"}
	DidYouMean    = Text{EN: "%s; did you mean %q?", ZH: "%s；是不是想用 %q？"}
	CodesDeclared = Text{EN: "Error codes of the Coze Open API.", ZH: "扣子开放 API 的错误码。"}
	CodeComment   = Text{EN: "%s: %s.\nCategory %s, %s.", ZH: "%s：%s。\n类别：%s；%s。"}
	RetryNever    = Text{EN: "no retry helps", ZH: "重试无用"}
	RetryNow      = Text{EN: "a retry can succeed", ZH: "可立即重试"}
	RetryWait     = Text{EN: "a retry can succeed after a wait", ZH: "可稍后重试"}
	RetryNextDay  = Text{EN: "a retry can succeed the next day", ZH: "可次日重试"}
	RetryFix      = Text{EN: "a retry needs a fix", ZH: "解决问题后才能重试"}
	RetryAfter    = Text{EN: "a retry needs %s", ZH: "重试前需要：%s"}
)
