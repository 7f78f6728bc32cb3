package messages

// The texts of cozelint endpoints.
var (
	NoEndpoints   = Text{EN: "no call of an endpoint of the Coze Open API is visible", ZH: "看不到对扣子开放 API 的调用"}
	EndpointTitle = Text{EN: "Endpoints of the Coze Open API that the program calls", ZH: "程序调用的扣子 API"}
	EndpointHead  = Text{EN: "Endpoint", ZH: "接口"}
	PermissionRow = Text{EN: "Permissions", ZH: "权限"}
	NoteRow       = Text{EN: "Note", ZH: "备注"}
	CalledAt      = Text{EN: "Called at", ZH: "调用位置"}

	TokenPermissions = Text{EN: "The access token needs these permissions: %s", ZH: "访问令牌需要开通以下权限：%s"}
	NoPermissions    = Text{EN: "The access token needs no permission that the official pages name.", ZH: "按照官方文档，访问令牌不需要开通任何权限。"}
	NonePermission   = Text{EN: "none", ZH: "无"}
	UnknownNeeds     = Text{EN: "unknown", ZH: "未知"}

	RetiringNote = Text{EN: "the official page announces its end", ZH: "官方文档标注“即将下线”"}
	AbsentNote   = Text{EN: "on no official page: look up its permission yourself", ZH: "官方文档中没有这个接口，请自行确认所需权限"}
	TokenNote    = Text{EN: "gets a token, needs none", ZH: "用于获取访问令牌，本身不需要权限"}
	GuessNote    = Text{EN: "perhaps: the HTTP method is not visible at every call", ZH: "不确定：有的调用看不出 HTTP 方法"}
	KindNote     = Text{EN: "depends on the kind of resource", ZH: "所需权限取决于资源类型"}
)
