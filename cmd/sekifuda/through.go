package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/sekifuda/sekifuda/internal/client"
	"github.com/sekifuda/sekifuda/internal/lock"
	"github.com/sekifuda/sekifuda/internal/problem"
)

// keyVariable is where commands find the key for a server. It is no flag: other
// users of a machine see command lines.
const keyVariable = "SEKIFUDA_KEY"

// through returns the server that owns what a command is to change: the one of
// --server, or the one that runs on the data directory; nil where there is none
// and the command works on the store itself. scope is what the key needs.
func (a *app) through(scope string) (*client.Client, error) {
	url, key := a.flags.Server, os.Getenv(keyVariable)
	if url == "" {
		info, ok := lock.Running(a.flags.Data)
		if !ok {
			return nil, nil
		}
		url = info.URL
	}
	if key == "" {
		return nil, badInput{fmt.Errorf("the server at %s owns these data: set %s to a key with the scope %s (`sekifuda key add NAME --scope %s` makes one)",
			url, keyVariable, scope, scope)}
	}
	return &client.Client{URL: url, Key: key}, nil
}

// throughIfKey is through for the commands on keys: whoever has the data
// directory and the master key needs no other, beside a running server either.
func (a *app) throughIfKey(scope string) (*client.Client, error) {
	if a.flags.Server == "" && os.Getenv(keyVariable) == "" {
		return nil, nil
	}
	return a.through(scope)
}

// refused makes bad input of what the server refuses because of the request.
func refused(err error) error {
	var p *problem.Problem
	if errors.As(err, &p) && p.Status < 500 {
		return badInput{err}
	}
	return err
}
