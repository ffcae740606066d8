package api

import (
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format/application"
	"github.com/sekifuda/sekifuda/internal/httpd"
)

// config describes the whole; nothing of huma's own is served.
func config() huma.Config {
	schemas := huma.NewMapRegistry("#/components/schemas/", schemaName)
	schemas.RegisterTypeAlias(reflect.TypeFor[entity.Instant](), reflect.TypeFor[time.Time]()) // it is written as RFC 3339
	jsonFormat := huma.Format{
		Marshal: func(w io.Writer, v any) error {
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false) // told as application/json with nosniff, never as a page
			return enc.Encode(v)
		},
		Unmarshal: application.Unmarshal,
	}
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Sekifuda", Version: "1",
				Description: "Examines who is asking before something that can do harm is handed over. How to use it is in api.md.",
				License:     &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
			},
			Components: &huma.Components{
				Schemas:         schemas,
				SecuritySchemes: map[string]*huma.SecurityScheme{"key": {Type: "http", Scheme: "bearer", BearerFormat: "sk_…", Description: "a key made by `sekifuda key add`; each operation names the scope that it needs"}},
			},
		},
		Formats:       map[string]huma.Format{"application/json": jsonFormat, "json": jsonFormat},
		DefaultFormat: "application/json", RejectUnknownQueryParameters: true,
	}
}

// schemaName names a type in the document: types of some packages have names
// that others have too.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	switch {
	case strings.HasSuffix(t.PkgPath(), "/problem") && name != "Problem":
		return "Problem" + name
	case strings.HasSuffix(t.PkgPath(), "/finding") && name == "Decision":
		return "DecisionWhole"
	}
	return name
}

// OpenAPI returns the description of all operations as YAML.
func (a *API) OpenAPI() ([]byte, error) { return a.huma.OpenAPI().YAML() }

// describe serves the description.
func (a *API) describe() {
	raw(a, operation{
		id: "get-openapi", method: http.MethodGet, path: "/v1/openapi.yaml", open: true, class: httpd.Control, tag: "about",
		summary: "This document",
	}, "application/yaml", nil, func(w http.ResponseWriter, _ *http.Request, _ caller) error {
		text, err := a.OpenAPI()
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "application/yaml")
		_, err = w.Write(text)
		return err
	})
}
