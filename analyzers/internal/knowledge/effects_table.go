package knowledge

import (
	"slices"
	"strings"
	"sync"
)

// levels are the methods of loggers that write at a level which production
// keeps; debug those that it does not.
const (
	levels  = "Print Printf Println Log Logf Logln Info Infof Infoln Infow InfoContext Notice Noticef Warn Warnf Warnln Warnw WarnContext Warning Warningf Warningln Error Errorf Errorln Errorw ErrorContext Critical Criticalf Alert Alertf Panic Panicf Panicln Panicw DPanic DPanicf DPanicw Fatal Fatalf Fatalln Fatalw"
	debug   = "Debug Debugf Debugln Debugw DebugContext Trace Tracef Traceln Tracew"
	ctxLogs = "CtxInfof CtxNoticef CtxWarnf CtxErrorf CtxFatalf InfoCtx WarnCtx ErrorCtx InfofCtx WarnfCtx ErrorfCtx"
	fatals  = "Fatal Fatalf Fatalln Fatalw FatalContext Panic Panicf Panicln Panicw Exit Exitf Exitln"
	finders = "Contains* HasPrefix HasSuffix Index* LastIndex* EqualFold Equal Compare Count IsZero Valid* Match*"
	sends   = "Do Get<arg0 Head<arg0 Post<arg0 PostForm<arg0 Put<arg0 Patch<arg0 Delete<arg0 Options<arg0 Send<arg1 Execute<arg1 Request<arg1"
)

// effectRows is the table of effects. Rows of one path stand together.
var effectRows = []row{
	// The standard library.
	{"fmt", "", "Print Printf Println Fprint Fprintf Fprintln", Logs},
	{"fmt", "", "Sprint Sprintf Sprintln Append Appendf Appendln", Derives},
	{"fmt", "", "Errorf", MakesError | Derives},
	{"fmt", "", "Sscan Sscanf Sscanln Fscan Fscanf", Decodes},
	{"errors", "", "New", MakesError},
	{"errors", "", "Join Unwrap", Derives},
	{"errors", "", "Is As AsType", Asks},
	{"strings", "", finders, Asks},
	{"strings", "", "Trim* To* Replace* Repeat Title Map Clone Split* Fields* Cut* Join NewReader Lines", Derives},
	{"strings", "Builder", "WriteString Write", Derives},
	{"strings", "Builder", "String", Derives},
	{"strings", "", "NewReader TrimSpace Clone", Copies},
	{"strings", "", "Contains HasPrefix HasSuffix Index LastIndex EqualFold Count Cut* Compare Split* TrimPrefix TrimSuffix", Searches},
	{"bytes", "", finders, Asks},
	{"bytes", "", "Trim* To* Replace* Clone Split* Fields* Cut* Join NewReader NewBuffer NewBufferString Lines", Derives},
	{"bytes", "Buffer", "String Bytes Next Read*", Derives},
	{"bytes", "", "NewReader NewBuffer NewBufferString TrimSpace Clone", Copies},
	{"bytes", "", "Contains HasPrefix HasSuffix Index LastIndex EqualFold Equal Count Cut* Compare Split* TrimPrefix TrimSuffix", Searches},
	{"strconv", "", "Itoa Format* Quote* Append* Unquote", Derives},
	{"strconv", "", "Atoi Parse*", Derives},
	{"regexp", "*", "Match* Find*Index", Asks},
	{"regexp", "*", "Match* Find*", Searches},
	{"regexp", "Regexp", "Find FindAll* FindString* FindSubmatch ReplaceAll*", Derives},
	{"slices", "", "Contains* Index* Equal* BinarySearch*", Asks},
	{"slices", "", "Contains Index BinarySearch", Searches},
	{"golang.org/x/exp/slices", "", "Contains Index BinarySearch", Asks | Searches},
	{"sort", "", "SearchInts SearchStrings", Asks | Searches},
	{"slices", "", "Clone Concat Compact* Sorted* Collect Insert Reverse Delete*", Derives},
	{"maps", "", "Keys Values Clone", Derives},
	{"maps", "", "Clone", Copies},
	{"reflect", "", "DeepEqual", Asks},
	{"encoding/json", "", "Unmarshal<arg0>arg1", Decodes},
	{"encoding/json", "", "Marshal MarshalIndent", Encodes | Derives},
	{"encoding/json", "", "NewEncoder", Encodes},
	{"encoding/json", "Encoder", "Encode", Encodes},
	{"encoding/json", "", "Valid", Asks},
	{"encoding/json", "", "NewDecoder", Derives},
	{"encoding/json", "Decoder", "Decode<recv>arg0", Decodes},
	{"encoding/json", "Number", "Int64 Float64 String", Derives},
	{"encoding/json/v2", "", "Unmarshal<arg0>arg1 UnmarshalRead<arg0>arg1 UnmarshalDecode<arg0>arg1", Decodes},
	{"encoding/json/v2", "", "Marshal", Encodes | Derives},
	{"encoding/base64", "Encoding", "*", Derives},
	{"encoding/hex", "", "*", Derives},
	{"html", "", "EscapeString UnescapeString", Derives},
	{"io", "", "ReadAll LimitReader TeeReader NopCloser MultiReader NewSectionReader", Derives},
	{"io", "", "WriteString", Replies},
	{"io", "LimitedReader", "Read", Derives},
	{"io/ioutil", "", "ReadAll NopCloser", Derives},
	{"io", "", "ReadAll NopCloser", Copies},
	{"io/ioutil", "", "ReadAll NopCloser", Copies},
	{"bufio", "", "NewReader NewReaderSize", Copies},
	{"bufio", "", "NewReader* NewScanner", Derives},
	{"bufio", "Reader", "Read* Peek", Derives},
	{"bufio", "Scanner", "Text Bytes", Derives},
	{"compress/gzip", "", "NewReader", Derives},
	{"net/url", "", "Parse ParseRequestURI JoinPath PathEscape QueryEscape", Derives},
	{"net/url", "URL", "String JoinPath Parse ResolveReference", Derives},
	{"net/url", "Values", "Encode", Derives},
	{"path", "", "Join Clean", Derives},
	{"net/http", "Response", "", ResponseType},
	{"net/http", "Request", "", RequestType | ServedType},
	{"net/http", "", "NewRequest<arg1 NewRequestWithContext<arg2", Requests},
	{"net/http", "", "Get<arg0 Head<arg0 Post<arg0 PostForm<arg0", Sends},
	{"net/http", "Client", "Do<arg0 Get<arg0 Head<arg0 Post<arg0 PostForm<arg0", Sends},
	{"net/http", "Transport", "RoundTrip", Sends},
	{"net/http", "RoundTripper", "RoundTrip", Sends},
	{"net/http", "Request", "WithContext Clone", Derives},
	{"net/http", "Request", "FormValue PostFormValue PathValue Cookie BasicAuth UserAgent", Receives},
	{"net/http", "Header", "Get Values Clone", Derives},
	{"net/http", "ResponseWriter", "Write", Replies},
	{"net/http", "", "Error", Replies},
	{"net/http", "", "StatusText", Derives | NamesStatus},
	{"github.com/valyala/fasthttp", "", "StatusMessage", Derives | NamesStatus},
	{"github.com/cloudwego/hertz/pkg/protocol/consts", "", "StatusMessage", Derives | NamesStatus},
	{"github.com/gofiber/fiber/utils", "", "StatusMessage", Derives | NamesStatus},
	{"net/http/httputil", "", "DumpResponse", Derives},
	{"os", "", "WriteFile", Stores},
	{"os", "File", "Write WriteAt WriteString", Stores},
	{"io/ioutil", "", "WriteFile", Stores},
	{"database/sql", "*", "Exec ExecContext", Stores},
	{"gorm.io/gorm", "DB", "Create Save Update Updates", Stores},
	{"github.com/redis/go-redis", "*", "Set SetEx SetNX HSet LPush RPush Publish XAdd", Stores},
	{"github.com/go-redis/redis", "*", "Set SetEX SetNX HSet LPush RPush Publish XAdd", Stores},
	{"os", "", "Exit", Ends},
	{"os", "", "Getenv LookupEnv ExpandEnv", Configures},
	{"flag", "", "String", Configures},
	{"runtime", "", "Goexit", Ends},
	{"log", "", levels + " Output", Logs},
	{"log", "Logger", levels + " Output", Logs},
	{"log", "", fatals, Ends},
	{"log", "Logger", fatals, Ends},
	{"log/slog", "", levels + " LogAttrs", Logs},
	{"log/slog", "Logger", levels + " LogAttrs", Logs},
	{"log/slog", "", debug, LogsDebug},
	{"log/slog", "Logger", debug, LogsDebug},
	{"log/slog", "", "String Int Int64 Any Bool Group Float64 Duration", Derives},
	{"log/slog", "*", "With WithGroup", Derives},
	{"log/syslog", "Writer", "Alert Crit Emerg Err Info Notice Warning", Logs},
	{"testing", "*", "Error Errorf Log Logf Fatal Fatalf Skip Skipf", Logs},
	{"testing", "*", "Fatal Fatalf FailNow Skip Skipf SkipNow", Ends},
	{"time", "", "Sleep After Tick NewTimer AfterFunc", Waits},
	{"context", "", "Cause", Derives},

	// Loggers.
	{"go.uber.org/zap", "*", levels, Logs},
	{"go.uber.org/zap", "*", debug, LogsDebug},
	{"go.uber.org/zap", "*", fatals, Ends},
	{"go.uber.org/zap", "", "String Int Int64 Any Error NamedError Stringer Strings ByteString Reflect Inline Object", Derives},
	{"go.uber.org/zap", "*", "With WithLazy Named Sugar Desugar", Derives},
	{"github.com/rs/zerolog", "Event", "Msg Msgf Send MsgFunc", Logs},
	{"github.com/rs/zerolog", "Event", "Str Strs Int Int64 Any Err AnErr Interface Bytes RawJSON Fields Stringer Dict Object Ctx", Derives},
	{"github.com/rs/zerolog", "*", "Info Warn Error Fatal Panic Log WithLevel Err With Logger", Derives},
	{"github.com/rs/zerolog", "Logger", "Print Printf Println", Logs},
	{"github.com/rs/zerolog/log", "", "Info Warn Error Fatal Panic Log WithLevel Err With", Derives},
	{"github.com/rs/zerolog/log", "", "Print Printf", Logs},
	{"github.com/sirupsen/logrus", "*", levels, Logs},
	{"github.com/sirupsen/logrus", "*", debug, LogsDebug},
	{"github.com/sirupsen/logrus", "*", fatals, Ends},
	{"github.com/sirupsen/logrus", "*", "WithField WithFields WithError WithContext", Derives},
	{"k8s.io/klog", "*", levels + " InfoS ErrorS InfoDepth ErrorDepth WarningDepth", Logs},
	{"k8s.io/klog", "*", fatals, Ends},
	{"github.com/golang/glog", "*", levels + " InfoDepth ErrorDepth WarningDepth", Logs},
	{"github.com/golang/glog", "", fatals, Ends},
	{"github.com/cloudwego/hertz/pkg/common/hlog", "*", levels + " " + ctxLogs, Logs},
	{"github.com/cloudwego/hertz/pkg/common/hlog", "*", debug + " CtxDebugf CtxTracef", LogsDebug},
	{"github.com/cloudwego/hertz/pkg/common/hlog", "*", fatals + " CtxFatalf", Ends},
	{"github.com/cloudwego/kitex/pkg/klog", "*", levels + " " + ctxLogs, Logs},
	{"github.com/cloudwego/kitex/pkg/klog", "*", debug + " CtxDebugf CtxTracef", LogsDebug},
	{"github.com/cloudwego/kitex/pkg/klog", "*", fatals + " CtxFatalf", Ends},
	{"github.com/go-kratos/kratos/log", "*", levels, Logs},
	{"github.com/go-kratos/kratos/log", "*", debug, LogsDebug},
	{"github.com/go-kratos/kratos/log", "*", fatals, Ends},
	{"github.com/zeromicro/go-zero/core/logx", "*", levels + " Severe Severef Slow Slowf Slowv Infov Errorv Stat Statf", Logs},
	{"github.com/zeromicro/go-zero/core/logx", "*", debug + " Debugv", LogsDebug},
	{"github.com/zeromicro/go-zero/core/logx", "*", "WithContext WithFields Field WithCallerSkip WithDuration", Derives},
	{"github.com/zeromicro/go-zero/core/logc", "*", levels + " Infov Errorv Severe Severef", Logs},
	{"github.com/gogf/gf/os/glog", "*", levels, Logs},
	{"github.com/gogf/gf/os/glog", "*", debug, LogsDebug},
	{"github.com/gogf/gf/os/glog", "*", fatals, Ends},
	{"github.com/beego/beego/core/logs", "*", levels + " Informational Emergency", Logs},
	{"github.com/astaxie/beego/logs", "*", levels + " Informational Emergency", Logs},
	{"github.com/astaxie/beego", "", levels + " Informational Emergency", Logs},
	{"github.com/go-logr/logr", "Logger", "Info Error", Logs},
	{"github.com/hashicorp/go-hclog", "*", "Info Warn Error Log", Logs},
	{"github.com/apex/log", "*", levels, Logs},
	{"github.com/charmbracelet/log", "*", levels, Logs},
	{"github.com/phuslu/log", "Entry", "Msg Msgf Msgs", Logs},
	{"github.com/getsentry/sentry-go", "*", "CaptureMessage CaptureException CaptureEvent", Logs},

	// Error packages.
	{"github.com/pkg/errors", "", "New", MakesError},
	{"github.com/pkg/errors", "", "Errorf", MakesError | Derives},
	{"github.com/pkg/errors", "", "Wrap Wrapf WithMessage WithMessagef WithStack Cause Unwrap", Derives},
	{"github.com/pkg/errors", "", "Is As", Asks},
	{"github.com/cockroachdb/errors", "", "New Newf", MakesError},
	{"github.com/cockroachdb/errors", "", "Errorf", MakesError | Derives},
	{"github.com/cockroachdb/errors", "", "Wrap Wrapf With* Join Mark Handled* Unwrap*", Derives},
	{"github.com/cockroachdb/errors", "", "Is As IsAny HasType", Asks},
	{"golang.org/x/xerrors", "", "New", MakesError},
	{"golang.org/x/xerrors", "", "Errorf", MakesError | Derives},
	{"golang.org/x/xerrors", "", "Is As", Asks},
	{"go.uber.org/multierr", "", "Append Combine Errors AppendInto", Derives},
	{"github.com/hashicorp/go-multierror", "", "Append", Derives},
	{"github.com/juju/errors", "", "New Errorf", MakesError},
	{"github.com/juju/errors", "", "Trace Annotate Annotatef Wrap Wrapf Cause", Derives},
	{"github.com/gogf/gf/errors/gerror", "", "New Newf NewCode NewCodef", MakesError},
	{"github.com/gogf/gf/errors/gerror", "", "Wrap Wrapf WrapCode WrapCodef Cause", Derives},
	{"github.com/go-kratos/kratos/errors", "", "New Newf Errorf BadRequest Unauthorized Forbidden NotFound Conflict InternalServer ServiceUnavailable GatewayTimeout ClientClosed", MakesError},
	{"google.golang.org/grpc/status", "", "Error Errorf New Newf", MakesError},
	{"google.golang.org/grpc/status", "", "Code FromError Convert", Asks},
	{"github.com/samber/lo", "", "ToPtr FromPtr* EmptyableToPtr Ternary* Coalesce* Must* Map Filter Uniq First* Last*", Derives},
	{"github.com/samber/lo", "", "Contains* IndexOf Some* Every* IsEmpty", Asks},
	{"github.com/samber/lo", "", "Contains IndexOf LastIndexOf Count", Searches},
	{"github.com/thoas/go-funk", "", "Contains ContainsInt ContainsInt64 IndexOf", Asks | Searches},
	{"github.com/duke-git/lancet/slice", "", "Contain IndexOf", Asks | Searches},
	{"github.com/stretchr/testify/assert", "*", "Equal NotEqual EqualValues Equalf NotEqualf", Asks | Compares},
	{"github.com/stretchr/testify/require", "*", "Equal NotEqual EqualValues Equalf NotEqualf", Asks | Compares},
	{"gotest.tools/assert", "", "Equal", Asks | Compares},
	{"github.com/samber/oops", "*", "Errorf New", MakesError},
	{"github.com/samber/oops", "*", "Wrap Wrapf With Code", Derives},

	// JSON.
	{"github.com/tidwall/gjson", "*", "", QueryPackage},
	{"github.com/gogf/gf/encoding/gjson", "*", "", QueryPackage},
	{"github.com/buger/jsonparser", "*", "", QueryPackage},
	{"github.com/valyala/fastjson", "*", "", QueryPackage},
	{"github.com/bitly/go-simplejson", "*", "", QueryPackage},
	{"github.com/Jeffail/gabs", "*", "", QueryPackage},
	{"github.com/bytedance/sonic", "*", "", QueryPackage},
	{"github.com/bytedance/sonic/ast", "*", "", QueryPackage},
	{"github.com/bytedance/sonic", "*", "Unmarshal*<arg0>arg1 Decode>arg0", Decodes},
	{"github.com/bytedance/sonic", "*", "Marshal*", Encodes | Derives},
	{"github.com/bytedance/sonic", "*", "NewEncoder Encode", Encodes},
	{"github.com/bytedance/sonic", "*", "Get GetFromString", Derives},
	{"github.com/bytedance/sonic/ast", "*", "*", Derives},
	{"github.com/json-iterator/go", "*", "Unmarshal*<arg0>arg1 Decode>arg0 ReadVal<recv>arg0", Decodes},
	{"github.com/json-iterator/go", "*", "Marshal*", Encodes | Derives},
	{"github.com/json-iterator/go", "*", "NewEncoder Encode", Encodes},
	{"github.com/json-iterator/go", "*", "NewDecoder Get", Derives},
	{"github.com/json-iterator/go", "Any", "*", Derives},
	{"github.com/goccy/go-json", "*", "Unmarshal*<arg0>arg1 Decode>arg0", Decodes},
	{"github.com/goccy/go-json", "*", "Marshal*", Encodes | Derives},
	{"github.com/goccy/go-json", "*", "NewEncoder Encode", Encodes},
	{"github.com/goccy/go-json", "*", "NewDecoder", Derives},
	{"github.com/segmentio/encoding/json", "*", "Unmarshal Decode Parse", Decodes},
	{"github.com/segmentio/encoding/json", "*", "Marshal*", Encodes | Derives},
	{"github.com/segmentio/encoding/json", "*", "NewEncoder Encode", Encodes},
	{"github.com/tidwall/gjson", "", "Get GetBytes Parse ParseBytes", Derives},
	{"github.com/tidwall/gjson", "", "Valid ValidBytes", Asks},
	{"github.com/tidwall/gjson", "Result", "*", Derives},
	{"github.com/valyala/fastjson", "*", "Parse* Get*", Derives},
	{"github.com/valyala/fastjson", "Value", "Int* Uint* Float* String*", Derives},
	{"github.com/bitly/go-simplejson", "*", "*", Derives},
	{"github.com/Jeffail/gabs", "*", "*", Derives},
	{"github.com/gogf/gf/encoding/gjson", "*", "*", Derives},
	{"github.com/gogf/gf/container/gvar", "Var", "*", Derives},
	{"github.com/gogf/gf/util/gconv", "", "*", Derives},
	{"github.com/ohler55/ojg/jp", "*", "Get First", Derives},
	{"github.com/buger/jsonparser", "", "Get*", Derives},
	{"github.com/spf13/cast", "", "*", Derives},
	{"github.com/mitchellh/mapstructure", "", "Decode<arg0>arg1 WeakDecode<arg0>arg1", Decodes},
	{"database/sql", "*", "Scan", Decodes},
	{"github.com/jinzhu/copier", "", "Copy<arg1>arg0 CopyWithOption<arg1>arg0", Decodes},
	{"github.com/go-playground/validator", "*", "Struct StructCtx Var", Asks},
	{"github.com/tmaxmax/go-sse", "", "Read", Derives | ReadsEvents},

	// HTTP clients. The methods of a request that send it return the response.
	{"github.com/go-resty/resty", "Request", "Get<arg0 Post<arg0 Put<arg0 Patch<arg0 Delete<arg0 Head<arg0 Options<arg0 Send Execute<arg1", Sends},
	{"github.com/go-resty/resty", "Client", "R NewRequest", Requests},
	{"github.com/go-resty/resty", "*", "SetBaseURL<arg0>chain SetHostURL<arg0>chain SetURL<arg0>chain", Addresses},
	{"github.com/go-resty/resty", "Request", "SetResult<recv>arg0 SetError<recv>arg0", SetsResult},
	{"github.com/go-resty/resty", "Response", "", ResponseType},
	{"github.com/go-resty/resty", "Request", "", RequestType},
	{"github.com/go-resty/resty", "Client", "", ClientType},
	{"github.com/go-resty/resty", "Response", "Body String RawBody Result Error RawResponse Header Status", Derives},
	{"resty.dev/v3", "Request", "Get<arg0 Post<arg0 Put<arg0 Patch<arg0 Delete<arg0 Head<arg0 Options<arg0 Send Execute<arg1", Sends},
	{"resty.dev/v3", "Client", "R NewRequest", Requests},
	{"resty.dev/v3", "*", "SetBaseURL<arg0>chain SetURL<arg0>chain", Addresses},
	{"resty.dev/v3", "Request", "SetResult<recv>arg0 SetError<recv>arg0 SetResultError<recv>arg0", SetsResult},
	{"resty.dev/v3", "Response", "", ResponseType},
	{"resty.dev/v3", "Request", "", RequestType},
	{"resty.dev/v3", "Client", "", ClientType},
	{"resty.dev/v3", "Response", "Bytes String Result ResultError Error Header Status RawResponse", Derives},
	{"github.com/imroc/req", "*", sends + " Must*", Sends},
	{"github.com/imroc/req", "*", "R NewRequest", Requests},
	{"github.com/imroc/req", "*", "SetBaseURL<arg0>chain SetURL<arg0>chain", Addresses},
	{"github.com/imroc/req", "Request", "SetResult<recv>arg0 SetSuccessResult<recv>arg0 SetError<recv>arg0 SetErrorResult<recv>arg0", SetsResult},
	{"github.com/imroc/req", "Response", "", ResponseType},
	{"github.com/imroc/req", "Request", "", RequestType},
	{"github.com/imroc/req", "Client", "", ClientType},
	{"github.com/imroc/req", "Response", "Bytes String ToBytes ToString Dump", Derives},
	{"github.com/imroc/req", "Response", "Unmarshal<recv>arg0 UnmarshalJson<recv>arg0 Into<recv>arg0 ToJSON<recv>arg0", Decodes},
	{"github.com/valyala/fasthttp", "*", "Do DoTimeout DoDeadline DoRedirects", Sends},
	{"github.com/valyala/fasthttp", "*", "SetRequestURI<arg0>recv SetHost<arg0>recv SetURI<arg0>recv", Addresses},
	{"github.com/valyala/fasthttp", "Response", "", ResponseType},
	{"github.com/valyala/fasthttp", "Request", "", RequestType},
	{"github.com/valyala/fasthttp", "HostClient", "", ClientType},
	{"github.com/valyala/fasthttp", "RequestCtx", "", ServedType},
	{"github.com/valyala/fasthttp", "Response", "Body BodyStream BodyUncompressed String", Derives},
	{"github.com/valyala/fasthttp", "RequestHeader", "Peek", Receives},
	{"github.com/valyala/fasthttp", "RequestCtx", "PostBody FormValue QueryArgs PostArgs UserValue", Receives},
	{"github.com/valyala/fasthttp", "RequestCtx", "Error SetBody SetBodyString WriteString Write", Replies},
	{"github.com/cloudwego/hertz/pkg/app/client", "Client", "Do DoTimeout DoDeadline DoRedirects Get Post", Sends},
	{"github.com/cloudwego/hertz/pkg/app/client", "", "Do Get Post", Sends},
	{"github.com/cloudwego/hertz/pkg/protocol", "Request", "SetRequestURI<arg0>recv SetHost<arg0>recv", Addresses},
	{"github.com/cloudwego/hertz/pkg/protocol", "Response", "", ResponseType},
	{"github.com/cloudwego/hertz/pkg/protocol", "Request", "", RequestType},
	{"github.com/cloudwego/hertz/pkg/protocol", "Response", "Body BodyE BodyStream", Derives},
	{"github.com/parnurzeal/gorequest", "SuperAgent", "End EndBytes EndStruct", Sends},
	{"github.com/parnurzeal/gorequest", "SuperAgent", "Get<arg0>chain Post<arg0>chain Put<arg0>chain Patch<arg0>chain Delete<arg0>chain", Addresses},
	{"github.com/parnurzeal/gorequest", "Response", "", ResponseType},
	{"github.com/parnurzeal/gorequest", "SuperAgent", "", RequestType},
	{"github.com/levigross/grequests", "*", "Get<arg0 Post<arg0 Put<arg0 Patch<arg0 Delete<arg0 DoRegularRequest<arg1 Req<arg1", Sends},
	{"github.com/levigross/grequests", "Response", "", ResponseType},
	{"github.com/levigross/grequests", "Response", "Bytes String", Derives},
	{"github.com/levigross/grequests", "Response", "JSON<recv>arg0", Decodes},
	{"github.com/hashicorp/go-retryablehttp", "", "NewRequest<arg1 NewRequestWithContext<arg2 FromRequest", Requests},
	{"github.com/hashicorp/go-retryablehttp", "Response", "", ResponseType},
	{"github.com/hashicorp/go-retryablehttp", "Request", "", RequestType},
	{"github.com/hashicorp/go-retryablehttp", "*", "Do<arg0 Get<arg0 Head<arg0 Post<arg0 PostForm<arg0", Sends},
	{"github.com/gogf/gf/net/gclient", "*", "Do* Get* Post* Put* Delete*", Sends},
	{"github.com/gogf/gf/net/gclient", "*", "SetPrefix<arg0>recv", Addresses},
	{"github.com/gogf/gf/net/gclient", "Response", "", ResponseType},
	{"github.com/gogf/gf/net/gclient", "Client", "", ClientType},
	{"github.com/gogf/gf/net/gclient", "Response", "ReadAll ReadAllString", Derives},
	{"github.com/dghubble/sling", "Sling", "Receive* Do", Sends},
	{"github.com/dghubble/sling", "Sling", "Base<arg0>chain Path<arg0>chain Get<arg0>chain Post<arg0>chain", Addresses},
	{"github.com/dghubble/sling", "Sling", "", ClientType},
	{"github.com/carlmjohnson/requests", "Builder", "", RequestType},
	{"github.com/carlmjohnson/requests", "", "URL<arg0>result0 New", Requests},
	{"github.com/carlmjohnson/requests", "Builder", "BaseURL<arg0>chain Host<arg0>chain Path<arg0>chain Pathf<arg0>chain", Addresses},
	{"github.com/carlmjohnson/requests", "Builder", "ToJSON<recv>arg0", SetsResult},
	{"github.com/carlmjohnson/requests", "Builder", "CopyHeaders<recv>arg0", GivesHeader},
	{"github.com/carlmjohnson/requests", "Builder", "ToString<recv>arg0", GivesBody},
	{"github.com/carlmjohnson/requests", "Builder", "Fetch Do", Sends},
	{"github.com/guonaihong/gout", "*", "GET<arg0 POST<arg0 PUT<arg0 DELETE<arg0", Requests},
	{"github.com/guonaihong/gout/dataflow", "Gout", "", ResponseType},
	{"github.com/monaco-io/request/response", "Sugar", "", ResponseType},
	{"github.com/zeromicro/go-zero/rest/httpc", "Response", "", ResponseType},

	// What the methods of responses give: their packages name them much the same.
	{"", "", "StatusCode Status GetStatusCode GetStatus", GivesStatus},
	{"", "", "Body String Bytes RawBody Text BodyStream BodyE ReadAll ReadAllString ToString ToBytes BodyUncompressed BodyGunzip Dump", GivesBody},
	{"", "", "Header GetHeader HeaderGet Headers GetHeaderValues", GivesHeader},
	{"", "", "Result SuccessResult ResultError ErrorResult", GivesReply},

	// Web frameworks and RPC: what they read is the request that this
	// program serves, what they write its answer.
	{"github.com/gin-gonic/gin", "Context", "", ServedType},
	{"github.com/labstack/echo", "Context", "", ServedType},
	{"github.com/gofiber/fiber", "Ctx", "", ServedType},
	{"github.com/cloudwego/hertz/pkg/app", "RequestContext", "", ServedType},
	{"github.com/gogf/gf/net/ghttp", "Request", "", ServedType},
	{"github.com/kataras/iris/context", "Context", "", ServedType},
	{"github.com/beego/beego/server/web/context", "BeegoInput", "", ServedType},
	{"github.com/go-chi/chi", "Context", "", ServedType},
	{"github.com/gin-gonic/gin", "Context", "Bind* ShouldBind* MustBindWith Query* DefaultQuery Param PostForm* DefaultPostForm GetHeader GetRawData FormFile GetQuery*", Receives},
	{"github.com/gin-gonic/gin", "Context", "JSON IndentedJSON PureJSON AsciiJSON SecureJSON JSONP XML YAML String HTML Data Abort* Error SSEvent Render Stream", Replies},
	{"github.com/labstack/echo", "*", "Bind Param QueryParam FormValue QueryParams FormParams", Receives},
	{"github.com/labstack/echo", "*", "JSON JSONPretty JSONBlob String HTML XML Blob NoContent", Replies},
	{"github.com/labstack/echo", "", "NewHTTPError", MakesError},
	{"github.com/gofiber/fiber", "*", "BodyParser Body Query* Params* FormValue Get QueryParser", Receives},
	{"github.com/gofiber/fiber", "Ctx", "JSON SendString Send SendStatus Status XML Write WriteString", Replies},
	{"github.com/gofiber/fiber", "", "NewError", MakesError},
	{"github.com/cloudwego/hertz/pkg/app", "RequestContext", "Bind* BindAndValidate Query* Param PostForm* GetHeader Body", Receives},
	{"github.com/cloudwego/hertz/pkg/app", "RequestContext", "JSON String AbortWith* Write* Data HTML XML SetBody*", Replies},
	{"github.com/go-chi/render", "", "JSON PlainText Render HTML Data XML Respond", Replies},
	{"github.com/go-chi/render", "", "Bind Decode*", Receives},
	{"github.com/gogf/gf/net/ghttp", "Request", "Parse* Get* GetBody*", Receives},
	{"github.com/gogf/gf/net/ghttp", "Response", "Write* WriteJson*", Replies},
	{"github.com/beego/beego/server/web", "Controller", "GetString Input ParseForm BindJSON", Receives},
	{"github.com/beego/beego/server/web", "Controller", "ServeJSON CustomAbort Abort", Replies},
	{"github.com/kataras/iris", "*", "ReadJSON ReadBody URLParam FormValue", Receives},
	{"github.com/kataras/iris", "*", "JSON StopWith* WriteString", Replies},
	{"github.com/zeromicro/go-zero/rest/httpx", "", "Parse*", Receives},
	{"github.com/zeromicro/go-zero/rest/httpx", "", "Error* Ok* WriteJson*", Replies},
	{"github.com/zeromicro/go-zero/rest/httpc", "*", "Do DoRequest", Sends},
	{"github.com/gorilla/websocket", "Conn", "WriteJSON WriteMessage", Replies},
	{"github.com/gorilla/websocket", "Conn", "ReadJSON", Receives},
	{"nhooyr.io/websocket", "Conn", "Write", Replies},
	{"google.golang.org/grpc", "ServerStream", "SendMsg", Replies},

	// Configuration.
	{"github.com/spf13/viper", "*", "Get*", Configures},
	{"github.com/joho/godotenv", "", "Read", Configures},
	{"github.com/gogf/gf/os/gcfg", "Config", "Get*", Configures},

	// Waiting and trying again.
	{"github.com/cenkalti/backoff", "*", "NextBackOff Retry*", Waits},
	{"github.com/avast/retry-go", "*", "Do DoWithData RetryIf", Waits},
	{"golang.org/x/time/rate", "Limiter", "Wait WaitN", Waits},
}

// A table finds rows by import path.
type table struct {
	rows  func() map[string][]compiled
	types func() map[string]Effect // by import path, a dot and the name
}

// compiled is a row whose names are split.
type compiled struct {
	row
	exact    map[string]Flow
	prefixes []prefix
}

// A prefix is a name that ends with a star.
type prefix struct {
	text string
	Flow
}

var effects = table{
	rows: sync.OnceValue(func() map[string][]compiled {
		byPath := make(map[string][]compiled)
		for _, r := range effectRows {
			if r.names != "" {
				byPath[r.path] = append(byPath[r.path], compile(r))
			}
		}
		return byPath
	}),
	types: sync.OnceValue(func() map[string]Effect {
		byName := make(map[string]Effect)
		for _, r := range effectRows {
			if r.names == "" {
				byName[r.path+"."+r.recv] |= r.effect
			}
		}
		return byName
	}),
}

func compile(r row) compiled {
	c := compiled{row: r, exact: make(map[string]Flow)}
	for entry := range strings.FieldsSeq(r.names) {
		rest, to, _ := strings.Cut(entry, ">")
		name, from, _ := strings.Cut(rest, "<")
		flow := Flow{parsePosition(from), parsePosition(to)}
		if text, any := strings.CutSuffix(name, "*"); any {
			c.prefixes = append(c.prefixes, prefix{text, flow})
		} else {
			c.exact[name] = flow
		}
	}
	return c
}

// of returns the rows of a package. The major version in a path does not
// matter: github.com/labstack/echo/v4, k8s.io/klog/v2,
// github.com/gogf/gf/v2/os/glog.
func (t table) of(path string) []compiled {
	rows := t.rows()
	if found, ok := rows[path]; ok {
		return found
	}
	return rows[withoutMajor(path)]
}

// withoutMajor removes the elements v2, v3, … from an import path.
func withoutMajor(path string) string {
	elements := strings.Split(path, "/")
	elements = slices.DeleteFunc(elements, func(e string) bool {
		return len(e) > 1 && e[0] == 'v' && strings.Trim(e[1:], "0123456789") == ""
	})
	return strings.Join(elements, "/")
}

// find returns where the effect of a function or method comes from and goes to, if
// the row is about it.
func (c compiled) find(recv, name string) (flow Flow, ok bool) {
	if c.recv != "*" && c.recv != recv {
		return Flow{}, false
	}
	if flow, ok = c.exact[name]; ok {
		return flow, true
	}
	for _, p := range c.prefixes {
		if strings.HasPrefix(name, p.text) {
			return p.Flow, true
		}
	}
	return Flow{}, false
}
