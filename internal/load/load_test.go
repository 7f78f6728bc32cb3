package load

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"go/types"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/internal/typecache"
)

// The packages of a module that have to be built in every way there is. The
// root takes a value of each, so that its types come from all of them.
var module = map[string]string{
	"go.mod":                           "module example.com/m\n\ngo 1.26\n\nrequire example.com/vendored v1.0.0\n",
	"vendor/modules.txt":               "# example.com/vendored v1.0.0\n## explicit; go 1.26\nexample.com/vendored\n",
	"vendor/example.com/vendored/v.go": "package vendored\n\ntype T struct{ N int }\n\nfunc New() T { return T{1} }\n",
	"assembly/a.go":                    "package assembly\n\nfunc Zero() int\n",
	"assembly/a.s":                     "TEXT ·Zero(SB), 4, $0-8\n\tMOVQ $0, ret+0(FP)\n\tRET\n",
	"generics/g.go":                    "package generics\n\ntype Number interface{ ~int | ~float64 }\n\ntype List[T any] struct{ items []T }\n\nfunc (l *List[T]) Add(item T) *List[T] { l.items = append(l.items, item); return l }\n\nfunc Sum[T Number](list ...T) (sum T) {\n\tfor _, n := range list {\n\t\tsum += n\n\t}\n\treturn sum\n}\n",
	"tags/default.go":                  "//go:build !special\n\npackage tags\n\nconst Name = \"default\"\n",
	"tags/special.go":                  "//go:build special\n\npackage tags\n\nconst Name = 1\n",
	"embedded/e.go":                    "package embedded\n\nimport _ \"embed\"\n\n//go:embed text.txt\nvar Text string\n",
	"embedded/text.txt":                "text",
	"bodies/b.go":                      "package bodies\n\nimport \"bytes\"\n\nvar unused = bytes.NewBuffer(nil)\n\nfunc Long() (n int, err error) {\n\tvar x = 1\n\treturn x, nil\n}\n",
	"native/c.go":                      "//go:build cgo\n\npackage native\n\n// typedef struct { int n; } pair;\n// static int twice(int n) { return 2 * n; }\nimport \"C\"\n\ntype Pair C.pair\n\nfunc Twice(n int) int { return int(C.twice(C.int(n))) }\n",
	"native/nocgo.go":                  "//go:build !cgo\n\npackage native\n\ntype Pair struct{ n int32 }\n\nfunc Twice(n int) int { return 2 * n }\n",
	"root/r.go":                        "package root\n\nimport (\n\t\"example.com/m/assembly\"\n\t\"example.com/m/bodies\"\n\t\"example.com/m/embedded\"\n\t\"example.com/m/generics\"\n\t\"example.com/m/native\"\n\t\"example.com/m/tags\"\n\t\"example.com/vendored\"\n)\n\nvar (\n\tZero      = assembly.Zero()\n\tText      = embedded.Text\n\tNumbers   = new(generics.List[float64]).Add(generics.Sum(1.5, 2))\n\tTwice     = native.Twice(2)\n\tVendored  = vendored.New()\n\tLong, err = bodies.Long()\n)\n\nconst Name = tags.Name\n\nfunc F(p *native.Pair) (int, error) {\n\tn, err := bodies.Long()\n\treturn n + native.Twice(n), err\n}\n",
	"nativeroot/c.go":                  "package nativeroot\n\n// static int twice(int n) { return 2 * n; }\nimport \"C\"\n\nvar Two = C.twice(1)\n",
	"usesnative/u.go":                  "package usesnative\n\nimport \"example.com/m/native\"\n\nvar Two = native.Twice(1)\n\nvar Wrong int = \"\"\n",
	"misuses/u.go":                     "package misuses\n\nimport \"example.com/m/native\"\n\nvar Text string = native.Pair{}\n",
	"fails/f.go":                       "package fails\n\nimport \"strings\"\n\nfunc F(*strings.Builder) int { return strings.ToLower(\"\") }\n",
	"unbuilt/u.go":                     "package unbuilt\n\nimport \"embed\"\n\n//go:embed dist\nvar Files embed.FS\n",
	"usesunbuilt/u.go":                 "package usesunbuilt\n\nimport \"example.com/m/unbuilt\"\n\nvar Files = unbuilt.Files\n",
	"usesfails/u.go":                   "package usesfails\n\nimport \"example.com/m/fails\"\n\nvar N = fails.F(nil)\n",
}

// write writes the module and returns its folder.
func write(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "m")
	for name, content := range module {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// typesIn describes the types of all that a package declares and says.
func typesIn(pkg *packages.Package) string {
	var lines []string
	for _, err := range pkg.Errors {
		lines = append(lines, "error: "+err.Msg)
	}
	for id, obj := range pkg.TypesInfo.Uses {
		lines = append(lines, fmt.Sprint(id.Name, " ", obj.Type(), " ", reflect.TypeOf(obj)))
	}
	for expr, tv := range pkg.TypesInfo.Types {
		lines = append(lines, fmt.Sprint(types.ExprString(expr), " ", tv.Type, " ", tv.Value))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// placesIn says where what a package uses is declared: the passes read the
// files of imported packages.
func placesIn(pkg *packages.Package) string {
	var lines []string
	for id, obj := range pkg.TypesInfo.Uses {
		if pos := pkg.Fset.Position(obj.Pos()); pos.IsValid() {
			lines = append(lines, fmt.Sprint(id.Name, " ", pos.Filename, ":", pos.Line))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// archives counts the files of a build cache that hold compiled code.
func archives(t *testing.T, dir string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(name)
		if bytes.HasPrefix(content, []byte("!<arch>\n")) {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestFromSource loads packages with an empty build cache and with one that
// has everything: the types are the same, and nothing is compiled.
func TestFromSource(t *testing.T) {
	_, noCompiler := exec.LookPath("gcc")
	for _, test := range []struct {
		name, pkg, cgo string
		flags          []string
	}{
		{"every kind of package", "./root", "1", nil},
		{"without cgo", "./root", "0", nil},
		{"a build tag", "./root", "1", []string{"-tags=special"}},
		{"the root is written in C", "./nativeroot", "1", nil},
		{"what is imported does not compile", "./usesfails", "1", nil},
		{"the standard library", "net/http", "1", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.cgo == "1" && noCompiler != nil {
				t.Skip("cgo needs a C compiler: ", noCompiler)
			}
			dir := write(t)
			t.Setenv("CGO_ENABLED", test.cgo)
			t.Setenv("GOFLAGS", "-mod=vendor")
			t.Setenv("GOWORK", "off")
			config := packages.Config{Dir: dir, BuildFlags: test.flags}

			build := exec.Command("go", append(append([]string{"list", "-e", "-export", "-deps", "-f={{.Export}}"}, test.flags...), test.pkg)...)
			build.Dir = dir
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			warm, err := Load(config, Options{}, test.pkg)
			if err != nil {
				t.Fatal(err)
			}
			if warm.FromCache == 0 || warm.FromSource > 1 {
				t.Errorf("%d packages come from a full build cache, %d from source", warm.FromCache, warm.FromSource)
			}
			if len(warm.Roots[0].Errors) > 0 {
				t.Errorf("the root has errors: %v", warm.Roots[0].Errors)
			}

			cache := t.TempDir()
			t.Setenv("GOCACHE", cache)
			kept := typecache.Open(t.TempDir())
			cold, err := Load(config, Options{Cache: kept}, test.pkg)
			if err != nil {
				t.Fatal(err)
			}
			if cold.FromCache != 0 || cold.FromSource < warm.FromCache {
				t.Errorf("with an empty build cache %d packages come from it, and %d from source", cold.FromCache, cold.FromSource)
			}
			if n := archives(t, cache); n > 0 {
				t.Errorf("%d packages are compiled", n)
			}
			if got, want := typesIn(cold.Roots[0]), typesIn(warm.Roots[0]); got != want || want == "" {
				t.Errorf("from source:\n%s\n\nfrom the build cache:\n%s", got, want)
			}
			again, err := Load(config, Options{Cache: kept}, test.pkg)
			if err != nil {
				t.Fatal(err)
			}
			if again.Kept == 0 || again.FromSource > warm.FromSource {
				t.Errorf("the second time %d packages are kept, %d come from source", again.Kept, again.FromSource)
			}
			if got := typesIn(again.Roots[0]); got != typesIn(cold.Roots[0]) {
				t.Errorf("from what is kept:\n%s\n\nfrom source:\n%s", got, typesIn(cold.Roots[0]))
			}
			if got, want := placesIn(again.Roots[0]), placesIn(cold.Roots[0]); got != want {
				t.Errorf("from what is kept:\n%s\n\nfrom source:\n%s", got, want)
			}
			if cold.Roots[0].IllTyped != warm.Roots[0].IllTyped {
				t.Errorf("from source the package is ill typed: %t", cold.Roots[0].IllTyped)
			}
		})
	}
}

// TestEdited edits an imported package: it and what imports it come from
// source, the rest from the build cache.
func TestEdited(t *testing.T) {
	dir := write(t)
	t.Setenv("GOFLAGS", "-mod=vendor")
	t.Setenv("GOWORK", "off")
	t.Setenv("CGO_ENABLED", "0")
	build := exec.Command("go", "build", "./root")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	name := filepath.Join(dir, "bodies/b.go")
	edited := strings.Replace(module["bodies/b.go"], "(n int, err error)", "(n uint8, err error)", 1)
	edited = strings.Replace(edited, "x = 1", "x uint8 = "+fmt.Sprint(os.Getpid()%200), 1) // not in the cache
	if err := os.WriteFile(name, []byte(edited), 0o666); err != nil {
		t.Fatal(err)
	}
	loaded, err := Load(packages.Config{Dir: dir}, Options{}, "./root")
	if err != nil {
		t.Fatal(err)
	}
	if loaded.FromSource != 1 || loaded.FromCache < 5 {
		t.Errorf("%d packages come from source, want 1; %d from the build cache", loaded.FromSource, loaded.FromCache)
	}
	if got := loaded.Roots[0].Types.Scope().Lookup("Long").Type().String(); got != "uint8" {
		t.Errorf("the edited function returns %s, want uint8", got)
	}
}

// TestKept changes what the types of an imported package depend on between
// runs, and what is kept of them.
func TestKept(t *testing.T) {
	t.Setenv("GOFLAGS", "-mod=vendor")
	t.Setenv("GOWORK", "off")
	t.Setenv("CGO_ENABLED", "0")
	t.Setenv("GOCACHE", t.TempDir())
	dir, folder := write(t), t.TempDir()
	edit := func(name, old, now string) {
		text := strings.Replace(module[name], old, now, 1)
		if text == module[name] {
			t.Fatalf("%s has no %q", name, old)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var all, good int // the packages that are kept after the first run
	for _, step := range []struct {
		name   string
		change func()
		flags  []string
		long   string // the type of root.Long
		check  func(*Packages) bool
	}{
		{"nothing is kept", func() {}, nil, "int", func(p *Packages) bool { all = p.FromSource; return p.Kept == 0 }},
		{"everything is", func() {}, nil, "int", func(p *Packages) bool { good = p.Kept; return p.FromSource == 0 && good > 0 && good < all }},
		{"a body is edited", func() { edit("bodies/b.go", "x = 1", "x = 2") }, nil, "int", func(p *Packages) bool { return p.FromSource == 0 && p.Kept == good }},
		{"a declaration is edited", func() { edit("bodies/b.go", "(n int, err error)", "(n uint8, err error)") }, nil, "uint8", func(p *Packages) bool { return p.FromSource == 1 }},
		{"a tag", func() {}, []string{"-tags=special"}, "uint8", func(p *Packages) bool { return p.FromSource == 1 && p.Kept == good-1 }},
		{"it does not compile", func() { edit("bodies/b.go", "(n int, err error)", "(n absent, err error)") }, nil, "invalid type", func(p *Packages) bool { return p.FromSource == 1 }},
		{"it is not kept then", func() {}, nil, "invalid type", func(p *Packages) bool {
			return p.FromSource == 1 && !p.Roots[0].IllTyped && len(p.Roots[0].Errors) == 0
		}},
		{"it is as it was", func() { edit("bodies/b.go", "x = 1", "x = 1 ") }, nil, "int", func(p *Packages) bool { return p.FromSource == 0 && p.Kept == good }},
		{"files are damaged", func() { damage(t, folder, false) }, nil, "int", func(p *Packages) bool { return p.Kept == 0 && p.FromSource == all }},
		{"files hold something else", func() { damage(t, folder, true) }, nil, "int", func(p *Packages) bool { return p.FromSource == all }},
		{"they are mended", func() { _ = typecache.Open(folder).Clean() }, nil, "int", func(p *Packages) bool { return p.FromSource == all }},
		{"and serve", func() {}, nil, "int", func(p *Packages) bool { return p.Kept == good }},
	} {
		step.change()
		loaded, err := Load(packages.Config{Dir: dir, BuildFlags: step.flags}, Options{Cache: typecache.Open(folder)}, "./root")
		if err != nil {
			t.Fatal(err)
		}
		if !step.check(loaded) {
			t.Errorf("%s: %d packages are kept, %d from source", step.name, loaded.Kept, loaded.FromSource)
		}
		if got := loaded.Roots[0].Types.Scope().Lookup("Long").Type().String(); got != step.long {
			t.Errorf("%s: root.Long is of type %s, want %s", step.name, got, step.long)
		}
	}
}

// damage changes a byte of every file in a cache, or, if they are to be valid,
// gives each of them other data.
func damage(t *testing.T, dir string, valid bool) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if valid {
			data := []byte("i no export data")
			sum := sha256.Sum256(data)
			content = append(sum[:], data...)
		} else {
			content[len(content)/2] ^= 1
		}
		return os.WriteFile(name, content, 0o666)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestMissingFile has a package that imports one whose embedded files were not
// built: its types are known all the same.
func TestMissingFile(t *testing.T) {
	dir := write(t)
	t.Setenv("GOFLAGS", "-mod=vendor")
	t.Setenv("GOWORK", "off")
	loaded, err := Load(packages.Config{Dir: dir}, Options{}, "./usesunbuilt", "./unbuilt")
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range loaded.Roots {
		if pkg.IllTyped {
			t.Errorf("%s is ill typed: %v", pkg.PkgPath, pkg.Errors)
		}
		if wrong := pkg.Name == "unbuilt"; wrong != (len(pkg.Errors) > 0) {
			t.Errorf("%s has the errors %v", pkg.PkgPath, pkg.Errors)
		}
	}
}

// TestNoCompiler counts how often a C compiler compiles something: not for an
// imported package, whatever is wrong elsewhere, unless an error names what it
// has of C.
func TestNoCompiler(t *testing.T) {
	gcc, err := exec.LookPath("gcc")
	if err != nil {
		t.Skip("cgo needs a C compiler: ", err)
	}
	for _, test := range []struct {
		pkg      string
		compiles bool
		sound    bool
		withoutC []string
	}{
		{"./usesnative", false, false, []string{"example.com/m/native"}},
		{"./nativeroot", true, true, nil},
		{"./misuses", true, false, nil},
	} {
		t.Run(test.pkg, func(t *testing.T) {
			dir, calls := write(t), filepath.Join(t.TempDir(), "calls")
			compiler := filepath.Join(t.TempDir(), "cc")
			script := fmt.Sprintf("#!/bin/sh\necho \"$@\" >>'%s'\nexec '%s' \"$@\"\n", calls, gcc)
			if err := os.WriteFile(compiler, []byte(script), 0o777); err != nil {
				t.Fatal(err)
			}
			t.Setenv("CC", compiler)
			t.Setenv("CGO_ENABLED", "1")
			t.Setenv("GOFLAGS", "-mod=vendor")
			t.Setenv("GOWORK", "off")
			t.Setenv("GOCACHE", t.TempDir())
			loaded, err := Load(packages.Config{Dir: dir}, Options{}, test.pkg)
			if err != nil {
				t.Fatal(err)
			}
			log, err := os.ReadFile(calls)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			// The go command asks for its version, too: with -###.
			if compiles := regexp.MustCompile(`(?m)-c .*\.c$`).Match(log); compiles != test.compiles {
				t.Errorf("C is compiled: %t\n%s", compiles, log)
			}
			if sound := len(loaded.Roots[0].Errors) == 0; sound != test.sound || !slices.Equal(loaded.WithoutC, test.withoutC) {
				t.Errorf("errors: %v; without C: %q", loaded.Roots[0].Errors, loaded.WithoutC)
			}
		})
	}
}

func TestNewer(t *testing.T) {
	for _, test := range []struct{ command, built, want string }{
		{"go1.27.1", "go1.26.8", "go1.27.1"}, {"go1.26.9", "go1.26.8", ""}, {"go1.25", "go1.26.8", ""}, {"devel go1.27-abc", "go1.26.8", ""},
	} {
		if got := newer(test.command, test.built); got != test.want {
			t.Errorf("newer(%s, %s) = %q", test.command, test.built, got)
		}
	}
}

// TestOtherDriver leaves another driver alone: -n is a flag of the go command.
func TestOtherDriver(t *testing.T) {
	for _, test := range []struct {
		env  string
		want bool
	}{{"", true}, {"off", true}, {"/usr/bin/driver", false}} {
		if got := usesGoList([]string{"GOPACKAGESDRIVER=" + test.env}); got != test.want {
			t.Errorf("GOPACKAGESDRIVER=%s: usesGoList = %t", test.env, got)
		}
	}
}
