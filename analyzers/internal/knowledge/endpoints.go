package knowledge

import "strings"

// An Endpoint is one operation of the Coze Open API.
type Endpoint struct {
	// Method and Path are those of the HTTP request. A segment of the path
	// that begins with a colon stands for any value.
	Method, Path string
	// Permissions are the names of the permissions that the token needs, as
	// the page of the endpoint gives them. None are needed if it is empty.
	Permissions []string
	// Retiring says that the page announces the end of the endpoint.
	Retiring bool
	// Successor is the path to call instead of an endpoint that is retiring,
	// or that today's description does not have any more; "" for the others.
	Successor string
	// Page is the page of the endpoint in coze-dev/coze-sdk-gen@5db2f95, or
	// "" if today's description has none.
	Page string
	// Shared says that the path alone does not name Coze: other well-known
	// APIs have one like it.
	Shared bool
}

// Endpoints are the operations of the Open API, by path.
var Endpoints = []Endpoint{
	{Method: "POST", Path: "/api/permission/oauth2/device/code"},
	{Method: "POST", Path: "/api/permission/oauth2/token"},
	{Method: "POST", Path: "/api/permission/oauth2/workspace_id/:workspace_id/device/code"},
	{Method: "POST", Path: "/open_api/knowledge/document/create", Permissions: []string{"createDocument"}, Page: "docs/api-markdown/create_knowledge_files.md"},
	{Method: "POST", Path: "/open_api/knowledge/document/delete", Permissions: []string{"deleteDocument"}, Page: "docs/api-markdown/delete_knowdge_files.md"},
	{Method: "POST", Path: "/open_api/knowledge/document/list", Permissions: []string{"listDocument"}, Page: "docs/api-markdown/list_knowledge_files.md"},
	{Method: "POST", Path: "/open_api/knowledge/document/update", Permissions: []string{"updateDocument"}, Page: "docs/api-markdown/modify_knowledge_files.md"},
	{Method: "POST", Path: "/open_api/v2/chat", Successor: "/v3/chat"},
	{Method: "GET", Path: "/v1/api_apps", Permissions: []string{"listApiApp"}, Page: "docs/api-markdown/list_callback_app.md", Shared: true},
	{Method: "POST", Path: "/v1/api_apps", Permissions: []string{"createApiApp"}, Page: "docs/api-markdown/create_callback_app.md", Shared: true},
	{Method: "DELETE", Path: "/v1/api_apps/:api_app_id", Permissions: []string{"deleteApiApp"}, Page: "docs/api-markdown/delete_callback_app.md", Shared: true},
	{Method: "PUT", Path: "/v1/api_apps/:api_app_id", Permissions: []string{"updateApiApp"}, Page: "docs/api-markdown/update_callback_app.md", Shared: true},
	{Method: "DELETE", Path: "/v1/api_apps/:api_app_id/events", Permissions: []string{"unsubscribeApiAppEvent"}, Page: "docs/api-markdown/unsubscribe_callback_message.md", Shared: true},
	{Method: "GET", Path: "/v1/api_apps/:api_app_id/events", Permissions: []string{"listApiApp"}, Page: "docs/api-markdown/list_subscribed_callback_message.md", Shared: true},
	{Method: "POST", Path: "/v1/api_apps/:api_app_id/events", Permissions: []string{"subscribeApiAppEvent"}, Page: "docs/api-markdown/subscribe_callback_message.md", Shared: true},
	{Method: "GET", Path: "/v1/apps", Permissions: []string{"listApp"}, Page: "docs/api-markdown/published_apps_list.md", Shared: true},
	{Method: "POST", Path: "/v1/apps/:app_id/collaborators", Permissions: []string{"Project.addCollaborator"}, Page: "docs/api-markdown/add_app_collaborator.md", Shared: true},
	{Method: "DELETE", Path: "/v1/apps/:app_id/collaborators/:user_id", Permissions: []string{"Project.removeCollaborator"}, Page: "docs/api-markdown/remove_app_collaborator.md", Shared: true},
	{Method: "POST", Path: "/v1/audio/rooms", Permissions: []string{"createRoom"}, Page: "docs/api-markdown/create_room.md", Shared: true},
	{Method: "POST", Path: "/v1/audio/speech", Permissions: []string{"createSpeech"}, Page: "docs/api-markdown/text_to_speech.md", Shared: true},
	{Method: "POST", Path: "/v1/audio/transcriptions", Permissions: []string{"createTranscription"}, Page: "docs/api-markdown/audio_transcriptions.md", Shared: true},
	{Method: "GET", Path: "/v1/audio/voiceprint_groups", Permissions: []string{"listVoiceprintGroup"}, Page: "docs/api-markdown/list_voiceprint_group.md", Shared: true},
	{Method: "POST", Path: "/v1/audio/voiceprint_groups", Permissions: []string{"createVoiceprintGroup"}, Page: "docs/api-markdown/create_voiceprint_group.md", Shared: true},
	{Method: "DELETE", Path: "/v1/audio/voiceprint_groups/:group_id", Permissions: []string{"deleteVoiceprintGroup"}, Page: "docs/api-markdown/delete_voiceprint_group.md", Shared: true},
	{Method: "PUT", Path: "/v1/audio/voiceprint_groups/:group_id", Permissions: []string{"updateVoiceprintGroup"}, Page: "docs/api-markdown/update_voiceprint_group.md", Shared: true},
	{Method: "GET", Path: "/v1/audio/voiceprint_groups/:group_id/features", Permissions: []string{"listVoiceprintFeature"}, Page: "docs/api-markdown/list_voiceprint.md", Shared: true},
	{Method: "POST", Path: "/v1/audio/voiceprint_groups/:group_id/features", Permissions: []string{"createVoiceprintFeature"}, Page: "docs/api-markdown/create_voiceprint.md", Shared: true},
	{Method: "DELETE", Path: "/v1/audio/voiceprint_groups/:group_id/features/:feature_id", Permissions: []string{"deleteVoiceprintFeature"}, Page: "docs/api-markdown/delete_voiceprint.md", Shared: true},
	{Method: "PUT", Path: "/v1/audio/voiceprint_groups/:group_id/features/:feature_id", Permissions: []string{"updateVoiceprintFeature"}, Page: "docs/api-markdown/update_voiceprint.md", Shared: true},
	{Method: "POST", Path: "/v1/audio/voiceprint_groups/:group_id/speaker_identify", Permissions: []string{"identifyInVoiceprintGroup"}, Page: "docs/api-markdown/identify_voiceprint.md", Shared: true},
	{Method: "GET", Path: "/v1/audio/voices", Permissions: []string{"listVoice"}, Page: "docs/api-markdown/list_voices.md", Shared: true},
	{Method: "POST", Path: "/v1/audio/voices/clone", Permissions: []string{"createVoice"}, Page: "docs/api-markdown/clone_voices.md", Shared: true},
	{Method: "POST", Path: "/v1/bot/create", Permissions: []string{"createBot"}, Page: "docs/api-markdown/create_bot.md", Shared: true},
	{Method: "GET", Path: "/v1/bot/get_online_info", Permissions: []string{"getMetadata"}, Retiring: true, Successor: "/v1/bots/:bot_id", Page: "docs/api-markdown/get_metadata.md", Shared: true},
	{Method: "POST", Path: "/v1/bot/publish", Permissions: []string{"publish"}, Page: "docs/api-markdown/publish_bot.md", Shared: true},
	{Method: "POST", Path: "/v1/bot/update", Permissions: []string{"edit"}, Page: "docs/api-markdown/update_bot.md", Shared: true},
	{Method: "GET", Path: "/v1/bots", Permissions: []string{"listBot"}, Page: "docs/api-markdown/bots_list_draft_published.md", Shared: true},
	{Method: "GET", Path: "/v1/bots/:bot_id", Permissions: []string{"getMetadata"}, Page: "docs/api-markdown/get_metadata_draft_published.md", Shared: true},
	{Method: "POST", Path: "/v1/bots/:bot_id/collaboration_mode", Permissions: []string{"Bot.switchDevelopMode"}, Page: "docs/api-markdown/switch_bot_develop_mode.md", Shared: true},
	{Method: "POST", Path: "/v1/bots/:bot_id/collaborators", Permissions: []string{"Bot.addCollaborator"}, Page: "docs/api-markdown/add_bot_collaborator.md", Shared: true},
	{Method: "DELETE", Path: "/v1/bots/:bot_id/collaborators/:user_id", Permissions: []string{"Bot.removeCollaborator"}, Page: "docs/api-markdown/remove_bot_collaborator.md", Shared: true},
	{Method: "POST", Path: "/v1/bots/:bot_id/unpublish", Permissions: []string{"disconnectBot", "Connector.disconnectBot"}, Page: "docs/api-markdown/unpublish_agent.md", Shared: true},
	{Method: "GET", Path: "/v1/bots/:bot_id/versions", Permissions: []string{"Bot.listVersion"}, Page: "docs/api-markdown/list_bot_versions.md", Shared: true},
	{Method: "GET", Path: "/v1/commerce/benefit/benefits/get", Permissions: []string{"getBenefit"}, Page: "docs/api-markdown/get_benefit.md", Shared: true},
	{Method: "GET", Path: "/v1/commerce/benefit/bill_tasks", Permissions: []string{"listBillDownloadTask"}, Page: "docs/api-markdown/billing_file.md", Shared: true},
	{Method: "POST", Path: "/v1/commerce/benefit/bill_tasks", Permissions: []string{"createBillDownloadTask"}, Page: "docs/api-markdown/create_bill_task.md", Shared: true},
	{Method: "GET", Path: "/v1/commerce/benefit/limitations", Permissions: []string{"listBenefitLimitation"}, Page: "docs/api-markdown/get_device_quotas.md", Shared: true},
	{Method: "POST", Path: "/v1/commerce/benefit/limitations", Permissions: []string{"createBenefitLimitation"}, Page: "docs/api-markdown/create_device_quotas.md", Shared: true},
	{Method: "PUT", Path: "/v1/commerce/benefit/limitations/:benefit_id", Permissions: []string{"updateBenefitLimitation"}, Page: "docs/api-markdown/update_device_quotas.md", Shared: true},
	{Method: "PUT", Path: "/v1/connectors/:connector_id/bots/:bot_id", Permissions: []string{"Connector.botUpdateProfile"}, Page: "docs/api-markdown/update_review_result.md", Shared: true},
	{Method: "POST", Path: "/v1/connectors/:connector_id/install", Permissions: []string{"installConnector"}, Page: "docs/api-markdown/install_channel.md", Shared: true},
	{Method: "POST", Path: "/v1/connectors/:connector_id/user_configs", Permissions: []string{"bindConnectorConfig"}, Page: "docs/api-markdown/bind_connector_config.md", Shared: true},
	{Method: "POST", Path: "/v1/conversation/create", Permissions: []string{"createConversation"}, Page: "docs/api-markdown/create_conversation.md", Shared: true},
	{Method: "POST", Path: "/v1/conversation/message/create", Permissions: []string{"createMessage"}, Page: "docs/api-markdown/create_message.md", Shared: true},
	{Method: "POST", Path: "/v1/conversation/message/delete", Permissions: []string{"deleteMessage"}, Page: "docs/api-markdown/delete_message.md", Shared: true},
	{Method: "POST", Path: "/v1/conversation/message/list", Permissions: []string{"chat", "listMessage"}, Page: "docs/api-markdown/list_message.md", Shared: true},
	{Method: "POST", Path: "/v1/conversation/message/modify", Permissions: []string{"modifyMessage"}, Page: "docs/api-markdown/modify_message.md", Shared: true},
	{Method: "GET", Path: "/v1/conversation/message/retrieve", Permissions: []string{"retrieveMessage"}, Page: "docs/api-markdown/retrieve_message.md", Shared: true},
	{Method: "GET", Path: "/v1/conversation/retrieve", Permissions: []string{"retrieveConversation"}, Page: "docs/api-markdown/retrieve_conversation.md", Shared: true},
	{Method: "GET", Path: "/v1/conversations", Permissions: []string{"listConversation"}, Page: "docs/api-markdown/list_conversations.md", Shared: true},
	{Method: "DELETE", Path: "/v1/conversations/:conversation_id", Permissions: []string{"editConversation"}, Page: "docs/api-markdown/delete_conversation.md", Shared: true},
	{Method: "PUT", Path: "/v1/conversations/:conversation_id", Permissions: []string{"editConversation"}, Page: "docs/api-markdown/edit_conversation.md", Shared: true},
	{Method: "POST", Path: "/v1/conversations/:conversation_id/clear", Permissions: []string{"editConversation"}, Page: "docs/api-markdown/clear_conversation_context.md", Shared: true},
	{Method: "DELETE", Path: "/v1/conversations/:conversation_id/messages/:message_id/feedback", Permissions: []string{"feedback"}, Page: "docs/api-markdown/delete_message_feedback.md", Shared: true},
	{Method: "POST", Path: "/v1/conversations/:conversation_id/messages/:message_id/feedback", Permissions: []string{"feedback"}, Page: "docs/api-markdown/message_feedback.md", Shared: true},
	{Method: "GET", Path: "/v1/datasets", Permissions: []string{"listKnowledge"}, Page: "docs/api-markdown/list_dataset.md", Shared: true},
	{Method: "POST", Path: "/v1/datasets", Permissions: []string{"createKnowledge"}, Page: "docs/api-markdown/create_dataset.md", Shared: true},
	{Method: "DELETE", Path: "/v1/datasets/:dataset_id", Permissions: []string{"delete"}, Page: "docs/api-markdown/delete_dataset.md", Shared: true},
	{Method: "PUT", Path: "/v1/datasets/:dataset_id", Permissions: []string{"update"}, Page: "docs/api-markdown/update_dataset.md", Shared: true},
	{Method: "GET", Path: "/v1/datasets/:dataset_id/images", Permissions: []string{"listPhoto"}, Page: "docs/api-markdown/get_images.md", Shared: true},
	{Method: "PUT", Path: "/v1/datasets/:dataset_id/images/:document_id", Permissions: []string{"updatePhoto"}, Page: "docs/api-markdown/update_image_caption.md", Shared: true},
	{Method: "POST", Path: "/v1/datasets/:dataset_id/process", Permissions: []string{"readDocumentProgress"}, Page: "docs/api-markdown/get_dataset_progress.md", Shared: true},
	{Method: "POST", Path: "/v1/enterprises/:enterprise_id/members", Permissions: []string{"Enterprise.batchAddPeople"}, Page: "docs/api-markdown/add_enterprise_member.md", Shared: true},
	{Method: "DELETE", Path: "/v1/enterprises/:enterprise_id/members/:user_id", Permissions: []string{"Enterprise.removePeople"}, Page: "docs/api-markdown/remove_enterprise_member.md", Shared: true},
	{Method: "PUT", Path: "/v1/enterprises/:enterprise_id/members/:user_id", Permissions: []string{"Enterprise.updatePeople"}, Page: "docs/api-markdown/update_enterprise_people.md", Shared: true},
	{Method: "GET", Path: "/v1/enterprises/:enterprise_id/organizations", Permissions: []string{"Enterprise.listOrganization"}, Page: "docs/api-markdown/list_organization.md", Shared: true},
	{Method: "POST", Path: "/v1/enterprises/:enterprise_id/organizations", Permissions: []string{"Enterprise.createOrganization"}, Page: "docs/api-markdown/create_organization.md", Shared: true},
	{Method: "POST", Path: "/v1/entities/copy_tasks", Permissions: []string{"Bot.duplicate", "Workspace.createBot", "Project.copy", "Workspace.createProject", "Workflow.copy", "Workspace.createWorkflow"}, Page: "docs/api-markdown/copy_resource_task.md", Shared: true},
	{Method: "GET", Path: "/v1/entities/copy_tasks/:task_id", Page: "docs/api-markdown/query_resource_copy_execution_result.md", Shared: true},
	{Method: "GET", Path: "/v1/files/retrieve", Permissions: []string{"retrieveFile"}, Page: "docs/api-markdown/retrieve_files.md", Shared: true},
	{Method: "POST", Path: "/v1/files/upload", Permissions: []string{"uploadFile"}, Page: "docs/api-markdown/upload_files.md", Shared: true},
	{Method: "GET", Path: "/v1/folders", Permissions: []string{"listFolder"}, Page: "docs/api-markdown/workspace_list_folder.md", Shared: true},
	{Method: "GET", Path: "/v1/folders/:folder_id", Permissions: []string{"readFolder"}, Page: "docs/api-markdown/workspace_read_folder.md", Shared: true},
	{Method: "PUT", Path: "/v1/organizations/:organization_id", Permissions: []string{"Account.updateOrganization"}, Page: "docs/api-markdown/update_organization_info.md", Shared: true},
	{Method: "GET", Path: "/v1/organizations/:organization_id/members", Permissions: []string{"Account.listOrganizationPeople"}, Page: "docs/api-markdown/list_organization_people.md", Shared: true},
	{Method: "POST", Path: "/v1/organizations/:organization_id/members", Permissions: []string{"batchAddOrganizationPeople"}, Page: "docs/api-markdown/add_organization_people.md", Shared: true},
	{Method: "DELETE", Path: "/v1/organizations/:organization_id/members/:user_id", Permissions: []string{"Account.removeOrganizationPeople"}, Page: "docs/api-markdown/remove_organization_member.md", Shared: true},
	{Method: "PUT", Path: "/v1/organizations/:organization_id/members/:user_id", Permissions: []string{"updateOrganizationPeople"}, Page: "docs/api-markdown/update_organization_people.md", Shared: true},
	{Method: "GET", Path: "/v1/plugins/:plugin_id", Permissions: []string{"Plugin.getPlugin"}, Page: "docs/api-markdown/get_plugin.md", Shared: true},
	{Method: "POST", Path: "/v1/plugins/:plugin_id/tools/call", Permissions: []string{"Plugin.callTool"}, Page: "docs/api-markdown/call_plugin_tool.md", Shared: true},
	{Method: "GET", Path: "/v1/plugins/mget", Permissions: []string{"Plugin.getPlugin"}, Page: "docs/api-markdown/batch_get_plugins_info.md", Shared: true},
	{Method: "GET", Path: "/v1/space/published_bots_list", Permissions: []string{"getPublishedBot"}, Retiring: true, Successor: "/v1/bots", Page: "docs/api-markdown/published_bots_list.md"},
	{Method: "GET", Path: "/v1/stores/categories", Page: "docs/api-markdown/list_plugin_category.md", Shared: true},
	{Method: "GET", Path: "/v1/stores/plugins", Page: "docs/api-markdown/list_plugin.md", Shared: true},
	{Method: "POST", Path: "/v1/templates/:template_id/duplicate", Shared: true},
	{Method: "GET", Path: "/v1/users/me", Shared: true},
	{Method: "GET", Path: "/v1/variables", Permissions: []string{"readVariable"}, Page: "docs/api-markdown/read_variable.md", Shared: true},
	{Method: "PUT", Path: "/v1/variables", Permissions: []string{"updateVariable"}, Page: "docs/api-markdown/update_variable.md", Shared: true},
	{Method: "POST", Path: "/v1/workflow/run", Permissions: []string{"run"}, Page: "docs/api-markdown/workflow_run.md", Shared: true},
	{Method: "POST", Path: "/v1/workflow/stream_resume", Permissions: []string{"run"}, Page: "docs/api-markdown/workflow_resume.md"},
	{Method: "POST", Path: "/v1/workflow/stream_run", Permissions: []string{"run"}, Page: "docs/api-markdown/workflow_stream_run.md"},
	{Method: "GET", Path: "/v1/workflows", Permissions: []string{"listWorkflow"}, Page: "docs/api-markdown/get_workflow_list.md", Shared: true},
	{Method: "GET", Path: "/v1/workflows/:workflow_id", Permissions: []string{"getMetaData"}, Page: "docs/api-markdown/get_workflow_info.md", Shared: true},
	{Method: "POST", Path: "/v1/workflows/:workflow_id/collaboration_mode", Permissions: []string{"Workflow.switchDevelopMode"}, Page: "docs/api-markdown/switch_workflow_develop_mode.md", Shared: true},
	{Method: "POST", Path: "/v1/workflows/:workflow_id/collaborators", Permissions: []string{"Workflow.addCollaborator"}, Page: "docs/api-markdown/add_workflow_collaborator.md", Shared: true},
	{Method: "DELETE", Path: "/v1/workflows/:workflow_id/collaborators/:user_id", Permissions: []string{"Workflow.removeCollaborator"}, Page: "docs/api-markdown/remove_workflow_collaborator.md", Shared: true},
	{Method: "GET", Path: "/v1/workflows/:workflow_id/run_histories/:execute_id", Permissions: []string{"listRunHistory"}, Page: "docs/api-markdown/workflow_history.md", Shared: true},
	{Method: "GET", Path: "/v1/workflows/:workflow_id/run_histories/:execute_id/execute_nodes/:node_execute_uuid", Permissions: []string{"listRunHistory"}, Page: "docs/api-markdown/get_node_execute_history_response.md", Shared: true},
	{Method: "GET", Path: "/v1/workflows/:workflow_id/versions", Permissions: []string{"listVersion"}, Page: "docs/api-markdown/list_workflow_version.md", Shared: true},
	{Method: "POST", Path: "/v1/workflows/chat", Permissions: []string{"run"}, Page: "docs/api-markdown/workflow_chat.md", Shared: true},
	{Method: "POST", Path: "/v1/workflows/resume", Permissions: []string{"run"}, Page: "docs/api-markdown/resume_workflow.md", Shared: true},
	{Method: "GET", Path: "/v1/workspaces", Permissions: []string{"listWorkspace"}, Page: "docs/api-markdown/list_workspace.md", Shared: true},
	{Method: "POST", Path: "/v1/workspaces", Permissions: []string{"createWorkspace"}, Page: "docs/api-markdown/create_workspace.md", Shared: true},
	{Method: "PUT", Path: "/v1/workspaces/:workspace_id", Permissions: []string{"Workspace.update"}, Page: "docs/api-markdown/update_workspace_info.md", Shared: true},
	{Method: "DELETE", Path: "/v1/workspaces/:workspace_id/members", Permissions: []string{"removeMember"}, Page: "docs/api-markdown/remove_space_member.md", Shared: true},
	{Method: "GET", Path: "/v1/workspaces/:workspace_id/members", Permissions: []string{"readMember"}, Page: "docs/api-markdown/list_space_member.md", Shared: true},
	{Method: "POST", Path: "/v1/workspaces/:workspace_id/members", Permissions: []string{"addMember"}, Page: "docs/api-markdown/add_space_member.md", Shared: true},
	{Method: "POST", Path: "/v3/chat", Permissions: []string{"chat"}, Page: "docs/api-markdown/chat_v3.md", Shared: true},
	{Method: "POST", Path: "/v3/chat/cancel", Permissions: []string{"cancelChat"}, Page: "docs/api-markdown/chat_cancel.md"},
	{Method: "GET", Path: "/v3/chat/message/list", Permissions: []string{"chat", "listMessage"}, Page: "docs/api-markdown/list_chat_messages.md"},
	{Method: "GET", Path: "/v3/chat/retrieve", Permissions: []string{"getChat"}, Page: "docs/api-markdown/retrieve_chat.md"},
	{Method: "POST", Path: "/v3/chat/submit_tool_outputs", Permissions: []string{"submitToolChat"}, Page: "docs/api-markdown/chat_submit_tool_outputs.md"},
}

// Superseded returns the endpoints that have a successor.
func Superseded() []Endpoint { return superseded }

var superseded = func() (list []Endpoint) {
	for _, e := range Endpoints {
		if e.Successor != "" {
			list = append(list, e)
		}
	}
	return list
}()

// EndpointAt returns the endpoints with the given path, one for each method.
// Parts of the path that are not known, such as an ID, are in braces: {}.
// What stands after a question mark does not count.
func EndpointAt(path string) []Endpoint {
	path, _, _ = strings.Cut(path, "?")
	segments := strings.Split(strings.Trim(path, "/"), "/")
	var found []Endpoint
	for _, e := range Endpoints {
		if fits(strings.Split(e.Path[1:], "/"), segments) {
			found = append(found, e)
		}
	}
	return found
}

func fits(pattern, segments []string) bool {
	if len(pattern) != len(segments) {
		return false
	}
	for i, p := range pattern {
		if !strings.HasPrefix(p, ":") && p != segments[i] {
			return false
		}
	}
	return true
}
