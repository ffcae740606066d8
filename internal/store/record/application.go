// Package record keeps what an operator has in its own books: applications and
// what they brought, evidence, data keys, and identities proved false. All of
// it is per tenant; content is sealed, equality goes over keyed tags.
package record

import (
	"fmt"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/store"
)

// Application is one version of an application, sealed.
type Application struct {
	ExternalID string
	Version    int64  // from 1, set by PutApplication
	Input      string // digest of the canonical application
	Subject    string // whose data key it is sealed with
	Sealed     []byte
	At         entity.Instant
}

// PutApplication stores an application. Where the current version has the same
// input nothing changes; else it becomes a new version, and the current one. It
// returns the current version's number and whether it is new.
func PutApplication(tx *store.Tx, tenant string, a Application) (version int64, added bool, err error) {
	// Nearly every application is new: trying that first saves a query.
	if added, err = insertVersion(tx, tenant, a, 1); err != nil || added {
		return 1, added, err
	}
	current, err := GetApplication(tx, tenant, a.ExternalID)
	if err != nil || current.Input == a.Input {
		return current.Version, false, err
	}
	added, err = insertVersion(tx, tenant, a, current.Version+1)
	return current.Version + 1, added, err
}

var applicationInserts = store.NewInserts("application (tenant, external_id, version, input, subject, sealed, at)", 7,
	"ON CONFLICT (tenant, external_id, version) DO NOTHING")

// PutApplications stores applications in their order, as PutApplication does
// each; it is quicker where they are new.
func PutApplications(tx *store.Tx, tenant string, applications []Application) error {
	args := make([]any, 0, 7*len(applications))
	for _, a := range applications {
		args = append(args, tenant, a.ExternalID, int64(1), a.Input, a.Subject, a.Sealed, int64(a.At))
	}
	n, err := tx.ExecAll(applicationInserts, args)
	if err != nil {
		return fmt.Errorf("put %d applications: %w", len(applications), err)
	}
	if n == int64(len(applications)) {
		return nil
	}
	for _, a := range applications { // those that went in are found unchanged
		if _, _, err := PutApplication(tx, tenant, a); err != nil {
			return err
		}
	}
	return nil
}

func insertVersion(tx *store.Tx, tenant string, a Application, version int64) (bool, error) {
	n, err := tx.Exec(`INSERT INTO application (tenant, external_id, version, input, subject, sealed, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (tenant, external_id, version) DO NOTHING`,
		tenant, a.ExternalID, version, a.Input, a.Subject, a.Sealed, int64(a.At))
	if err != nil {
		return false, fmt.Errorf("put application %s version %d: %w", a.ExternalID, version, err)
	}
	return n == 1, nil
}

// GetApplication returns the current version; store.ErrNotFound without one.
func GetApplication(tx *store.Tx, tenant, externalID string) (Application, error) {
	return getApplication(tx, externalID, `SELECT external_id, version, input, subject, sealed, at FROM application
		WHERE tenant = $1 AND external_id = $2 ORDER BY version DESC LIMIT 1`, tenant, externalID)
}

// GetApplicationInput returns the newest version with the given input, which is
// the one that a decision was made on; store.ErrNotFound without one.
func GetApplicationInput(tx *store.Tx, tenant, externalID, input string) (Application, error) {
	return getApplication(tx, externalID, `SELECT external_id, version, input, subject, sealed, at FROM application
		WHERE tenant = $1 AND external_id = $2 AND input = $3 ORDER BY version DESC LIMIT 1`, tenant, externalID, input)
}

// Versions returns every version of an application without what is sealed, the
// first first.
func Versions(tx *store.Tx, tenant, externalID string) ([]Application, error) {
	out, err := store.All(tx, func(scan func(...any) error) (a Application, err error) {
		return a, scan(&a.ExternalID, &a.Version, &a.Input, &a.Subject, &a.At)
	}, `SELECT external_id, version, input, subject, at FROM application WHERE tenant = $1 AND external_id = $2 ORDER BY version`, tenant, externalID)
	if err != nil {
		return nil, fmt.Errorf("versions of application %s: %w", externalID, err)
	}
	return out, nil
}

func getApplication(tx *store.Tx, externalID, query string, args ...any) (Application, error) {
	var a Application
	err := tx.Row(store.Into(&a.ExternalID, &a.Version, &a.Input, &a.Subject, &a.Sealed, &a.At), query, args...)
	if err != nil {
		return Application{}, fmt.Errorf("application %s: %w", externalID, err)
	}
	return a, nil
}
