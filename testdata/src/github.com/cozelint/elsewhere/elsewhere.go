// Package elsewhere has what a program takes from other packages.
package elsewhere

import (
	"context"
	"time"
)

// Budget bounds the time of a request.
func Budget(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, time.Minute)
}
