package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
)

// A figure is a ratio that has a budget: two measurements of one run of the
// benchmark, so that it means the same on every machine.
type figure struct {
	name  string
	value float64
}

// readBudget reads a file with a line for each figure: the most that it may
// be, a tab and its name. Empty lines and those that begin with # are comments.
func readBudget(name string) (map[string]float64, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	budget := make(map[string]float64)
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		most, figure, ok := strings.Cut(line, "\t")
		value, err := strconv.ParseFloat(most, 64)
		if !ok || err != nil {
			return nil, fmt.Errorf("%s: %q is no number, tab and name", name, line)
		}
		budget[figure] = value
	}
	return budget, nil
}

// exceeded returns what is wrong with the figures: those over their budget,
// those without any, and budgets of nothing.
func exceeded(figures []figure, budget map[string]float64) (wrong []error) {
	measured := make(map[string]bool)
	for _, f := range figures {
		measured[f.name] = true
		most, ok := budget[f.name]
		switch {
		case !ok:
			wrong = append(wrong, fmt.Errorf("%s: %.2f, and no budget", f.name, f.value))
		case f.value > most:
			wrong = append(wrong, fmt.Errorf("%s: %.2f, more than %.2f", f.name, f.value, most))
		}
	}
	for name := range budget {
		if !measured[name] {
			wrong = append(wrong, fmt.Errorf("%s: a budget, and not measured", name))
		}
	}
	return wrong
}

// checkBudget measures the figures, prints them, and compares them with the
// budget in a file. Machines have bad moments: what is over its budget is
// measured once more.
func (b *benchmark) checkBudget(name string) (err error) {
	budget, err := readBudget(name)
	if err != nil {
		return err
	}
	if b.bin, err = build(b.dir, false); err != nil {
		return err
	}
	for attempt := range 2 {
		figures, err := b.figures(filepath.Join(b.dir, strconv.Itoa(attempt)))
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
		fmt.Fprintln(w, "measured\tat most\t")
		for _, f := range figures {
			fmt.Fprintf(w, "%.2f\t%.2f\t%s\n", f.value, budget[f.name], f.name)
		}
		w.Flush()
		wrong := exceeded(figures, budget)
		if len(wrong) == 0 {
			return nil
		}
		if attempt > 0 {
			return errors.Join(wrong...)
		}
		fmt.Println("\nonce more:")
	}
	return nil
}

// figures measures all that has a budget, with modules in dir.
func (b *benchmark) figures(dir string) (list []figure, err error) {
	const packages = 300
	plain := subject{"", filepath.Join(dir, "plain"), true}
	monorepo := subject{"", filepath.Join(dir, "monorepo"), true}
	if err := errors.Join(generate(plain.dir, packages, 0), generate(monorepo.dir, packages, b.k)); err != nil {
		return nil, err
	}
	env, err := b.builtCaches(monorepo)
	if err != nil {
		return nil, err
	}
	all := "./..."
	u, err := alternate(plain.dir, env, b.runs, tool{"go list", []string{"go", "list", all}}, b.cozelint(all))
	if err != nil {
		return nil, err
	}
	list = append(list, figure{"cpu of cozelint / go list, no Coze code", cpu(u[1], u[0])})

	matter, err := cozePackages(b.cozelint("-v", all), monorepo.dir, env)
	if err != nil {
		return nil, err
	}
	if u, err = alternate(monorepo.dir, env, b.runs, b.empty(matter...), b.cozelint(all)); err != nil {
		return nil, err
	}
	list = append(list, figure{"cpu of cozelint / an empty analyzer, over what counts as Coze code", cpu(u[1], u[0])})

	types, err := b.types(monorepo, env)
	if err != nil {
		return nil, err
	}
	list = append(list,
		figure{"cpu of the first run / with a build cache", cpu(types.first, types.built)},
		figure{"memory of the first run / with a build cache", memory(types.first, types.built)},
		figure{"cpu of the next run / with a build cache", cpu(types.next, types.built)},
		figure{"memory of the next run / with a build cache", memory(types.next, types.built)},
	)
	for _, s := range shapes {
		sizes, err := b.grow(s)
		if err != nil {
			return nil, err
		}
		list = append(list,
			figure{"time of the passes for twice the " + s.name, factor(sizes)},
			figure{"findings lost in four times the " + s.name, lost(sizes)})
	}
	return list, nil
}

func cpu(a, b usage) float64 { return a.cpu.Seconds() / b.cpu.Seconds() }

func memory(a, b usage) float64 { return float64(a.memory) / float64(b.memory) }
