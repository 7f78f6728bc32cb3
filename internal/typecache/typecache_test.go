package typecache

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"
)

func key(n int) Key { return sha256.Sum256(fmt.Append(nil, n)) }

func TestCache(t *testing.T) {
	c := Open(filepath.Join(t.TempDir(), "a", "b"))
	if _, ok := c.Get(key(1)); ok {
		t.Error("an empty cache has an entry")
	}
	c.Put(key(1), []byte("one"))
	c.Put(key(2), nil)
	for n, want := range map[int]string{1: "one", 2: ""} {
		if got, ok := c.Get(key(n)); !ok || string(got) != want {
			t.Errorf("entry %d: %q, %t", n, got, ok)
		}
	}
	if err := c.Clean(); err != nil || c.Size() != 0 {
		t.Errorf("after Clean: %v, %d bytes", err, c.Size())
	}
	if _, ok := c.Get(key(1)); ok {
		t.Error("Clean leaves an entry")
	}
}

// TestOff has a cache that is off, and one that cannot be used: both are empty.
func TestOff(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, setting := range []string{Off, filepath.Join(file, "below")} {
		c := Open(setting)
		c.Put(key(1), []byte("one"))
		if _, ok := c.Get(key(1)); ok || c.Size() != 0 {
			t.Errorf("%s: there is an entry", setting)
		}
		c.Trim()
		if err := c.Clean(); err != nil {
			t.Errorf("%s: %v", setting, err)
		}
	}
}

// TestDamaged changes a file of the cache in every way that a broken disk may:
// the entry is gone, and the file, too.
func TestDamaged(t *testing.T) {
	c := Open(t.TempDir())
	for name, damage := range map[string]func([]byte) []byte{
		"cut off":  func(b []byte) []byte { return b[:len(b)-1] },
		"emptied":  func([]byte) []byte { return nil },
		"a bit":    func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
		"its hash": func(b []byte) []byte { b[0] ^= 1; return b },
		"longer":   func(b []byte) []byte { return append(b, 0) },
	} {
		c.Put(key(1), []byte("one"))
		content, err := os.ReadFile(c.name(key(1)))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(c.name(key(1)), damage(content), 0o666); err != nil {
			t.Fatal(err)
		}
		if got, ok := c.Get(key(1)); ok {
			t.Errorf("%s: %q", name, got)
		}
		if _, err := os.Stat(c.name(key(1))); !os.IsNotExist(err) {
			t.Errorf("%s: the file is still there: %v", name, err)
		}
	}
}

// TestTrim keeps what was used last.
func TestTrim(t *testing.T) {
	c := Open(t.TempDir())
	c.limit = 3 * (sha256.Size + 100)
	for n := range 5 {
		c.Put(key(n), bytes.Repeat([]byte{1}, 100))
		at := time.Now().Add(time.Duration(n-100) * time.Hour)
		if err := os.Chtimes(c.name(key(n)), at, at); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := c.Get(key(0)); !ok { // a use makes it the newest
		t.Fatal("entry 0 is gone")
	}
	c.Trim()
	for n, want := range []bool{true, false, false, true, true} {
		if _, ok := c.Get(key(n)); ok != want {
			t.Errorf("entry %d is there: %t", n, ok)
		}
	}
	if c.Size() > c.limit {
		t.Errorf("%d bytes, more than %d", c.Size(), c.limit)
	}
}

// TestReadOnly has a folder that cannot be written to: what is in it serves.
func TestReadOnly(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("this user can write to every folder")
	}
	c := Open(t.TempDir())
	c.Put(key(1), []byte("one"))
	folder := filepath.Dir(c.name(key(1)))
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := os.Chmod(folder, 0o755); err != nil {
			t.Error(err)
		}
	}()
	if _, ok := c.Get(key(1)); !ok {
		t.Error("an entry is not found")
	}
	c.Put(key(1), []byte("two"))
	if got, _ := c.Get(key(1)); string(got) != "one" {
		t.Errorf("got %q", got)
	}
}

// TestAtOnce has several runs write, read, trim and clean at once: an entry is
// whole or absent.
func TestAtOnce(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for run := range 4 {
		wg.Go(func() {
			c := Open(dir)
			c.limit = 20_000
			for i := range 200 {
				n := i % 20
				want := bytes.Repeat([]byte{byte(n)}, 1000+n)
				if got, ok := c.Get(key(n)); ok && !bytes.Equal(got, want) {
					t.Errorf("entry %d has %d bytes", n, len(got))
				}
				c.Put(key(n), want)
				switch {
				case run == 0 && i%50 == 49:
					c.Trim()
				case run == 1 && i == 100:
					_ = c.Clean() // another run may remove a file at the same moment
				}
			}
		})
	}
	wg.Wait()
}
