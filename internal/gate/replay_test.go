package gate

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/canon"
	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/policy"
	"github.com/sekifuda/sekifuda/internal/record"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	stored "github.com/sekifuda/sekifuda/internal/store/record"
)

// decideOne lets a counter decide an application.
func (f *fixture) decideOne(t *testing.T, b *Books, change func(a *record.Application)) *finding.Decision {
	t.Helper()
	app := *f.input.Application
	change(&app)
	told, err := f.counter(b, nil).Examine(t.Context(), Asked{App: &app, At: f.input.At})
	if err != nil {
		t.Fatal(err)
	}
	return told.Decision
}

// parts replays a decision, and once more with its checks, and names what
// comes out otherwise.
func (f *fixture) parts(t *testing.T, b *Books, id string) (replay, full string) {
	t.Helper()
	p, err := b.Past(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	name := func(found []Difference, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, d := range found {
			out = append(out, d.Part)
		}
		return strings.Join(out, " ")
	}
	g := *f.Gate
	return name(p.Replay()), name(p.Full(t.Context(), b, g))
}

// TestReplayAfterMore: what is proved, withdrawn, recorded and decided later
// changes nothing of what was decided.
func TestReplayAfterMore(t *testing.T) {
	f, books := desk(t, store.Options{})
	device := func(id, device string) func(a *record.Application) {
		return func(a *record.Application) {
			a.ExternalID, a.Channel.Device = id, device
			a.Applicant.Phone, a.Contact.Phone, a.Contact.Email = "", "", ""
		}
	}
	var made []*finding.Decision
	decide := func(change func(a *record.Application)) {
		t.Helper()
		made = append(made, f.decideOne(t, books, change))
	}
	prove := func(id, application string) {
		t.Helper()
		if err := books.ProveFalse(t.Context(), FalseIdentity{ID: id, Application: application, By: "a", Second: "b", At: 1}); err != nil {
			t.Fatal(err)
		}
	}
	decide(device("K-1", "d-1"))
	decide(device("A-2", "d-2"))
	prove("p-1", "K-1")
	decide(device("A-3", "d-1"))         // one hop
	decide(device("A-4", "d-2"))         // none yet
	decide(func(a *record.Application) { // joins d-1 and d-2: from now on A-4 would be two hops away
		device("A-5", "d-1")(a)
		a.Channel.Key = "key-5"
	})
	decide(func(a *record.Application) { device("A-6", "d-6")(a); a.Channel.Key = "key-5" }) // two hops, by A-5
	books.letter(t, "A-4")
	decide(device("A-4", "d-2"))
	if err := books.Withdraw(t.Context(), "p-1", "b", "mistaken", 3); err != nil {
		t.Fatal(err)
	}
	decide(device("A-3", "d-1"))
	codes := ""
	for _, d := range made {
		codes += of(d, "memory.shares")[0].Code + " "
		if replay, full := f.parts(t, books, d.ID); replay != "" || full != "" {
			t.Errorf("decision on %s: %q, with its checks %q", d.Application, replay, full)
		}
	}
	if want := "none none direct none direct two_hops none none "; codes != want {
		t.Errorf("memory said %q, want %q", codes, want)
	}
}

// TestReplayIgnoresLaterNeighbours: an application that was stored long after a
// decision, and would have linked it, is left out.
func TestReplayIgnoresLaterNeighbours(t *testing.T) {
	f, books := desk(t, store.Options{})
	only := func(id string, device, key string) *finding.Decision {
		return f.decideOne(t, books, func(a *record.Application) {
			a.ExternalID, a.Channel.Device, a.Channel.Key = id, device, key
			a.Applicant.Phone, a.Contact.Phone, a.Contact.Email = "", "", ""
		})
	}
	only("K-1", "d-1", "")
	if err := books.ProveFalse(t.Context(), FalseIdentity{ID: "p-1", Application: "K-1", By: "a", At: 1}); err != nil {
		t.Fatal(err)
	}
	d := only("A-2", "", "key-2")
	only("A-3", "d-1", "key-2") // links A-2 with K-1, too late
	if again := only("A-2", "", "key-2"); again.ID != d.ID {
		t.Fatalf("the same decision twice: %s and %s", d.ID, again.ID)
	}
	if replay, full := f.parts(t, books, d.ID); replay != "" || full != "" {
		t.Errorf("%q, with its checks %q", replay, full)
	}
}

// TestReplayFindsWhatWasAltered reseals a decision with the right key, as only
// somebody inside could.
func TestReplayFindsWhatWasAltered(t *testing.T) {
	for want, change := range map[string]func(d *finding.Decision){
		"leaf reasons missing findings": func(d *finding.Decision) { d.Findings[0].State = finding.NotChecked },
		"leaf findings":                 func(d *finding.Decision) { d.Findings[0].Detail += "x" },
		"row leaf outcome":              func(d *finding.Decision) { d.Outcome = finding.Review },
		"leaf facts":                    func(d *finding.Decision) { d.Facts.Register.ByWhat = "name" },
		"leaf reasons":                  func(d *finding.Decision) { d.Reasons[0].Text.EN += " " },
		"row leaf id":                   func(d *finding.Decision) { d.At++ },
	} {
		f, books := desk(t, store.Options{})
		books.letter(t, "A-1")
		d := f.decideOne(t, books, func(*record.Application) {})
		books.reseal(t, d.ID, change)
		replay, full := f.parts(t, books, d.ID)
		if !strings.Contains(replay, "leaf") {
			t.Errorf("want %q: replay found %q", want, replay)
		}
		for _, part := range strings.Fields(want) {
			if !strings.Contains(replay+" "+full, part) {
				t.Errorf("want %q: found %q, with its checks %q", want, replay, full)
			}
		}
	}
}

// reseal changes a stored decision.
func (b *Books) reseal(t *testing.T, id string, change func(d *finding.Decision)) {
	t.Helper()
	err := b.DB.Tx(t.Context(), func(tx *store.Tx) error {
		row, err := decision.Get(tx, b.Tenant, id)
		if err != nil {
			return err
		}
		key, err := b.Vault.Load(stored.Keys(tx), b.Tenant, row.Subject)
		if err != nil {
			return err
		}
		text, err := key.Open(placeDecision+id, row.Sealed)
		if err != nil {
			return err
		}
		var d finding.Decision
		if err := json.Unmarshal(text, &d); err != nil {
			return err
		}
		change(&d)
		if text, err = canon.Marshal(d); err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE decision SET sealed = $1 WHERE id = $2`, key.Seal(placeDecision+id, text), id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestReplayNeedsAnotherRelease: who cannot tell says which release can.
func TestReplayNeedsAnotherRelease(t *testing.T) {
	for name, c := range map[string]struct {
		change func(d *finding.Decision)
		full   bool // only a full replay needs it
	}{
		"facts are not there":  {func(d *finding.Decision) { d.Facts, d.Made.Release = nil, "0.1.0" }, false},
		"another matcher":      {func(d *finding.Decision) { d.Generation.Matcher, d.Made.Release = "script9/match9", "9.0.0" }, true},
		"packs not in use now": {func(d *finding.Decision) { d.Generation.Packs = []string{"p"} }, true},
	} {
		f, books := desk(t, store.Options{})
		d := f.decideOne(t, books, func(*record.Application) {})
		books.reseal(t, d.ID, c.change)
		var needs *OtherRelease
		p, err := books.Past(t.Context(), d.ID)
		if err == nil && c.full {
			err = p.Engine(nil)
		}
		if !errors.As(err, &needs) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// golden holds decisions as a release wrote them and the policy that they were
// made under: every later release that knows that policy must come to the same.
const golden = "testdata/replay"

// TestReplayGolden renews with UPDATE=1, which is right only where no decision
// of the release in question was ever made by anybody.
func TestReplayGolden(t *testing.T) {
	if os.Getenv("UPDATE") != "" {
		writeGolden(t)
	}
	source, err := os.ReadFile(golden + "/policy.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := policy.Parse("policy.yaml", source)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := os.ReadFile(golden + "/decisions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range bytes.Lines(lines) {
		past := &Past{bytes: bytes.TrimSuffix(line, []byte("\n")), Policy: p}
		if err := past.read(); err != nil {
			t.Fatal(err)
		}
		found, err := past.Replay()
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range found {
			t.Errorf("decision %s: %s\nstored %s\nnow    %s", past.Decision.ID, d.Part, d.Stored, d.Now)
		}
		n++
	}
	if n < 40 {
		t.Errorf("%d golden decisions", n)
	}
}

func writeGolden(t *testing.T) {
	t.Helper()
	var lines bytes.Buffer
	for _, s := range scenarios {
		f := honest(t)
		s.change(f)
		d := f.decide(t)
		b, err := canon.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(b, '\n'))
	}
	err := errors.Join(os.MkdirAll(golden, 0o755),
		os.WriteFile(golden+"/decisions.jsonl", lines.Bytes(), 0o644),
		os.WriteFile(golden+"/policy.yaml", []byte(policy.Default().Source), 0o644))
	if err != nil {
		t.Fatal(err)
	}
}
