// Package written writes failures down.
package written

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"

	"github.com/coze-dev/coze-go"
)

// What writes an error down has an error of its own, which may be dropped.

type jobs struct{ db *sql.DB }

func (j *jobs) failed(ctx context.Context, id int, reason string) error {
	_, err := j.db.ExecContext(ctx, "update jobs set reason = ? where id = ?", reason, id)
	return err
}

func (j *jobs) failedBy(ctx context.Context, id int, cause error) error {
	if _, err := j.db.ExecContext(ctx, "update jobs set reason = ? where id = ?", cause.Error(), id); err != nil {
		return fmt.Errorf("job %d: %w", id, err)
	}
	return nil
}

func runJob(ctx context.Context, cli coze.CozeAPI, j *jobs, id int) {
	if _, err := cli.Bots.Retrieve(ctx, nil); err != nil {
		log.Print(err)
		_ = j.failed(ctx, id, err.Error())                   // ok
		_ = j.failedBy(ctx, id, err)                         // ok
		_ = os.WriteFile("last", []byte(err.Error()), 0o600) // ok
	}
}

func answerJob(w http.ResponseWriter, r *http.Request, cli coze.CozeAPI) {
	if _, err := cli.Bots.Retrieve(r.Context(), nil); err != nil {
		_ = json.NewEncoder(w).Encode(map[string]string{"error": err.Error()}) // ok
		_, _ = io.WriteString(w, err.Error())                                  // ok
		_ = respond(w, err)                                                    // ok
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func respond(w http.ResponseWriter, err error) error {
	w.WriteHeader(http.StatusBadGateway)
	return json.NewEncoder(w).Encode(map[string]string{"error": err.Error()})
}

// dropped drops the error of the call itself.
func dropped(ctx context.Context, cli coze.CozeAPI) {
	_ = retrieve(ctx, cli) // want `the error of retrieve is discarded.*CZ3002`
}

func retrieve(ctx context.Context, cli coze.CozeAPI) error {
	_, err := cli.Bots.Retrieve(ctx, nil)
	return err
}
