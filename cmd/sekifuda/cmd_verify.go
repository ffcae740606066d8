package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/sekifuda/sekifuda/internal/finding"
	"github.com/sekifuda/sekifuda/internal/ledger"
	"github.com/sekifuda/sekifuda/internal/notary"
	"github.com/sekifuda/sekifuda/internal/store"
	"github.com/sekifuda/sekifuda/internal/store/decision"
	"github.com/sekifuda/sekifuda/internal/vault"
)

// verifyCmd checks a store against its log, or one receipt; docs/formats/ledger.md
// says what is compared.
type verifyCmd struct {
	Checkpoint     string `help:"Compare with this checkpoint, which was kept elsewhere." type:"existingfile" placeholder:"FILE"`
	LogKey         string `help:"The log's verifier key, as it is known from elsewhere (default: what the store says)." placeholder:"KEY"`
	WithKeys       bool   `help:"Open every sealed field with the master key and recompute what leaves commit to."`
	SaveCheckpoint string `help:"Write the present checkpoint to this file, to be kept elsewhere; - prints it." placeholder:"FILE"`
	Receipt        string `help:"Verify this receipt only; needs no data, with --log-key." type:"existingfile" placeholder:"FILE"`
	ReceiptOf      string `help:"Print the receipt of a decision, or of the latest on an application." placeholder:"ID"`
	Decision       string `help:"With --receipt: a decision in JSON that the receipt must be of." type:"existingfile" placeholder:"FILE"`
	JSON           bool   `help:"Print JSON."`
}

// Run verifies. What is not as it should be is a failure; what cannot be
// verified because the input is none is bad input.
func (c *verifyCmd) Run(a *app) error {
	if c.Receipt != "" {
		return c.receipt(a)
	}
	if c.Decision != "" {
		return badInput{errors.New("verify: --decision goes with --receipt")}
	}
	o := notary.Options{Key: c.LogKey}
	if c.Checkpoint != "" {
		b, err := os.ReadFile(c.Checkpoint)
		if err != nil {
			return badInput{err}
		}
		o.Kept = b
	}
	log, v, done, err := c.log(a)
	if err != nil {
		return err
	}
	defer done()
	if c.ReceiptOf != "" {
		return receiptOf(a, log, c.ReceiptOf)
	}
	o.Vault = v
	r, err := log.Verify(a.ctx, o)
	if errors.Is(err, ledger.ErrCheckpoint) || errors.Is(err, ledger.ErrLogKey) {
		return badInput{err}
	}
	if err != nil {
		return err
	}
	if c.JSON {
		err = writeJSON(a.out, struct {
			OK bool `json:"ok"`
			*notary.Report
		}{r.OK(), r})
	} else {
		printReport(a.out, r, c.WithKeys)
	}
	if err == nil && !r.OK() {
		err = fmt.Errorf("not verified: %d problems", int64(len(r.Problems))+r.Unreported)
	}
	if err != nil || c.SaveCheckpoint == "" {
		return err
	}
	return c.save(a, log)
}

// log opens the store: without its key where none is needed.
func (c *verifyCmd) log(a *app) (_ *notary.Log, _ *vault.Vault, done func(), err error) {
	if c.WithKeys {
		h, err := a.look()
		if err != nil {
			return nil, nil, nil, err
		}
		return &notary.Log{DB: h.db}, h.books.Vault, func() { h.Close() }, nil
	}
	if a.flags.DB == "" && !a.hasData() {
		return nil, nil, nil, badInput{fmt.Errorf("no data in %s: name the directory with --data", a.flags.Data)}
	}
	db, err := store.Open(a.ctx, cmp.Or(a.flags.DB, a.flags.Data))
	if err != nil {
		return nil, nil, nil, err
	}
	return &notary.Log{DB: db}, nil, func() { db.Close() }, nil
}

func (c *verifyCmd) save(a *app, log *notary.Log) error {
	signed, err := log.Checkpoint(a.ctx)
	if err == nil && len(signed) == 0 {
		err = errors.New("the log is empty: there is no checkpoint to save")
	}
	if err != nil {
		return err
	}
	if c.SaveCheckpoint == "-" {
		_, err = a.out.Write(signed)
		return err
	}
	if err := os.WriteFile(c.SaveCheckpoint, signed, 0o644); err != nil {
		return badInput{err}
	}
	return nil
}

func printReport(w io.Writer, r *notary.Report, withKeys bool) {
	for _, p := range r.Problems {
		fmt.Fprintf(w, "PROBLEM  %s\n", p)
	}
	if r.Unreported > 0 {
		fmt.Fprintf(w, "and %d problems more\n", r.Unreported)
	}
	fmt.Fprintf(w, "%s: %d leaves, root %s\n", map[bool]string{true: "verified", false: "NOT VERIFIED"}[r.OK()], r.Size, r.Root)
	fmt.Fprintf(w, "leaves      %s\n", counts(r.Leaves))
	fmt.Fprintf(w, "rows        %s compared with their leaves\n", counts(r.Rows))
	if r.Uncovered > 0 {
		fmt.Fprintf(w, "uncovered   %d rows that no leaf speaks of (never live, or of an earlier release)\n", r.Uncovered)
	}
	if withKeys {
		fmt.Fprintf(w, "opened      %d sealed fields; of %d the key was destroyed\n", r.Opened, r.Shredded)
	}
	fmt.Fprintf(w, "waiting     %d leaves without a place in the log yet: until then nothing protects them\n", r.Waiting)
	fmt.Fprintf(w, "log key     %s%s\n", r.Key, map[bool]string{false: " (the store's own word)"}[r.KeyGiven])
	if r.Kept != nil {
		fmt.Fprintf(w, "checkpoint  kept elsewhere, of %d leaves; the %d leaves after it are protected by the log key alone\n", r.KeptSize, max(0, r.Size-r.KeptSize))
		return
	}
	fmt.Fprintln(w, "checkpoint  none was given. Without one kept elsewhere it cannot be found that the log was rolled back as a whole, or rewritten and signed again:")
	fmt.Fprintln(w, "            save one with --save-checkpoint FILE, and keep it where nobody who can write here can.")
}

func counts(by map[string]int64) string {
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(by)) {
		parts = append(parts, fmt.Sprintf("%d %s", by[k], k))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

// receiptOf prints the receipt of a decision, or of the latest on an application.
func receiptOf(a *app, log *notary.Log, id string) error {
	if err := log.DB.View(a.ctx, func(tx *store.Tx) error {
		row, err := decision.LatestFor(tx, tenant, id)
		if err == nil {
			id = row.ID
		}
		return nil // no application then: a decision's id
	}); err != nil {
		return err
	}
	r, err := log.Receipt(a.ctx, tenant, id)
	if err != nil {
		return notThere(id, err)
	}
	_, err = a.out.Write(r.Text())
	return err
}

// receipt verifies a receipt with nothing but the log's key.
func (c *verifyCmd) receipt(a *app) error {
	text, err := os.ReadFile(c.Receipt)
	if err != nil {
		return badInput{err}
	}
	r, err := ledger.ParseReceipt(text)
	if err != nil {
		return badInput{fmt.Errorf("%s: %w", c.Receipt, err)}
	}
	key := c.LogKey
	if key == "" {
		if key, err = c.storedKey(a); err != nil {
			return err
		}
	}
	leaf, checkpoint, err := r.Verify(key)
	if errors.Is(err, ledger.ErrLogKey) {
		return badInput{err}
	}
	if err == nil {
		err = c.sameDecision(leaf)
	}
	if err != nil {
		return fmt.Errorf("not verified: %s: %w", c.Receipt, err)
	}
	if c.JSON {
		return writeJSON(a.out, struct {
			OK    bool        `json:"ok"`
			Leaf  ledger.Leaf `json:"leaf"`
			Index int64       `json:"index"`
			Size  int64       `json:"size"`
			Root  string      `json:"root"`
			Log   string      `json:"log"`
		}{true, leaf, r.Index, checkpoint.Size, checkpoint.Root.String(), checkpoint.Origin})
	}
	fmt.Fprintf(a.out, "verified: %s %s, %s, at %s\n", leaf.Kind, leaf.ID, strings.Join(leaf.Codes, ", "), leaf.At)
	fmt.Fprintf(a.out, "it stands at place %d of the %d leaves of log %s\n", r.Index, checkpoint.Size, checkpoint.Origin)
	if c.LogKey == "" {
		fmt.Fprintln(a.out, "the log key was taken from the store: with --log-key it is yours")
	}
	return nil
}

// storedKey is the verifier key that the store names.
func (c *verifyCmd) storedKey(a *app) (string, error) {
	log, _, done, err := (&verifyCmd{}).log(a)
	if err != nil {
		return "", badInput{fmt.Errorf("verify --receipt needs --log-key, or the data: %w", err)}
	}
	defer done()
	key, err := log.Key(a.ctx)
	if err == nil && key == "" {
		err = badInput{errors.New("this data has no log yet: give --log-key")}
	}
	return key, err
}

// sameDecision compares the leaf with the decision that it should be of.
func (c *verifyCmd) sameDecision(leaf ledger.Leaf) error {
	if c.Decision == "" {
		return nil
	}
	b, err := os.ReadFile(c.Decision)
	if err != nil {
		return badInput{err}
	}
	var d finding.Decision
	if err := json.Unmarshal(b, &d); err != nil || d.ID == "" {
		return badInput{fmt.Errorf("%s holds no decision", c.Decision)}
	}
	switch {
	case leaf.Kind != ledger.KindDecision || leaf.ID != d.ID:
		return fmt.Errorf("it is of %s %s, not of decision %s", leaf.Kind, leaf.ID, d.ID)
	case len(leaf.Codes) != 1 || leaf.Codes[0] != string(d.Outcome):
		return fmt.Errorf("it says %s, the decision says %s", strings.Join(leaf.Codes, ", "), d.Outcome)
	case leaf.At != d.At:
		return fmt.Errorf("it is of %s, the decision of %s", leaf.At, d.At)
	}
	return nil
}
