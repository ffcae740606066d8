package main

// The cases of resolution, see authCases.
func init() {
	for pattern, c := range map[string]authCase{
		"GET /v1/resolution/entities/{id}": {path: "/v1/resolution/entities/{entity}", own: 200, other: 404,
			wrong: []string{"/v1/resolution/entities/A-1", "/v1/resolution/entities/{decision}", "/v1/resolution/entities/{resolved}"}},
		"GET /v1/resolution/records/{kind}/{id}": {path: "/v1/resolution/records/application/A-1", own: 200, other: 404,
			wrong: []string{"/v1/resolution/records/contract/A-1", "/v1/resolution/records/application/C-1", "/v1/resolution/records/asset/S-1"}},
		"GET /v1/resolution/events": {own: 200, other: 200},
		"GET /v1/resolution/events/{id}": {path: "/v1/resolution/events/{resolved}", own: 200, other: 404,
			wrong: []string{"/v1/resolution/events/{decision}", "/v1/resolution/events/{entity}"}},
		"POST /v1/resolution/judgements": {body: `{"verdict":"same","a":{"kind":"contract","id":"C-2"},"b":{"kind":"contract","id":"C-1"},"reason":"r"}`, own: 201, other: 422},
		"POST /v1/resolution/judgements/{id}/withdrawal": {path: "/v1/resolution/judgements/{resolved}/withdrawal", body: `{"reason":"r"}`, own: 200, other: 404,
			wrong: []string{"/v1/resolution/judgements/{entity}/withdrawal", "/v1/resolution/judgements/{proof}/withdrawal"}},
		"POST /v1/resolution/events/{id}/undoing": {path: "/v1/resolution/events/{resolved}/undoing", body: `{"reason":"r"}`, own: 409, other: 404,
			wrong: []string{"/v1/resolution/events/{decision}/undoing"}},
		"POST /v1/resolution/epochs": {own: 202, other: 202},
	} {
		authCases[pattern] = c
	}
}
