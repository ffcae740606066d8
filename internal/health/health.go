// Package health knows the conditions under which an installation does not do
// what it should: what each means and what to do. `sekifuda doctor`, /v1/doctor
// and /readyz go by the same table, so that none of them knows more than the
// others.
package health

import (
	"fmt"
	"slices"
)

// Level says how bad a condition is.
type Level string

// The levels.
const (
	Fails Level = "fails" // something does not work
	Warns Level = "warns" // it works, and will not for long, or not as safely
	Tells Level = "tells" // worth knowing
)

// Condition is one line of the table.
type Condition struct {
	Code   string `json:"code" doc:"stable; /readyz and alarms go by it"`
	Level  Level  `json:"level" enum:"fails,warns,tells"`
	Blocks bool   `json:"blocks" doc:"the server is not ready while it holds"`
	Means  string `json:"means"`
	Remedy string `json:"remedy"`
}

// Found is a condition that holds.
type Found struct {
	Condition
	Detail string `json:"detail,omitempty" doc:"where and how much; nothing personal"`
}

var table = []Condition{
	{"store_unreadable", Fails, true, "The store does not answer.", "Look whether the database or its disk is there; the detail has its own words."},
	{"store_not_writable", Fails, true, "Nothing can be written: no decision is made until it can. What is stored can still be read.", "Make space, or make the disk writable again (mount, permissions of the data directory). It goes on by itself then."},
	{"schema_newer", Fails, true, "A newer release has migrated the store.", "Use that release, or restore a backup made before it."},
	{"disk_full", Fails, true, "The disk of the data directory has next to no space left.", "Make space: `sekifuda source compact`, old files beside the data directory, or a larger disk."},
	{"disk_low", Warns, false, "The disk of the data directory has little space left.", "Make space before it is full: decisions stop then."},
	{"key_missing", Fails, true, "The master key is not where it should be: nothing that is sealed can be read.", "Put the copy of the key file back, or name its place with --key-file."},
	{"key_exposed", Fails, true, "Others than its owner may read the master key.", "chmod 600 on it, and find out who could read it."},
	{"key_wrong", Fails, true, "This is not the key that the store was sealed with.", "Name the right key file with --key-file."},
	{"policy_broken", Fails, true, "The policy cannot be used.", "`sekifuda policy check FILE` tells the place; the server goes on with what it read at its start."},
	{"source_none", Warns, false, "No register or list is live: every decision says not_checked.", "Import one: `sekifuda source add`."},
	{"source_unusable", Fails, true, "A file of a live source is missing or damaged: what it would answer is not_checked.", "Restore the file from a backup, or import the publisher's files again: the same content makes the same file."},
	{"source_empty", Fails, false, "A live source has no records: what it would answer is not_checked.", "Import the publisher's files again."},
	{"source_stale", Fails, false, "A source is older than the policy allows: what it would answer is not_checked.", "Import a new edition: `sekifuda source add`."},
	{"register_missing", Warns, false, "No live source is a register: whether companies exist is not_checked.", "Import one: `sekifuda source add nta NAME FILES`."},
	{"ledger_stopped", Fails, true, "Leaves get no place in the log: no receipt can be given.", "The detail has the cause. Where the log is damaged, keep the data directory as it is and restore a backup elsewhere."},
	{"ledger_lagging", Fails, true, "Leaves have waited for their place in the log for longer than half a minute.", "Look at the load of the database; with several nodes, whether one of them holds the lease without working."},
	{"ledger_unsequenced", Tells, false, "Leaves wait for their place in the log, and no server runs on this data directory.", "Start one: it gives them their places at once."},
	{"outbox_backlog", Warns, false, "Messages wait to be handed on to webhooks.", "Look whether a server runs, and at the log for what its relay fails on."},
	{"webhook_waiting", Warns, false, "A receiver of webhooks has not taken its messages for an hour.", "Ask its operator; deliveries are tried again for days, and by hand after that."},
	{"webhook_dead", Warns, false, "Deliveries were given up.", "Mend the receiver, then deliver again: POST /v1/webhooks/NAME/deliveries/ID/again."},
	{"jobs_failing", Warns, false, "Jobs were given up, or none has run for an hour.", "The log has the cause of each."},
	{"clock_behind", Fails, false, "The clock is behind the newest record: it jumped back, or another node's is ahead.", "Mend time synchronisation. Nothing is lost: the ledger's order does not rest on the clock."},
	{"descriptors_low", Warns, false, "The limit of open files is low: under load connections are refused.", "Raise it to 4096 or more (ulimit -n, LimitNOFILE)."},
	{"open_address", Warns, false, "The server listens to other machines without TLS.", "Give --tls-cert and --tls-key, unless something in front encrypts."},
	{"server_running", Tells, false, "A server runs on this data directory.", "Nothing. Commands that change what it owns go through it."},
	{"look_stuck", Fails, true, "Looking at all this takes too long: the store hardly answers.", "Look at the load of the disk and the database."},
}

// Conditions returns the table, in the order in which it is documented.
func Conditions() []Condition { return slices.Clone(table) }

// New returns a condition that holds. A code that is not in the table is a
// mistake of the program.
func New(code, detail string) Found {
	i := slices.IndexFunc(table, func(c Condition) bool { return c.Code == code })
	if i < 0 {
		panic("health: no condition " + code)
	}
	return Found{table[i], detail}
}

// Blocking returns the codes of what stands in the way of serving, each once.
func Blocking(found []Found) (codes []string) {
	for _, f := range found {
		if f.Blocks && !slices.Contains(codes, f.Code) {
			codes = append(codes, f.Code)
		}
	}
	return codes
}

// Failing reports whether anything fails.
func Failing(found []Found) bool {
	return slices.ContainsFunc(found, func(f Found) bool { return f.Level == Fails })
}

// String writes a condition in one paragraph.
func (f Found) String() string {
	s := fmt.Sprintf("%s: %s: %s", f.Level, f.Code, f.Means)
	if f.Detail != "" {
		s += " (" + f.Detail + ")"
	}
	return s + "\n    " + f.Remedy
}
