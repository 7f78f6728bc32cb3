module example.com/tree

go 1.26.0

require (
	github.com/coze-dev/coze-go v0.0.0
	github.com/cozelint/cozelint/cozecode v0.0.0
)

replace (
	github.com/coze-dev/coze-go => ./third_party/coze-go
	github.com/cozelint/cozelint/cozecode => ./third_party/cozecode
)
