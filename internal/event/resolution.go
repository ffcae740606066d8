package event

import (
	"encoding/json"
	"fmt"
)

// LearnEpoch learns from a tenant's records how much what they share says.
const LearnEpoch Kind = "learn_epoch"

// Learning is the payload of LearnEpoch.
type Learning struct {
	Epoch string `json:"epoch"` // id that it will have
	By    string `json:"by"`    // who asked
}

// Job returns the job of a tenant.
func (l Learning) Job(tenant string) Job {
	b, err := json.Marshal(l)
	if err != nil {
		panic(fmt.Sprintf("event: %v", err)) // two texts always marshal
	}
	return Job{Tenant: tenant, Kind: LearnEpoch, Key: l.Epoch, Payload: b}
}
