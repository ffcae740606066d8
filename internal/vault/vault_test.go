package vault

import (
	"bytes"
	"errors"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func open(t testing.TB) *Vault {
	t.Helper()
	v, err := OpenKeyFile(filepath.Join(t.TempDir(), "key"), true)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func key(t testing.TB, v *Vault, tenant, subject string) *Key {
	t.Helper()
	k, err := v.New(tenant, subject)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestSeal(t *testing.T) {
	v := open(t)
	k := key(t, v, "t", "application:1")
	rapid.Check(t, func(t *rapid.T) {
		text := bytes.Repeat(rapid.SliceOf(rapid.Byte()).Draw(t, "text"), rapid.IntRange(0, 200).Draw(t, "times"))
		aad := rapid.String().Draw(t, "aad")
		sealed := k.Seal(aad, text)
		got, err := k.Open(aad, sealed)
		if err != nil || !bytes.Equal(got, text) {
			t.Fatalf("opened %q, %v", got, err)
		}
		if len(text) > 8 && bytes.Contains(sealed, text) {
			t.Fatal("the text stands in what was sealed")
		}
		if bytes.Equal(sealed, k.Seal(aad, text)) {
			t.Fatal("sealed twice, it is the same")
		}
	})
}

// Every byte that is changed, and every end that is cut off, is noticed.
func TestTampered(t *testing.T) {
	k := key(t, open(t), "t", "application:1")
	for _, text := range [][]byte{[]byte("short"), bytes.Repeat([]byte("long "), 500)} {
		sealed := k.Seal("here", text)
		for i := range sealed {
			bad := bytes.Clone(sealed)
			bad[i] ^= 0x03 // turns one way of packing into the other, too
			if got, err := k.Open("here", bad); !errors.Is(err, ErrSealed) || got != nil {
				t.Fatalf("byte %d changed: %q, %v", i, got, err)
			}
			if got, err := k.Open("here", sealed[:i]); !errors.Is(err, ErrSealed) || got != nil {
				t.Fatalf("cut at %d: %q, %v", i, got, err)
			}
		}
		if _, err := k.Open("there", sealed); !errors.Is(err, ErrSealed) {
			t.Errorf("opened in another place: %v", err)
		}
	}
}

func TestOtherKeys(t *testing.T) {
	v := open(t)
	k := key(t, v, "t", "application:1")
	sealed := k.Seal("here", []byte("text"))
	same, err := v.Unwrap("t", "application:1", k.Wrapped())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := same.Open("here", sealed); err != nil || string(got) != "text" || same.Subject() != "application:1" {
		t.Errorf("unwrapped key opens %q, %v", got, err)
	}
	if _, err := key(t, v, "t", "application:1").Open("here", sealed); !errors.Is(err, ErrSealed) {
		t.Errorf("another key of the same subject: %v", err)
	}
	for name, unwrap := range map[string]func() (*Key, error){
		"other subject": func() (*Key, error) { return v.Unwrap("t", "application:2", k.Wrapped()) },
		"other tenant":  func() (*Key, error) { return v.Unwrap("u", "application:1", k.Wrapped()) },
		"other master":  func() (*Key, error) { return open(t).Unwrap("t", "application:1", k.Wrapped()) },
		"nothing":       func() (*Key, error) { return v.Unwrap("t", "application:1", nil) },
		"altered": func() (*Key, error) {
			return v.Unwrap("t", "application:1", append(bytes.Clone(k.Wrapped()), 0))
		},
	} {
		if _, err := unwrap(); !errors.Is(err, ErrSealed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// keep is a store of keys in memory.
type keep map[string][]byte

func (m keep) Keep(tenant, subject string, wrapped []byte) ([]byte, error) {
	if m[tenant+subject] == nil {
		m[tenant+subject] = wrapped
	}
	return m[tenant+subject], nil
}

func (m keep) Load(tenant, subject string) ([]byte, error) {
	if b := m[tenant+subject]; b != nil {
		return b, nil
	}
	return nil, ErrNoKey
}

type broken struct{ keep }

func (broken) Keep(string, string, []byte) ([]byte, error) { return nil, ErrShredded }

func TestObtain(t *testing.T) {
	v, ks := open(t), keep{}
	if _, err := v.Load(ks, "t", "s"); !errors.Is(err, ErrNoKey) {
		t.Errorf("before any: %v", err)
	}
	first, err := v.Obtain(ks, "t", "s")
	if err != nil {
		t.Fatal(err)
	}
	sealed := first.Seal("", []byte("x"))
	for _, get := range []func(KeyStore, string, string) (*Key, error){v.Obtain, v.Load} {
		k, err := get(ks, "t", "s")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := k.Open("", sealed); err != nil {
			t.Errorf("the kept key does not open: %v", err)
		}
	}
	if _, err := v.Obtain(broken{}, "t", "s"); !errors.Is(err, ErrShredded) {
		t.Errorf("destroyed: %v", err)
	}
	ks["tbad"] = []byte("not a key")
	if _, err := v.Obtain(ks, "t", "bad"); !errors.Is(err, ErrSealed) {
		t.Errorf("altered in the store: %v", err)
	}
}

func TestTags(t *testing.T) {
	v, other := open(t), open(t)
	tag := v.Blind("t", "phone", "+81300000000")
	if !regexp.MustCompile(`^[a-z2-7]{26}$`).MatchString(tag) {
		t.Errorf("tag %q", tag)
	}
	if v.Blind("t", "phone", "+81300000000") != tag {
		t.Error("the tag is not the same again")
	}
	for name, got := range map[string]string{
		"tenant": v.Blind("u", "phone", "+81300000000"), "kind": v.Blind("t", "mail", "+81300000000"),
		"value": v.Blind("t", "phone", "+81300000001"), "key": other.Blind("t", "phone", "+81300000000"),
		"fields moved": v.Blind("tp", "hone", "+81300000000"),
	} {
		if got == tag {
			t.Errorf("another %s, the same tag", name)
		}
	}
	if v.TenantTag("t") == v.TenantTag("u") || v.TenantTag("t") == other.TenantTag("t") {
		t.Error("tenant tags")
	}
	if v.Commit("a", []byte("b")) == v.Commit("a", []byte("c")) || v.Commit("ab", nil) == v.Commit("a", []byte("b")) {
		t.Error("commitments")
	}
	k := key(t, v, "t", "s")
	same, err := v.Unwrap("t", "s", k.Wrapped())
	if err != nil || same.Commit("l", []byte("x")) != k.Commit("l", []byte("x")) || k.Commit("l", []byte("x")) == key(t, v, "t", "s").Commit("l", []byte("x")) {
		t.Errorf("commitments of a key: %v", err)
	}
}

func TestVerify(t *testing.T) {
	v, other := open(t), open(t)
	if err := v.Verify(""); err != nil {
		t.Errorf("fresh data: %v", err)
	}
	if err := v.Verify(v.CheckValue()); err != nil {
		t.Errorf("the right key: %v", err)
	}
	err := v.Verify(other.CheckValue())
	if !errors.Is(err, ErrWrongKey) || strings.Contains(err.Error(), other.CheckValue()) {
		t.Errorf("a wrong key: %v", err)
	}
}

func TestSubject(t *testing.T) {
	if Subject("application", "A:1") != "application:A:1" {
		t.Error(Subject("application", "A:1"))
	}
	defer func() {
		if recover() == nil {
			t.Error("a kind with a colon was taken")
		}
	}()
	Subject("a:b", "c")
}
