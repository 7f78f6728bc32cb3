package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

// completions are the scripts by shell. Words between at signs stand
// for lists.
var completions = map[string]string{
	"bash": `# bash completion of cozelint: source <(cozelint completion bash)
_cozelint() {
	local cur=${COMP_WORDS[COMP_CWORD]}
	COMPREPLY=()
	case $cur in
	-*) COMPREPLY=($(compgen -W "@FLAGS@" -- "$cur")); return ;;
	esac
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W "@WORDS@" -- "$cur") $(compgen -d -- "$cur"))
		return
	fi
	case ${COMP_WORDS[1]} in
	explain | help) COMPREPLY=($(compgen -W "@TOPICS@" -- "$cur")) ;;
	codes) COMPREPLY=($(compgen -W "@NAMES@" -- "$cur")) ;;
	completion) COMPREPLY=($(compgen -W "bash zsh fish" -- "$cur")) ;;
	flags) COMPREPLY=($(compgen -W "vet golangci" -- "$cur")) ;;
	cache) COMPREPLY=($(compgen -W "clean" -- "$cur")) ;;
	why) COMPREPLY=($(compgen -f -- "$cur")) ;;
	*) COMPREPLY=($(compgen -d -- "$cur")) ;;
	esac
}
complete -F _cozelint cozelint
`,
	"zsh": `#compdef cozelint
# zsh completion of cozelint: source <(cozelint completion zsh)
_cozelint() {
	if [[ $PREFIX == -* ]]; then
		compadd -- @FLAGS@
	elif (( CURRENT == 2 )); then
		compadd -- @WORDS@
		_files -/
	else
		case ${words[2]} in
		explain|help) compadd -- @TOPICS@ ;;
		codes) compadd -- @NAMES@ ;;
		completion) compadd -- bash zsh fish ;;
		flags) compadd -- vet golangci ;;
		cache) compadd -- clean ;;
		why) _files ;;
		*) _files -/ ;;
		esac
	fi
}
compdef _cozelint cozelint
`,
	"fish": `# fish completion of cozelint: cozelint completion fish | source
complete -c cozelint -n __fish_use_subcommand -f -a "@WORDS@"
complete -c cozelint -n "__fish_seen_subcommand_from explain help" -f -a "@TOPICS@"
complete -c cozelint -n "__fish_seen_subcommand_from codes" -f -a "@NAMES@"
complete -c cozelint -n "__fish_seen_subcommand_from completion" -f -a "bash zsh fish"
complete -c cozelint -n "__fish_seen_subcommand_from flags" -f -a "vet golangci"
complete -c cozelint -n "__fish_seen_subcommand_from cache" -f -a "clean"
complete -c cozelint -n "__fish_seen_subcommand_from why" -F
complete -c cozelint -f -a "@FLAGS@" -n "string match -q -- '-*' (commandline -ct)"
`,
}

func bindCompletion(_ *flag.FlagSet, lang *messages.Lang) func([]string) int {
	return func(args []string) int {
		if len(args) != 1 {
			c, _ := findCommand("completion")
			c.usage(os.Stderr, *lang)
			return standalone.ExitFailed
		}
		script, ok := completions[args[0]]
		if !ok {
			return fail(messages.UnknownShell, *lang, args[0])
		}
		fmt.Print(strings.NewReplacer("@WORDS@", words(), "@TOPICS@", strings.Join(topics(), " "), "@NAMES@", codeNames(), "@FLAGS@", flagNames()).Replace(script))
		return standalone.ExitClean
	}
}

func words() string {
	var list []string
	for _, c := range commands {
		list = append(list, c.name)
	}
	return strings.Join(append(list, shortNames()...), " ")
}

func codeNames() string {
	var list []string
	for _, i := range cozecode.All() {
		list = append(list, i.Name)
	}
	return strings.Join(list, " ")
}

func flagNames() string {
	var list []string
	newFlagSet(suite(), &standalone.Options{}).VisitAll(func(f *flag.Flag) {
		if !strings.HasPrefix(f.Name, sharedFlags+".") {
			list = append(list, "-"+f.Name)
		}
	})
	slices.Sort(list)
	return strings.Join(list, " ")
}
