package openmatch

import (
	"net/http"
	"slices"

	"github.com/sekifuda/sekifuda/internal/match"
)

// best is the algorithm of a client that names none.
const best = "best"

// aliases are the names of algorithms that clients send. Each is this program's
// matcher; the first after best is what best means.
var aliases = []string{"logic-v2", "logic-v1", "name-based", "name-qualified", "regression-v1", "regression-v2", "regression-v3", "ofac-249", "ofac", "sekifuda"}

func knownAlgorithm(name string) error {
	if name == best || slices.Contains(aliases, name) {
		return nil
	}
	return badRequest("Unknown algorithm: %s", clip(name))
}

type featureDoc struct {
	Description string  `json:"description"`
	Coefficient float64 `json:"coefficient"`
	URL         string  `json:"url"`
}

const about = "An alias: every name runs Sekifuda's matcher, version " + match.Version + ". Names are compared across scripts; birth dates, identifiers and " +
	"addresses corroborate or contradict. Nationality, citizenship and country are accepted and not scored. Weights and config are accepted and have no effect."

// algorithms answers GET /algorithms.
func (s *service) algorithms(w http.ResponseWriter, _ *http.Request) error {
	const url = "https://github.com/sekifuda/sekifuda/blob/main/docs/match-api.md"
	features := map[string]featureDoc{
		featureName:       {"How far the names agree, words, letters, readings and scripts considered.", 1, url},
		featureIdentifier: {"The same number of a document, register or ship.", strongIdentifier / 1000.0, url},
		featureOtherID:    {"Another number where a party has only one.", otherIdentifier / 1000.0, url},
		featureBirth:      {"The same birth date; it corroborates and does not change the score.", 0, url},
		featureOtherBirth: {"Another birth date.", otherBirthDay / 1000.0, url},
		featureAddress:    {"The same place, to the number of the house.", agreeingAddress / 1000.0, url},
		featureCountry:    {"Nationality, citizenship or country were given: they are not scored.", 0, url},
	}
	config := map[string]any{}
	for _, key := range configKeys {
		config[key] = map[string]any{"type": "float", "description": "accepted, without effect", "default": nil}
	}
	var all []any
	for _, name := range aliases {
		all = append(all, map[string]any{"name": name, "description": about, "features": features,
			"docs": map[string]any{"name": name, "description": about, "config": config, "features": features}})
	}
	writeJSON(w, http.StatusOK, map[string]any{"algorithms": all, "default": aliases[0], "best": aliases[0]})
	return nil
}
