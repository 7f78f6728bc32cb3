package retiring

import "log/slog"

type metrics interface{ Count(endpoint string) }

// What returns nothing makes no request.
func counted(m metrics) { m.Count("/open_api/v2/chat") } // ok

// A log line makes none.
func logged() { slog.Info("these are gone", "old", "/v1/bot/get_online_info") } // ok
