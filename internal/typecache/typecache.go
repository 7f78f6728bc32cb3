// Package typecache keeps the types of packages between runs, as export data
// in files of a folder.
//
// It is a convenience: what cannot be read is not there, and what cannot be
// written is not kept. Several runs can share a folder, as a file only appears
// once it is whole, under a name that says what is in it.
package typecache

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// A Key says what an entry is about: the hash of all that its data depends on.
type Key [sha256.Size]byte

// A Cache is a folder of entries. A nil one is always empty.
type Cache struct {
	dir   string
	limit int64 // of bytes, which Trim keeps to
}

// limit is what all entries together may take. The types of a program with
// 2,000 imported packages take a tenth of it.
const limit = 1 << 30

// Off is the setting for no cache.
const Off = "off"

// Open returns the cache that a setting means: the name of a folder, Off, or
// "" for the folder that the system has for caches of the user. If the system
// has none, there is no cache.
func Open(setting string) *Cache {
	switch setting {
	case Off:
		return nil
	case "":
		dir, err := Folder()
		if err != nil {
			return nil
		}
		setting = dir
	}
	return &Cache{dir: setting, limit: limit}
}

// Folder returns the folder of the cache that is used by default.
func Folder() (string, error) {
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "cozelint", "types"), err
}

// Dir returns the folder.
func (c *Cache) Dir() string { return c.dir }

// name returns the file of an entry.
func (c *Cache) name(key Key) string {
	text := hex.EncodeToString(key[:])
	return filepath.Join(c.dir, text[:2], text[2:]+suffix)
}

// suffix ends the names of entries: Clean removes no other files.
const suffix = ".types"

// used is how old the time of an entry gets before a use renews it.
const used = time.Hour

// Get returns the data of an entry. One that is damaged is removed.
func (c *Cache) Get(key Key) ([]byte, bool) {
	if c == nil {
		return nil, false
	}
	name := c.name(key)
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, false
	}
	if len(content) < sha256.Size {
		c.Remove(key)
		return nil, false
	}
	sum, data := content[:sha256.Size], content[sha256.Size:]
	if want := sha256.Sum256(data); !bytes.Equal(sum, want[:]) {
		c.Remove(key)
		return nil, false
	}
	if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > used {
		_ = os.Chtimes(name, time.Time{}, time.Now()) // or else it is trimmed sooner
	}
	return data, true
}

// Put adds an entry.
func (c *Cache) Put(key Key, data []byte) {
	if c == nil {
		return
	}
	name := c.name(key)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return
	}
	file, err := os.CreateTemp(filepath.Dir(name), "new*"+suffix)
	if err != nil {
		return
	}
	sum := sha256.Sum256(data)
	_, err = file.Write(append(sum[:], data...))
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // Trim removes it when it is old
	}
}

// Remove removes an entry.
func (c *Cache) Remove(key Key) {
	if c != nil {
		_ = os.Remove(c.name(key)) // the next Get finds fault with it, too
	}
}

// An entry is a file of the cache.
type entry struct {
	name string
	size int64
	used time.Time
}

// entries returns the files of the cache.
func (c *Cache) entries() (list []entry) {
	_ = filepath.WalkDir(c.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || filepath.Ext(name) != suffix {
			return nil
		}
		if info, err := d.Info(); err == nil {
			list = append(list, entry{name, info.Size(), info.ModTime()})
		}
		return nil
	})
	return list
}

// Size returns how many bytes the entries take.
func (c *Cache) Size() (total int64) {
	if c == nil {
		return 0
	}
	for _, e := range c.entries() {
		total += e.size
	}
	return total
}

// Trim removes the entries that were not used for longest while there is more
// than the cache may take.
func (c *Cache) Trim() {
	if c == nil {
		return
	}
	list := c.entries()
	slices.SortFunc(list, func(a, b entry) int { return cmp.Or(b.used.Compare(a.used), cmp.Compare(a.name, b.name)) })
	var total int64
	for _, e := range list {
		if total += e.size; total > c.limit {
			_ = os.Remove(e.name) // another run may have done so
		}
	}
}

// Clean removes all entries.
func (c *Cache) Clean() error {
	if c == nil {
		return nil
	}
	var errs []error
	for _, e := range c.entries() {
		if err := os.Remove(e.name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
