package coze

// Requests, replies and items that the tests need no more of than their names
// and the methods that they promote.

type ListAppReq struct{}

type RetrieveAudioLiveReq struct{}

type CreateAudioRoomsReq struct{}

type CreateAudioSpeechReq struct{}

type AudioSpeechTranscriptionsReq struct{}

type CreateVoicePrintGroupReq struct{}

type UpdateVoicePrintGroupReq struct{}

type DeleteVoicePrintGroupReq struct{}

type ListVoicePrintGroupReq struct{}

type CreateVoicePrintGroupFeatureReq struct{}

type UpdateVoicePrintGroupFeatureReq struct{}

type DeleteVoicePrintGroupFeatureReq struct{}

type ListVoicePrintGroupFeatureReq struct{}

type CloneAudioVoicesReq struct{}

type ListAudioVoicesReq struct{}

type CreateBotsReq struct{}

type UpdateBotsReq struct{}

type PublishBotsReq struct{}

type RetrieveBotsReq struct {
	BotID         string
	UseAPIVersion int
}

type ListBotsReq struct {
	SpaceID           string
	PageNum, PageSize int
}

type ListConversationsReq struct{ BotID string }

type CreateConversationsReq struct{ Messages []*Message }

type RetrieveConversationsReq struct{}

type ClearConversationsReq struct{ ConversationID string }

type ListConversationsMessagesReq struct{}

type CreateMessageReq struct{}

type RetrieveConversationsMessagesReq struct{}

type UpdateConversationMessagesReq struct{}

type DeleteConversationsMessagesReq struct{}

type CreateConversationMessageFeedbackReq struct{}

type DeleteConversationMessageFeedbackReq struct{}

type CreateDatasetsReq struct{}

type ListDatasetsReq struct{}

type UpdateDatasetsReq struct{}

type DeleteDatasetsReq struct{}

type ProcessDocumentsReq struct{}

type CreateDatasetsDocumentsReq struct{}

type UpdateDatasetsDocumentsReq struct{}

type DeleteDatasetsDocumentsReq struct{}

type ListDatasetsDocumentsReq struct{}

type UpdateDatasetImageReq struct{}

type ListDatasetsImagesReq struct{}

type CreateEnterpriseMemberReq struct{}

type DeleteEnterpriseMemberReq struct{}

type UpdateEnterpriseMemberReq struct{}

type UploadFilesReq struct{ File any }

type RetrieveFilesReq struct{ FileID string }

type ListFoldersReq struct{}

type RetrieveFolderReq struct{}

type ListStoresPluginsReq struct{}

type DuplicateTemplateReq struct{}

type RetrieveVariablesReq struct{}

type UpdateVariablesReq struct{}

type CreateWebsocketAudioSpeechReq struct{}

type CreateWebsocketAudioTranscriptionReq struct{}

type CreateWebsocketChatReq struct{}

type ListWorkflowReq struct{}

type WorkflowsChatStreamReq struct {
	WorkflowID         string
	AdditionalMessages []*Message
	Parameters         map[string]any
}

type RetrieveWorkflowsRunsHistoriesExecuteNodesReq struct{}

type ListWorkspaceReq struct{}

type ListWorkspaceMemberReq struct{}

type CreateWorkspaceMemberReq struct{}

type DeleteWorkspaceMemberReq struct{}

type LiveInfo struct{ baseModel }

type CreateAudioRoomsResp struct{ baseModel }

type CreateAudioSpeechResp struct{ baseModel }

type CreateAudioTranscriptionsResp struct{ baseModel }

type CreateVoicePrintGroupResp struct{ baseModel }

type UpdateVoicePrintGroupResp struct{ baseModel }

type DeleteVoicePrintGroupResp struct{ baseModel }

type CreateVoicePrintGroupFeatureResp struct{ baseModel }

type UpdateVoicePrintGroupFeatureResp struct{ baseModel }

type DeleteVoicePrintGroupFeatureResp struct{ baseModel }

type CloneAudioVoicesResp struct{ baseModel }

type CreateBotsResp struct{ baseModel }

type UpdateBotsResp struct{ baseModel }

type PublishBotsResp struct{ baseModel }

type RetrieveBotsResp struct {
	baseModel
	Bot
}

type CreateConversationsResp struct {
	baseModel
	Conversation
}

type RetrieveConversationsResp struct {
	baseModel
	Conversation
}

type ClearConversationsResp struct{ baseModel }

type CreateMessageResp struct{ baseModel }

type RetrieveConversationsMessagesResp struct{ baseModel }

type UpdateConversationMessagesResp struct{ baseModel }

type DeleteConversationsMessagesResp struct{ baseModel }

type CreateConversationMessageFeedbackResp struct{ baseModel }

type DeleteConversationMessageFeedbackResp struct{ baseModel }

type CreateDatasetResp struct{ baseModel }

type UpdateDatasetsResp struct{ baseModel }

type DeleteDatasetsResp struct{ baseModel }

type ProcessDocumentsResp struct{ baseModel }

type CreateDatasetsDocumentsResp struct{ baseModel }

type UpdateDatasetsDocumentsResp struct{ baseModel }

type DeleteDatasetsDocumentsResp struct{ baseModel }

type UpdateDatasetImageResp struct{ baseModel }

type CreateEnterpriseMemberResp struct{ baseModel }

type DeleteEnterpriseMemberResp struct{ baseModel }

type UpdateEnterpriseMemberResp struct{ baseModel }

type UploadFilesResp struct {
	baseModel
	FileInfo
}

type RetrieveFilesResp struct{ baseModel }

type SimpleFolder struct{ baseModel }

type ProductPlugin struct{ baseModel }

type TemplateDuplicateResp struct{ baseModel }

type User struct {
	baseModel
	UserID, UserName string
}

type RetrieveVariablesResp struct{ baseModel }

type UpdateVariablesResp struct{ baseModel }

type RetrieveWorkflowRunsHistoriesExecuteNodesResp struct{ baseModel }

type CreateWorkspaceMemberResp struct{ baseModel }

type DeleteWorkspaceMemberResp struct{ baseModel }

type SimpleApp struct{}

type VoicePrintGroup struct{}

type VoicePrintGroupFeature struct{}

type Voice struct{ VoiceID string }

type SimpleBot struct{ BotID, BotName string }

type Conversation struct {
	ID        string
	CreatedAt int
}

type Dataset struct{}

type Document struct{}

type Image struct{}

type WebSocketAudioSpeech struct{}

type WebSocketAudioTranscription struct{}

type WebSocketChat struct{}

type WorkflowInfo struct{}

type Workspace struct{}

type WorkspaceMember struct{}

type Bot struct{ BotID, Name, Description string }

type FileInfo struct {
	ID    string `json:"id"`
	Bytes int
}
