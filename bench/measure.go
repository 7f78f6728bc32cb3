package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// A usage is what running a command took: the process and those it started
// and waited for.
type usage struct {
	wall, cpu time.Duration
	memory    int64 // bytes, of the largest single process
	status    int   // of the process
}

// String formats u as three cells of a table.
func (u usage) String() string {
	return fmt.Sprintf("%.2f s\t%.2f s\t%d MB", u.wall.Seconds(), u.cpu.Seconds(), u.memory>>20)
}

// A tool is a command whose use of resources is measured.
type tool struct {
	name string
	args []string
}

// run runs t once in dir with env beside the environment. What it prints is
// thrown away: a linter that finds something exits with 1, and one that could
// not check everything with a higher status.
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
	resources := state.SysUsage().(*syscall.Rusage)
	return usage{
		wall:   wall,
		cpu:    state.UserTime() + state.SystemTime(),
		memory: resources.Maxrss << 10, // Linux counts in KiB
		status: state.ExitCode(),
	}, nil
}

// caches returns the environment that gives a tool caches of its own in dir.
func caches(dir string) []string {
	return []string{"GOCACHE=" + dir + "/go", "XDG_CACHE_HOME=" + dir + "/user", "GOLANGCI_LINT_CACHE=" + dir + "/golangci-lint", "STATICCHECK_CACHE=" + dir + "/staticcheck"}
}

// archives counts the compiled packages in the caches below dir, which is not
// there where a tool has kept nothing.
func archives(dir string) (n int, err error) {
	if _, err := os.Stat(dir); os.IsNotExist(err) {
		return 0, nil
	}
	err = filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		magic := make([]byte, 8)
		if _, err := io.ReadFull(f, magic); err == nil && string(magic) == "!<arch>\n" {
			n++
		}
		return nil
	})
	return n, err
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
	return usage{walls[m], cpus[m], memories[m], runs[m].status}
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
