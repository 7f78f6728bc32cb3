// Package nearest finds the known word that a mistyped one was probably meant to be.
package nearest

import "strings"

// Word returns the known word that begins with typed, or takes the fewest changes to make of
// typed: no more than two, and no more than a third of its letters.
func Word(typed string, known []string) (string, bool) {
	best, fewest := "", 3
	for _, word := range known {
		if len(typed) >= 4 && len(word) > len(typed) && strings.EqualFold(word[:len(typed)], typed) {
			return word, true
		}
		if n := distance(strings.ToLower(typed), strings.ToLower(word)); n < fewest && 3*n <= len(word) {
			best, fewest = word, n
		}
	}
	return best, best != ""
}

// distance returns the Levenshtein distance of two words, where a swap of
// neighbours counts as one change.
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
