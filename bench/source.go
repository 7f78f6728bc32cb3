package main

import (
	"fmt"
	"os"
	"text/tabwriter"
)

// A typed is what cozelint takes by where the types of imported packages come
// from.
type typed struct {
	first usage // from source: the caches are empty
	next  usage // kept by the first run, and the build cache is still empty
	built usage // from the build cache
}

// types measures cozelint over a subject whose build cache is that of built.
func (b *benchmark) types(s subject, built []string) (t typed, err error) {
	run := b.cozelint("./...")
	var first, next []usage
	for range b.runs {
		env, dir := b.emptyCaches(s)
		for _, list := range []*[]usage{&first, &next} {
			u, err := run.run(s.dir, env...)
			if err != nil {
				return t, err
			}
			*list = append(*list, u)
		}
		if err := os.RemoveAll(dir); err != nil {
			return t, err
		}
	}
	u, err := alternate(s.dir, built, b.runs, run)
	if err != nil {
		return t, err
	}
	return typed{median(first), median(next), u[0]}, nil
}

// printTypes prints what types measures.
func (b *benchmark) printTypes(s subject, built []string) error {
	t, err := b.types(s, built)
	if err != nil {
		return err
	}
	fmt.Printf("\nby where the types of imported packages come from:\n\n")
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "\twall\tcpu\tmemory")
	fmt.Fprintf(w, "source (the first run)\t%s\nwhat that has kept\t%s\nthe build cache\t%s\n", t.first, t.next, t.built)
	return w.Flush()
}

// printShapes prints how the time of the passes grows with one function.
func (b *benchmark) printShapes() error {
	fmt.Printf("\nthe passes over one function that grows:\n\n")
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "\tn\ttime\tfindings\t2n\ttime\tfindings\t4n\ttime\tfindings\ttwice the size")
	for _, s := range shapes {
		sizes, err := b.grow(s)
		if err != nil {
			return err
		}
		fmt.Fprint(w, s.name)
		for _, g := range sizes {
			fmt.Fprintf(w, "\t%d\t%s\t%d", g.n, g.took, g.findings)
		}
		fmt.Fprintf(w, "\t%.2f\n", factor(sizes))
	}
	return w.Flush()
}
