package main

import "testing"

func TestPercentFor(t *testing.T) {
	for live, want := range map[uint64]int{
		0: 400, 1 << 20: 400, 200 << 20: 400, 256 << 20: 300, 400 << 20: 150, 512 << 20: 100, 800 << 20: 50, 1 << 30: 50, 1 << 40: 50,
	} {
		if got := percentFor(live); got != want {
			t.Errorf("%d MB live: %d, want %d", live>>20, got, want)
		}
	}
}
