package main

// trace asks what hangs on the address that was reported.
func (c *caseDemo) trace() error { return nil }
