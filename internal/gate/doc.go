// Package gate examines an application before something that can do harm is
// handed over: checks fill findings, a policy turns them into an outcome, and
// the decision is stored with its ledger leaf before anybody hears of it.
//
// Where to change what: a check is one file check_*.go and one line in the
// table of Checks; which checks are required, and what follows from what they
// say, is the policy's. A check that fails in any way is not_checked: the
// runner sees to that, so a check returns its error and nothing else.
package gate
