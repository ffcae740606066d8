-- +goose Up

-- Who may ask: keys for now, persons later. The secret of a key is nowhere; hash
-- is keyed with the master key, so that the table alone lets nobody try.
CREATE TABLE principal (
  tenant     TEXT NOT NULL,
  id         TEXT NOT NULL,
  kind       TEXT NOT NULL,          -- key
  name       {{bytes}} NOT NULL,     -- sealed
  scopes     TEXT NOT NULL,          -- with spaces between them
  hash       TEXT NOT NULL,
  created    BIGINT NOT NULL,
  created_by TEXT NOT NULL,          -- id of a principal; '' is the command line
  expires    BIGINT NOT NULL,        -- 0: never
  revoked    BIGINT NOT NULL,        -- 0: not
  revoked_by TEXT NOT NULL,
  leaf       BIGINT NOT NULL,
  revoked_leaf BIGINT NOT NULL,      -- 0: not
  PRIMARY KEY (tenant, id)
) {{clustered}};
CREATE UNIQUE INDEX principal_id ON principal (id);

-- Counts the changes of principal: what a node remembers of keys holds as long
-- as the number does.
CREATE TABLE principal_version (
  one     BIGINT PRIMARY KEY,
  version BIGINT NOT NULL
);
INSERT INTO principal_version (one, version) VALUES (1, 0);

-- Idempotency keys of requests that created something, for seven days.
CREATE TABLE once (
  tenant TEXT NOT NULL,
  key    TEXT NOT NULL,              -- keyed tag of the principal and his key
  body   TEXT NOT NULL,              -- keyed digest of the route and the body
  ref    TEXT NOT NULL,              -- id of what was created
  at     BIGINT NOT NULL,
  PRIMARY KEY (key, tenant)
) {{clustered}};
CREATE INDEX once_at ON once (at);

-- +goose Down
SELECT 1;
