// Package ends has calls that return and calls that never do; the comment on a
// line says which.
package ends

import (
	"fmt"
	"log"
	"os"
	"runtime"
	"testing"
)

func die(text string) {
	fmt.Println(text) // returns
	os.Exit(1)        // never
}

func dieLater(text string) {
	if text == "" {
		panic("no text") // never
	}
	die(text) // never
}

func mayDie(text string) {
	if text != "" {
		log.Fatal(text) // never
	}
}

func forever() {
	for {
	}
}

func forward() { backward() } // never

func backward() {
	fmt.Print()
	os.Exit(2) // never
}

func itself(n int) {
	itself(n - 1) // returns
}

type server struct{}

func (server) fail() { log.Fatalf("x") } // never

func shadowed() {
	panic := func(string) {}
	panic("x") // returns
}

func all(t *testing.T, s server) {
	mayDie("x")                   // returns
	dieLater("x")                 // never
	forever()                     // never
	s.fail()                      // never
	runtime.Goexit()              // never
	t.Fatal("x")                  // never
	log.Panicln("x")              // never
	forward()                     // never
	stop := func() { os.Exit(3) } // never
	stop()                        // never
}

func paths(a, b bool, n int) int {
	if a && !b { // cond
		return 1
	}
	for n > 0 { // cond
		n--
	}
	switch n {
	case 1, 2: // cond
		log.Fatal("x")
	case 3: // cond
		n = 4
	default:
		n = 5
	}
	defer fmt.Println(n)
	if n == 6 { // cond
		n = 7
	} else {
		n = 8
	}
	return n
}
