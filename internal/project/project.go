// Package project reads the file of a repository that says how cozelint checks it:
// .cozelint.yml. Its keys are the names of flags, so that everything in it can be said
// to every driver.
package project

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/nearest"
)

// Name is the name of the file.
const Name = ".cozelint.yml"

// A Setting is one flag and its value, as it is written on a command line.
type Setting struct {
	Name, Value string
	Line        int // in the file
}

// A File is what a project file says.
type File struct {
	Path     string
	Settings []Setting // in the order of the file
}

// Find returns the path of the project file that holds for a folder: the nearest, in
// the folder or above it, up to the root of the git repository that it is in, or of
// the module if it is in none. It returns "" if there is none.
func Find(dir string) string {
	top := topOf(dir)
	for {
		file := filepath.Join(dir, Name)
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
			return file
		}
		parent := filepath.Dir(dir)
		if dir == top || parent == dir {
			return ""
		}
		dir = parent
	}
}

// topOf returns the root of the git repository that a folder is in, else that of its
// module, else the folder.
func topOf(dir string) string {
	for _, mark := range []string{".git", "go.mod"} {
		for at := dir; ; at = filepath.Dir(at) {
			if _, err := os.Stat(filepath.Join(at, mark)); err == nil {
				return at
			}
			if filepath.Dir(at) == at {
				break
			}
		}
	}
	return dir
}

// Read reads a project file. known are the names of the flags that it may set, nil for
// any. An error says the line, and which name was probably meant.
func Read(path string, known []string) (*File, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	file := &File{Path: path}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, messages.ProjectFault.Fails(path, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if len(doc.Content) == 0 {
		return file, nil // empty, or only comments
	}
	r := &reader{file: file, known: known, seen: make(map[string]bool)}
	return file, r.mapping("", doc.Content[0])
}

// Load finds and reads the project file that holds for a folder. It returns nil if
// there is none.
func Load(dir string, known []string) (*File, error) {
	path := Find(dir)
	if path == "" {
		return nil, nil
	}
	file, err := Read(path, known)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // it went away
	}
	return file, err
}

type reader struct {
	file  *File
	known []string
	seen  map[string]bool
}

// mapping reads the keys of a mapping; those inside of a pass have its name before them.
func (r *reader) mapping(prefix string, node *yaml.Node) error {
	if node.Kind != yaml.MappingNode {
		return r.fail(node, messages.ProjectMapping.With())
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		name := prefix + key.Value
		ofPass := value.Kind == yaml.MappingNode && r.isPass(name)
		switch {
		case r.seen[name]:
			return r.fail(key, messages.ProjectTwice.With(name))
		case r.known == nil && !ofPass, slices.Contains(r.known, name):
		case ofPass:
			if err := r.mapping(name+".", value); err != nil {
				return err
			}
			continue
		case r.isPass(name):
			return r.fail(key, messages.ProjectIndent.With(name))
		default:
			return r.unknown(key, name)
		}
		r.seen[name] = true
		text, err := r.value(name, value)
		if err != nil {
			return err
		}
		if slices.Contains(pathKeys, name) && text != "" && !filepath.IsAbs(text) {
			text = filepath.Join(filepath.Dir(r.file.Path), text)
		}
		r.file.Settings = append(r.file.Settings, Setting{name, text, key.Line})
	}
	return nil
}

func (r *reader) isPass(name string) bool {
	if r.known == nil {
		return strings.HasPrefix(name, "coze")
	}
	return slices.ContainsFunc(r.known, func(flag string) bool { return strings.HasPrefix(flag, name+".") })
}

func (r *reader) unknown(key *yaml.Node, name string) error {
	text := messages.ProjectUnknown.With(name)
	if word, ok := nearest.Word(name, r.known); ok {
		text = messages.DidYouMean.With(text, word)
	}
	return r.fail(key, text)
}

// value returns the value of a flag: a scalar, a list with commas, or, of paths with
// the checks that are not reported there, a list of both.
func (r *reader) value(name string, node *yaml.Node) (string, error) {
	switch node.Kind {
	case yaml.ScalarNode:
		if node.Tag == "!!null" {
			return "", nil
		}
		return node.Value, nil
	case yaml.SequenceNode:
		list, err := r.list(node)
		return strings.Join(list, ","), err
	case yaml.MappingNode:
		if name != Exclude {
			break
		}
		var list []string
		for i := 0; i+1 < len(node.Content); i += 2 {
			path, ids := node.Content[i], node.Content[i+1]
			entries := []string{ids.Value}
			if ids.Kind == yaml.SequenceNode {
				var err error
				if entries, err = r.list(ids); err != nil {
					return "", err
				}
			}
			for _, id := range entries {
				list = append(list, path.Value+":"+id)
			}
		}
		return strings.Join(list, ","), nil
	}
	return "", r.fail(node, messages.ProjectValue.With(name))
}

// Exclude is the flag that leaves out checks in some files.
const Exclude = "exclude"

func (r *reader) list(node *yaml.Node) ([]string, error) {
	var list []string
	for _, item := range node.Content {
		if item.Kind != yaml.ScalarNode {
			return nil, r.fail(item, messages.ProjectItem.With())
		}
		list = append(list, item.Value)
	}
	return list, nil
}

func (r *reader) fail(node *yaml.Node, text messages.Message) error {
	return messages.ProjectFault.Fails(fmt.Sprintf("%s:%d", r.file.Path, node.Line), text)
}

// SameValues reports whether two values of a flag say the same, in any order.
func SameValues(a, b string) bool {
	first, second := strings.Split(a, ","), strings.Split(b, ",")
	slices.Sort(first)
	slices.Sort(second)
	return slices.Equal(first, second)
}
