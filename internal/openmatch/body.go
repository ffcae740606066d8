package openmatch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"unicode/utf8"
)

// maxBody bounds a batch: a hundred queries of many properties fit.
const maxBody = 4 << 20

// named is one query of a batch.
type named struct {
	name string
	*example
}

type queryBody struct {
	ID         *string                    `json:"id"`
	Schema     *string                    `json:"schema"`
	Properties map[string]json.RawMessage `json:"properties"`
}

type matchBody struct {
	Weights map[string]json.RawMessage `json:"weights"`
	Config  map[string]json.RawMessage `json:"config"`
	Queries map[string]json.RawMessage `json:"queries"`
}

// configKeys are what clients set of the matchers of that ecosystem. They are
// taken and have no effect: there is one matcher here, whose weights are fixed.
var configKeys = []string{"nm_name_property", "nm_number_mismatch", "nm_extra_query_name", "nm_extra_result_name", "nm_family_name_weight", "nm_fuzzy_cutoff_factor"}

// readBody reads the body of a request, whatever it says of its type.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, &failure{status: http.StatusRequestEntityTooLarge, detail: fmt.Sprintf("the body is longer than %d bytes", large.Limit)}
	case err != nil:
		return nil, badRequest("the body could not be read")
	case !utf8.Valid(b):
		return nil, unprocessable("json_invalid", "JSON decode error: the body is not UTF-8", "body", 0)
	}
	return b, nil
}

// parseBatch reads the queries of a body, in the order of their names.
func parseBatch(b []byte) ([]named, error) {
	var body matchBody
	if err := decodeAt(b, &body, "body"); err != nil {
		return nil, err
	}
	for key := range body.Config {
		if !slices.Contains(configKeys, key) {
			return nil, badRequest("Unknown config key: %s", clip(key))
		}
	}
	switch {
	case body.Queries == nil:
		return nil, unprocessable("missing", "Field required", "body", "queries")
	case len(body.Queries) == 0:
		return nil, badRequest("No queries provided.")
	case len(body.Queries) > maxBatch:
		return nil, badRequest("Too many queries in one batch (limit: %d)", maxBatch)
	}
	out := make([]named, 0, len(body.Queries))
	for name := range body.Queries {
		out = append(out, named{name: name})
	}
	slices.SortFunc(out, func(a, b named) int { return compareText(a.name, b.name) })
	for i := range out {
		x, err := parseQuery(out[i].name, body.Queries[out[i].name])
		if err != nil {
			return nil, err
		}
		out[i].example = x
	}
	return out, nil
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// parseQuery reads one query.
func parseQuery(name string, raw json.RawMessage) (*example, error) {
	var q queryBody
	if err := decodeAt(raw, &q, "body", "queries", name); err != nil {
		return nil, err
	}
	switch {
	case q.Schema == nil:
		return nil, unprocessable("missing", "Field required", "body", "queries", name, "schema")
	case q.Properties == nil:
		return nil, unprocessable("missing", "Field required", "body", "queries", name, "properties")
	}
	schema, err := schemaOf(*q.Schema)
	if err != nil {
		return nil, err
	}
	x, err := newExample(q.ID, schema, q.Properties)
	if err != nil {
		return nil, badRequest("Query %s: %s", clip(name), err)
	}
	return x, nil
}

// decodeAt reads JSON; what is wrong is told with its place.
func decodeAt(b []byte, into any, loc ...any) error {
	err := json.Unmarshal(b, into)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		return unprocessable("json_invalid", "JSON decode error", "body", int(syntax.Offset))
	case errors.As(err, &kind):
		if kind.Field != "" {
			loc = append(loc, kind.Field)
		}
		return unprocessable("type_error", fmt.Sprintf("Input should be a valid %s", wanted(kind)), loc...)
	}
	return unprocessable("json_invalid", "JSON decode error", "body", 0)
}

func wanted(err *json.UnmarshalTypeError) string {
	switch err.Type.Kind().String() {
	case "map", "struct":
		return "dictionary"
	case "slice":
		return "list"
	}
	return "string"
}
