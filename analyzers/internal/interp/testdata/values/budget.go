package values

// Each of these calls the next several times, and the last is called more often
// than a walk has steps.

func step1(r *Request) {
	step2(r)
	step2(r)
	step2(r)
	step2(r)
	step2(r)
	step2(r)
	step2(r)
}
func step2(r *Request) {
	step3(r)
	step3(r)
	step3(r)
	step3(r)
	step3(r)
	step3(r)
	step3(r)
}
func step3(r *Request) {
	step4(r)
	step4(r)
	step4(r)
	step4(r)
	step4(r)
	step4(r)
	step4(r)
}
func step4(r *Request) {
	step5(r)
	step5(r)
	step5(r)
	step5(r)
	step5(r)
	step5(r)
	step5(r)
}
func step5(r *Request) {
	step6(r)
	step6(r)
	step6(r)
	step6(r)
	step6(r)
	step6(r)
	step6(r)
}
func step6(r *Request) { r.Bot = "b" }

func Short() {
	r := &Request{}
	step4(r)
	probe(r) // Request{Bot="b"}
}

func Long() {
	r := &Request{}
	probe(r) // Request{}
	step1(r)
	probe(r) // never
}

// Calls are followed eight deep.

func deep1(r *Request) { deep2(r) }
func deep2(r *Request) { deep3(r) }
func deep3(r *Request) { deep4(r) }
func deep4(r *Request) { deep5(r) }
func deep5(r *Request) { deep6(r) }
func deep6(r *Request) { deep7(r) }
func deep7(r *Request) { deep8(r) }
func deep8(r *Request) { r.Stream = true }

func Deep() {
	r, s := &Request{}, &Request{}
	deep1(r)
	probe(r) // Request{Stream=true}
	deep0(s)
	probe(s) // Request{…}
}

func deep0(r *Request) { deep1(r) }
