package cozemodel

import (
	"errors"
	"go/types"
	"path"
	"regexp"
	"strings"

	"golang.org/x/mod/module"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/internal/messages"
)

// A setting that means nothing is an error, never silence: whoever mistypes a
// host would take the silence about it for a clean program.

var (
	validHost = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?$`)
	// validFunc is the last element of the import path, the type if it is a
	// method, and the function.
	validFunc = regexp.MustCompile(`^[\w.~-]+\.\w+$`)
)

// Check returns an error for the first setting that cannot be meant: a check
// that is not among the known ones, a host with a wildcard, a language that
// there are no texts in. Without known checks the form of the IDs counts.
func (o *Options) Check(known []*checks.Check) error {
	lang, err := messages.ParseLang(o.Lang.String())
	if err != nil {
		return errors.New(messages.UnknownLang.In(messages.English, string(o.Lang)))
	}
	say := func(text messages.Text, args ...any) error { return errors.New(text.In(lang, args...)) }
	if unknown := o.unknownIDs(known); len(unknown) > 0 {
		return say(messages.UnknownCheckID, messages.List(unknown))
	}
	for _, host := range o.Hosts {
		if !validHost.MatchString(bareHost(host)) {
			return say(messages.BadHost, host)
		}
	}
	for _, sdk := range o.SDK {
		if module.CheckImportPath(sdk) != nil {
			return say(messages.BadSDKPath, sdk)
		}
	}
	for _, fn := range o.LogFuncs {
		if !validFunc.MatchString(path.Base(fn)) || strings.ContainsAny(fn, "()* ") {
			return say(messages.BadLogFunc, fn)
		}
	}
	for _, entry := range o.Exclude {
		if !validExclusion(entry) {
			return say(messages.BadExclusion, entry)
		}
		_, id, _ := cutExclusion(entry)
		if names := (checks.Selection{Disable: []string{id}}); known != nil && len(names.Unknown(known)) > 0 {
			return say(messages.UnknownCheckID, id)
		}
	}
	return nil
}

func (o *Options) unknownIDs(known []*checks.Check) []string {
	if known != nil {
		return o.Unknown(known)
	}
	var unknown []string
	for _, list := range [][]string{o.Enable, o.Disable} {
		for _, id := range list {
			if !ValidID(id) {
				unknown = append(unknown, id)
			}
		}
	}
	return unknown
}

// checkLogFuncs returns an error if a function that the options name is not
// in the package that it is said to be in. Only packages that pkg imports can
// be looked at.
func (o *Options) checkLogFuncs(pkg *types.Package) error {
	for _, entry := range o.LogFuncs {
		for _, imported := range pkg.Imports() {
			name, ok := strings.CutPrefix(entry, imported.Path()+".")
			if ok && !declares(imported, name) {
				return errors.New(messages.UnknownLogFunc.In(o.Lang, imported.Path(), name))
			}
		}
	}
	return nil
}

// declares reports whether pkg declares a function, or a method of a type:
// "Func" or "Type.Method".
func declares(pkg *types.Package, name string) bool {
	receiver, method, isMethod := strings.Cut(name, ".")
	obj := pkg.Scope().Lookup(receiver)
	if !isMethod || obj == nil {
		return obj != nil
	}
	found, _, _ := types.LookupFieldOrMethod(obj.Type(), true, pkg, method)
	return found != nil
}

// bareHost returns the host of a setting that may be a URL.
func bareHost(setting string) string {
	if _, rest, isURL := strings.Cut(setting, "://"); isURL {
		setting = rest
	}
	host, _, _ := strings.Cut(setting, "/")
	return host
}
