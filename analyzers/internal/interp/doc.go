// Package interp runs the functions of a package without running them: it goes
// through their statements in the order in which they run and knows, at each
// place, what can be known of the values there.
//
// In goes a package, as package cozemodel has indexed it, and the [Hooks] of a
// pass, which say what it looks for: which functions have to do with it, which
// structs it is, which texts can be a part of it. A [Walker] is told which
// functions to begin with. Out come calls of the hooks, where a value is handed
// to a function that is not followed, is put into a literal, or leaves as text.
// There, a pass reads what an object holds, who set it (an [Entry]), and which
// functions are being walked (the frames).
//
//   - A [Value] is a bool, nil, a text with holes, an object (a struct or a
//     map), a function literal, a list, or one of up to four objects or texts.
//     What is none of these, as a number, or not known is nil. A pointer is
//     taken for what it points to.
//   - The state at a place maps variables to values, and objects to what they
//     hold. Where paths meet, what all of them agree on is kept; objects and
//     texts that differ become a choice, whose options know by which path they
//     come, so that two that exclude each other are told apart.
//   - Calls of functions of the package and of function literals are followed,
//     each time with the values that they are given: functions that concern
//     the pass, those that are given what can be of interest, and small ones.
//     A method of an interface of the package is each of up to four
//     implementations. What is sent to a channel is followed to the functions
//     that receive it.
//   - Library functions of known effect are done: formatting, encoding into
//     JSON, buffers. An unknown function may change what it is given; what
//     its table or its signature says it leaves alone, it does not.
//   - A loop runs any number of times: what its body assigns is forgotten
//     before. One over a list of known elements is unrolled.
//
// The work is bounded: eight calls deep, no function twice on the way, and
// 30,000 expressions and statements from one function to begin with. Where
// these run out, the hooks hear no more of that function, which says less and
// nothing wrong.
package interp
