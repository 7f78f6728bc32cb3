package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// A run is short, and most of what it allocates lives until its end. So garbage
// is collected rarely while the heap is small; the closer what lives comes to
// wanted, the more often.
const (
	wanted           = 1 << 30 // bytes of the heap, garbage included
	rarely, normally = 400, 50 // percent of what lives, as GOGC has it
)

// collectRarely sets how often garbage is collected, unless GOGC says so.
func collectRarely() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(rarely)
	watch(rarely)
}

// watch sets the percentage anew after each collection: that is when a cleanup
// of what nothing refers to runs.
func watch(percent int) {
	runtime.AddCleanup(new([16]byte), func(percent int) {
		sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(sample)
		if next := percentFor(sample[0].Value.Uint64()); next != percent {
			debug.SetGCPercent(next)
			percent = next
		}
		watch(percent)
	}, percent)
}

// percentFor returns the percentage with which a heap with so many living
// bytes keeps to what is wanted, in steps of normally.
func percentFor(live uint64) int {
	if live >= wanted {
		return normally
	}
	percent := int((wanted-live)*100/max(live, 1)) / normally * normally
	return min(max(percent, normally), rarely)
}
