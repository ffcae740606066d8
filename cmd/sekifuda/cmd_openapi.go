package main

import "github.com/sekifuda/sekifuda/internal/api"

type openapiCmd struct{}

// Run prints the description of /v1, as the server gives it.
func (c *openapiCmd) Run(a *app) error {
	text, err := api.New(api.Deps{}).OpenAPI()
	if err != nil {
		return err
	}
	_, err = a.out.Write(text)
	return err
}
