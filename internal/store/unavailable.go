package store

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"net"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// Unavailable reports whether err says that the store does not answer or cannot
// write now: a full or read-only disk, a broken connection, too many open files.
// The same work may succeed later; nothing of it was kept.
func Unavailable(err error) bool {
	var lite *sqlite.Error
	var pg *pgconn.PgError
	var connect *pgconn.ConnectError
	var network net.Error
	var system syscall.Errno
	return errors.Is(err, ErrClosed) || errors.Is(err, ErrInjectedBusy) ||
		errors.Is(err, sql.ErrConnDone) || errors.Is(err, driver.ErrBadConn) ||
		errors.As(err, &lite) || errors.As(err, &pg) || errors.As(err, &connect) || errors.As(err, &network) || errors.As(err, &system)
}
