// Package loggers reports to the loggers that Go programs use.
package loggers

import (
	"context"
	"log/slog"
	"testing"

	"github.com/coze-dev/coze-go"
	"github.com/rs/zerolog"
	"github.com/sirupsen/logrus"
	"go.uber.org/zap"
	"k8s.io/klog/v2"
)

func call(ctx context.Context, cli coze.CozeAPI) error {
	_, err := cli.Users.Me(ctx)
	return err
}

func zapWhole(ctx context.Context, cli coze.CozeAPI, log *zap.Logger) {
	if err := call(ctx, cli); err != nil {
		log.Error("coze", zap.Error(err)) // ok
	}
}

func zapFixed(ctx context.Context, cli coze.CozeAPI, log *zap.Logger) {
	if err := call(ctx, cli); err != nil {
		log.Error("coze failed", zap.String("user", "me")) // want `CZ3002`
	}
}

func zapParts(ctx context.Context, cli coze.CozeAPI, log *zap.Logger) {
	if e, ok := coze.AsCozeError(call(ctx, cli)); ok {
		log.Error("coze", zap.Int("code", e.Code), zap.String("msg", e.Message)) // want `CZ3001`
	}
}

func zapPartsWithID(ctx context.Context, cli coze.CozeAPI, log *zap.Logger) {
	err := call(ctx, cli)
	if e, ok := coze.AsCozeError(err); ok {
		log.Error("coze", zap.Int("code", e.Code), zap.String("logid", e.LogID)) // ok
	}
}

func sugared(ctx context.Context, cli coze.CozeAPI, log *zap.SugaredLogger) {
	err := call(ctx, cli)
	if e, ok := coze.AsCozeError(err); ok {
		log.Errorw("coze", "code", e.Code, "msg", e.Message) // want `CZ3001`
	} else if err != nil {
		log.Errorf("coze: %v", err) // ok
	}
}

func zerologWhole(ctx context.Context, cli coze.CozeAPI, log *zerolog.Logger) {
	if err := call(ctx, cli); err != nil {
		log.Error().Err(err).Msg("coze") // ok
	}
}

func zerologFixed(ctx context.Context, cli coze.CozeAPI, log *zerolog.Logger) {
	if err := call(ctx, cli); err != nil {
		log.Error().Str("user", "me").Msg("coze failed") // want `CZ3002`
	}
}

func zerologParts(ctx context.Context, cli coze.CozeAPI, log *zerolog.Logger) {
	err := call(ctx, cli)
	if e, ok := coze.AsCozeError(err); ok {
		log.Error().Int("code", e.Code).Msg(e.Message) // want `CZ3001`
	}
}

func logrusWhole(ctx context.Context, cli coze.CozeAPI) {
	if err := call(ctx, cli); err != nil {
		logrus.WithError(err).Error("coze") // ok
	}
}

func logrusParts(ctx context.Context, cli coze.CozeAPI) {
	err := call(ctx, cli)
	if e, ok := coze.AsCozeError(err); ok {
		logrus.WithField("code", e.Code).Error(e.Message) // want `CZ3001`
		return
	}
	if err != nil {
		logrus.Errorf("coze failed") // want `CZ3002`
	}
}

func klogWhole(ctx context.Context, cli coze.CozeAPI) {
	if err := call(ctx, cli); err != nil {
		klog.ErrorS(err, "coze") // ok
	}
}

func klogParts(ctx context.Context, cli coze.CozeAPI) {
	err := call(ctx, cli)
	if e, ok := coze.AsCozeError(err); ok {
		klog.Errorf("coze: %s", e.Message) // want `CZ3001`
	}
}

func attributes(ctx context.Context, cli coze.CozeAPI) {
	err := call(ctx, cli)
	if e, ok := coze.AsCozeError(err); ok {
		slog.LogAttrs(ctx, slog.LevelError, "coze", slog.Int("code", e.Code)) // want `CZ3001`
		return
	}
	if err != nil {
		slog.LogAttrs(ctx, slog.LevelError, "coze", slog.Any("err", err)) // ok
	}
}

func fatal(t *testing.T, cli coze.CozeAPI) {
	if err := call(context.Background(), cli); err != nil {
		t.Fatal("no user") // want `CZ3002`
	}
	if err := call(context.Background(), cli); err != nil {
		t.Fatal(err) // ok
	}
}
