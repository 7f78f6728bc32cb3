// Package sse stands in for the reader of event streams.
package sse

import (
	"io"
	"iter"
)

type Event struct{ Type, Data string }

type ReadConfig struct{ MaxEventSize int }

func Read(r io.Reader, cfg *ReadConfig) iter.Seq2[Event, error] { return nil }
