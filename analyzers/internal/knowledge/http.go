package knowledge

import "go/types"

// IsResponse reports whether t is or points to an HTTP response.
func IsResponse(t types.Type) bool { return isA(t, ResponseType) }

// IsRequest reports whether t is or points to an HTTP request.
func IsRequest(t types.Type) bool { return isA(t, RequestType) }

// IsClient reports whether t is or points to an HTTP client that can hold the
// host or the base of its requests.
func IsClient(t types.Type) bool { return isA(t, ClientType) }

func isA(t types.Type, kind Effect) bool {
	path, name := typeID(t)
	return typeIs(path, name, kind)
}

// IsServed reports whether t is or points to a type that is, or gives access to,
// a request that the program serves, where it is given to a function.
func IsServed(t types.Type) bool { return isA(t, ServedType) }

// typeID returns the import path and name of the named type that t is or
// points to.
func typeID(t types.Type) (path, name string) {
	if t == nil {
		return "", ""
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return "", ""
	}
	return Original(ImportPath(named.Obj().Pkg().Path())), named.Obj().Name()
}

// IsURL reports whether t is or points to a url.URL.
func IsURL(t types.Type) bool {
	path, name := typeID(t)
	return path == "net/url" && name == "URL"
}

// StatusVerdict reports whether a method of a response says that its status is
// one of success, or that it is not.
func StatusVerdict(fn *types.Func) (good, ok bool) {
	if fn == nil || fn.Signature().Recv() == nil || !IsResponse(fn.Signature().Recv().Type()) {
		return false, false
	}
	switch fn.Name() {
	case "IsSuccess", "IsSuccessState", "IsStatusSuccess", "OK", "Ok":
		return true, true
	case "IsError", "IsErrorState", "IsStatusFailure":
		return false, true
	}
	return false, false
}
