-- +goose Up

-- What an operator has in its own books: contracts, assets, leases, accounts,
-- events. A row never changes: a record that comes with other content is
-- another version. id is a keyed tag of kind, external id and version.
CREATE TABLE book (
  tenant      TEXT NOT NULL,
  id          TEXT NOT NULL,
  kind        TEXT NOT NULL,
  external_id TEXT NOT NULL,
  version     BIGINT NOT NULL,       -- from 1; the highest is current
  content     TEXT NOT NULL,         -- keyed tag of the record
  source      TEXT NOT NULL,         -- which system says so, '' where it does not say
  valid_from  BIGINT NOT NULL,       -- when what it says held: [from, to)
  valid_to    BIGINT NOT NULL,
  subject     TEXT NOT NULL,
  sealed      {{bytes}} NOT NULL,
  at          BIGINT NOT NULL,       -- when it was recorded
  leaf        BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX book_version ON book (tenant, kind, external_id, version);

-- What a version refers to, by the operator's own ids; it may come later, or
-- never.
CREATE TABLE book_ref (
  tenant      TEXT NOT NULL,
  to_kind     TEXT NOT NULL,
  to_id       TEXT NOT NULL,
  field       TEXT NOT NULL,
  kind        TEXT NOT NULL,
  external_id TEXT NOT NULL,
  version     BIGINT NOT NULL,
  PRIMARY KEY (tenant, to_kind, to_id, kind, external_id, version, field)
) {{clustered}};

-- What a version is found by where that is personal: keyed tags of log-ins,
-- mailboxes, devices, customers, labels, and of addresses. The tag comes first
-- as it differs soonest. An address is found by the networks that hold it: what
-- is net/24 for a prefix of that length, net/32 or net/128 for one address.
CREATE TABLE book_key (
  tenant      TEXT NOT NULL,
  what        TEXT NOT NULL,
  blind       TEXT NOT NULL,
  kind        TEXT NOT NULL,
  external_id TEXT NOT NULL,
  version     BIGINT NOT NULL,
  valid_from  BIGINT NOT NULL,
  valid_to    BIGINT NOT NULL,
  port_from   BIGINT NOT NULL,       -- 0 to 65535 where ports do not matter
  port_to     BIGINT NOT NULL,
  PRIMARY KEY (blind, what, tenant, kind, external_id, version)
) {{clustered}};

-- The lengths of prefixes that a tenant has, so that few tags are tried.
CREATE TABLE book_net (
  tenant TEXT NOT NULL,
  what   TEXT NOT NULL,
  PRIMARY KEY (tenant, what)
) {{clustered}};

-- +goose Down
SELECT 1;
