package main

import (
	"bytes"
	"os"
	"testing"
)

// TestTypes holds types.go against the meta model and wanted.txt. It needs
// the meta model, whose file COZELINT_TEST_METAMODEL names.
func TestTypes(t *testing.T) {
	model := os.Getenv("COZELINT_TEST_METAMODEL")
	if model == "" {
		t.Skip("COZELINT_TEST_METAMODEL names no metaModel.json")
	}
	want, err := generate(model, "../wanted.txt")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../types.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("types.go is not what the meta model makes of wanted.txt: run go run ./generate metaModel.json")
	}
}

// TestGenerate makes types of a model with what the protocol's has: a
// structure that takes over from another, a choice, a list, an enumeration.
func TestGenerate(t *testing.T) {
	got, err := generate("testdata/metaModel.json", "testdata/wanted.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/types.golden")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, err := generate("testdata/metaModel.json", "testdata/choice.txt"); err == nil {
		t.Error("a choice that nobody makes is no error")
	}
}
