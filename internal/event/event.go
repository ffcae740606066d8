// Package event holds what use cases tell each other and the world without
// knowing one another: kinds of jobs with their payloads, and the topics of
// messages. Nothing here does anything.
package event

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// Kind is a kind of job. Who handles it is registered in cmd/sekifuda.
type Kind string

// Kinds of jobs.
const (
	CompactSource Kind = "compact_source" // joins the base of a source and its differences
	FollowProof   Kind = "follow_proof"   // brings siblings of a false identity to review, or takes back what rested on one
	TellMeasure   Kind = "tell_measure"   // tells of a measure that was held back, or has come to its end
)

// Job is work to be done once: Tenant, Kind and Key together name it, and the
// same one asked for twice is one job.
type Job struct {
	Tenant  string // "" for what belongs to the installation
	Kind    Kind
	Key     string
	Payload []byte // JSON; ids and codes, nothing personal
}

// Compaction is the payload of CompactSource. Head is the digest of the last
// difference when it was asked for: a chain that has grown since, or was
// joined, is another job.
type Compaction struct {
	Source string `json:"source"`
	Head   string `json:"head"`
}

// Job returns the job of a compaction.
func (c Compaction) Job() Job {
	b, err := json.Marshal(c)
	if err != nil {
		panic(fmt.Sprintf("event: %v", err)) // two texts always marshal
	}
	return Job{Kind: CompactSource, Key: c.Source + "/" + c.Head, Payload: b}
}

// Following is the payload of FollowProof. Withdrawn tells the two apart: what a
// proof leads to is looked for once, and taken back once.
type Following struct {
	Proof     string `json:"proof"`
	Withdrawn bool   `json:"withdrawn,omitempty"`
}

// Job returns the job of following a proof.
func (f Following) Job(tenant string) Job {
	b, err := json.Marshal(f)
	if err != nil {
		panic(fmt.Sprintf("event: %v", err)) // a text and a bool always marshal
	}
	key := f.Proof
	if f.Withdrawn {
		key += "/withdrawn"
	}
	return Job{Tenant: tenant, Kind: FollowProof, Key: key, Payload: b}
}

// Telling is the payload of TellMeasure. At is when it is due: an end that was
// moved, or a silence that was prolonged, is another job.
type Telling struct {
	Measure string         `json:"measure"`
	At      entity.Instant `json:"at"`
}

// Job returns the job of telling of a measure.
func (t Telling) Job(tenant string) Job {
	b, err := json.Marshal(t)
	if err != nil {
		panic(fmt.Sprintf("event: %v", err))
	}
	return Job{Tenant: tenant, Kind: TellMeasure, Key: fmt.Sprintf("%s/%d", t.Measure, int64(t.At)), Payload: b}
}

// Read reads the payload of a job. It fails on one of another kind or release.
func Read[T any](payload []byte) (v T, err error) {
	if err := json.Unmarshal(payload, &v); err != nil {
		return v, fmt.Errorf("payload of job: %w", err)
	}
	return v, nil
}

// Topics of messages, as endpoints subscribe to them and as they stand in the
// type of a message.
const (
	Decision          = "decision"           // ref: id of the decision
	SourceLive        = "source.live"        // ref: see Live
	IdentityFalse     = "identity.false"     // ref: id of the proof
	IdentityWithdrawn = "identity.withdrawn" // ref: id of the proof
	Evidence          = "evidence"           // ref: id of the piece of evidence
	CaseWithdrawn     = "case.withdrawn"     // ref: id of the case, a slash, id of the notice to a recipient
	MeasureTaken      = "measure.taken"      // ref: id of the measure
	MeasureEnded      = "measure.ended"      // likewise
	Ping              = "ping"               // ref: id of the ping; sent when asked for, to one endpoint
)

// Topics returns those that an endpoint can subscribe to.
func Topics() []string {
	return []string{Decision, SourceLive, IdentityFalse, IdentityWithdrawn, Evidence, CaseWithdrawn, MeasureTaken, MeasureEnded}
}

// IsTopic reports whether an endpoint can subscribe to a topic.
func IsTopic(topic string) bool { return slices.Contains(Topics(), topic) }

// Live is what the ref of SourceLive says: the same content may go live twice.
type Live struct {
	Source string
	Digest string // of the last snapshot of the chain
	At     entity.Instant
}

// Ref writes it as the ref of a message.
func (l Live) Ref() string { return fmt.Sprintf("%s/%s/%d", l.Source, l.Digest, int64(l.At)) }

// ParseLive reads a ref back. It fails on any other text.
func ParseLive(ref string) (Live, error) {
	parts := strings.Split(ref, "/")
	if len(parts) != 3 {
		return Live{}, fmt.Errorf("message ref %q: want source/digest/time", ref)
	}
	at, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		return Live{}, fmt.Errorf("message ref %q: %w", ref, err)
	}
	return Live{parts[0], parts[1], entity.Instant(at)}, nil
}
