package knowledge

import "strings"

// sdkCalls says which endpoints a method of github.com/coze-dev/coze-go@f47b4f2
// calls, by receiver type and name. bots.Retrieve is here as it is without
// UseAPIVersion 2.
var sdkCalls = map[string][]string{
	"audioRooms.Create":                           {"POST /v1/audio/rooms"},
	"audioSpeech.Create":                          {"POST /v1/audio/speech"},
	"audioVoices.Clone":                           {"POST /v1/audio/voices/clone"},
	"audioVoices.List":                            {"GET /v1/audio/voices"},
	"audioTranscriptions.Create":                  {"POST /v1/audio/transcriptions"},
	"audioVoiceprintGroups.Create":                {"POST /v1/audio/voiceprint_groups"},
	"audioVoiceprintGroups.Delete":                {"DELETE /v1/audio/voiceprint_groups/:group_id"},
	"audioVoiceprintGroups.List":                  {"GET /v1/audio/voiceprint_groups"},
	"audioVoiceprintGroups.Update":                {"PUT /v1/audio/voiceprint_groups/:group_id"},
	"audioVoiceprintGroupsFeatures.Create":        {"POST /v1/audio/voiceprint_groups/:group_id/features"},
	"audioVoiceprintGroupsFeatures.Delete":        {"DELETE /v1/audio/voiceprint_groups/:group_id/features/:feature_id"},
	"audioVoiceprintGroupsFeatures.List":          {"GET /v1/audio/voiceprint_groups/:group_id/features"},
	"audioVoiceprintGroupsFeatures.Update":        {"PUT /v1/audio/voiceprint_groups/:group_id/features/:feature_id"},
	"audioLive.Retrieve":                          {"GET /v1/audio/live/:live_id"},
	"bots.Create":                                 {"POST /v1/bot/create"},
	"bots.List":                                   {"GET /v1/space/published_bots_list"},
	"bots.Publish":                                {"POST /v1/bot/publish"},
	"bots.Retrieve":                               {"GET /v1/bot/get_online_info"},
	"bots.Update":                                 {"POST /v1/bot/update"},
	"chat.Cancel":                                 {"POST /v3/chat/cancel"},
	"chat.Create":                                 {"POST /v3/chat"},
	"chat.CreateAndPoll":                          {"POST /v3/chat", "GET /v3/chat/retrieve", "GET /v3/chat/message/list", "POST /v3/chat/cancel"},
	"chat.Retrieve":                               {"GET /v3/chat/retrieve"},
	"chat.Stream":                                 {"POST /v3/chat"},
	"chat.StreamSubmitToolOutputs":                {"POST /v3/chat/submit_tool_outputs"},
	"chat.SubmitToolOutputs":                      {"POST /v3/chat/submit_tool_outputs"},
	"chatMessages.List":                           {"GET /v3/chat/message/list"},
	"conversations.Clear":                         {"POST /v1/conversations/:conversation_id/clear"},
	"conversations.Create":                        {"POST /v1/conversation/create"},
	"conversations.List":                          {"GET /v1/conversations"},
	"conversations.Retrieve":                      {"GET /v1/conversation/retrieve"},
	"conversationsMessages.Create":                {"POST /v1/conversation/message/create"},
	"conversationsMessages.Delete":                {"POST /v1/conversation/message/delete"},
	"conversationsMessages.List":                  {"POST /v1/conversation/message/list"},
	"conversationsMessages.Retrieve":              {"GET /v1/conversation/message/retrieve"},
	"conversationsMessages.Update":                {"POST /v1/conversation/message/modify"},
	"conversationsMessagesFeedback.Create":        {"POST /v1/conversations/:conversation_id/messages/:message_id/feedback"},
	"conversationsMessagesFeedback.Delete":        {"DELETE /v1/conversations/:conversation_id/messages/:message_id/feedback"},
	"workflows.List":                              {"GET /v1/workflows"},
	"workflowRuns.Create":                         {"POST /v1/workflow/run"},
	"workflowRuns.Resume":                         {"POST /v1/workflow/stream_resume"},
	"workflowRuns.Stream":                         {"POST /v1/workflow/stream_run"},
	"workflowRunsHistories.Retrieve":              {"GET /v1/workflows/:workflow_id/run_histories/:execute_id"},
	"workflowsRunsHistoriesExecuteNodes.Retrieve": {"GET /v1/workflows/:workflow_id/run_histories/:execute_id/execute_nodes/:node_execute_uuid"},
	"workflowsChat.Stream":                        {"POST /v1/workflows/chat"},
	"workspace.List":                              {"GET /v1/workspaces"},
	"workspacesMembers.Create":                    {"POST /v1/workspaces/:workspace_id/members"},
	"workspacesMembers.Delete":                    {"DELETE /v1/workspaces/:workspace_id/members"},
	"workspacesMembers.List":                      {"GET /v1/workspaces/:workspace_id/members"},
	"datasets.Create":                             {"POST /v1/datasets"},
	"datasets.Delete":                             {"DELETE /v1/datasets/:dataset_id"},
	"datasets.List":                               {"GET /v1/datasets"},
	"datasets.Process":                            {"POST /v1/datasets/:dataset_id/process"},
	"datasets.Update":                             {"PUT /v1/datasets/:dataset_id"},
	"datasetsDocuments.Create":                    {"POST /open_api/knowledge/document/create"},
	"datasetsDocuments.Delete":                    {"POST /open_api/knowledge/document/delete"},
	"datasetsDocuments.List":                      {"POST /open_api/knowledge/document/list"},
	"datasetsDocuments.Update":                    {"POST /open_api/knowledge/document/update"},
	"datasetsImages.List":                         {"GET /v1/datasets/:dataset_id/images"},
	"datasetsImages.Update":                       {"PUT /v1/datasets/:dataset_id/images/:document_id"},
	"files.Retrieve":                              {"GET /v1/files/retrieve"},
	"files.Upload":                                {"POST /v1/files/upload"},
	"folders.List":                                {"GET /v1/folders"},
	"folders.Retrieve":                            {"GET /v1/folders/:folder_id"},
	"templates.Duplicate":                         {"POST /v1/templates/:template_id/duplicate"},
	"users.Me":                                    {"GET /v1/users/me"},
	"variables.Retrieve":                          {"GET /v1/variables"},
	"variables.Update":                            {"PUT /v1/variables"},
	"enterprisesMembers.Create":                   {"POST /v1/enterprises/:enterprise_id/members"},
	"enterprisesMembers.Delete":                   {"DELETE /v1/enterprises/:enterprise_id/members/:user_id"},
	"enterprisesMembers.Update":                   {"PUT /v1/enterprises/:enterprise_id/members/:user_id"},
	"apps.List":                                   {"GET /v1/apps"},
	"websocketAudioSpeechBuild.Create":            {"WS /v1/audio/speech"},
	"websocketAudioTranscriptionBuild.Create":     {"WS /v1/audio/transcriptions"},
	"websocketChatBuilder.Create":                 {"WS /v1/chat"},
	"storesPlugins.List":                          {"GET /v1/stores/plugins"},
	"DeviceOAuthClient.GetAccessToken":            {"POST /api/permission/oauth2/token"},
	"DeviceOAuthClient.GetDeviceCode":             {"POST /api/permission/oauth2/device/code"},
	"DeviceOAuthClient.RefreshToken":              {"POST /api/permission/oauth2/token"},
	"JWTOAuthClient.GetAccessToken":               {"POST /api/permission/oauth2/token"},
	"PKCEOAuthClient.GetAccessToken":              {"POST /api/permission/oauth2/token"},
	"PKCEOAuthClient.RefreshToken":                {"POST /api/permission/oauth2/token"},
	"WebOAuthClient.GetAccessToken":               {"POST /api/permission/oauth2/token"},
	"WebOAuthClient.RefreshToken":                 {"POST /api/permission/oauth2/token"},
}

// SDKEndpoints returns the endpoints that a method of the SDK calls, by the
// name of its receiver's type and its own: ("chat", "CreateAndPoll"). A
// websocket has the method "WS". One that no page describes has a method and
// a path alone.
func SDKEndpoints(recv, name string) []Endpoint {
	var list []Endpoint
	for _, call := range sdkCalls[recv+"."+name] {
		method, path, _ := strings.Cut(call, " ")
		e := Endpoint{Method: method, Path: path}
		for _, known := range EndpointAt(path) {
			if known.Method == method && known.Path == path {
				e = known
			}
		}
		list = append(list, e)
	}
	return list
}
