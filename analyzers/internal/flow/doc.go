// Package flow is the engine behind the model of a package: it carries labels
// from the requests that a package sends forwards to every value that is made
// of their outcome, and answers what a value is, which request it belongs to,
// what holds where it is used, and what becomes of it.
//
// It works on the SSA form of golang.org/x/tools/go/ssa, which is built for
// relevant packages only. No SSA type leaves the package: questions are asked
// and answered in terms of the syntax.
//
//   - A [Label] says what a value is (a response, a decoded reply, a code, the
//     log ID) and of which [Origin], one request in one calling context.
//   - An object is what one allocation makes; a struct has an object a field.
//   - An instance is a function in one calling context. Contexts are bounded
//     by a budget, counted in instances, beyond which calls of a function
//     share one instance; [Engine.Exhausted] says so.
//
// What functions from elsewhere do is said by the tables of package knowledge.
// Whose request it is that a URL names, and what belongs to the SDK, is asked
// of [Config].
package flow
