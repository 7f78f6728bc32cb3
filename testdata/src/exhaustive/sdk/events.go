package sdk

import (
	"context"
	"errors"
	"fmt"
	"log"
	"slices"
	"strings"
	"time"

	"github.com/coze-dev/coze-go"
)

// --- CZ4002

func answer(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return text, fmt.Errorf("%w logid=%s", err, stream.Response().LogID())
		}
		switch event.Event { // want `switch over event.Event \(chat event\) has neither a case for a failure nor a default, and a failure \(ChatEventConversationChatFailed\) goes unnoticed: add a case for it \(CZ4002\)`
		case coze.ChatEventConversationMessageDelta:
			text += event.Message.Content
		case coze.ChatEventConversationChatCompleted:
			return text, nil
		}
	}
}

func answerChecked(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return text, err
		}
		switch event.Event { // ok: a case for the failure, and none for ChatEventError
		case coze.ChatEventConversationMessageDelta:
			text += event.Message.Content
		case coze.ChatEventConversationChatFailed:
			return "", fmt.Errorf("chat failed logid=%s", stream.Response().LogID())
		case coze.ChatEventDone:
			return text, nil
		}
	}
}

func answerDefault(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return text, err
		}
		switch event.Event { // ok: a default
		case coze.ChatEventConversationMessageDelta:
			text += event.Message.Content
		case coze.ChatEventDone:
			return text, nil
		default:
			use(event)
		}
	}
}

func errorIsNotFailed(stream coze.Stream[coze.ChatEvent]) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		switch event.Event { // want `CZ4002`
		case coze.ChatEventConversationMessageDelta:
			use(event.Message)
		case coze.ChatEventError:
			return
		}
	}
}

func checkedBefore(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return text, err
		}
		if event.Event == coze.ChatEventConversationChatFailed {
			return "", errOther
		}
		switch event.Event { // ok: looked at above
		case coze.ChatEventConversationMessageDelta:
			text += event.Message.Content
		case coze.ChatEventDone:
			return text, nil
		}
	}
}

func checkedAfter(stream coze.Stream[coze.ChatEvent]) error {
	var chat *coze.Chat
	for {
		event, err := stream.Recv()
		if err != nil {
			break
		}
		switch event.Event { // ok: the chat is looked at below
		case coze.ChatEventConversationMessageDelta:
			use(event.Message)
		case coze.ChatEventConversationChatCompleted:
			chat = event.Chat
		}
	}
	if chat.Status == coze.ChatStatusFailed {
		return errOther
	}
	return nil
}

func checkedLastError(stream coze.Stream[coze.ChatEvent]) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if event.Chat != nil && event.Chat.LastError != nil {
			return errOther
		}
		switch event.Event { // ok: the last error is looked at
		case coze.ChatEventConversationMessageDelta:
			use(event.Message)
		case coze.ChatEventConversationChatCompleted:
			return nil
		}
	}
}

func checkedByHelper(stream coze.Stream[coze.ChatEvent]) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if err := failure(event); err != nil {
			return err
		}
		switch event.Event { // ok: failure looks at it
		case coze.ChatEventConversationMessageDelta:
			use(event.Message)
		case coze.ChatEventConversationChatCompleted:
			return nil
		}
	}
}

func failure(event *coze.ChatEvent) error {
	if event.Event == coze.ChatEventConversationChatFailed {
		return errOther
	}
	return nil
}

func checkedByCaller(stream coze.Stream[coze.ChatEvent]) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if event.Event == coze.ChatEventConversationChatFailed {
			return errOther
		}
		onEvent(event)
	}
}

func onEvent(event *coze.ChatEvent) {
	switch event.Event { // ok: the caller looks at it
	case coze.ChatEventConversationMessageDelta:
		use(event.Message)
	case coze.ChatEventConversationChatCompleted:
		use("done")
	}
}

func onEventAlone(event *coze.ChatEvent) {
	switch event.Event { // want `CZ4002`
	case coze.ChatEventConversationMessageDelta:
		use(event.Message)
	case coze.ChatEventConversationChatCompleted:
		use("done")
	}
}

func handedOn(stream coze.Stream[coze.ChatEvent], out chan<- *coze.ChatEvent) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		switch event.Event { // ok: the receiver of out sees every event
		case coze.ChatEventConversationMessageDelta:
			use("delta")
		case coze.ChatEventDone:
			use("done")
		}
		out <- event
	}
}

func handedToCallback(stream coze.Stream[coze.ChatEvent], callback func(*coze.ChatEvent)) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		callback(event)
		switch event.Event { // ok: the callback sees every event
		case coze.ChatEventConversationMessageDelta:
			use("delta")
		case coze.ChatEventDone:
			use("done")
		}
	}
}

func suffix(stream coze.Stream[coze.ChatEvent]) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if strings.HasSuffix(string(event.Event), ".failed") {
			return errOther
		}
		switch event.Event { // ok: looked at above
		case coze.ChatEventDone:
			return nil
		}
	}
}

func deltaOnly(stream coze.Stream[coze.ChatEvent]) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		switch event.Event { // want `nothing here checks whether event\.Event \(chat event\) is a failure.*CZ4004`
		case coze.ChatEventConversationMessageDelta:
			use(event.Message)
		}
	}
}

func eventName(event coze.ChatEventType) string {
	switch event { // ok: what follows is the default
	case coze.ChatEventConversationChatCompleted:
		return "completed"
	}
	return "other"
}

func ended(event coze.ChatEventType) bool {
	switch event { // ok: false is the answer
	case coze.ChatEventConversationChatCompleted:
		return true
	}
	return false
}

func taglessEvents(stream coze.Stream[coze.ChatEvent]) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		switch { // want `CZ4002`
		case event.Event == coze.ChatEventConversationMessageDelta:
			use(event.Message)
		case event.Event == coze.ChatEventDone:
			return
		}
	}
}

func convertedEvent(stream coze.Stream[coze.ChatEvent]) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		switch string(event.Event) { // want `CZ4002`
		case "conversation.message.delta":
			use(event.Message)
		case "conversation.chat.completed":
			return
		}
	}
}

func otherLoop(one, two coze.Stream[coze.ChatEvent]) {
	for {
		event, err := one.Recv()
		if err != nil || event.Event == coze.ChatEventConversationChatFailed {
			break
		}
	}
	for {
		event, err := two.Recv()
		if err != nil {
			break
		}
		switch event.Event { // want `CZ4002`
		case coze.ChatEventConversationMessageDelta:
			use(event.Message)
		case coze.ChatEventDone:
			return
		}
	}
}

func status(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	resp, err := cli.Chat.Retrieve(ctx, req)
	if err != nil {
		return err
	}
	switch resp.Chat.Status { // want `switch over resp.Chat.Status \(chat status\) has neither a case for a failure nor a default, and a failure \(ChatStatusFailed\) goes unnoticed: add a case for it \(CZ4002\)`
	case coze.ChatStatusCompleted:
		use("done")
	case coze.ChatStatusRequiresAction:
		use("tools")
	}
	return nil
}

func statusPoll(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	for {
		resp, err := cli.Chat.Retrieve(ctx, req)
		if err != nil {
			return err
		}
		switch resp.Chat.Status { // ok: what follows is the default
		case coze.ChatStatusCompleted:
			return nil
		case coze.ChatStatusInProgress:
			time.Sleep(time.Second)
			continue
		}
		return fmt.Errorf("chat %s", resp.Chat.Status)
	}
}

func statusFailed(chat *coze.Chat) error {
	switch chat.Status { // ok: a case for the failure
	case coze.ChatStatusCompleted:
		return nil
	case coze.ChatStatusFailed, coze.ChatStatusCancelled:
		return errOther
	}
	return nil
}

func statusLastError(chat *coze.Chat) error {
	if chat.LastError != nil {
		return errOther
	}
	switch chat.Status { // ok: the last error is looked at
	case coze.ChatStatusCompleted:
		use("done")
	}
	return nil
}

func workflow(stream coze.Stream[coze.WorkflowEvent]) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		switch event.Event { // want `event.Event \(workflow event\) .*\(WorkflowEventTypeError\) goes unnoticed.*\(CZ4002\)`
		case coze.WorkflowEventTypeMessage:
			use(event.Message)
		case coze.WorkflowEventTypeDone:
			return
		}
	}
}

func workflowChecked(stream coze.Stream[coze.WorkflowEvent]) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		switch event.Event { // ok: only PING is missing
		case coze.WorkflowEventTypeMessage:
			use(event.Message)
		case coze.WorkflowEventTypeError:
			return
		case coze.WorkflowEventTypeDone, coze.WorkflowEventTypeInterrupt:
			return
		}
	}
}

func workflowError(stream coze.Stream[coze.WorkflowEvent]) {
	for {
		event, err := stream.Recv()
		if err != nil || event.Error != nil {
			return
		}
		switch event.Event { // ok: the error is looked at
		case coze.WorkflowEventTypeMessage:
			use(event.Message)
		case coze.WorkflowEventTypeDone:
			return
		}
	}
}

func run(history *coze.WorkflowRunHistory) {
	switch history.ExecuteStatus { // want `"?WorkflowExecuteStatusFail"?\) goes unnoticed.*\(CZ4002\)`
	case coze.WorkflowExecuteStatusSuccess:
		use(history.Output)
	}
}

func webSocket(event coze.WebSocketEventType) {
	switch event { // want `event \(websocket event\) .*CZ4002`
	case coze.WebSocketEventTypeConversationMessageDelta:
		use("delta")
	case coze.WebSocketEventTypeConversationChatCompleted:
		use("done")
	}
}

func webSocketError(event coze.WebSocketEventType) {
	switch event { // ok: a case for errors
	case coze.WebSocketEventTypeConversationMessageDelta:
		use("delta")
	case coze.WebSocketEventTypeError:
		use("error")
	}
}

func device(err error) {
	authErr, ok := coze.AsAuthError(err)
	if !ok {
		return
	}
	switch authErr.Code { // want `authErr.Code \(auth error code\) .*\(AccessDenied, ExpiredToken\) goes unnoticed.*\(CZ4002\)`
	case coze.AuthorizationPending:
		time.Sleep(time.Second)
	case coze.SlowDown:
		time.Sleep(time.Minute)
	}
}

func deviceFollowed(err error) error {
	authErr, ok := coze.AsAuthError(err)
	if !ok {
		return err
	}
	switch authErr.Code { // ok: what follows is the default
	case coze.AuthorizationPending, coze.SlowDown:
		return nil
	}
	return err
}

func deviceDefault(err error) {
	authErr, _ := coze.AsAuthError(err)
	switch authErr.Code { // ok: a default
	case coze.AccessDenied:
		use("denied")
	default:
		use(err)
	}
}

func ignoredEvents(event *coze.ChatEvent) {
	//exhaustive:ignore the gateway reports failures
	switch event.Event { // ok: the directive of the exhaustive linter
	case coze.ChatEventConversationChatCompleted:
		use("done")
	}
}

// --- CZ4005

func runDefault(history *coze.WorkflowRunHistory) (finished bool) {
	switch history.ExecuteStatus { // want `the default treats every workflow status that no case lists as success: list WorkflowExecuteStatusSuccess, and return an error in the default \(CZ4005\)`
	case coze.WorkflowExecuteStatusFail:
		use(history.ErrorMessage)
	case coze.WorkflowExecuteStatusRunning:
		use("running")
	default:
		use(history.Output)
		finished = true
	}
	return finished
}

func chatDefault(chat *coze.Chat) (string, error) {
	switch chat.Status { // want `the default treats every chat status that no case lists as success.*CZ4005`
	case coze.ChatStatusInProgress, coze.ChatStatusCreated:
		return "", nil
	case coze.ChatStatusFailed:
		return "", errOther
	default:
		return chat.ID, nil
	}
}

func chatDefaultFails(chat *coze.Chat) (string, error) {
	switch chat.Status { // ok: the default is an error
	case coze.ChatStatusInProgress:
		return "", nil
	case coze.ChatStatusFailed:
		return "", errBusy
	default:
		return "", errOther
	}
}

func chatDefaultWaits(chats []*coze.Chat) {
	for _, chat := range chats {
		switch chat.Status { // ok: the default waits
		case coze.ChatStatusInProgress:
			use("running")
		case coze.ChatStatusFailed:
			return
		default:
			time.Sleep(time.Second)
		}
	}
}

func chatDefaultAfterSuccess(chat *coze.Chat) string {
	switch chat.Status { // ok: success has its case
	case coze.ChatStatusInProgress:
		return "running"
	case coze.ChatStatusFailed:
		return "failed"
	case coze.ChatStatusCompleted:
		return "done"
	default:
		return "what?"
	}
}

func history(h *coze.WorkflowRunHistory) error {
	switch h.ExecuteStatus { // ok: its own code is looked at
	case coze.WorkflowExecuteStatusSuccess:
		return nil
	case coze.WorkflowExecuteStatusRunning:
		return errRunning
	}
	if h.ErrorCode != "" {
		return fmt.Errorf("run %s: %s", h.ErrorCode, h.LogID)
	}
	return nil
}

var errRunning = errors.New("still running")

func statusOthersFail(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	for {
		resp, err := cli.Chat.Retrieve(ctx, req)
		if err != nil {
			return err
		}
		if resp.Chat.Status == coze.ChatStatusCompleted { // ok: what does not go on is an error
			return nil
		}
		if resp.Chat.Status != coze.ChatStatusInProgress && resp.Chat.Status != coze.ChatStatusCreated {
			return fmt.Errorf("chat %s: %s", resp.Chat.Status, resp.LogID())
		}
		time.Sleep(time.Second)
	}
}

func statusOthersLeft(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	for {
		resp, err := cli.Chat.Retrieve(ctx, req)
		if err != nil {
			return err
		}
		if resp.Chat.Status == coze.ChatStatusCompleted { // ok: what is left is an error
			return nil
		}
		if resp.Chat.Status == coze.ChatStatusInProgress {
			time.Sleep(time.Second)
			continue
		}
		return fmt.Errorf("chat %s: %s", resp.Chat.Status, resp.LogID())
	}
}

func statusOthersWait(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	for {
		resp, err := cli.Chat.Retrieve(ctx, req)
		if err != nil {
			return err
		}
		if resp.Chat.Status == coze.ChatStatusCompleted { // want `ChatStatusFailed\) goes unnoticed`
			return nil
		}
		if resp.Chat.Status != coze.ChatStatusInProgress {
			log.Println(resp.Chat.Status)
		}
		time.Sleep(time.Second)
	}
}

func completedOnly(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	completed := false
	for {
		event, err := stream.Recv()
		if err != nil {
			break
		}
		if event.Event == coze.ChatEventConversationMessageDelta { // ok: a chat that did not complete is an error
			text += event.Message.Content
		} else if event.Event == coze.ChatEventConversationChatCompleted {
			completed = true
		}
	}
	if !completed {
		return "", fmt.Errorf("incomplete: %s", stream.Response().LogID())
	}
	return text, nil
}

func completedLogged(stream coze.Stream[coze.ChatEvent]) (text string) {
	completed := false
	for {
		event, err := stream.Recv()
		if err != nil {
			break
		}
		if event.Event == coze.ChatEventConversationMessageDelta { // want `CZ4004`
			text += event.Message.Content
		} else if event.Event == coze.ChatEventConversationChatCompleted {
			completed = true
		}
	}
	if !completed {
		log.Println("incomplete")
	}
	return text
}

func lastEvent(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	var last coze.ChatEventType
	for {
		event, err := stream.Recv()
		if err != nil {
			break
		}
		last = event.Event
		if event.Event == coze.ChatEventConversationMessageDelta { // ok: the last event is looked at
			text += event.Message.Content
		}
	}
	if last != coze.ChatEventConversationChatCompleted && last != coze.ChatEventDone {
		return "", fmt.Errorf("ended with %s: %s", last, stream.Response().LogID())
	}
	return text, nil
}

var (
	failed  = map[coze.ChatEventType]bool{coze.ChatEventConversationChatFailed: true, coze.ChatEventError: true}
	endings = []coze.ChatEventType{coze.ChatEventConversationChatFailed, coze.ChatEventConversationChatRequiresAction}
	labels  = map[coze.ChatEventType]string{coze.ChatEventConversationChatFailed: "failed", coze.ChatEventConversationMessageDelta: "answer"}
)

func inMap(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return text, err
		}
		if failed[event.Event] {
			return "", fmt.Errorf("failed: %s", stream.Response().LogID())
		}
		if event.Event == coze.ChatEventConversationMessageDelta { // ok: the map has the failures
			text += event.Message.Content
		}
	}
}

func inSlice(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return text, err
		}
		if slices.Contains(endings, event.Event) {
			return "", fmt.Errorf("failed: %s", stream.Response().LogID())
		}
		if event.Event == coze.ChatEventConversationMessageDelta { // ok: the slice has the failure
			text += event.Message.Content
		}
	}
}

func namesOnly(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return text, err
		}
		log.Println(labels[event.Event])
		if event.Event == coze.ChatEventConversationMessageDelta { // want `CZ4004`
			text += event.Message.Content
		}
	}
}

func checkedStatus(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) (coze.ChatStatus, error) {
	resp, err := cli.Chat.Retrieve(ctx, req)
	if err != nil {
		return "", err
	}
	if resp.Chat.Status == coze.ChatStatusFailed {
		return "", fmt.Errorf("failed: %s", resp.LogID())
	}
	return resp.Chat.Status, nil
}

func statusFromHelper(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	for {
		status, err := checkedStatus(ctx, cli, req)
		if err != nil {
			return err
		}
		if status == coze.ChatStatusCompleted { // ok: where it comes from, the failure is looked at
			return nil
		}
		time.Sleep(time.Second)
	}
}

func plainStatus(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) (coze.ChatStatus, error) {
	resp, err := cli.Chat.Retrieve(ctx, req)
	if err != nil {
		return "", err
	}
	return resp.Chat.Status, nil
}

func statusUnchecked(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	for {
		status, err := plainStatus(ctx, cli, req)
		if err != nil {
			return err
		}
		if status == coze.ChatStatusCompleted { // want `CZ4004`
			return nil
		}
		time.Sleep(time.Second)
	}
}
