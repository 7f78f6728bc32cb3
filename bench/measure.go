package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// A usage is what running a command took: the process and those it started
// and waited for.
type usage struct {
	wall, cpu time.Duration
	memory    int64 // bytes, of the largest single process
}

// A tool is a command whose use of resources is measured.
type tool struct {
	name string
	args []string
}

// run runs t once in dir with env beside the environment. What it prints is
// thrown away: a linter that finds something exits with 1.
func (t tool) run(dir string, env ...string) (usage, error) {
	cmd := exec.Command(t.args[0], t.args[1:]...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = io.Discard, io.Discard
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		return usage{}, fmt.Errorf("%s: %w", t.name, err)
	}
	state := cmd.ProcessState
	if state.ExitCode() > 1 {
		return usage{}, fmt.Errorf("%s: exit status %d", t.name, state.ExitCode())
	}
	resources := state.SysUsage().(*syscall.Rusage)
	return usage{
		wall:   wall,
		cpu:    state.UserTime() + state.SystemTime(),
		memory: resources.Maxrss << 10, // Linux counts in KiB
	}, nil
}

// caches returns the environment that gives a tool caches of its own in dir.
func caches(dir string) []string {
	return []string{"GOCACHE=" + dir + "/go", "GOLANGCI_LINT_CACHE=" + dir + "/golangci-lint", "STATICCHECK_CACHE=" + dir + "/staticcheck", "GOFLAGS=", "GOWORK=off"}
}

// median returns the median of each figure of the runs.
func median(runs []usage) usage {
	walls, cpus, memories := make([]time.Duration, 0, len(runs)), make([]time.Duration, 0, len(runs)), make([]int64, 0, len(runs))
	for _, u := range runs {
		walls, cpus, memories = append(walls, u.wall), append(cpus, u.cpu), append(memories, u.memory)
	}
	slices.Sort(walls)
	slices.Sort(cpus)
	slices.Sort(memories)
	m := len(runs) / 2
	return usage{walls[m], cpus[m], memories[m]}
}

// alternate runs the tools in turn, so that a change in the machine's speed
// touches all alike, and returns the median use of each.
func alternate(dir string, env []string, runs int, tools ...tool) ([]usage, error) {
	all := make([][]usage, len(tools))
	for round := range runs + 1 { // the first warms up
		for i, t := range tools {
			u, err := t.run(dir, env...)
			if err != nil {
				return nil, err
			}
			if round > 0 {
				all[i] = append(all[i], u)
			}
		}
	}
	medians := make([]usage, len(tools))
	for i, list := range all {
		medians[i] = median(list)
	}
	return medians, nil
}
