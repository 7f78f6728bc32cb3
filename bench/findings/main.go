// Command findings records what cozelint finds in modules, and says how two
// records differ: the data behind a change of a pass.
//
//	cd bench
//	go run ./findings record TARGET... > old.tsv
//	go run ./findings compare old.tsv new.tsv
//	go run ./findings commits OLD NEW TARGET...
//
// A target is what package target says, most often the folder of a corpus: its
// modules are checked where they are. commits builds the cozelint of two
// commits of this repository and compares their records. The exit status is 1
// if they differ.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/cozelint/cozelint/bench/internal/target"
)

var errUsage = errors.New("usage: findings record TARGET... | compare OLD NEW | commits OLD NEW TARGET...")

func main() {
	differ, err := run(os.Args[1:])
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "findings:", err)
		os.Exit(2)
	case differ:
		os.Exit(1)
	}
}

func run(args []string) (differ bool, err error) {
	if len(args) < 2 {
		return false, errUsage
	}
	temp, err := os.MkdirTemp("", "cozelint-findings-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(temp)
	switch command, args := args[0], args[1:]; {
	case command == "record":
		cozelint, err := target.Build("..", temp)
		if err != nil {
			return false, err
		}
		list, err := record(cozelint, temp, args)
		if err != nil {
			return false, err
		}
		return false, write(os.Stdout, list)
	case command == "compare" && len(args) == 2:
		old, err := readFile(args[0])
		if err != nil {
			return false, err
		}
		fresh, err := readFile(args[1])
		if err != nil {
			return false, err
		}
		return report(os.Stdout, compare(old, fresh)), nil
	case command == "commits" && len(args) > 2:
		var lists [2][]row
		for i, commit := range args[:2] {
			cozelint, err := buildCommit(commit, filepath.Join(temp, fmt.Sprint(i)))
			if err != nil {
				return false, err
			}
			if lists[i], err = record(cozelint, temp, args[2:]); err != nil {
				return false, err
			}
		}
		return report(os.Stdout, compare(lists[0], lists[1])), nil
	}
	return false, errUsage
}

// buildCommit builds the cozelint of a commit, in a work tree of its own.
func buildCommit(commit, temp string) (string, error) {
	tree := filepath.Join(temp, "tree")
	if out, err := exec.Command("git", "-C", "..", "worktree", "add", "--detach", "--quiet", tree, commit).CombinedOutput(); err != nil {
		return "", fmt.Errorf("git worktree add: %w\n%s", err, out)
	}
	binary, err := target.Build(tree, temp)
	if out, rerr := exec.Command("git", "-C", "..", "worktree", "remove", "--force", tree).CombinedOutput(); rerr != nil && err == nil {
		err = fmt.Errorf("git worktree remove: %w\n%s", rerr, out)
	}
	return binary, err
}

// record returns the findings in the targets, as the command finds them by
// itself. What could not be checked is said on standard error.
func record(cozelint, temp string, args []string) ([]row, error) {
	targets, err := target.Parse(args)
	if err != nil {
		return nil, err
	}
	var list []row
	for _, t := range targets {
		dir, err := t.Fetch(temp)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.Name, err)
		}
		findings, complaint, err := t.Check(cozelint, dir, nil, []string{t.Pattern()})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.Name, err)
		}
		if complaint != "" {
			fmt.Fprintf(os.Stderr, "%s: not everything was checked:\n%s", t.Name, complaint)
		}
		for _, f := range findings {
			list = append(list, row{t.Name, f})
		}
	}
	return list, nil
}

// report prints the differences and returns whether there are any.
func report(w io.Writer, changes []change) bool {
	counts := make(map[string]int)
	for _, c := range changes {
		fmt.Fprintln(w, c)
		counts[c.kind]++
	}
	fmt.Fprintf(w, "%d added, %d gone, %d moved, %d reworded\n", counts[added], counts[gone], counts[moved], counts[reworded])
	return len(changes) > 0
}
